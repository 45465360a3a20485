"""Published amounts that come in several: fees by months, hourly rates by rank, parts by weight."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import WithJsonSchema

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import read_unit_price, read_words, read_yen, refuse

MESSAGES = messages(
    {
        "steps": Text(
            "{ 6 = 220_000, 12 = 440_000 } または { 12 = { direct = …, indirect = … } } の形で書いてください。",
            "must be { 6 = 220_000, 12 = 440_000 } or { 12 = { direct = …, indirect = … } }",
        ),
        "hourly": Text(
            "{ professor = 20_000, any = 10_000 } の形で書いてください。",
            "must be { professor = 20_000, any = 10_000 }",
        ),
        "parts": Text('{ "部局" = 50, "本部" = 250 } の形で書いてください。', 'must be { "部局" = 50, "本部" = 250 }'),
    }
)


class Fee(NamedTuple):
    """One step of a fee: the whole, and its parts where the institution splits it; None where it is not published."""

    whole: int | None
    direct: int | None = None
    indirect: int | None = None


def read_steps(value: object) -> tuple[tuple[int, Fee], ...]:
    """{ 6 = 220_000, 12 = { direct = 367_000, indirect = 73_000 } }: up to that many months."""
    if not isinstance(value, dict) or not value:
        raise refuse("steps")
    steps = []
    for months, fee in value.items():
        if not months.isascii() or not months.isdigit() or not 0 < int(months[:9]) <= 1200:  # noqa: PLR2004 - 100 years
            raise refuse("steps")
        steps.append((int(months), _read_fee(fee)))
    return tuple(sorted(steps, key=lambda step: step[0]))


def _read_fee(value: object) -> Fee:
    if value == {"published": False}:
        return Fee(None)
    if isinstance(value, dict):
        if set(value) != {"direct", "indirect"}:
            raise refuse("steps")
        direct, indirect = read_yen(value["direct"]), read_yen(value["indirect"])
        return Fee(direct + indirect, direct, indirect)
    return Fee(read_yen(value))


def read_hourly(value: object) -> Mapping[str, Fraction]:
    """{ professor = 20_000, any = 10_000 }: yen an hour by rank."""
    if not isinstance(value, dict) or not value:
        raise refuse("hourly")
    return {rank: read_unit_price(rate) for rank, rate in value.items()}


def read_parts(value: object) -> Mapping[str, int]:
    """{ "部局" = 50, "本部" = 250 }: weights of informative parts."""
    weighted = isinstance(value, dict) and any(value.values())
    if not isinstance(value, dict) or not weighted or not all(type(weight) is int for weight in value.values()):
        raise refuse("parts")
    return {read_words(name): read_yen(weight) for name, weight in value.items()}


_YEN_SCHEMA = {"type": "integer", "minimum": 0}
_FEE_SCHEMA = {
    "oneOf": [
        _YEN_SCHEMA,
        {
            "type": "object",
            "properties": {"direct": _YEN_SCHEMA, "indirect": _YEN_SCHEMA},
            "required": ["direct", "indirect"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"published": {"const": False}},
            "required": ["published"],
            "additionalProperties": False,
        },
    ]
}

Steps = Annotated[
    tuple[tuple[int, Fee], ...],
    ReadBy(read_steps),
    WithJsonSchema({"type": "object", "minProperties": 1, "patternProperties": {"^[0-9]+$": _FEE_SCHEMA}}),
]
Hourly = Annotated[
    Mapping[str, Fraction],
    ReadBy(read_hourly),
    WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": {"type": "number", "minimum": 0}}),
]
Parts = Annotated[
    Mapping[str, int],
    ReadBy(read_parts),
    WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": _YEN_SCHEMA}),
]
