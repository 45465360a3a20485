"""The bands of a base (超過累進): each has a rate of its own for the part that lies in it."""

from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import WithJsonSchema

from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import MOST_YEN, RATE_SCHEMA, read_rate, read_yen, refuse

MESSAGES = messages(
    {
        "bands": Text(
            '[{ to = 5_000_000, rate = "30%" }, { rate = "10%" }] の形で、下の段階から順に書いてください。',
            'must be [{ to = 5_000_000, rate = "30%" }, { rate = "10%" }], from the lowest band up',
        ),
        "bands-open": Text(
            "「to」を省けるのは最後の段階だけです（{number}番目にありません）。",
            'only the last band goes without "to"; number {number} has none',
        ),
        "bands-end": Text(
            "{to}円を超える部分の率がありません。最後の段階は「to」なしで書いてください。",
            'what lies above {to} yen has no rate; the last band goes without "to"',
        ),
        "bands-order": Text(
            "{to}円までの段階が、その前の{before}円より上にありません。",
            "the band up to {to} yen does not lie above the one before it, {before} yen",
        ),
    }
)


class Band(NamedTuple):
    """The rate of what lies above the band before, up to and with `to`; of the last, of all that lies above."""

    to: int | None
    rate: Fraction


def read_bands(value: object) -> tuple[Band, ...]:
    """[{ to = 5_000_000, rate = "30%" }, { rate = "10%" }]: without a gap, in order, the last without an end."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise refuse("bands")
    if not all({"rate"} <= set(one) <= {"to", "rate"} for one in value):
        raise refuse("bands")
    bands = tuple(Band(read_yen(one["to"]) if "to" in one else None, read_rate(one["rate"])) for one in value)
    before = 0
    for number, band in enumerate(bands[:-1], 1):
        if band.to is None:
            raise refuse("bands-open", number=number)
        if band.to <= before:
            raise refuse("bands-order", to=yen(band.to), before=yen(before))
        before = band.to
    if bands[-1].to is not None:
        raise refuse("bands-end", to=yen(bands[-1].to))
    return bands


def band_words(bands: tuple[Band, ...]) -> str:
    """The bands in a few signs: `≤5,000,000 30%, ≤20,000,000 20%, 10%`."""
    return ", ".join((f"≤{yen(one.to)} " if one.to is not None else "") + percent(one.rate) for one in bands)


_BAND = {
    "type": "object",
    "properties": {"to": {"type": "integer", "minimum": 1, "maximum": MOST_YEN}, "rate": RATE_SCHEMA},
    "required": ["rate"],
    "additionalProperties": False,
}
Bands = Annotated[
    tuple[Band, ...], ReadBy(read_bands), WithJsonSchema({"type": "array", "items": _BAND, "minItems": 1})
]
