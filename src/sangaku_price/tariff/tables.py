"""The tables of a tariff file besides its rules: its head and its sources."""

from pydantic import Field

from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Dated, Day, FileFormat, Flag, Id, TextPair, Words


class Successor(Table):
    """The institution that took an institution's place."""

    id: Id | None = Field(
        default=None, description=said("後継機関の料金表の id。", "The id of its tariff, where there is one.")
    )
    since: Day = Field(description=said("この日から料金表は使えない。", "From this day on the tariff prices nothing."))


class Head(Table):
    """The keys at the top of a tariff file."""

    format: FileFormat = Field(description=said("書式の版（1）。", "The version of the file format: 1."))
    id: Id = Field(description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits."))
    name: TextPair = Field(description=said("名称。", "Name, as text or { ja, en }."))
    checked: Day = Field(
        description=said("最後に照合した日。", "The day on which the file was last compared with its pages.")
    )
    region: Words | None = Field(default=None, description=said("都道府県。", "Prefecture."))
    extends: Words | None = Field(
        default=None,
        description=said("引き継ぐ料金表。", "The tariff of which all rules hold that are not replaced here."),
    )
    review_by: Day | None = Field(default=None, description=said("見直し期限。", "After this day there is a warning."))
    succeeded_by: Successor | None = Field(
        default=None, description=said("後継機関 { id, since }。", "The institution that took its place.")
    )


class SourceTable(Table):
    """[source.K]: the page or document that a number stands on."""

    title: Words = Field(description=said("題名。", "Title."))
    href: Words | None = Field(default=None, description=said("URL。", "Address of the page."))
    article: Words | None = Field(default=None, description=said("条項。", "Article."))
    dated: Dated | None = Field(
        default=None,
        description=said(
            '文書の日付（日がなければ "2024-12" か "2024"）。', 'Day of the document, or "2024-12", "2024".'
        ),
    )
    """The day of the document (notice, rule, its last amendment) or as much as it bears: `2024-12`."""
    mirror: Flag = Field(default=False, description=said("別のサイトの写しか。", "Read from a copy on another host."))
    """Read from a copy on another host."""
