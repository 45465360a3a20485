"""The JSON quote, described once: by these fields it is written and read back, and `schema quote` is made of them.

Each object is a typed dictionary, its keys in the order in which they are written, beside the value that it is of.
"""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field, StrictBool, StrictInt
from pydantic import WithJsonSchema as Schema
from typing_extensions import TypedDict

from sangaku_price.documents.headings import BILLINGS, LEVELS
from sangaku_price.language.labels import BASES, BEARERS, CERTAINTIES
from sangaku_price.money import Mode
from sangaku_price.money import Rounding as RoundingValue
from sangaku_price.quotation import values
from sangaku_price.quotation.derivation import Step as StepValue
from sangaku_price.writers.json_beside import Allocated, Appointment, Brought, CostShares
from sangaku_price.writers.json_sums import Invoice, PeriodSum, Totals
from sangaku_price.writers.json_types import (
    Charge,
    Day,
    Engine,
    Exact,
    Fact,
    Kind,
    Label,
    Message,
    Number,
    Section,
    UnitPrice,
    object_of,
    one_of,
)

SCHEMA_VERSION = 1
CURRENCY = "JPY"
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


# -- lines and their derivations ---------------------------------------------------------------------------------------


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


@object_of(values.Source)
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


# -- the quote ---------------------------------------------------------------------------------------------------------


@object_of(values.Payer)
class Payer(TypedDict):
    """One of several companies that pay."""

    id: str
    name: str
    share: NotRequired[Number | None]
    rest: NotRequired[StrictBool]
    lines: NotRequired[tuple[str, ...]]


@object_of(values.Parties)
class Parties(TypedDict):
    """What the contract says of itself."""

    title: str | None
    university: str | None
    company: str | None
    principal: str | None
    type: str
    type_name: Label
    start: Day
    end: Day
    months: StrictInt
    signed: Day | None
    applied: Day | None
    billing: Annotated[str, one_of(BILLINGS)]
    discount_rate: Number | None
    backfill_cap: Number | None
    tax_basis: Annotated[str, one_of(BASES)]
    tax_rounding: Annotated[str, one_of(tuple(Mode))]
    facts: dict[str, Fact]
    document: dict[str, str]
    payers: NotRequired[tuple[Payer, ...]]
    payer: NotRequired[str | None]
    firm_until: NotRequired[Day | None]


@object_of(values.RuleUsed)
class RuleUsed(TypedDict):
    """A rule of the tariff that was in force, and the date that decided it."""

    id: str
    since: Day | None
    decided_by: str


@object_of(values.TariffUsed)
class TariffUsed(TypedDict):
    """The institution's rules."""

    id: str
    name: Label
    checked: Day
    sha256: str
    rules: tuple[RuleUsed, ...]


@object_of(values.Note)
class Note(TypedDict):
    """What a reader of the quote must know."""

    code: str
    level: Annotated[str, one_of(LEVELS)]
    message: Message
    path: str | None


@object_of(values.Allocation)
class Allocation(TypedDict):
    """Where the price goes inside."""

    places: tuple[str, ...]
    rows: tuple[Allocated, ...]
    sources: tuple[Source, ...]


Version = Annotated[StrictInt, Field(ge=SCHEMA_VERSION, le=SCHEMA_VERSION), Schema({"const": SCHEMA_VERSION})]


@object_of(values.Quote, schema_version=SCHEMA_VERSION, currency=CURRENCY)
class Quote(TypedDict):
    """A priced contract."""

    schema_version: Version
    engine: Engine
    currency: Annotated[str, one_of((CURRENCY,))]
    contract: Parties
    scenario: str
    set: dict[str, str]
    spec_sha256: str
    tariff: TariffUsed | None
    lines: tuple[Line, ...]
    periods: tuple[PeriodSum, ...]
    invoices: tuple[Invoice, ...]
    totals: Totals
    notes: tuple[Note, ...]
    borne: NotRequired[tuple[Line, ...]]
    cost_shares: NotRequired[CostShares | None]
    brought: NotRequired[tuple[Brought, ...]]
    appointments: NotRequired[tuple[Appointment, ...]]
    allocation: NotRequired[Allocation | None]
