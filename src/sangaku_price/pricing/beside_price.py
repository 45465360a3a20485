"""A quote with all that stands beside its price: nothing here moves a figure of the price."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sangaku_price.pricing.bearers import COMPANY, Bearers, brought, cost_shares
from sangaku_price.quotation.values import Line, Note, Quote
from sangaku_price.rules.conditions import Measure
from sangaku_price.rules.terms import Terms

if TYPE_CHECKING:
    from sangaku_price.quotation.beside import Allocation, Appointment


def _allocated(
    quote: Quote, terms: Terms, measure: Measure, asked_of: Mapping[str, str]
) -> tuple["Allocation | None", tuple[Note, ...]]:
    """Where the money goes inside, where a rule says it."""
    if not terms.contract.beside.allocations and not terms.rules.allocations:
        return None, ()
    from sangaku_price.pricing.allocation import allocation

    return allocation(terms, measure, quote.lines, asked_of)


def _appointed(terms: Terms, lines: Sequence[Line]) -> "tuple[Appointment, ...]":
    """What cross-appointments leave to whom, where there are any."""
    if not terms.contract.of("cross-appointment"):
        return ()
    from sangaku_price.pricing.appointments import appointments

    return appointments(terms, lines)


def with_beside(
    quote: Quote, terms: Terms, bearers: Bearers, borne: Sequence[Line], asked_of: Mapping[str, str]
) -> Quote:
    """Who bears what, what people have of it, where it goes inside, public money, what it costs the company.

    Raises BadFile where lines are borne by public money that is not there.
    """
    ledger, beside = bearers.ledgers[COMPANY], terms.contract.beside
    places, told = _allocated(quote, terms, ledger.measure, asked_of)
    quote = quote._replace(
        borne=tuple(borne),
        brought=brought(terms.contract),
        appointments=_appointed(terms, (*quote.lines, *borne)),
        allocation=places,
    )
    money = net = None
    if beside.grants or beside.company_tax or any(line.borne_by == "grant" for line in borne):
        from sangaku_price.pricing.company_net import company_net
        from sangaku_price.pricing.net_years import net_lines, taxes
        from sangaku_price.pricing.public_money import public_money

        lines = net_lines(ledger, quote.periods, inclusive=terms.inclusive)
        years = [one.label for one in ledger.years]
        later = {one.label for one in quote.periods if one.planned}
        money, doubts = public_money(terms, lines, years, later, borne)
        net, unknown = company_net(terms, lines, years, taxes(lines, quote.periods, years), money)
        told = (*told, *doubts, *unknown)
    shares = cost_shares(quote.lines, borne, 0 if money is None else money.to_university)
    notes = tuple(dict.fromkeys((*quote.notes, *told)))
    return quote._replace(cost_shares=shares, public_money=money, company_net=net, notes=notes)
