"""Invoices, tax, and the figures of a quote.

Consumption tax is rounded once per invoice and rate, on the sum (適格請求書). On the inclusive basis it is taken out of
the sum: amount × r/(1 + r). Certain and uncertain money are kept apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from sangaku_price.items import USUAL_KINDS, kinds, value_kinds
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.money import NEAREST, Exact, Mode, Rounding, Yen, to_yen
from sangaku_price.months import Period, fiscal_year, labelled_year
from sangaku_price.quotation.invoices import Invoice, PeriodSum, TaxedSum, TaxLine
from sangaku_price.quotation.values import Contingent, Line, Quote, Totals
from sangaku_price.rules.terms import Terms
from sangaku_price.tariff.law import Law


def by_category(lines: Iterable[Line]) -> dict[str, int]:
    """The sum of lines in each tax category that they have."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.tax_category] = sums.get(line.tax_category, 0) + line.amount
    return sums


def invoice(period: Period, sums: Mapping[str, int], terms: Terms, law: Law) -> Invoice:
    """What is invoiced of one period, by tax category; the rate is that of the period's last day."""
    rounding = Rounding(1, Mode(terms.contract.tax.rounding))
    rates = {"taxable": law.tax_on(period.end).rate, "export-exempt": Fraction(0), "out-of-scope": None}
    taxes = [
        tax_line(sums[category], rate, inclusive=terms.inclusive, rounding=rounding)
        for category, rate in rates.items()
        if category in sums
    ]
    subtotal, tax = sum(one.base for one in taxes), sum(one.amount for one in taxes)
    return Invoice(period.label, Yen(subtotal), tuple(taxes), Yen(subtotal + tax))


def tax_line(amount: int, rate: Fraction | None, *, inclusive: bool, rounding: Rounding) -> TaxLine:
    """The tax of one rate on one invoice, rounded once; None is outside consumption tax."""
    if not rate:
        return TaxLine(rate, Yen(amount), Yen(0))
    if inclusive:
        tax = to_yen(amount * rate / (1 + rate), rounding)
        return TaxLine(rate, Yen(amount - tax), tax)
    return TaxLine(rate, Yen(amount), to_yen(amount * rate, rounding))


def period_sums(periods: Sequence[Period], invoices: Sequence[Invoice], terms: Terms) -> tuple[PeriodSum, ...]:
    """What is certainly paid in each period, or planned for it."""
    each: dict[str, list[Invoice]] = {period.label: [] for period in periods}
    for one in invoices:
        each[one.label].append(one)
    return tuple(
        PeriodSum(one.label, one.start, one.end, *taxed(each[one.label]), planned=terms.is_planned(one))
        for one in periods
    )


def taxed(invoices: Iterable[Invoice | PeriodSum]) -> TaxedSum:
    """The sum of invoices or periods: without tax, the tax of each, and both."""
    each = [(one.subtotal, one.total) for one in invoices]
    subtotal, total = sum([one for one, _ in each]), sum([one for _, one in each])
    return TaxedSum(Yen(subtotal), Yen(total - subtotal), Yen(total))


def totals(lines: Sequence[Line], periods: Sequence[PeriodSum], contingent: Contingent, *, inclusive: bool) -> Totals:
    """The figures of the quote, in the contract's tax basis."""
    fixed = [line for line in lines if line.certainty == "fixed"]
    by_kind, by_section, by_charge = (dict.fromkeys(names, 0) for names in (kinds(), SECTIONS, CHARGES))
    for line in fixed:
        by_kind[line.kind] += line.amount
        by_section[line.section] += line.amount
        for charge, amount in line.charged():
            by_charge[charge] += amount
    named = {*USUAL_KINDS, *(line.kind for line in fixed)}
    firm = taxed(one for one in periods if not one.planned)
    certain = firm.total if inclusive else firm.subtotal
    return Totals(
        *firm,
        by_kind={name: Yen(amount) for name, amount in by_kind.items() if name in named},
        by_section={name: Yen(amount) for name, amount in by_section.items()},
        by_charge={name: Yen(amount) for name, amount in by_charge.items()},
        value_share=_value_share(fixed),
        contingent=contingent,
        maximum=Yen(certain + contingent.maximum),
        expected=None if contingent.expected is None else Yen(certain + contingent.expected),
        in_kind=Yen(sum(line.amount for line in lines if line.certainty == "in-kind")),
    )


