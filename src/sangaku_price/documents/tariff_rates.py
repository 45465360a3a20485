"""The overhead rates of a tariff for a list, as an office writes them: 直接経費の30％（外数）."""

from collections.abc import Iterator, Sequence
from datetime import date

from sangaku_price.documents.tariff_view import base_name, bounded_words, limit_words, types_words, without_words
from sangaku_price.documents.tariff_words import METHODS, OPTIONAL
from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import colon, enumerated, noted, rate_words
from sangaku_price.language.text import Text, say
from sangaku_price.tariff.rules import OverheadRule
from sangaku_price.tariff.tariff import Tariff

_OF = Text("{base}の{rate}", "{rate} of {base}")
_BANDS_OF = Text("{base}の{rate}", "of {base} {rate}")


def main_rates(tariff: Tariff) -> Sequence[str]:
    """The overhead rates of a tariff, newest first: `直接経費の30％（外数）`."""
    return tuple(dict.fromkeys(say(overhead_words(rule), Lang.JA) for rule in _newest_first(tariff)))


def rates_by_type(tariff: Tariff) -> Sequence[Text]:
    """The same, each behind the contract types that it is for: what is newer is not told apart from what is another."""
    words = ((types_words(tariff, rule.types or ()), overhead_words(rule)) for rule in _newest_first(tariff))
    return tuple(dict.fromkeys(colon(types, rate) for types, rate in words))


def _newest_first(tariff: Tariff) -> Sequence[OverheadRule]:
    return sorted(tariff.overheads, key=lambda rule: rule.since or date.min, reverse=True)


def overhead_words(rule: OverheadRule) -> Text:
    """What an overhead is and how it is taken; what is negotiated is a share of nothing yet."""
    price = bounded_words(rule, rule, rate_words)
    additions = tuple(_additions(rule))
    if rule.base is None or rule.negotiated:
        return noted(price, enumerated(additions)) if additions else price
    base = noted(base_name(rule), without_words(rule)) if rule.except_categories else base_name(rule)
    share = (_OF if rule.bands is None else _BANDS_OF).filled(base=base, rate=price)
    return noted(share, enumerated(additions))


def _additions(rule: OverheadRule) -> Iterator[Text]:
    if rule.base is not None and not rule.negotiated:
        yield METHODS[rule.method]
        yield from map(limit_words, rule.limits or ())
    if rule.optional:
        yield OPTIONAL
