"""Conditions of a tariff in words: amounts within bounds, and what is answered to its questions."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from sangaku_price.language.numbers import figure
from sangaku_price.language.phrases import counted, enumerated
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.answers import answered
from sangaku_price.tariff.conditions import Threshold, When

BOUNDED = Text("{value}{bound}", "{bound}{value}")
_CONDITION = Text("{per}{name}が{bound}", "{name}{per} {bound}")
PER: Mapping[str, Text] = {
    "contract": own(""),
    "fiscal-year": Text("1年度当たりの", " a fiscal year"),
    "year": Text("1年当たりの", " a year"),
    "month": Text("1か月当たりの", " a month"),
}
COMPARED: Mapping[str, Text] = {
    "below": Text("未満", "below "),
    "at-most": Text("以下", "at most "),
    "at-least": Text("以上", "at least "),
    "above": Text("超", "above "),
}
MEASURED: Mapping[str, Text] = {
    "base": Text("算定の基礎", "base"),
    "direct": Text("直接経費", "direct cost"),
    "total": Text("合計（税抜）", "total without tax"),
    "months": Text("月数", "months"),
}


def when_words(when: When, asked: Mapping[str, Text]) -> Text:
    """Conditions in words; `asked` are the questions of the tariff's own."""
    amounts = (
        _CONDITION.filled(name=MEASURED[name], per=PER[threshold.per or "contract"], bound=bound)
        for name, threshold in when.amounts
        for bound in bounds_words(name, threshold)
    )
    return enumerated((*amounts, *(answered(asked, name, options) for name, options in when.facts)))


def bounds_words(name: str, threshold: Threshold) -> Iterator[Text]:
    """The bounds of an amount, or of a number of months: 5,000,000円以上."""
    for word, bound in threshold.bounds:
        yield BOUNDED.filled(value=measured_words(name, Fraction(bound)), bound=COMPARED[word])


def measured_words(name: str, value: Fraction) -> Text:
    """What is measured, with its unit."""
    return counted(figure(value), "months" if name == "months" else "yen")
