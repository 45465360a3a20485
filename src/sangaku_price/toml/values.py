"""The strict table that every part of a contract or tariff file is read into, and the types of its values.

Nothing is converted silently: a text is not a number, `true` is not 1, `30` is not 30 %. Every refusal carries a code
of the message catalogue; the loader adds file, line and key.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, ClassVar, NamedTuple, Self, Union, cast, get_args, get_origin

from pydantic_core import PydanticCustomError, SchemaValidator

from sangaku_price.language.messages import messages
from sangaku_price.language.text import LANGUAGES, Text, is_by_language, own
from sangaku_price.money import Mode, Rounding
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
_ID = re.compile(r"(?=.*[A-Za-z-])[A-Za-z0-9-]{1,60}", re.ASCII)


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


def read_year(value: object) -> int:
    """A fiscal year: the year in which April falls."""
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        raise refuse("fiscal-year", first=FIRST_YEAR, last=LAST_YEAR)
    return value


def read_id(value: object) -> str:
    """Letters, digits and hyphens, not all digits."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise refuse("id")
    return value


def read_text_pair(value: object) -> Text:
    """Text, or { ja = "…", en = "…" }."""
    if isinstance(value, str):
        return own(read_words(value))
    if is_by_language(value):
        return Text._make(read_words(value[language]) for language in LANGUAGES)
    raise refuse("text-pair")


def read_names(value: object) -> tuple[str, ...]:
    """A list of names, each once, at least one."""
    if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
        raise refuse("name-list")
    if len(set(value)) != len(value):
        raise refuse("name-twice")
    return tuple(value)


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


class Reads:
    """The metadata of an annotated type: the function that reads it, and the same said to an editor."""

    def __init__(self, read: Callable[[object], object], **schema: object) -> None:
        self.read = read
        self.schema = schema


