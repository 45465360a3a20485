"""Who is invoiced what and when: one invoice a period, or one for each payer and each of its payments.

Payers first, then each payer's payments. The rate of the tax is that of the period, whenever an invoice is due; it is
rounded on every invoice, so that together it may be another than on one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.optional_tables import place
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import figure, yen
from sangaku_price.language.text import Text
from sangaku_price.months import Period, fiscal_year_label
from sangaku_price.pricing.division import Owed, Portion, added, over_payers, over_payments
from sangaku_price.pricing.totals import by_category, invoice, taxed
from sangaku_price.quotation.invoices import Invoice, PayerSum, TaxedSum
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.terms import Terms, note
from sangaku_price.tariff.law import Law
from sangaku_price.toml.problems import BadFile, Problem, listed, problem

if TYPE_CHECKING:
    from sangaku_price.contract.invoicing import PaymentTable

MESSAGES = messages(
    {
        "payments-above": Text(
            "分割の合計{sum}円が、請求する額{whole}円を超えます。",
            "the payments come to {sum} yen, more than the {whole} yen that are invoiced",
        ),
        "payments-differ": Text(
            "分割の合計{sum}円が、請求する額{whole}円と一致しません。差額は rest = true の分割に入れられます。",
            "the payments come to {sum} yen, not to the {whole} yen that are invoiced; one with rest = true takes what "
            "is left",
        ),
        "line-unborne": Text(
            "どの支払者も負担しない行があります: {names}。share か rest を書いてください。",
            "nobody bears these lines: {names}; give a payer a share, or the rest",
        ),
        "line-not-charged": Text(
            "{tariff}の料金表の「{id}」はこの契約では計上されません"
            "（任意の項目は [[overhead]] に id を書いて選びます）。",
            'the charge "{id}" of the tariff {tariff} is not in this contract '
            "(one that is optional is chosen by its id in an [[overhead]])",
        ),
        "tax-by-invoice": Text(
            "消費税は請求書ごとに端数処理するため合計{tax}円です。一枚の請求書なら{single}円です。",
            "consumption tax is rounded on each invoice and comes to {tax} yen; on a single invoice it would be "
            "{single} yen",
        ),
    }
)


MISFITS = frozenset({"payments-above", "payments-differ"})
"""Why a price cannot be divided by the amounts of payments that were agreed for another."""


class Invoiced(NamedTuple):
    """All invoices of a contract, by period, payer and payment in their orders; and what must be said of them."""

    invoices: tuple[Invoice, ...]
    by_payer: Mapping[str, PayerSum]
    notes: tuple[Note, ...]


def invoiced(lines: Sequence[Line], asked_of: Mapping[str, str], terms: Terms, law: Law) -> Invoiced:
    """The invoices for lines that are certain; `asked_of` gives the entry or overhead of each line.

    Raises BadFile where payments or payers do not fit what is owed.
    """
    contract = terms.contract
    found: list[Invoice] = []
    notes: list[Note] = []
    problems = list(_not_charged(asked_of, terms))
    for period in terms.periods():
        inside = [line for line in lines if line.period == period.label]
        single = invoice(period, by_category(inside), terms, law)._replace(planned=terms.is_planned(period))
        payments = payments_of(contract, period)
        if not contract.payers and not payments:
            found.append(single)
            continue
        owed, unborne = owed_by(contract, inside, asked_of)
        wrong = [*unborne, *misfits(payments, sum(added(owed).values()))]
        problems += wrong
        if not wrong:
            each = [
                invoice(period, sums, terms, law)._replace(
                    due=due, payer=payer, payment=payment, planned=single.planned
                )
                for payer, payment, due, sums in _divided(contract, owed, payments)
            ]
            found += each
            notes += _differs(period, taxed(each), taxed([single]))
    if problems:
        raise BadFile(problems)
    return Invoiced(tuple(found), {payer: payer_sum(payer, found, terms) for payer in contract.payers}, tuple(notes))


def payer_sum(payer: str, invoices: Sequence[Invoice], terms: Terms) -> PayerSum:
    """What a payer certainly pays; and what is planned of it, where the contract has planned years."""
    mine = [one for one in invoices if one.payer == payer]
    firm = taxed(one for one in mine if not one.planned)
    is_all_firm = terms.contract.terms.firm_until is None
    return PayerSum(*firm, None if is_all_firm else taxed(one for one in mine if one.planned))


def payments_of(contract: Contract, period: Period) -> "Mapping[str, PaymentTable]":
    """The payments into which a period is divided; a payment without a year divides the only one there is."""
    return {
        ident: one
        for ident, one in contract.payments.items()
        if one.fiscal_year is None or fiscal_year_label(one.fiscal_year) == period.label
    }


def portion_of(payment: "PaymentTable") -> Portion:
    """What a payment takes."""
    return Portion(payment.share, payment.amount)


def shares_of(contract: Contract) -> list[Fraction | None]:
    """What each payer takes of the lines that nobody takes whole; None is the rest."""
    return [Fraction(0) if one.share is None and not one.rest else one.share for one in contract.payers.values()]


def takers_of(contract: Contract) -> Mapping[str, str]:
    """Of the entries and overheads that a payer takes whole, by their ids: who does."""
    return {name: payer for payer, one in contract.payers.items() for name in one.lines or ()}


def owed_by(contract: Contract, lines: Iterable[Line], asked_of: Mapping[str, str]) -> tuple[list[Owed], list[Problem]]:
    """What each payer owes of a period, by tax category; and that there are lines which nobody bears.

    What makes a line smaller is borne by who bears the line. Without payers the company owes all.
    """
    payers = list(contract.payers.items())
    if not payers:
        return [by_category(lines)], []
    takers = takers_of(contract)
    taken: dict[str, list[Line]] = {payer: [] for payer, _ in payers}
    shared: dict[str, list[Line]] = {}
    for line in lines:
        name = asked_of[line.reduces or line.id]
        if name in takers:
            taken[takers[name]].append(line)
        else:
            shared.setdefault(name, []).append(line)
    shares = shares_of(contract)
    if shares == [0] * len(payers):
        unborne = [name for name, each in shared.items() if any(by_category(each).values())]
        if unborne:
            return [], [problem("line-unborne", place("payer", payers[-1][0]), names=listed(unborne))]
    sums = by_category(line for each in shared.values() for line in each)
    return list(over_payers(sums, [by_category(each) for each in taken.values()], shares)), []


def _divided(
    contract: Contract, owed: Sequence[Owed], payments: "Mapping[str, PaymentTable]"
) -> Iterator[tuple[str | None, str | None, date | None, Owed]]:
    """Payer, payment, day on which it is due, and what is invoiced, of each invoice; who owes nothing has none."""
    for payer, mine, paid in zip(
        contract.payers or [None], owed, over_payments(owed, list(map(portion_of, payments.values()))), strict=True
    ):
        if contract.payers and not any(mine.values()):
            continue
        if not payments:
            yield payer, None, None, _without_nothing(mine)
        for (ident, payment), sums in zip(payments.items(), paid, strict=True):
            yield payer, ident, payment.due, _without_nothing(sums)


def _without_nothing(sums: Owed) -> Owed:
    """Without the tax categories of which nothing is owed."""
    return {category: amount for category, amount in sums.items() if amount}


# -- what does not fit -------------------------------------------------------------------------------------------------


def misfits(payments: "Mapping[str, PaymentTable]", whole: int) -> Iterator[Problem]:
    """Amounts that do not make the whole, with the shares beside them."""
    fixed = {ident: one.amount for ident, one in payments.items() if one.amount is not None}
    if not fixed:
        return
    shares = sum((one.share for one in payments.values() if one.share is not None), Fraction(0))
    together = sum(fixed.values()) + shares * whole
    where = f"{place('payment', list(fixed)[-1])}.amount"
    said = {"sum": figure(together), "whole": yen(whole)}
    if together > whole:
        yield problem("payments-above", where, fixed[list(fixed)[-1]], **said)
    elif together < whole and not any(one.rest for one in payments.values()):
        yield problem("payments-differ", where, fixed[list(fixed)[-1]], **said)


def _not_charged(asked_of: Mapping[str, str], terms: Terms) -> Iterator[Problem]:
    """Lines of a payer that name an overhead of the tariff which this contract has not."""
    if not terms.contract.payers:
        return
    tariff = terms.rules.tariff
    theirs = {rule.id for rule in tariff.overheads} - set(asked_of.values()) if tariff else set()
    for payer, one in terms.contract.payers.items():
        for name in one.lines or ():
            if name in theirs and tariff is not None:
                said = {"id": name, "tariff": tariff.named}
                yield problem("line-not-charged", f"{place('payer', payer)}.lines", name, **said)


def _differs(period: Period, several: TaxedSum, single: TaxedSum) -> Iterator[Note]:
    """That the tax of several invoices is not that of one."""
    if several.tax != single.tax:
        yield note("tax-by-invoice", "note", period.label, tax=yen(several.tax), single=yen(single.tax))
