"""Firm and planned years (単年度契約・次年度以降は予定額): what is priced for years after the firm ones is planned.

Everything is priced as if the whole were firm and labelled last: rates, cases, floors and bases see all years, so that
a later year that becomes firm does not move them.
"""

from collections.abc import Iterable

from sangaku_price.pricing.totals import taxed
from sangaku_price.quotation.invoices import PeriodSum, TaxedSum
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Terms


def as_planned(lines: Iterable[Line], terms: Terms) -> list[Line]:
    """The lines; what would certainly be paid for a period after the firm ones is planned."""
    later = {period.label for period in terms.periods() if terms.is_planned(period)}
    return [
        line._replace(certainty="planned") if line.certainty == "fixed" and line.period in later else line
        for line in lines
    ]


def planned(periods: Iterable[PeriodSum], terms: Terms) -> TaxedSum | None:
    """What is planned for the later years; None where the contract does not say that any are."""
    if terms.contract.terms.firm_until is None:
        return None
    return taxed(one for one in periods if one.planned)
