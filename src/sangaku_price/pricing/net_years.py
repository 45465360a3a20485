"""What each line comes to without tax in each fiscal year, waivers and what is taken out of it deducted.

On the inclusive basis a period's price without tax is divided over its taxable lines by largest remainder.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.text import Text
from sangaku_price.money import apportion
from sangaku_price.pricing.ledger import Ledger
from sangaku_price.quotation.invoices import PeriodSum


class NetLine(NamedTuple):
    """One line of the company's price."""

    id: str
    kind: str
    category: str | None
    label: Text
    taxable: bool
    by_year: tuple[int, ...]


def net_lines(ledger: Ledger, periods: Sequence[PeriodSum], *, inclusive: bool) -> tuple[NetLine, ...]:
    """Every certain line of the price, planned years included."""
    found: dict[str, NetLine] = {}
    for posted in ledger.posted.values():
        line = posted.lines[0]
        if line.certainty != "fixed":
            continue
        if line.reduces is None:
            taxable = line.tax_category == "taxable"
            found[line.id] = NetLine(line.id, line.kind, posted.category, line.label, taxable, posted.by_year)
        else:
            whole = found[line.reduces]
            sums = (a + b for a, b in zip(whole.by_year, posted.by_year, strict=True))
            found[line.reduces] = whole._replace(by_year=tuple(sums))
    lines = tuple(found.values())
    labels = [one.label for one in ledger.years]
    return _without_tax(lines, periods, labels) if inclusive else lines


def _without_tax(lines: Sequence[NetLine], periods: Sequence[PeriodSum], years: Sequence[str]) -> tuple[NetLine, ...]:
    """The lines of an inclusive price with the tax taken out."""
    taxable = [line for line in lines if line.taxable]
    other = [line for line in lines if not line.taxable]
    if _are_years(periods, years):
        columns = [
            shared(one.subtotal - sum(line.by_year[i] for line in other), [line.by_year[i] for line in taxable])
            for i, one in enumerate(periods)
        ]
        net = [line._replace(by_year=tuple(amounts)) for line, *amounts in zip(taxable, *columns, strict=True)]
    else:
        whole = sum(one.subtotal for one in periods) - sum(sum(line.by_year) for line in other)
        amounts = shared(whole, [sum(line.by_year) for line in taxable])
        net = [
            line._replace(by_year=shared(amount, line.by_year)) for line, amount in zip(taxable, amounts, strict=True)
        ]
    by_id = {line.id: line for line in (*net, *other)}
    return tuple(by_id[line.id] for line in lines)


def taxes(lines: Sequence[NetLine], periods: Sequence[PeriodSum], years: Sequence[str]) -> tuple[int, ...]:
    """The tax of the price in each fiscal year; of one invoice over several years as its taxable lines fall."""
    if _are_years(periods, years):
        return tuple(one.tax for one in periods)
    weights = [sum(line.by_year[i] for line in lines if line.taxable) for i in range(len(years))]
    return shared(sum(one.tax for one in periods), weights)


def _are_years(periods: Sequence[PeriodSum], years: Sequence[str]) -> bool:
    """Whether each fiscal year is invoiced by itself."""
    return [one.label for one in periods] == [*years]


def shared(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole yen by weights, largest remainder first; weights may be below zero where their sum is not."""
    whole = sum(weights)
    if not whole:
        return (total, *(0 for _ in weights[1:])) if weights else ()
    if min(weights) >= 0:
        return tuple(apportion(total, weights))
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [one.numerator // one.denominator for one in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)
