"""What a change is invoiced with: for each period that it moves one invoice, or one for each payer and new payment.

Each payer pays its new whole less its frozen whole; below zero it is a credit note. Frozen invoices stay as they are,
so that only payments that the frozen contract had not divide the change. What is more bears the tax rate of its day,
what is less that at which it was charged, on the invoice of who pays the line.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from sangaku_price.contract.invoicing import PaymentTable
from sangaku_price.money import Mode, Rounding, together
from sangaku_price.months import Period
from sangaku_price.pricing.amendment import AmendedRun
from sangaku_price.pricing.division import Owed, added, divided, over_payments, whole_shares
from sangaku_price.pricing.invoicing import misfits, owed_by, payments_of, portion_of, shares_of, takers_of
from sangaku_price.pricing.totals import tax_line, taxed
from sangaku_price.quotation.invoices import Invoice, PeriodSum
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.toml.problems import BadFile, Problem

TAXABLE, EXEMPT, OUTSIDE = "taxable", "export-exempt", "out-of-scope"
OWED = ("fixed", "planned")
ROUNDINGS = 2
"""Yen by which two shares that were rounded, the new and the frozen one, may differ from their exact difference."""
ByRate = Mapping[Fraction | None, Fraction]
"""By rate of tax, exact yen."""
Rates = Mapping[str, ByRate]
"""By tax category, what of a change bears which rate."""
Taxed = Mapping[tuple[str, Fraction | None], int]
"""Whole yen by tax category and rate."""


class ChangeInvoices(NamedTuple):
    """The invoices of one change."""

    run: AmendedRun
    lines: Sequence[Line]
    before: Quote
    number: int

    def invoices(self) -> tuple[Invoice, ...]:
        """All of them. Raises BadFile where payments or payers do not fit what is owed."""
        found, problems = list[Invoice](), list[Problem]()
        for period in self.run.history.periods:
            payments = self._new_payments(period)
            owed, wrong = self._owed(period)
            if not wrong:
                wrong = list(misfits(payments, sum(sum(one.values()) for one in owed.values())))
            problems += wrong
            if not wrong:
                found += self._of_period(period, owed, payments)
        if problems:
            raise BadFile(problems)
        return tuple(found)

    def before_them(self) -> tuple[Invoice, ...]:
        """The frozen invoices, without those of planned years that have become firm."""
        firm = {one.label for one in self.run.history.periods if not self.run.terms.is_planned(one)}
        return tuple(one for one in self.before.invoices if not (one.planned and period_of(one.label) in firm))

    def _new_payments(self, period: Period) -> Mapping[str, PaymentTable]:
        """The payments of a period that no frozen contract had."""
        old = {ident for past in self.run.history.pasts for ident in past.contract.payments}
        return {ident: one for ident, one in payments_of(self.run.contract, period).items() if ident not in old}

    def _owed(self, period: Period) -> tuple[Mapping[str | None, Owed], list[Problem]]:
        """What each payer owes more, or less, for a period, by tax category."""
        planned = self.run.terms.is_planned(period)
        certain = [line for line in self.lines if line.certainty in OWED and line.period == period.label]
        whole, problems = owed_by(self.run.contract, certain, self.run.asked_of)
        if problems:
            return {}, problems
        payers: list[str | None] = [*self.run.contract.payers] or [None]
        found: dict[str | None, dict[str, int]] = {payer: dict(one) for payer, one in zip(payers, whole, strict=True)}
        for one in self.before.invoices:
            if period_of(one.label) == period.label and one.planned is planned:
                mine = found.setdefault(one.payer, {})
                for tax in one.tax:
                    category = OUTSIDE if tax.rate is None else TAXABLE if tax.rate else EXEMPT
                    amount = tax.base + tax.amount if self.run.terms.inclusive else tax.base
                    mine[category] = mine.get(category, 0) - amount
        return found, []

    def _rates(self, period: Period) -> Mapping[str | None, Rates]:
        """What of the change of a period bears which rate of tax, by payer: its own lines, and its share of others."""
        contract = self.run.contract
        takers = takers_of(contract)
        shared: dict[str | None, Fraction] = dict(zip(contract.payers, whole_shares(shares_of(contract)), strict=True))
        found: dict[str | None, dict[str, dict[Fraction | None, Fraction]]] = {}
        for ident, one in self.run.amending.differences.items():
            taker = takers.get(self.run.asked_of.get(one.template.reduces or ident, ident))
            bearing = {taker: Fraction(1)} if taker or not shared else shared
            for part, (payer, share) in product(one.taxed.get(period.label, ()), bearing.items()):
                sums = found.setdefault(payer, {}).setdefault(one.template.tax_category, {})
                sums[part.rate] = sums.get(part.rate, Fraction(0)) + part.amount * share
        return found

    def _of_period(
        self, period: Period, owed: Mapping[str | None, Owed], payments: Mapping[str, PaymentTable]
    ) -> Iterator[Invoice]:
        rates = self._rates(period)
        rated = {payer: self._by_rate(mine, payer, rates, period) for payer, mine in owed.items()}
        paid = over_payments(list(rated.values()), list(map(portion_of, payments.values())))
        for (payer, mine), each in zip(rated.items(), paid, strict=True):
            told = [(ident, one.due) for ident, one in payments.items()]
            for (payment, due), sums in zip(told, each, strict=True) if told else [((None, None), mine)]:
                one = self._invoice(period, sums)
                if any(tax.base or tax.amount for tax in one.tax):
                    yield one._replace(payer=payer, payment=payment, due=due, planned=self.run.terms.is_planned(period))

    def _by_rate(self, owed: Owed, payer: str | None, rates: Mapping[str | None, Rates], period: Period) -> Taxed:
        """What a payer owes by the rates that its part of the change bears; where it has none, the whole change."""
        usual = {TAXABLE: self.run.amending.rate(TAXABLE, period.end), EXEMPT: Fraction(0), OUTSIDE: None}
        found: dict[tuple[str, Fraction | None], int] = {}
        for category, rate in usual.items():
            mine = rates.get(payer, {}).get(category, {})
            of_all = added(one.get(category, {}) for one in rates.values())
            parts = by_rate(owed.get(category, 0), mine, of_all, rate)
            for each, amount in sorted(parts, key=lambda one: -(one[0] or Fraction(0))):
                found[category, each] = amount
        return found

    def _invoice(self, period: Period, sums: Taxed) -> Invoice:
        """One invoice: the tax of each rate rounded once."""
        rounding = Rounding(1, Mode(self.run.contract.tax.rounding))
        taxes = [
            tax_line(amount, rate, inclusive=self.run.terms.inclusive, rounding=rounding)
            for (_, rate), amount in sums.items()
        ]
        subtotal, tax = sum(one.base for one in taxes), sum(one.amount for one in taxes)
        label = invoice_label(self.number, period.label)
        return Invoice(label, together(subtotal), tuple(taxes), together(subtotal + tax))

    def period_sums(self, invoices: Sequence[Invoice]) -> tuple[PeriodSum, ...]:
        """What is certainly paid in each period after the change."""
        frozen = {one.label: one for one in self.before.periods}
        found = []
        for period in self.run.history.periods:
            planned = self.run.terms.is_planned(period)
            old = frozen.get(period.label)
            if old is not None and old.planned is not planned:  # planned till now: it is invoiced whole
                old = None
            more = taxed(one for one in invoices if period_of(one.label) == period.label)
            subtotal, tax = more.subtotal + (old.subtotal if old else 0), more.tax + (old.tax if old else 0)
            sums = together(subtotal), together(tax), together(subtotal + tax)
            found.append(PeriodSum(period.label, period.start, period.end, *sums, planned=planned))
        return tuple(found)


def by_rate(amount: int, own: ByRate, of_all: ByRate, usual: Fraction | None) -> list[tuple[Fraction | None, int]]:
    """What of an amount bears which rate: the parts that make it, which may cancel in yen, and not in tax.

    Where a share has changed the parts do not make it: in proportion to them, or to those of the whole change.
    """
    rates = own if any(own.values()) else of_all
    whole = sum(rates.values(), Fraction(0))
    if rates is own and own and abs(amount - whole) < ROUNDINGS:
        largest = max(own, key=lambda rate: abs(own[rate]))
        exact = {**own, largest: own[largest] + amount - whole}
    elif whole and len(rates) > 1:
        exact = {rate: amount * one / whole for rate, one in rates.items()}
    else:
        return [(next(iter(rates), usual), amount)] if amount else []
    parts = zip(exact, divided(amount, list(exact.values())), strict=True)
    return [(rate, part) for rate, part in parts if part]


def invoice_label(number: int, period: str) -> str:
    """What an invoice of a change is called: change-1, or change-1/FY2026."""
    return f"change-{number}" if period == "contract" else f"change-{number}/{period}"


def period_of(label: str) -> str:
    """The period of an invoice, of a change or not."""
    if not label.startswith("change-"):
        return label
    return label.partition("/")[2] or "contract"
