"""What is sought, swept or compared: one figure of a quote as an exact number."""

from fractions import Fraction

from sangaku_price.language.phrases import typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.months import fiscal_year
from sangaku_price.quotation.values import Quote
from sangaku_price.writers.figures import figure_at

PRESENT_VALUE = "present-value"
"""The measure that is no figure of a quote: fixed and contingent money, as both are worth in the first fiscal year."""
NO_NUMBER = Text("「{path}」は数ではありません。", "the figure at {path} is no number")


def measured(quote: Quote, path: str) -> Fraction | None:
    """The figure at a path, None where the quote does not know it; `present-value` is that of the whole.

    Raises LookupError where there is no such figure, or it is no number.
    """
    if path == PRESENT_VALUE:
        return present_value(quote)
    here: object = quote.totals
    for part in path.removeprefix("totals.").split("."):
        here = getattr(here, part.replace("-", "_"), None)
    if isinstance(here, int):
        return Fraction(here)
    found = figure_at(quote, path)
    if found == "null":
        return None
    try:
        return Fraction(found)
    except ValueError:
        raise NoAnswer(NO_NUMBER.filled(path=typed(path))) from None


def present_value(quote: Quote) -> Fraction | None:
    """Fixed money discounted by whole fiscal years from the contract's first, and the contingent present value.

    Of each part the yen nearest to the exact value; None without a discount rate, a probability or a due date.
    """
    rate, contingent = quote.contract.discount_rate, quote.totals.contingent.present_value
    if rate is None or contingent is None:
        return None
    first = fiscal_year(quote.contract.start)
    inclusive = quote.contract.tax_basis == "inclusive"
    fixed = sum(
        (
            (one.total if inclusive else one.subtotal) / (1 + rate) ** max(0, fiscal_year(one.start) - first)
            for one in quote.periods
            if not one.planned
        ),
        Fraction(0),
    )
    return Fraction(to_yen(fixed, NEAREST) + contingent)
