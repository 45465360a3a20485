"""How an amount is divided among places: by weights, or by shares of which one is the rest."""

from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import RATE_SCHEMA, read_share, read_words, read_yen, refuse

MESSAGES = messages(
    {
        "division": Text(
            '{ "学部等" = 50, "本部" = 50 } のような整数の比、または { "部局" = "3/10", "本部" = "rest" } のような'
            "割合と残り（rest）一つで書いてください。",
            'must be weights, such as { "学部等" = 50, "本部" = 50 }, or shares with one rest, such as '
            '{ "部局" = "3/10", "本部" = "rest" }',
        ),
        "division-above-one": Text("割合の合計が100%を超えています。", "the shares sum to more than 100 %"),
    }
)

REST = "rest"


class Division(NamedTuple):
    """Places, and what each has of an amount."""

    places: tuple[str, ...]
    weights: tuple[int, ...]
    """Whole yen are divided by these, by largest remainder; none where there are shares."""
    shares: tuple[Fraction | None, ...]
    """Each is rounded by itself; None is the rest."""


def read_division(value: object) -> Division:
    """A table of weights, or of shares and one rest."""
    if not isinstance(value, dict) or not value:
        raise refuse("division")
    places = tuple(read_words(name) for name in value)
    if len(set(places)) != len(places):
        raise refuse("division")
    if all(type(one) is int for one in value.values()):
        if not any(value.values()):
            raise refuse("division")
        return Division(places, tuple(read_yen(one) for one in value.values()), ())
    if list(value.values()).count(REST) != 1:
        raise refuse("division")
    try:
        shares = tuple(None if one == REST else read_share(one) for one in value.values())
    except PydanticCustomError:
        raise refuse("division") from None
    if sum(one for one in shares if one is not None) > 1:
        raise refuse("division-above-one")
    return Division(places, (), shares)


_WHOLE = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "integer", "minimum": 0}}
_SHARED = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"oneOf": [*RATE_SCHEMA["oneOf"], {"const": REST}]},
}
Places = Annotated[Division, ReadBy(read_division), WithJsonSchema({"anyOf": [_WHOLE, _SHARED]})]
