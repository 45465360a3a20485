"""The lines of the JSON quote, described: amounts, their derivations, their grounds."""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import StrictBool, StrictInt
from typing_extensions import TypedDict

from sangaku_price.interchange.json_types import (
    Charge,
    Day,
    Exact,
    Kind,
    Label,
    Message,
    Number,
    Section,
    UnitPrice,
    object_of,
    one_of,
)
from sangaku_price.language.labels import BEARERS, CERTAINTIES
from sangaku_price.money import Mode
from sangaku_price.money import Rounding as RoundingValue
from sangaku_price.quotation import sources, values
from sangaku_price.quotation.derivation import Step as StepValue

TAX_CATEGORIES = ("taxable", "export-exempt", "out-of-scope")
ARGS: Mapping[str, range] = {
    **dict.fromkeys(("value", "lines"), range(1)),
    **dict.fromkeys(("round", "share", "ceil"), range(1, 2)),
    **dict.fromkeys(("div", "sub"), range(2, 3)),
    **dict.fromkeys(("mul", "add", "max", "min"), range(1, 10_000)),
    **dict.fromkeys(("split", "parts"), range(10_000)),
}
"""How many arguments a step of each operation has."""


def _rounding(unit: int, mode: Mode) -> RoundingValue:
    if unit < 1:
        raise ValueError
    return RoundingValue(unit, mode)


def _step(op: str, **told: Any) -> StepValue:  # noqa: ANN401 - the fields of a step
    """A step that the rest of the program can walk through."""
    step = StepValue(op, **told)
    whole = step.op != "share" or (step.index in range(len(step.weights)) and sum(step.weights) > 0)
    if len(step.args) not in ARGS[op] or not whole or min(step.weights, default=0) < 0:
        raise ValueError
    return step


def _line(**told: Any) -> values.Line:  # noqa: ANN401 - the fields of a line
    """A line; without a ground it cannot exist."""
    line = values.Line(**told)
    if not line.sources:
        raise ValueError
    return line


@object_of(RoundingValue, _rounding)
class Rounding(TypedDict):
    """To a multiple of `unit` yen."""

    unit: StrictInt
    mode: Mode


@object_of(StepValue, _step)
class Step(TypedDict):
    """One node of a derivation; what is as usual is left out."""

    op: Annotated[str, one_of(ARGS)]
    value: Exact
    unit: NotRequired[str]
    name: NotRequired[Label | None]
    key: NotRequired[str | None]
    lines: NotRequired[tuple[str, ...]]
    rounding: NotRequired[Rounding | None]
    weights: NotRequired[tuple[StrictInt, ...]]
    index: NotRequired[StrictInt]
    private: NotRequired[StrictBool]
    args: NotRequired[tuple["Argument", ...]]


Argument = Step
"""A step as another one has it: within its own class, the class's name is the dictionary's."""


@object_of(sources.Source)
class Source(TypedDict):
    """The ground of a number."""

    title: str
    article: str | None
    href: str | None
    key: str | None
    dated: NotRequired[str | None]


@object_of(values.Beaten)
class Beaten(TypedDict):
    """A rule or case that did not decide, and why."""

    what: str
    why: Message
    label: NotRequired[Label | None]


@object_of(values.Line, _line)
class Line(TypedDict):
    """One amount in one period."""

    id: str
    kind: Kind
    section: Section
    charged_as: Charge
    certainty: Annotated[str, one_of(CERTAINTIES)]
    tax_category: Annotated[str, one_of(TAX_CATEGORIES)]
    period: str | None
    due: Day | None
    probability: Number | None
    label: Label
    quantity: Number | None
    unit: str | None
    unit_price: UnitPrice | None
    amount: StrictInt
    exact: Exact | None
    formula: Message | None
    steps: tuple[Step, ...]
    base: tuple[str, ...]
    rate: Number | None
    rounding: Rounding | None
    reduces: str | None
    beaten: tuple[Beaten, ...]
    sources: tuple[Source, ...]
    private: StrictBool
    marks: tuple[str, ...]
    borne_by: NotRequired[Annotated[str, one_of(BEARERS)]]