def _value_share(fixed: Sequence[Line]) -> Fraction | None:
    """Net value lines, with the waivers on them, over all fixed lines; None where there is nothing to share."""
    whole = sum(line.amount for line in fixed)
    kinds = {line.id: line.kind for line in fixed}
    valued = value_kinds()
    value = sum([line.amount for line in fixed if kinds.get(line.reduces or "", line.kind) in valued])
    return Fraction(value, whole) if whole else None


def contingent(
    lines: Sequence[Line],
    expectation: Callable[[Line], tuple[Exact | None, str]],
    start_year: int,
    discount_rate: Fraction | None,
) -> Contingent:
    """Conditional and running money: its maximum, and where every probability is known what it is expected to be.

    `expectation` gives what a line is expected to be, its gates multiplied; or None, and what lacks a probability.
    """
    uncertain = [line for line in lines if line.certainty in {"conditional", "running"}]
    maximum = Yen(sum(line.amount for line in uncertain))
    chances = [expectation(line) for line in uncertain]
    missing = tuple(dict.fromkeys(entry for amount, entry in chances if amount is None))
    if missing:
        return Contingent(maximum, None, None, missing)
    weighted = [(line, amount or 0) for line, (amount, _) in zip(uncertain, chances, strict=True)]
    expected = to_yen(sum(amount for _, amount in weighted), NEAREST)
    years = [_year(line) for line, _ in weighted]
    if discount_rate is None or None in years:
        return Contingent(maximum, expected, None)
    present = sum(
        (
            Fraction(amount) / (1 + discount_rate) ** max(0, (year or 0) - start_year)
            for (_, amount), year in zip(weighted, years, strict=True)
        ),
        Fraction(0),
    )
    return Contingent(maximum, expected, to_yen(present, NEAREST))


def _year(line: Line) -> int | None:
    """The fiscal year in which a line falls due: of its sales, or of its due date."""
    if line.period is not None:
        return labelled_year(line.period)
    return fiscal_year(line.due) if line.due else None


def overhead_rate(figures: Totals) -> Fraction | None:
    """Fixed lines of the section indirect over those of the section direct, both after waivers; None without these."""
    direct = figures.by_section["direct"]
    return Fraction(figures.by_section["indirect"], direct) if direct else None


def check_ledger(quote: Quote) -> None:
    """Assert that a quote adds up: lines to kinds, sections, charges and periods. A line without a ground cannot be."""
    fixed = [line for line in quote.lines if line.certainty == "fixed"]
    whole = sum(line.amount for line in fixed)
    figures = quote.totals
    inclusive = quote.contract.tax_basis == "inclusive"
    certain = figures.total if inclusive else figures.subtotal
    planned = [line.amount for line in quote.lines if line.certainty == "planned"]
    firm, later = (taxed(one for one in quote.periods if one.planned is is_later) for is_later in (False, True))
    sums = [sum(by.values()) for by in (figures.by_kind, figures.by_section, figures.by_charge)]
    keys = [(line.id, line.period) for line in quote.lines]
    holds = (
        sums == [whole] * 3
        and certain == whole
        and figures.total == figures.subtotal + figures.tax == firm.total
        and later == (figures.planned or TaxedSum(Yen(0), Yen(0), Yen(0)))
        and sum(planned) == (later.total if inclusive else later.subtotal)
        and len(keys) == len(set(keys))
        and all(line.sources for line in quote.lines)
    )
    if not holds:
        msg = "the ledger does not add up"
        raise AssertionError(msg)