def one_of(*allowed: str) -> Reads:
    """A text that must be one of these."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise refuse("choice", allowed=" | ".join(allowed))
        return value

    return Reads(read, type="string", enum=list(allowed))


_RATE_SCHEMA = [
    {"type": "string", "pattern": r"^([0-9]+(\.[0-9]+)?%|[0-9]+/[0-9]+)$"},
    {"type": "number", "minimum": 0, "maximum": MOST_RATE},
]
_DAY_SCHEMA = {"type": "string", "format": "date"}

YenAmount = Annotated[int, Reads(read_yen, type="integer", minimum=0, maximum=MOST_YEN)]
Count = Annotated[int, Reads(read_positive, type="integer", minimum=1)]
Number = Annotated[Fraction, Reads(read_number, type="number", minimum=0)]
Rate = Annotated[Fraction, Reads(read_rate, oneOf=_RATE_SCHEMA)]
Share = Annotated[Fraction, Reads(read_share, oneOf=_RATE_SCHEMA)]
Flag = Annotated[bool, Reads(read_flag, type="boolean")]
Words = Annotated[str, Reads(read_words, type="string", minLength=1)]
Day = Annotated[date, Reads(read_day, **_DAY_SCHEMA)]
FiscalYear = Annotated[int, Reads(read_year, type="integer", minimum=FIRST_YEAR, maximum=LAST_YEAR)]
Id = Annotated[str, Reads(read_id, type="string", pattern="^[A-Za-z0-9-]*[A-Za-z-][A-Za-z0-9-]*$")]
TextPair = Annotated[
    Text,
    Reads(
        read_text_pair,
        oneOf=[
            {"type": "string"},
            {
                "type": "object",
                "properties": {language: {"type": "string"} for language in LANGUAGES},
                "required": list(LANGUAGES),
                "additionalProperties": False,
            },
        ],
    ),
]
Names = Annotated[
    tuple[str, ...], Reads(read_names, type="array", items={"type": "string"}, minItems=1, uniqueItems=True)
]
RoundingRule = Annotated[
    Rounding,
    Reads(
        read_rounding,
        type="object",
        properties={"unit": {"type": "integer", "minimum": 1}, "mode": {"enum": list(Mode)}},
        additionalProperties=False,
    ),
]
TaxCategory = Annotated[str, one_of("taxable", "export-exempt", "out-of-scope")]
Charge = Annotated[str, one_of("direct", "indirect", "strategic", "separate", "resident")]


class Field(NamedTuple):
    """One key of a table: how it is read, and what it is when it is left out."""

    name: str
    key: str
    """As files write it: words joined by hyphens."""
    required: bool
    default: object
    reads: Reads | None
    table: "type[Table] | None" = None
    """Of a table inside this one; of an array of tables where `many`."""
    many: bool = False


class Table:
    """A table of a file: fields are annotations, unknown keys are refused, nothing changes after loading.

    The validation is Pydantic's, by its core alone: the classes of `pydantic` itself take longer to import and to
    build than a whole quote takes to price.
    """

    _validator: ClassVar[SchemaValidator | None] = None

    def __init__(self, **values: object) -> None:
        self.__dict__.update({field.name: field.default for field in self.fields().values()})
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change after loading: {name}")

    def changed(self, values: Mapping[str, object]) -> Self:
        """The same table with other values."""
        return type(self)(**{**self.__dict__, **values})

    def told(self) -> Mapping[str, object]:
        """The keys that have a value, as the file writes them."""
        values = {field.key: getattr(self, field.name) for field in self.fields().values()}
        return {key: value for key, value in values.items() if value is not None}

    @classmethod
    @cache
    def fields(cls) -> Mapping[str, Field]:
        """Every field by its key, those of the base class first."""
        found: dict[str, Field] = {}
        for home in reversed(cls.__mro__):
            for name, annotation in get_annotations(home).items():
                if getattr(annotation, "__origin__", None) is not ClassVar:
                    field = _field(name, annotation, vars(home).get(name, _REQUIRED))
                    found[field.key] = field
        return found

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read a raw table. Raises pydantic_core.ValidationError with every mistake."""
        validator = cls.__dict__.get("_validator")
        if validator is None:
            validator = SchemaValidator(cls._schema())
            cls._validator = validator
        return cast("Self", validator.validate_python(raw))

    @classmethod
    def _schema(cls) -> Any:  # noqa: ANN401 - the core's own description of a schema
        fields = {
            field.key: {"type": "typed-dict-field", "required": field.required, "schema": _schema_of(field)}
            for field in cls.fields().values()
        }
        names = {field.key: field.name for field in cls.fields().values()}

        def build(values: dict[str, object]) -> Table:
            return cls(**{names[key]: value for key, value in values.items()})

        table = {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid"}
        return {"type": "function-after", "function": {"type": "no-info", "function": build}, "schema": table}


_REQUIRED = object()


def _field(name: str, annotation: object, default: object) -> Field:
    """A field from its annotation: `Annotated[…, Reads]`, a table, or an array of tables; `| None` when left out."""
    args = get_args(annotation)
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(arg for arg in args if arg is not type(None))
        args = get_args(annotation)
    key = name.rstrip("_").replace("_", "-")
    required = default is _REQUIRED
    metadata = getattr(annotation, "__metadata__", ())
    if metadata:
        return Field(name, key, required, None if required else default, metadata[-1])
    many = get_origin(annotation) is tuple
    return Field(name, key, required, default, None, args[0] if many else annotation, many)  # type: ignore[arg-type]


def _schema_of(field: Field) -> Any:  # noqa: ANN401 - the core's own description of a schema
    if field.table is None:
        read = field.reads.read if field.reads else None
        return {"type": "function-plain", "function": {"type": "no-info", "function": read}}
    inner = field.table._schema()  # noqa: SLF001 - of the same kind
    return {"type": "tuple", "items_schema": [inner], "variadic_item_index": 0} if field.many else inner


Exclusive = tuple[tuple[str, str], ...]
"""Pairs of keys of which an entry has one at most."""

Needs = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys that mean nothing without one of others."""


class Entry(Table):
    """What every entry of a contract file may carry."""

    exclusive: ClassVar[Exclusive] = ()
    prices: ClassVar[tuple[str, ...]] = ()
    """Keys of which an entry needs one at least; none where the tariff may have the price."""
    needs: ClassVar[Needs] = ()

    id: Id | None = None
    item: Words | None = None
    """The printed text."""
    note: Words | None = None
    """For the office; not shown to the company."""
    charged_as: Charge | None = None
    tax_category: TaxCategory | None = None
    fiscal_year: FiscalYear | None = None
    reason: Words | None = None
    """Why an amount is exempt from tax, or outside a published bound."""
