"""The JSON quote, described once: by these fields it is written and read back, and `schema quote` is made of them.

Each object is a typed dictionary, its keys in the order in which they are written, beside the value that it is of.
"""

from typing import Annotated, NotRequired

from pydantic import Field, StrictInt
from pydantic import WithJsonSchema as Schema
from typing_extensions import TypedDict

from sangaku_price.interchange.json_beside import Allocated, Appointment, Brought, CompanyNet, CostShares, PublicMoney
from sangaku_price.interchange.json_change import Change
from sangaku_price.interchange.json_lines import Line, Source
from sangaku_price.interchange.json_sums import Invoice, Payer, PeriodSum, Totals
from sangaku_price.interchange.json_types import (
    Day,
    Engine,
    Fact,
    Label,
    Message,
    Number,
    object_of,
    one_of,
)
from sangaku_price.language.labels import BASES, BILLINGS, LEVELS
from sangaku_price.money import Mode
from sangaku_price.quotation import beside, values

SCHEMA_VERSION = 1
CURRENCY = "JPY"
# -- the quote ---------------------------------------------------------------------------------------------------------


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
    keys: NotRequired[tuple[str, ...]]


@object_of(beside.Allocation)
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
    change: NotRequired[Change | None]
    borne: NotRequired[tuple[Line, ...]]
    cost_shares: NotRequired[CostShares | None]
    brought: NotRequired[tuple[Brought, ...]]
    appointments: NotRequired[tuple[Appointment, ...]]
    allocation: NotRequired[Allocation | None]
    public_money: NotRequired[PublicMoney | None]
    company_net: NotRequired[CompanyNet | None]
