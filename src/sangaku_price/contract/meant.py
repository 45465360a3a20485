"""What a contract file says is meant: findings of `check`, figures of an agreement, each with its reason."""

from pydantic import Field

from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Words


class IgnoreTable(Table):
    """[[lint.ignore]]: a finding of `check` that is meant, with the reason; it stays visible in the report."""

    code: Words = Field(description=said("指摘のコード。", "Code of the finding."))
    """The code of the finding."""
    reason: Words = Field(description=said("理由。", "The reason."))
    """Why it is meant."""


class LintTable(Table):
    """[lint]: what `check` is told."""

    ignore: tuple[IgnoreTable, ...] = Field(
        default=(), description=said("意図した指摘。", "Findings of `check` that are meant.")
    )


class PassageTable(Table):
    """[[agreement.ignore]]: words of the agreement whose figures are meant to differ, with the reason."""

    text: Words = Field(description=said("契約書の中の文言。", "Words of the agreement, as they stand there."))
    reason: Words = Field(description=said("理由。", "The reason."))


class AgreementTable(Table):
    """[agreement]: what `agreement check` is told."""

    ignore: tuple[PassageTable, ...] = Field(
        default=(), description=said("意図した相違。", "Figures of the agreement that are meant.")
    )
