"""The conditions of a case or a notice: amounts and months within bounds, facts with certain answers."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import WithJsonSchema

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import read_yen, refuse

MESSAGES = messages(
    {
        "when": Text(
            "条件を書いてください（例 when.base.below = 1_000_000）。",
            "must be conditions (e.g. when.base.below = 1_000_000)",
        ),
        "when-fact": Text(
            "事実「{key}」の条件は値または値の一覧です。",
            'the condition on the fact "{key}" is a value or a list of values',
        ),
        "threshold": Text(
            "「{key}」の条件は比較の語と整数で書いてください（例 when.{key}.below = 1_000_000）。使える語: {allowed}",
            'the condition on "{key}" is a comparison with a whole number (e.g. when.{key}.below = 1_000_000): '
            "{allowed}",
        ),
    }
)

PERIODS = ("contract", "fiscal-year", "year", "month")
"""What amounts are for, and thresholds are measured on."""
COMPARISONS = ("below", "at-most", "at-least", "above")
"""未満, 以下, 以上, 超"""
AMOUNT_CONDITIONS = ("base", "direct", "total", "months")
KNOWN_FACTS: Mapping[str, tuple[str, ...] | None] = {
    "company-size": ("large", "sme"),
    "startup": (),
    "company-region": None,
    "company-country": None,
    "work-place": ("university", "company"),
    "public-money": (),
    "framework-agreement": (),
    "found-by": ("university", "company"),
}
"""What every contract may tell: one of the values, () for true/false, None for free text."""


class Threshold(NamedTuple):
    """A comparison with an amount or a number of months; all its bounds must hold."""

    bounds: tuple[tuple[str, int], ...]
    per: str | None = None
    """What the amount is measured for, where it is not what the rule's `per` says."""

    def __str__(self) -> str:
        """The bounds as the file writes them."""
        return ", ".join(f"{word} {bound:,}" for word, bound in self.bounds)

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies within every bound."""
        return all(
            (value < bound, value <= bound, value >= bound, value > bound)[COMPARISONS.index(word)]
            for word, bound in self.bounds
        )


class When(NamedTuple):
    """The conditions of a case or a notice; all must hold."""

    amounts: tuple[tuple[str, Threshold], ...] = ()
    facts: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()


def read_when(value: object) -> When:
    """{ base.below = 1_000_000, company-size = "sme", … }: all must hold."""
    if not isinstance(value, dict) or not value:
        raise refuse("when")
    amounts, facts = [], []
    for key, wanted in value.items():
        if key in AMOUNT_CONDITIONS:
            amounts.append((key, _read_threshold(key, wanted)))
        else:
            options = tuple(wanted) if isinstance(wanted, list) else (wanted,)
            if not options or not all(type(option) in (str, bool) for option in options):
                raise refuse("when-fact", key=key)
            facts.append((key, options))
    return When(tuple(amounts), tuple(facts))


def _read_threshold(key: str, value: object) -> Threshold:
    bounds = {word: bound for word, bound in value.items() if word != "per"} if isinstance(value, dict) else {}
    if not isinstance(value, dict) or not bounds or not set(bounds) <= set(COMPARISONS):
        raise refuse("threshold", key=key, allowed=" | ".join(COMPARISONS))
    per = value.get("per")
    if per is not None and (per not in PERIODS or key == "months"):
        raise refuse("choice", allowed=" | ".join(PERIODS))
    return Threshold(tuple((word, read_yen(bound)) for word, bound in bounds.items()), per)


_YEN_SCHEMA = {"type": "integer", "minimum": 0}
_WHEN_SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "properties": {
        key: {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {**dict.fromkeys(COMPARISONS, _YEN_SCHEMA), "per": {"enum": list(PERIODS)}},
        }
        for key in AMOUNT_CONDITIONS
    },
}
Conditions = Annotated[When, ReadBy(read_when), WithJsonSchema(_WHEN_SCHEMA)]
