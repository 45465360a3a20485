"""Published bounds (以上, 以内): what lies outside one, and how a message names it."""

from collections.abc import Mapping

from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import figure
from sangaku_price.language.text import Text
from sangaku_price.money import Exact

MESSAGES = messages(
    {
        "outside-bound": Text(
            "公表値は{bound}です。外れる場合は「reason」が必要です。",
            'published: {bound}; outside it a "reason" is needed',
        ),
        "outside-bound-reason": Text(
            "公表値（{bound}）の外の{found}です。理由: {reason}",
            "{found} lies outside what is published ({bound}); reason: {reason}",
        ),
    }
)


def outside(bound: str | None, stated: Exact, published: Exact) -> bool:
    """Whether a number lies outside what is published: at-least, at-most, or exact where no bound is named."""
    match bound:
        case "at-least":
            return stated < published
        case "at-most":
            return stated > published
        case _:
            return stated != published


_BOUNDS: Mapping[str, Text] = {
    "at-least": Text("{value}以上", "at least {value}"),
    "at-most": Text("{value}以内", "at most {value}"),
}
_EXACTLY = Text("{value}", "exactly {value}")


def bound_words(bound: str | None, published: Exact, words: str | None = None) -> Text:
    """A published bound as a message names it."""
    return _BOUNDS.get(bound or "", _EXACTLY).filled(value=words or figure(published))
