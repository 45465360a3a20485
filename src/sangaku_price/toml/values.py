"""The types of the values of a file: how each is read, and the same said to an editor.

Nothing is converted silently: a text is not a number, `true` is not 1, `30` is not 30 %. Every refusal carries the
code of a message; file, line and key are added where the table is read.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal, TypeGuard

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from sangaku_price.language.messages import messages
from sangaku_price.language.text import LANGUAGES, Text, is_by_language, own
from sangaku_price.money import Mode, Rounding
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.value_messages import VALUES

MESSAGES = messages(VALUES)

MOST_YEN = 10**13
"""The largest amount that a file may state."""
MOST_DIGITS = 30
"""Digits that a number in a file may have, before and after the point together."""
MOST_RATE = 10
"""A rate above 1,000 % is a mistake."""
FIRST_YEAR, LAST_YEAR = 1997, 2900
"""Years that a date in a file may lie in."""

_RATE = re.compile(r"(?P<percent>[0-9]{1,9}(\.[0-9]{1,9})?)%|(?P<over>[0-9]{1,9})/(?P<under>[0-9]{1,9})", re.ASCII)
_MONTH_OR_YEAR = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
_ID = re.compile(r"(?=.*[A-Za-z-])[A-Za-z0-9-]{1,60}", re.ASCII)


CHOICE = "choice"
"""The code of a word that is none of those allowed; where it is told, the nearest one is named."""


def refuse(code: str, **params: str | int) -> PydanticCustomError:
    """A refusal by a code of the message catalogue."""
    return PydanticCustomError(code, code, params)


def read_whole(value: object) -> int:
    """A whole number, zero or more."""
    if type(value) is not int:
        raise refuse("whole-number")
    if value < 0:
        raise refuse("negative")
    if value > MOST_YEN:
        raise refuse("too-large", most=f"{MOST_YEN:,}")
    return value


def read_positive(value: object) -> int:
    """A whole number above zero."""
    number = read_whole(value)
    if number == 0:
        raise refuse("positive")
    return number


def read_yen(value: object) -> int:
    """Whole yen, zero or more, up to 10^13."""
    if type(value) is not int:
        raise refuse("yen")
    return read_whole(value)


def read_number(value: object) -> Fraction:
    """A whole or decimal number, zero or more."""
    if type(value) is int:
        return Fraction(read_whole(value))
    if not isinstance(value, Decimal):
        raise refuse("number")
    number = _decimal(value)
    if number > MOST_YEN:
        raise refuse("too-large", most=f"{MOST_YEN:,}")
    return number


def read_unit_price(value: object) -> Fraction:
    """Yen a unit or an hour, exact decimals: `27.35`. What it comes to is rounded, once for each entry."""
    if type(value) is not int and not isinstance(value, Decimal):
        raise refuse("unit-price")
    return read_number(value)


def _decimal(value: Decimal) -> Fraction:
    """A decimal as an exact fraction; its size is looked at first, because 1e9999999 would take minutes."""
    if not value.is_finite():
        raise refuse("not-finite")
    if abs(value.adjusted()) > MOST_DIGITS or len(value.as_tuple().digits) > MOST_DIGITS:
        raise refuse("too-many-digits", most=MOST_DIGITS)
    if value < 0:
        raise refuse("negative")
    return Fraction(value)


def read_rate(value: object) -> Fraction:
    """A rate: `"30%"`, `0.30` or `"30/130"`; a bare whole number other than 0 is refused."""
    if type(value) is int:
        if value == 0:
            return Fraction(0)
        raise refuse("bare-rate", percent=f'"{value}%"' if 0 < value <= 100 * MOST_RATE else '"30%"')
    if isinstance(value, Decimal):
        rate = _decimal(value)
    elif isinstance(value, str):
        rate = _written_rate(value)
    else:
        raise refuse("rate")
    if rate > MOST_RATE:
        raise refuse("rate-too-large")
    return rate


@lru_cache(maxsize=1000)
def _written_rate(value: str) -> Fraction:
    found = _RATE.fullmatch(value)
    if found is None:
        raise refuse("rate")
    if found["percent"] is not None:
        return Fraction(found["percent"]) / 100
    if int(found["under"]) == 0:
        raise refuse("rate")
    return Fraction(int(found["over"]), int(found["under"]))


def read_share(value: object) -> Fraction:
    """A rate from 0 to 1: a probability, or a part of something."""
    rate = read_rate(value)
    if rate > 1:
        raise refuse("above-one")
    return rate


def read_flag(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise refuse("flag")
    return value


def read_words(value: object) -> str:
    """Text in quotes, not empty; line ends and runs of spaces become one space."""
    if not isinstance(value, str):
        raise refuse("text")
    words = " ".join(value.split())
    if not words:
        raise refuse("empty-text")
    return words


def read_day(value: object) -> date:
    """A date written 2026-10-01, without quotes and without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refuse("day")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise refuse("day-range", first=FIRST_YEAR, last=LAST_YEAR)
    return value


