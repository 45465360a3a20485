"""The filters of templates: how an agreement writes amounts and days.

    {{ total | kin }}        金1,234,567円也
    {{ 合計 | 大字 }}         金壱百弐拾参万四千五百六拾七円也

Each goes by an English and a Japanese name, and refuses what it is not for.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from jinja2 import Undefined

from sangaku_price.language.eras import in_era, in_west
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.numerals import formal, full_width, in_myriads
from sangaku_price.language.text import Text

MESSAGES = messages(
    {
        "filter-amount": Text("フィルター「{name}」は金額に使います。", 'the filter "{name}" takes an amount'),
        "filter-day": Text("フィルター「{name}」は日付に使います。", 'the filter "{name}" takes a date'),
        "filter-negative": Text(
            "大字では0以上の金額だけを書けます。", "only amounts of 0 and more are written in formal numerals"
        ),
    }
)


class NotForThis(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """A filter that was given something else than it writes."""

    def __init__(self, words: Text) -> None:
        super().__init__(words)
        self.words = words


def written(value: object) -> object:
    """A value as a template prints it without a filter; what a line does not have is nothing."""
    match value:
        case None:
            return ""
        case bool() | Undefined():
            return value
        case int():
            return f"{value:,}"
        case Fraction():
            return percent(value).replace("%", "％")
        case date():
            return in_west(value)
        case _:
            return value


def _amount(name: str, value: object) -> int:
    if isinstance(value, Undefined):
        str(value)  # says what is missing
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotForThis(message("filter-amount", name=name))
    return value


def _of_amount(name: str, write: Callable[[int], str]) -> Callable[[object], str]:
    return lambda value: write(_amount(name, value))


def _of_day(name: str, write: Callable[[date], str]) -> Callable[[object], str]:
    def filtered(value: object) -> str:
        if isinstance(value, Undefined):
            str(value)
        if not isinstance(value, date):
            raise NotForThis(message("filter-day", name=name))
        return write(value)

    return filtered


def _in_formal_words(amount: int) -> str:
    try:
        return f"金{formal(amount)}円也"
    except ValueError:
        raise NotForThis(message("filter-negative")) from None


def _wide(value: object) -> str:
    return full_width(str(written(value)))


AMOUNTS: Mapping[tuple[str, str], Callable[[int], str]] = {
    ("yen", "円"): lambda amount: f"{amount:,}円",
    ("kin", "金円也"): lambda amount: f"金{amount:,}円也",
    ("daiji", "大字"): _in_formal_words,
    ("of_which_tax", "うち消費税"): lambda amount: f"（うち消費税額及び地方消費税額 {amount:,}円）",
    ("man", "万円"): lambda amount: f"{in_myriads(amount)}円",
}
"""Filters of amounts, by their names."""
DAYS: Mapping[tuple[str, str], Callable[[date], str]] = {("wareki", "和暦"): in_era, ("seireki", "西暦"): in_west}
"""Filters of days."""


def filters() -> Mapping[str, Callable[..., Any]]:
    """Every filter of ours by its names."""
    found: dict[str, Callable[..., Any]] = {"zenkaku": _wide, "全角": _wide}
    for names, write in AMOUNTS.items():
        found |= {name: _of_amount(name, write) for name in names}
    for names, write_day in DAYS.items():
        found |= {name: _of_day(name, write_day) for name in names}
    return found
