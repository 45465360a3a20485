"""Lines, and the sums over them."""

from dataclasses import dataclass, field

from second_engine.numbers import can_divide, divide

SECTIONS = {
    "direct": "direct",
    "resident": "direct",
    "involvement": "researcher",
    "contribution": "researcher",
    "backfill": "researcher",
    "cross-appointment": "researcher",
    "management": "management",
    "overhead": "indirect",
    "use": "results",
    "success": "results",
    "lump-sum": "agreed",
}
CHARGES = {"direct": "direct", "resident": "resident", "overhead": "indirect"}
"""Where the institution's ledger has a kind; all others stand separate."""


@dataclass
class Line:
    """What one id costs: by what is invoiced at once, and by fiscal year."""

    id: str
    owner: str
    """The entry or overhead that it comes from."""
    kind: str
    section: str
    charge: str
    tax: str
    by_period: dict
    by_year: list
    certainty: str = "fixed"
    exact: object = None
    spent_on: str | None = None
    """The category of a direct cost."""
    recipient: str | None = None
    split: tuple | None = None
    taken_from: str | None = None
    """The line that this one makes smaller."""
    due: dict = field(default_factory=dict)
    """By period, the fiscal year in which it is paid; None where nobody tells."""
    worth: dict = field(default_factory=dict)
    """By period, what it is expected to be where it happens, if that is not its amount."""

    @property
    def amount(self):
        """Over the contract."""
        return sum(self.by_period.values())

    def charged(self):
        """Its amounts by charge; a fee that the tariff splits by its parts."""
        for amount in self.by_period.values():
            if self.split is None:
                yield self.charge, amount
            else:
                parts = divide(amount, self.split) if can_divide(self.split) else (amount, 0)
                yield from zip(("direct", "indirect"), parts, strict=True)


@dataclass
class Base:
    """What a rate is of."""

    by_period: list
    by_year: list
    taxed: int
    untaxed: int
    taxed_in_year: int
    """In the fiscal year in which all together are most."""
    untaxed_in_year: int
    lines: list

    @property
    def amount(self):
        """Over the contract."""
        return self.taxed + self.untaxed


def in_base(line, names, excepted):
    """Whether a line is part of a base."""
    if line.certainty != "fixed" or line.kind == "waiver" or line.split is not None or line.spent_on in excepted:
        return False
    if line.kind == "cross-appointment" and not {line.kind, line.id, line.owner} & set(names):
        return False
    if {"total", line.id, line.owner} & set(names):
        return True
    as_direct = "direct" in names and line.charge == "direct"
    return as_direct or (line.kind != "direct" and line.kind in names)


def in_of(line, names):
    """Whether a percentage of an entry is of a line; `direct` means the entries of that table alone."""
    if line.certainty != "fixed" or line.taken_from is not None:
        return False
    if line.id in names or line.owner in names:
        return True
    return line.kind in names and (line.kind != "direct" or line.spent_on is not None)


def base_of(lines, periods, years):
    """The sums of a base; each line is given with what counts of it by period and by year."""
    by_period = [sum(amounts.get(label, 0) for _, amounts, _ in lines) for label in periods]
    by_year = [sum(in_years[i] for _, _, in_years in lines) for i in range(years)]
    most = by_year.index(max(by_year))
    sums = {True: [0, 0], False: [0, 0]}
    for line, amounts, in_years in lines:
        sums[line.tax == "taxable"][0] += sum(amounts.values())
        sums[line.tax == "taxable"][1] += in_years[most]
    return Base(
        by_period, by_year, sums[True][0], sums[False][0], sums[True][1], sums[False][1], [line for line, _, _ in lines]
    )


def smaller(line, ident, by_period, terms, kind=None):
    """A negative line that makes another smaller; it falls into years as that one does."""
    if terms.by_years:
        by_year = [by_period.get(label, 0) for label, _, _ in terms.periods]
    elif can_divide(line.by_year):
        by_year = divide(sum(by_period.values()), line.by_year)
    else:
        by_year = [0] * len(terms.years)
    return Line(
        ident,
        line.owner,
        kind or line.kind,
        line.section,
        line.charge,
        line.tax,
        by_period,
        by_year,
        certainty=line.certainty,
        spent_on=line.spent_on,
        split=line.split,
        taken_from=line.id,
        due=line.due,
    )
