"""How words are put together: brackets, colons, lists and amounts, as each language writes them."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from sangaku_price.language.labels import unit_words
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text

_NOTED = Text("{name}（{addition}）", "{name} ({addition})")
_BY_NAME = Text("{name}", "{ident}")
_COLON = Text("{name}：{what}", "{name}: {what}")
_AFTER = Text("{name} {what}", "{name} {what}")
_COUNTED = Text("{number}{unit}", "{number}{unit}")
_COMMA = Text("、", ", ")
_PLUS = Text("＋", " + ")


@lru_cache(maxsize=1024)
def typed(words: str) -> Text:
    """Words as they were typed: bare for a Japanese sentence, which has 「」 around them, else in quotes."""
    quoted = repr(words)
    return Text(quoted[1:-1], quoted)


def noted(name: Text, addition: Text) -> Text:
    """Words with an addition in brackets."""
    return _NOTED.filled(name=name, addition=addition)


def by_name(name: Text, ident: str) -> Text:
    """A thing in a sentence: in Japanese by its name, in English by its id, which English pages have."""
    return _BY_NAME.filled(name=name, ident=ident)


def colon(name: Text, what: Text) -> Text:
    """小計：直接経費."""
    return _COLON.filled(name=name, what=what)


def after(name: Text, what: Text) -> Text:
    """One after the other."""
    return _AFTER.filled(name=name, what=what)


def placed(path: str, words: Text) -> Text:
    """What is said of a key path."""
    return Text("{path}: {words}", "{path}: {words}").filled(path=path, words=words)


def enumerated(parts: Iterable[Text]) -> Text:
    """One, another, a third."""
    return _COMMA.join(parts)


def summed(parts: Iterable[Text]) -> Text:
    """直接経費＋研究料."""
    several = tuple(parts)
    return several[0] if len(several) == 1 else _PLUS.join(several)


def counted(number: str, unit: str) -> Text:
    """A number with its unit: 20円/時間."""
    return _COUNTED.filled(number=number, unit=unit_words(unit))


def rate_words(rate: Fraction | int) -> Text:
    """A rate in a sentence, in Japanese with a sign as wide as its characters: 30％."""
    written = percent(rate)
    return Text(written.replace("%", "％"), written)


def yen_words(amount: int) -> Text:
    """An amount: 1,000円."""
    return counted(yen(amount), "yen")
