"""The shape of JSON values: one description of each type, by which it is written and read back.

What is read is checked: a text is not a number, a rate is digits. A value of another shape is refused with its path.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Protocol, TypeAlias, TypeVar

from sangaku_price.language.numbers import exact, plain
from sangaku_price.language.text import Text
from sangaku_price.money import Yen

T = TypeVar("T")
Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json] | None"

_NUMBER = re.compile(r"-?[0-9]{1,1000}(\.[0-9]{1,1000}|/0*[1-9][0-9]{0,999})?", re.ASCII)


class WrongShapeError(ValueError):
    """A value that is not what stands at its place; `missing` names a key that is absent."""

    def __init__(self, path: str, found: object = "", missing: str = "") -> None:
        super().__init__(path)
        self.path, self.found, self.missing = path, found, missing


class Codec(Protocol[T]):
    """How a type is written and read."""

    def write(self, value: T, /) -> Json:
        """The JSON value."""

    def read(self, found: object, path: str, /) -> T:
        """The value that stands at a path; raises WrongShapeError."""
        ...


@dataclass(frozen=True)
class Leaf(Codec[T]):
    """A type that is written by one function and read by another, which raises ValueError for what is not of it."""

    to_json: Callable[[T], Json]
    of_json: Callable[[object], T]
    schema: Mapping[str, object] = field(default_factory=dict)
    """The same said to a validator of JSON."""

    def write(self, value: T) -> Json:
        """The JSON value."""
        return self.to_json(value)

    def read(self, found: object, path: str) -> T:
        """The value, or a refusal that names the path."""
        try:
            return self.of_json(found)
        except ValueError:
            raise WrongShapeError(path, found) from None


@dataclass(frozen=True)
class Items(Codec[tuple[T, ...]]):
    """A list."""

    codec: Codec[T]

    def write(self, value: tuple[T, ...]) -> Json:
        """A list of JSON values."""
        return [self.codec.write(item) for item in value]

    def read(self, found: object, path: str) -> tuple[T, ...]:
        """The items, each at its number."""
        if not isinstance(found, list):
            raise WrongShapeError(path, found)
        return tuple(self.codec.read(item, f"{path}[{i}]") for i, item in enumerate(found))


@dataclass(frozen=True)
class Maybe(Codec[T | None]):
    """A value that may be absent: null."""

    codec: Codec[T]

    def write(self, value: T | None) -> Json:
        """Null, or the JSON value."""
        return None if value is None else self.codec.write(value)

    def read(self, found: object, path: str) -> T | None:
        """None, or the value."""
        return None if found is None else self.codec.read(found, path)


@dataclass(frozen=True)
class Named(Codec[Mapping[str, T]]):
    """An object of values of one type; `keys`, where given, are those it has."""

    codec: Codec[T]
    keys: Collection[str] | None = None

    def write(self, value: Mapping[str, T]) -> Json:
        """A JSON object."""
        return {key: self.codec.write(item) for key, item in value.items()}

    def read(self, found: object, path: str) -> Mapping[str, T]:
        """The values by their keys."""
        if not isinstance(found, dict) or (self.keys is not None and set(found) != set(self.keys)):
            raise WrongShapeError(path, found)
        return {key: self.codec.read(item, joined(path, key)) for key, item in found.items()}


@dataclass(frozen=True)
class Later(Codec[T]):
    """A codec that is defined further down, for a type that holds itself."""

    codec: Callable[[], Codec[T]]

    def write(self, value: T) -> Json:
        """The JSON value."""
        return self.codec().write(value)

    def read(self, found: object, path: str) -> T:
        """The value."""
        return self.codec().read(found, path)


class Shape(Codec[T]):
    """A named tuple as an object, its fields in the order in which they are described."""

    def __init__(
        self, made: type[T], build: Callable[..., T] | None = None, /, *, sparse: bool = False, **codecs: Codec[Any]
    ) -> None:
        """`made` is the class, `build` what checks and makes one of it.

        A `sparse` shape leaves out what is as the class has it by itself.
        """
        self.build, self.codecs = build or made, codecs
        self.defaults: Mapping[str, object] = {}
        if sparse:
            self.defaults = getattr(made, "_field_defaults", {})

    def write(self, value: T) -> Mapping[str, Json]:
        """A JSON object."""
        return {
            name: codec.write(getattr(value, name))
            for name, codec in self.codecs.items()
            if name not in self.defaults or getattr(value, name) != self.defaults[name]
        }

    def read(self, found: object, path: str) -> T:
        """The value; keys that are not described are not read."""
        if not isinstance(found, dict):
            raise WrongShapeError(path, found)
        values = {}
        for name, codec in self.codecs.items():
            if name in found:
                values[name] = codec.read(found[name], joined(path, name))
            elif name not in self.defaults:
                raise WrongShapeError(path, missing=name)
        try:
            return self.build(**values)
        except ValueError:
            raise WrongShapeError(path) from None


def joined(path: str, key: str) -> str:
    """The path of a key in an object."""
    return f"{path}.{key}" if path else key


def one_of(names: Collection[str]) -> Leaf[str]:
    """A text that is one of several."""

    def read(found: object) -> str:
        if _text(found) not in names:
            raise ValueError
        return _text(found)

    return Leaf(lambda value: value, read, {"enum": list(names)})


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise ValueError  # noqa: TRY004 - a wrong shape is a ValueError here
    return found


def _whole(found: object) -> int:
    if type(found) is not int:
        raise ValueError
    return found


def _flag(found: object) -> bool:
    if not isinstance(found, bool):
        raise ValueError  # noqa: TRY004 - a wrong shape is a ValueError here
    return found


def _number(found: object) -> Fraction:
    if not _NUMBER.fullmatch(_text(found)):
        raise ValueError
    return Fraction(_text(found))


def _day(found: object) -> date:
    day = date.fromisoformat(_text(found))
    if day.isoformat() != found:
        raise ValueError
    return day


def _pair(found: object) -> Text:
    if not isinstance(found, dict) or set(found) != {"ja", "en"}:
        raise ValueError
    return Text(_text(found["ja"]), _text(found["en"]))


def _saying(found: object) -> Text:
    ja, end, en = _text(found).partition("\n")
    return Text(ja, en if end else ja)


_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_FRACTION = {**_STRING, "pattern": "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"}
_DATE = {**_STRING, "format": "date"}
_BOTH = {"type": "object", "properties": {"ja": _STRING, "en": _STRING}, "required": ["ja", "en"]}

WORDS: Codec[str] = Leaf(lambda value: value, _text, _STRING)
FLAG: Codec[bool] = Leaf(lambda value: value, _flag, {"type": "boolean"})
WHOLE: Codec[int] = Leaf(lambda value: value, _whole, _INTEGER)
YEN: Codec[Yen] = Leaf(lambda value: value, lambda found: Yen(_whole(found)), _INTEGER)
PLAIN: Codec[Fraction] = Leaf(plain, _number, _FRACTION)
"""A rate or a quantity, a decimal where it ends."""
EXACT: Codec[Fraction] = Leaf(exact, _number, _FRACTION)
"""An exact value, a reduced fraction."""
DAY: Codec[date] = Leaf(date.isoformat, _day, _DATE)
PAIR: Codec[Text] = Leaf(lambda value: {"ja": value.ja, "en": value.en}, _pair, _BOTH)
"""A label in both languages."""
SAYING: Codec[Text] = Leaf(lambda value: value.joined("\n"), _saying, _STRING)
"""A message: Japanese, and on a second line English where it differs."""
