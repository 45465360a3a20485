"""Sums of a portfolio by tariff, company, fiscal year, principal or type: one pass, one line a group."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from sangaku_price.documents.cells import Kind, Value
from sangaku_price.documents.records import Field, Records
from sangaku_price.language.text import Text
from sangaku_price.portfolios.row import Row


class By(StrEnum):
    """What contracts are grouped by."""

    TARIFF = "tariff"
    COMPANY = "company"
    FISCAL_YEAR = "fiscal-year"
    PRINCIPAL = "principal"
    TYPE = "type"


HEADS = {
    By.TARIFF: Text("料金表", "tariff"),
    By.COMPANY: Text("企業", "company"),
    By.FISCAL_YEAR: Text("年度", "fiscal year"),
    By.PRINCIPAL: Text("研究代表者", "principal"),
    By.TYPE: Text("契約種別", "type"),
}
TITLE = Text("契約の集計", "Contracts, summed up")
FIGURES = (
    Field("contracts", Text("件数", "contracts"), Kind.NUMBER, whole=True),
    Field("total", Text("総額（税込）", "total with tax"), Kind.YEN),
    Field("tax", Text("うち消費税", "of which tax"), Kind.YEN),
    Field("planned", Text("予定額（税込）", "planned with tax"), Kind.YEN),
    Field("contingent_maximum", Text("条件付の最大額", "contingent, at most"), Kind.YEN),
    Field("contingent_expected", Text("条件付の期待値", "contingent, expected"), Kind.YEN),
)
BY_YEAR = FIGURES[:2]
"""Of a fiscal year: what is certainly paid for it. Tax and contingent money are the whole contract's."""


class Group(NamedTuple):
    """The sums of the contracts of one group, in yen."""

    contracts: int = 0
    total: int = 0
    tax: int = 0
    planned: int = 0
    contingent_maximum: int = 0
    contingent_expected: int | None = 0
    """None as soon as it is not known of one contract: unknown is not 0."""


def grouped(rows: Iterable[Row], by: By) -> Records:
    """One record a group, in the order of their names; those without a name last. What does not count is in none."""
    groups = Groups(by)
    for _ in groups.counted(rows):
        pass
    return groups.records()


class Groups:
    """Rows added up as they pass."""

    def __init__(self, by: By) -> None:
        self.by = by
        self.found: dict[str, Group] = {}

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, each added to its groups."""
        for row in rows:
            if row.counts:
                for name, part in _parts(row, self.by):
                    self.found[name] = _added(self.found.get(name, Group()), part)
            yield row

    def records(self) -> Records:
        """The sums of the rows that have passed."""
        figures = BY_YEAR if self.by is By.FISCAL_YEAR else FIGURES
        head = Field(self.by.value.replace("-", "_"), HEADS[self.by])
        sums = tuple(_record(name, self.found[name], figures) for name in _ordered(self.found))
        return Records("group", TITLE, (head, *figures), sums)


def _record(name: str, group: Group, figures: Iterable[Field]) -> tuple[Value, ...]:
    return (name or None, *(getattr(group, one.name) for one in figures))


def _ordered(found: Iterable[str]) -> list[str]:
    return sorted(found, key=lambda name: (not name, name))


def _parts(row: Row, by: By) -> Iterator[tuple[str, Group]]:
    """What a contract adds to which group."""
    if by is By.FISCAL_YEAR:
        sums: dict[str, int] = {}
        for label, amount in row.by_year:
            sums[label] = sums.get(label, 0) + amount
        yield from ((label, Group(1, amount)) for label, amount in sums.items())
        return
    one = Group(1, row.total or 0, row.tax or 0, row.planned or 0, row.contingent_maximum or 0, row.contingent_expected)
    yield getattr(row, by.value) or "", one


def _added(sums: Group, part: Group) -> Group:
    known = sums.contingent_expected is not None and part.contingent_expected is not None
    expected = (sums.contingent_expected or 0) + (part.contingent_expected or 0) if known else None
    return Group(
        sums.contracts + part.contracts,
        sums.total + part.total,
        sums.tax + part.tax,
        sums.planned + part.planned,
        sums.contingent_maximum + part.contingent_maximum,
        expected,
    )
