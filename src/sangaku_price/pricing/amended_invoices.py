"""What a change is invoiced with: for each period that it moves one invoice, or one for each payer and new payment.

Each payer pays its new whole less its frozen whole; below zero it is a credit note. Frozen invoices stay as they are,
so that only payments that the frozen contract had not divide the change.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.contract.invoicing import PaymentTable
from sangaku_price.money import Mode, Rounding, together
from sangaku_price.months import Period
from sangaku_price.pricing.amendment import AmendedRun
from sangaku_price.pricing.division import Owed, divided, over_payments
from sangaku_price.pricing.invoicing import misfits, owed_by, payments_of, portion_of
from sangaku_price.pricing.totals import tax_line, taxed
from sangaku_price.quotation.invoices import Invoice, PeriodSum
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.toml.problems import BadFile, Problem

TAXABLE, EXEMPT, OUTSIDE = "taxable", "export-exempt", "out-of-scope"
OWED = ("fixed", "planned")
Rates = Mapping[str, Mapping[Fraction | None, int]]
"""By tax category, what of a change bears which rate."""


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

    def _rates(self, period: Period) -> Rates:
        """What of the change of a period bears which rate of tax."""
        found: dict[str, dict[Fraction | None, int]] = {}
        for one in self.run.amending.differences.values():
            for part in one.taxed.get(period.label, ()):
                sums = found.setdefault(one.template.tax_category, {})
                sums[part.rate] = sums.get(part.rate, 0) + part.amount
        return found

    def _of_period(
        self, period: Period, owed: Mapping[str | None, Owed], payments: Mapping[str, PaymentTable]
    ) -> Iterator[Invoice]:
        rates = self._rates(period)
        usual = self.run.amending.rate(TAXABLE, period.end)
        portions = list(map(portion_of, payments.values()))
        paid = over_payments(list(owed.values()), portions)
        for (payer, mine), each in zip(owed.items(), paid, strict=True):
            told = [(ident, one.due) for ident, one in payments.items()]
            for (payment, due), sums in zip(told, each, strict=True) if told else [((None, None), mine)]:
                one = self._invoice(period, sums, rates, usual)
                if any(tax.base or tax.amount for tax in one.tax):
                    yield one._replace(payer=payer, payment=payment, due=due, planned=self.run.terms.is_planned(period))

    def _invoice(self, period: Period, sums: Owed, rates: Rates, usual: Fraction | None) -> Invoice:
        """One invoice: what is owed of each category by the rates that the change of the period bears."""
        rounding = Rounding(1, Mode(self.run.contract.tax.rounding))
        taxes = []
        for category in (TAXABLE, EXEMPT, OUTSIDE):
            none = {TAXABLE: usual, EXEMPT: Fraction(0), OUTSIDE: None}[category]
            parts = by_rate(sums.get(category, 0), rates.get(category, {}), none)
            for rate, amount in sorted(parts, key=lambda one: -(one[0] or Fraction(0))):
                taxes.append(tax_line(amount, rate, inclusive=self.run.terms.inclusive, rounding=rounding))
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


def by_rate(
    amount: int, rates: Mapping[Fraction | None, int], usual: Fraction | None
) -> list[tuple[Fraction | None, int]]:
    """What of an amount bears which rate: in proportion to the whole change, where that bears several."""
    whole = sum(rates.values())
    if not amount:
        return []
    if len(rates) < 2 or not whole:  # noqa: PLR2004 - one rate
        return [(next(iter(rates), usual), amount)]
    parts = divided(amount, [Fraction(amount * one, whole) for one in rates.values()])
    return [(rate, part) for rate, part in zip(rates, parts, strict=True) if part]


def invoice_label(number: int, period: str) -> str:
    """What an invoice of a change is called: change-1, or change-1/FY2026."""
    return f"change-{number}" if period == "contract" else f"change-{number}/{period}"


def period_of(label: str) -> str:
    """The period of an invoice, of a change or not."""
    if not label.startswith("change-"):
        return label
    return label.partition("/")[2] or "contract"
