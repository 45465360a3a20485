"""Published bounds (以上, 以内): what lies outside one, and how a message names it."""

from collections.abc import Mapping
from fractions import Fraction

from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import figure
from sangaku_price.language.text import Text

MESSAGES = messages(
    {
        "outside-bound": Text(
            "公表値は {bound_ja} です。外れる場合は「reason」が必要です。",
            'published: {bound_en}; outside it a "reason" is needed',
        ),
        "outside-bound-reason": Text(
            "公表値（{bound_ja}）の外の {found} です。理由: {reason}",
            "{found} lies outside what is published ({bound_en}); reason: {reason}",
        ),
    }
)


def outside(bound: str | None, stated: Fraction, published: Fraction) -> bool:
    """Whether a number lies outside what is published: at-least, at-most, or exact where no bound is named."""
    match bound:
        case "at-least":
            return stated < published
        case "at-most":
            return stated > published
        case _:
            return stated != published


def bound_words(bound: str | None, published: Fraction, words: str | None = None) -> Mapping[str, str]:
    """A published bound as a message names it."""
    sign = {"at-least": ("以上", "at least"), "at-most": ("以内", "at most")}.get(bound or "", ("", "exactly"))
    value = words or figure(published)
    return {"bound_ja": f"{value}{sign[0]}", "bound_en": f"{sign[1]} {value}"}
