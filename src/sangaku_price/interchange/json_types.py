"""How one value stands in JSON: the types of which the fields of the JSON quote are made.

Rates, quantities and exact values are texts, so that nothing is lost; a label has every language, a message is one
text. What is read is checked: a text is no number, a rate is digits.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, NotRequired, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, GetPydanticSchema, PlainSerializer, PlainValidator
from pydantic import WithJsonSchema as Schema
from typing_extensions import is_typeddict

from sangaku_price.items import kinds
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.language.numbers import exact, plain
from sangaku_price.language.text import LANGUAGES, Text, by_language, is_by_language

ENGINE = "sangaku-price"

_NUMBER = re.compile(r"-?[0-9]{1,1000}(\.[0-9]{1,1000}|/0*[1-9][0-9]{0,999})?", re.ASCII)


# -- how a value and an object stand for each other --------------------------------------------------------------------


def object_of(made: type, build: Callable[..., object] | None = None, **constants: object) -> Callable[[type], Any]:
    """The keys of a typed dictionary stand for the fields of a named tuple, or for constants.

    `build` checks what was read and makes the value of it. A key that is NotRequired is left out where the field is as
    the class has it by itself.
    """

    def describe(keys: type) -> object:
        names = tuple(keys.__annotations__)
        usual = {name: made._field_defaults[name] for name in keys.__optional_keys__}  # type: ignore[attr-defined]

        def tell(value: object) -> dict[str, object]:
            told = {name: constants[name] if name in constants else getattr(value, name) for name in names}
            return {name: one for name, one in told.items() if name not in usual or one != usual[name]}

        def read(found: Mapping[str, object]) -> object:
            return (build or made)(**{name: one for name, one in found.items() if name not in constants})

        return Annotated[keys, AfterValidator(read), PlainSerializer(tell, return_type=keys)]

    return describe


def is_object(described: object) -> bool:
    """Whether a type of the description is an object with keys of its own."""
    return is_typeddict(getattr(described, "__origin__", None))


@cache
def keys_of(described: object) -> Mapping[str, object]:
    """The keys of an object in their order, and the type of each."""
    hints = get_type_hints(get_args(described)[0], include_extras=True)
    return {name: get_args(one)[0] if get_origin(one) is NotRequired else one for name, one in hints.items()}


def told_by(described: object, value: object) -> Mapping[str, object]:
    """What an object tells of a value, by its keys, in their order."""
    tell: Callable[[object], Mapping[str, object]] = get_args(described)[-1].func
    return tell(value)


def one_of(names: Collection[str]) -> GetPydanticSchema:
    """A text that is one of several."""
    return GetPydanticSchema(lambda _, handler: handler(Literal[tuple(names)]))


# -- texts that are read as something else -----------------------------------------------------------------------------


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise ValueError  # noqa: TRY004 - what Pydantic asks of a validator
    return found


def _number(found: object) -> Fraction:
    if not _NUMBER.fullmatch(_text(found)):
        raise ValueError
    return Fraction(_text(found))


def _unit_price(found: object) -> Fraction:
    """Whole yen as a number, anything else as a text; never the one as the other."""
    price = Fraction(found) if type(found) is int else _number(found)
    if _priced(price) != found:
        raise ValueError
    return price


def _priced(price: Fraction) -> int | str:
    return price.numerator if price.denominator == 1 else plain(price)


def _day(found: object) -> date:
    day = date.fromisoformat(_text(found))
    if day.isoformat() != found:
        raise ValueError
    return day


def _label(found: object) -> Text:
    if not is_by_language(found):
        raise ValueError
    return Text._make(_text(found[language]) for language in LANGUAGES)


def _message(found: object) -> Text:
    told = _text(found).split("\n", len(LANGUAGES) - 1)
    return Text._make([*told, *told[:1] * (len(LANGUAGES) - len(told))])


def _said(words: Text) -> str:
    return "\n".join(words if len(set(words)) > 1 else words[:1])


def _fact(found: object) -> str | bool:
    return found if isinstance(found, bool) else _text(found)


def _made_with(version: str) -> dict[str, str]:
    return {"name": ENGINE, "version": version}


def _version(found: object) -> str:
    match found:
        case {"name": name, "version": str() as version} if name == ENGINE:
            return version
        case _:
            raise ValueError


_DIGITS = Schema({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"})
_DAY = Schema({"type": "string", "format": "date"})
_WORDS: Mapping[str, object] = {"type": "string"}
_IN_EACH = {"type": "object", "properties": dict.fromkeys(LANGUAGES, _WORDS), "required": list(LANGUAGES)}
_MADE_WITH = {"name": {"const": ENGINE}, "version": _WORDS}

Number = Annotated[Fraction, PlainValidator(_number), PlainSerializer(plain, return_type=str), _DIGITS]
"""A rate or a quantity, a decimal where it ends."""
Exact = Annotated[Fraction, PlainValidator(_number), PlainSerializer(exact, return_type=str), _DIGITS]
"""An exact value, a reduced fraction."""
UnitPrice = Annotated[
    Fraction,
    PlainValidator(_unit_price),
    PlainSerializer(_priced, return_type=int | str),
    Schema({"oneOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+\\.[0-9]*[1-9]$"}]}),
]
"""Yen a unit: whole yen an integer, as ever; with a fraction of a yen an exact decimal in a text."""
Day = Annotated[date, PlainValidator(_day), PlainSerializer(date.isoformat, return_type=str), _DAY]
Label = Annotated[
    Text, PlainValidator(_label), PlainSerializer(by_language, return_type=dict[str, str]), Schema(_IN_EACH)
]
"""A name in every language."""
Message = Annotated[Text, PlainValidator(_message), PlainSerializer(_said, return_type=str), Schema({"type": "string"})]
"""The first language, and each other on a line of its own where any differs."""
Fact = Annotated[str | bool, PlainValidator(_fact), Schema({"type": ["string", "boolean"]})]
Engine = Annotated[
    str,
    PlainValidator(_version),
    PlainSerializer(_made_with, return_type=dict[str, str]),
    Schema({"type": "object", "properties": _MADE_WITH, "required": list(_MADE_WITH)}),
]
"""The program and its version, of which the value is the version."""
Kind = Annotated[str, one_of(kinds())]
Section = Annotated[str, one_of(SECTIONS)]
Charge = Annotated[str, one_of(CHARGES)]