def read_dated(value: object) -> str:
    """The day of a document, as text; where it bears no day, its month or year in quotes: "2024-12", "2024"."""
    if isinstance(value, str):
        if not _MONTH_OR_YEAR.fullmatch(value) or not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            raise refuse("dated")
        return value
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refuse("dated")
    return read_day(value).isoformat()


def read_year(value: object) -> int:
    """A fiscal year: the year in which April falls."""
    if not is_year(value):
        raise refuse("fiscal-year", first=FIRST_YEAR, last=LAST_YEAR)
    return value


def is_year(value: object) -> TypeGuard[int]:
    """Whether a value is a year that a date may lie in."""
    return type(value) is int and FIRST_YEAR <= value <= LAST_YEAR


def read_id(value: object) -> str:
    """Letters, digits and hyphens, not all digits."""
    if not isinstance(value, str) or not is_id(value):
        raise refuse("id")
    return value


def is_id(words: str) -> bool:
    """Whether words are an id."""
    return _ID.fullmatch(words) is not None


def read_text_pair(value: object) -> Text:
    """Text, or { ja = "…", en = "…" }."""
    if isinstance(value, str):
        return own(read_words(value))
    if is_by_language(value):
        return Text._make(read_words(value[language]) for language in LANGUAGES)
    raise refuse("text-pair")


def read_rounding(value: object) -> Rounding:
    """{ unit = 1 | 10 | 100 | …, mode = "down" | "nearest" | "up" }."""
    if not isinstance(value, dict) or not set(value) <= {"unit", "mode"}:
        raise refuse("rounding")
    unit, mode = value.get("unit", 1), value.get("mode", "down")
    if type(unit) is not int or not 0 < unit <= MOST_YEN or mode not in tuple(Mode):
        raise refuse("rounding")
    return Rounding(unit, Mode(mode))


def read_format(value: object) -> int:
    """The version of the file format: 1."""
    if type(value) is not int or value != 1:
        raise refuse("format")
    return value


def one_of(*allowed: str) -> ReadBy:
    """A text that must be one of these."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise refuse(CHOICE, allowed=" | ".join(allowed))
        return value

    return ReadBy(read, json_schema_input_type=Literal[allowed])


_WRITTEN_RATE = r"^([0-9]+(\.[0-9]+)?%|[0-9]+/[0-9]+)$"
RATE_SCHEMA = {
    "oneOf": [{"type": "string", "pattern": _WRITTEN_RATE}, {"type": "number", "minimum": 0, "maximum": MOST_RATE}]
}
"""A rate as an editor knows it."""
_RATE_WORDS = WithJsonSchema(RATE_SCHEMA)
_PAIR = {"type": "object", "additionalProperties": False, "required": list(LANGUAGES)}

YenAmount = Annotated[int, ReadBy(read_yen), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_YEN})]
UnitPrice = Annotated[
    Fraction, ReadBy(read_unit_price), WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST_YEN})
]
Count = Annotated[int, ReadBy(read_positive), WithJsonSchema({"type": "integer", "minimum": 1})]
Number = Annotated[Fraction, ReadBy(read_number), WithJsonSchema({"type": "number", "minimum": 0})]
Rate = Annotated[Fraction, ReadBy(read_rate), _RATE_WORDS]
Share = Annotated[Fraction, ReadBy(read_share), _RATE_WORDS]
Flag = Annotated[bool, ReadBy(read_flag), WithJsonSchema({"type": "boolean"})]
Words = Annotated[str, ReadBy(read_words), WithJsonSchema({"type": "string", "minLength": 1})]
Day = Annotated[date, ReadBy(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Dated = Annotated[
    str,
    ReadBy(read_dated),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}),
]
FiscalYear = Annotated[
    int,
    ReadBy(read_year),
    WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
]
Id = Annotated[
    str,
    ReadBy(read_id),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9-]*[A-Za-z-][A-Za-z0-9-]*$"}),
]
TextPair = Annotated[
    Text,
    ReadBy(read_text_pair),
    WithJsonSchema(
        {"oneOf": [{"type": "string"}, {**_PAIR, "properties": {one: {"type": "string"} for one in LANGUAGES}}]}
    ),
]
RoundingRule = Annotated[
    Rounding,
    ReadBy(read_rounding),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {"unit": {"type": "integer", "minimum": 1}, "mode": {"enum": list(Mode)}},
            "additionalProperties": False,
        }
    ),
]
FileFormat = Annotated[int, ReadBy(read_format), WithJsonSchema({"const": 1})]
TaxCategory = Annotated[str, one_of("taxable", "export-exempt", "out-of-scope")]
Charge = Annotated[str, one_of("direct", "indirect", "strategic", "separate", "resident")]
