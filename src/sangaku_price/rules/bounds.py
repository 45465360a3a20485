"""Published bounds (以上, 以内): what lies outside one, and how a message names it."""

from collections.abc import Mapping
from fractions import Fraction

from sangaku_price.language.numbers import figure


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
