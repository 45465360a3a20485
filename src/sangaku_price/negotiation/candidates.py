"""The values that a path of the contract file may take: whole steps from a first value on, written as the file would.

What a path holds (yen, a number, a rate) is read from the model of its table, so that a rate is tried as `"12.5%"` and
never as a bare number.
"""

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from sangaku_price.items.use import read_sales
from sangaku_price.language.amounts import whole_yen
from sangaku_price.language.numbers import figure, percent, plain
from sangaku_price.language.phrases import typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.overlay import arrays, read_value, single_tables
from sangaku_price.loading.places import where
from sangaku_price.toml import values as model
from sangaku_price.toml.problems import nearest
from sangaku_price.toml.table import Table, fields_of, keys_of, reader_of, table_in
from sangaku_price.toml.values import MOST_RATE, MOST_YEN, read_number, read_rate

KINDS: Mapping[object, str] = {
    model.read_yen: "yen",
    read_sales: "yen",
    model.read_positive: "count",
    model.read_number: "number",
    model.read_unit_price: "number",
    model.read_rate: "rate",
    model.read_share: "share",
}
"""What the readers of the model read."""
RATES = frozenset({"rate", "share"})
WHOLE = frozenset({"yen", "count"})
STEP = Fraction(1, 1000)
"""The step of a rate where none is given: 0.1 %."""


EMPTY_RANGE = Text(
    "{path}: 刻みは0より大きく、範囲は空でないように書いてください（{first}、{last}、{step}）。",
    "{path}: the step must be above 0, and the range not empty ({first}, {last}, {step})",
)
NUMBER_WANTED = Text(
    "{words}: ここには数を書いてください（例 {example}）。", "{words}: a number is wanted here (e.g. {example})"
)
NOT_VARIED = Text("「{path}」には変えられる数がありません。", "{path} holds no number that could be varied")
UNKNOWN = Text("{path}: 「{name}」はありません。使える名前: {allowed}", "{path}: unknown {name}; allowed: {allowed}")
UNKNOWN_NEAR = Text(
    "{path}: 「{name}」はありません。「{near}」ではありませんか。", "{path}: unknown {name}; did you mean {near}?"
)


class WrongRange(NoAnswer):
    """Words of the command line that are no range of a path's values."""


class Grid(NamedTuple):
    """The values `first + k × step` for k from 0 to `last`."""

    path: str
    kind: str
    first: Fraction
    step: Fraction
    last: int

    def at(self, k: int) -> Fraction:
        """A value as a number."""
        return self.first + k * self.step

    def value(self, k: int) -> object:
        """A value as a contract file holds it."""
        number = self.at(k)
        if self.kind in RATES:
            return f"{plain(number * 100)}%"
        return int(number) if number.denominator == 1 else Decimal(plain(number))

    def shown(self, k: int) -> str:
        """A value for people."""
        return percent(self.at(k)) if self.kind in RATES else figure(self.at(k))

    def setting(self, k: int) -> str:
        """A value as `--set` and a TOML file take it."""
        return f'"{self.value(k)}"' if self.kind in RATES else str(self.value(k))

    def nearest_to(self, number: Fraction) -> int:
        """The value at or just below a number, within the grid."""
        return min(self.last, max(0, int((number - self.first) // self.step)))


def grid_of(path: str, first: str | None = None, last: str | None = None, step: str | None = None) -> Grid:
    """The grid of a path between two words, as they stand on the command line.

    Raises LookupError where the path holds no number, WrongRange where a word is none, or the range is empty.
    """
    kind = kind_of(path)
    least = Fraction(1 if kind == "count" else 0)
    start = least if first is None else number_in(first, kind)
    end = _most(kind) if last is None else number_in(last, kind)
    width = (STEP if kind in RATES else Fraction(1)) if step is None else number_in(step, kind)
    if width <= 0 or end < start:
        raise WrongRange(EMPTY_RANGE.filled(path=path, first=first, last=last, step=step))
    return Grid(path, kind, start, width, int((end - start) // width))


def number_in(words: str, kind: str) -> Fraction:
    """A word of the command line as a number of this kind. Raises WrongRange where it is none."""
    value = read_value(words.strip())
    amount = whole_yen(words) if isinstance(value, str) and kind not in RATES else None
    value = value if amount is None else amount
    number = None
    with suppress(PydanticCustomError):
        number = read_rate(value) if kind in RATES else read_number(value)
    if number is None or (kind in WHOLE and number.denominator != 1) or "/" in plain(number):
        example = {"rate": "12.5%", "share": "12.5%", "number": "12.5"}.get(kind, "1_500_000")
        raise WrongRange(NUMBER_WANTED.filled(words=repr(words), example=example))
    return number


def target_in(words: str) -> Fraction:
    """A target: yen, or a rate for a share. Raises WrongRange where it is neither."""
    stripped = words.strip()
    if stripped.startswith("-"):
        return -target_in(stripped[1:])
    return number_in(stripped, "rate" if stripped.endswith("%") else "number")


def _most(kind: str) -> Fraction:
    return {"rate": Fraction(MOST_RATE), "share": Fraction(1)}.get(kind, Fraction(MOST_YEN))


def kind_of(path: str) -> str:
    """What a path holds: yen, count, number, rate, or share. Raises LookupError where it holds no number."""
    table, _, rest = path.partition(".")
    models: Mapping[str, type[Table] | None] = {**single_tables(), **arrays()}
    if table not in models:
        raise NoAnswer(_unknown(path, table, list(models)))
    here = models[table]
    names = rest.split(".") if table in single_tables() else rest.split(".")[1:]
    for number, name in enumerate(names):
        if here is None or (name.isdigit() and number):  # an element of an array of tables
            continue
        field = fields_of(here).get(name)
        if field is None:
            raise NoAnswer(_unknown(path, name, keys_of(here)))
        here = table_in(field)
        if here is None:
            kind = KINDS.get(reader_of(field))
            if kind is None:
                break
            return kind
    raise NoAnswer(NOT_VARIED.filled(path=typed(path)))


def _unknown(path: str, name: str, allowed: list[str]) -> Text:
    near = nearest(name, allowed)
    told = {"path": typed(path), "name": typed(name), "near": typed(near or ""), "allowed": ", ".join(allowed)}
    return (UNKNOWN_NEAR if near else UNKNOWN).filled(**told)


def current(loaded: Loaded, path: str) -> Fraction | None:
    """The number that stands at a path now; None where none does."""
    here: object = loaded.raw
    for part in where(path, loaded.raw):
        match here, part:
            case list() as entries, int() as index:
                here = entries[index]
            case dict() as table, _:
                here = table.get(part)
            case _:
                return None
    try:
        return number_in(str(here), kind_of(path))
    except WrongRange:
        return None
