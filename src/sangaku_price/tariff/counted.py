"""What of a category counts in a base: the first yen of each recipient, entries below an amount."""

from typing import Annotated, NamedTuple

from pydantic import WithJsonSchema

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import MOST_YEN, read_words, read_yen, refuse

MESSAGES = messages(
    {
        "limits": Text(
            '[{ category = "outsourcing", first = 25_000, per = "recipient" }, '
            '{ category = "equipment", below = 500_000 }] の形で書いてください。',
            'must be [{ category = "outsourcing", first = 25_000, per = "recipient" }, '
            '{ category = "equipment", below = 500_000 }]',
        ),
        "limits-twice": Text(
            "費目「{category}」の「{key}」が2回あります。", 'the category "{category}" has "{key}" twice'
        ),
    }
)

RECIPIENT = "recipient"
_SHAPES = ({"category", "first", "per"}, {"category", "below"})


class Counted(NamedTuple):
    """Of a category: the first yen of each recipient, or only entries below an amount."""

    category: str
    first: int | None = None
    """Of the entries that name one recipient together; one without it stands by itself."""
    below: int | None = None
    """An entry of this amount or more is left out whole."""


def read_limits(value: object) -> tuple[Counted, ...]:
    """[{ category, first, per = "recipient" }, { category, below }]: each once for a category."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise refuse("limits")
    if not all(set(one) in _SHAPES and one.get("per", RECIPIENT) == RECIPIENT for one in value):
        raise refuse("limits")
    seen: set[tuple[str, str]] = set()
    limits = []
    for one in value:
        key = "first" if "first" in one else "below"
        category = read_words(one["category"])
        if (category, key) in seen:
            raise refuse("limits-twice", category=category, key=key)
        seen.add((category, key))
        limits.append(Counted(category, **{key: read_yen(one[key])}))
    return tuple(limits)


_YEN = {"type": "integer", "minimum": 0, "maximum": MOST_YEN}


def _shape(**keys: object) -> dict[str, object]:
    told = {"category": {"type": "string", "minLength": 1}, **keys}
    return {"type": "object", "properties": told, "required": list(told), "additionalProperties": False}


Limits = Annotated[
    tuple[Counted, ...],
    ReadBy(read_limits),
    WithJsonSchema(
        {
            "type": "array",
            "minItems": 1,
            "items": {"oneOf": [_shape(first=_YEN, per={"const": RECIPIENT}), _shape(below=_YEN)]},
        }
    ),
]
