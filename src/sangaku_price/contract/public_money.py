"""The tables that stand beside the price: what is brought in kind, allocation, public money, the company's taxes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field, WithJsonSchema

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.divisions import Places
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Rate, RoundingRule, Share, Words, YenAmount, one_of, read_flag, read_yen, refuse

MESSAGES = messages(
    {
        "by-year": Text("{ 2026 = 円 } の形で書いてください。", "must be { 2026 = yen }"),
        "settled": Text("{ 種類 = true } の形で書いてください。", "must be { kind = true }"),
    }
)


def read_by_year(value: object) -> Mapping[int, int]:
    """{ 2026 = yen, … }: by the year in which April falls."""
    if not isinstance(value, dict) or not all(year.isascii() and year.isdigit() for year in value):
        raise refuse("by-year")
    return {int(year[:9]): read_yen(amount) for year, amount in value.items()}


def read_settled(value: object) -> Mapping[str, bool]:
    """{ kind = true | false }."""
    if not isinstance(value, dict):
        raise refuse("settled")
    return {kind: read_flag(one) for kind, one in value.items()}


ByYear = Annotated[
    Mapping[int, int],
    ReadBy(read_by_year),
    WithJsonSchema({"type": "object", "patternProperties": {"^[0-9]{4}$": {"type": "integer", "minimum": 0}}}),
]
Settled = Annotated[
    Mapping[str, bool],
    ReadBy(read_settled),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "boolean"}}),
]


class InKindTable(Table):
    """[[in-kind]]: what a party brings besides money; it is listed and never added to money."""

    private: ClassVar[frozenset[str]] = frozenset({"note"})
    """Keys that only the office reads."""

    party: Annotated[str, one_of("company", "university")] = Field(description=said("提供する者。", "Who brings it."))
    item: Words = Field(description=said("提供するもの。", "What is brought."))
    worth: YenAmount | None = Field(default=None, description=said("評価額（円）。", "What it is worth, in yen."))
    note: Words | None = Field(
        default=None, description=said("内部メモ（企業には出さない）。", "For the office; not shown to the company.")
    )


class AllocationTable(Table):
    """[[allocation]]: where the lines that it names go inside the university; for the office."""

    of: Names = Field(description=said("対象（種類または id）。", "What is allocated: kinds, ids."))
    to: Places = Field(
        description=said(
            '配分先 { "部局" = 50, "本部" = 50 } または { "部局" = "3/10", "本部" = "rest" }。',
            'Where to: { place = weight }, or { place = share, other = "rest" }.',
        )
    )
    rounding: RoundingRule | None = Field(
        default=None, description=said("端数処理。", "How the shares are rounded; default down to 1 yen.")
    )


class GrantTable(Table):
    """[[grant]]: public money beside what the company pays, or for the company."""

    scheme: Words | None = Field(
        default=None, description=said("制度（収録済みの名前）。", "A shipped scheme, which fills what is not given.")
    )
    name: Words | None = Field(default=None, description=said("名称。", "Name."))
    to: Annotated[str, one_of("university", "company")] | None = Field(
        default=None, description=said("交付先。", "Who is paid.")
    )
    ratio: Rate | None = Field(
        default=None, description=said("企業負担額（税抜）に対する比率。", "Of the company's cash without tax.")
    )
    ceiling: YenAmount | None = Field(
        default=None, description=said("年度の上限額（円）。", "At most so much a fiscal year, in yen.")
    )
    indirect_rate: Rate | None = Field(
        default=None, description=said("うち間接経費の率（直接経費に対する）。", "Overhead inside, of its direct cost.")
    )
    eligible: Names | None = Field(
        default=None, description=said("対象の種類（既定はすべて）。", "The kinds that count; default all.")
    )


class CompanyTaxTable(Table):
    """[company-tax]: what the company tells of its taxes, for an estimate in its own view."""

    partner: Annotated[str, one_of("university", "institute", "startup", "other")] = Field(
        default="university", description=said("共同研究の相手方の区分。", "What the other party is in the tax law.")
    )
    corporate_tax: ByYear | None = Field(
        default=None,
        description=said("事業年度ごとの控除前の法人税額 { 年 = 円 }。", "Corporate tax before the credit, by year."),
    )
    other_claims: ByYear | None = Field(
        default=None, description=said("同じ控除のほかの適用額 { 年 = 円 }。", "Other claims of the credit, by year.")
    )
    effective_rate: Share | None = Field(default=None, description=said("実効税率。", "Effective rate of tax."))
    recoverable_share: Share = Field(
        default=Fraction(1), description=said("仕入税額控除の割合。", "Share of the consumption tax that is recovered.")
    )
    eligible: Settled = Field(
        default={}, description=said("対象かどうか { 種類 = true/false }。", "Settles what counts: { kind = true }.")
    )
