"""Pictures of a quote: the walk from cost to price, what is paid by period, what may be paid by fiscal year."""

from collections.abc import Iterator
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.documents.pictures import Drawing, Mark, Picture
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import SECTIONS
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text, say
from sangaku_price.months import fiscal_year, fiscal_year_label
from sangaku_price.quotation.values import Line, Quote

WALK = Text("コストから価格へ（円）", "from cost to price, in yen")
BY_PERIOD = Text("期間別の支払額（円、税込）", "payments by period, in yen, with tax")
MAY_BE_PAID = Text("条件付の最大額（年度別、円）", "contingent, at most, by fiscal year, in yen")
UNDATED = Text("期日の定めなし", "no date")
TAX_ON_TOP = Text("消費税", "consumption tax")


def quote_pictures(quote: Quote, lang: Lang) -> Iterator[Picture]:
    """Of what is certainly paid: the walk, and the periods where there are several."""
    totals = quote.totals
    if not totals.total:
        return
    steps = [(say(SECTIONS[section], lang), amount) for section, amount in totals.by_section.items() if amount]
    if quote.contract.tax_basis == "exclusive" and totals.tax:
        steps.append((say(TAX_ON_TOP, lang), totals.tax))
    steps.append((say(headings.TOTAL, lang), totals.total))
    yield Picture(Drawing.WALK, say(WALK, lang), tuple(_mark(name, amount) for name, amount in steps))
    periods = [one for one in quote.periods if not one.planned]
    if len(periods) > 1:
        marks = tuple(
            Mark(
                say(quote.contract.calendar.period(one.label), lang),
                (Fraction(one.subtotal), Fraction(one.tax)),
                yen(one.total),
            )
            for one in periods
        )
        names = (say(headings.WITHOUT_TAX, lang), say(headings.TAX, lang))
        yield Picture(Drawing.STACKED, say(BY_PERIOD, lang), marks, names)


def contingent_picture(quote: Quote, lang: Lang) -> Iterator[Picture]:
    """Of what may be paid: the most in each fiscal year, where there are several."""
    sums: dict[str, int] = {}
    for line in quote.lines:
        if line.certainty in {"conditional", "running"}:
            year = _year(line)
            sums[year] = sums.get(year, 0) + line.amount
    if len(sums) > 1:
        years = sorted(sums, key=lambda year: (not year, year))
        marks = (_mark(say(quote.contract.calendar.period(one) if one else UNDATED, lang), sums[one]) for one in years)
        yield Picture(Drawing.STACKED, say(MAY_BE_PAID, lang), tuple(marks))


def _mark(name: str, amount: int) -> Mark:
    return Mark(name, (Fraction(amount),), yen(amount))


def _year(line: Line) -> str:
    """The fiscal year in which a line falls due; nothing where no date is told."""
    if line.due is not None:
        return fiscal_year_label(fiscal_year(line.due))
    return line.period if line.period and line.period.startswith("FY") else ""
