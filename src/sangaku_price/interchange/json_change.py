"""The change of a contract in the JSON quote, described."""

from typing import Annotated, NotRequired

from pydantic import StrictInt
from typing_extensions import TypedDict

from sangaku_price.interchange.json_lines import TAX_CATEGORIES, Rounding, Source, Step
from sangaku_price.interchange.json_sums import Invoice, Payer
from sangaku_price.interchange.json_types import (
    Charge,
    Day,
    Exact,
    Kind,
    Label,
    Message,
    Number,
    Section,
    object_of,
    one_of,
)
from sangaku_price.language.labels import CERTAINTIES
from sangaku_price.money import together
from sangaku_price.quotation import change as changes
from sangaku_price.quotation.change import RATES


def _moved(before: int, after: int, difference: int) -> changes.Moved:
    """An amount before and after the change, and what lies between."""
    if after - before != difference:
        raise ValueError
    return changes.Moved(together(before), together(after))


@object_of(changes.Moved, _moved)
class Moved(TypedDict):
    """An amount before and after the change, and what lies between."""

    before: StrictInt
    after: StrictInt
    difference: StrictInt


@object_of(changes.TaxPart)
class TaxPart(TypedDict):
    """The part of a difference that bears one rate of tax; no rate for what is outside consumption tax."""

    rate: Number | None
    amount: StrictInt


@object_of(changes.ChangeLine)
class ChangeLine(TypedDict):
    """A line over all its periods, before and after the change."""

    id: str
    before_id: str | None
    kind: Kind
    section: Section
    charged_as: Charge
    certainty: Annotated[str, one_of(CERTAINTIES)]
    tax_category: Annotated[str, one_of(TAX_CATEGORIES)]
    label: Label
    before: StrictInt
    after: StrictInt
    difference: StrictInt
    by_period: dict[str, Moved]
    planned: NotRequired[Moved | None]
    taxed: tuple[TaxPart, ...]
    exact: Exact | None
    formula: Message | None
    rounding: Rounding | None
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]


@object_of(changes.Amended)
class Amended(TypedDict):
    """The frozen quote that is changed."""

    digest: str
    number: StrictInt
    scenario: str
    spec_sha256: str


@object_of(changes.AmendmentRuleUsed)
class AmendmentRuleUsed(TypedDict):
    """The tariff's rule for changes."""

    id: str
    rates: Annotated[str, one_of(RATES)]
    since: Day | None
    source: Source


@object_of(changes.Change)
class Change(TypedDict):
    """What a change of the contract costs."""

    number: StrictInt
    signed: Day
    reason: str | None
    rates: Annotated[str, one_of(RATES)]
    rule: AmendmentRuleUsed | None
    amends: Amended
    lines: tuple[ChangeLine, ...]
    subtotal: StrictInt
    tax: StrictInt
    total: StrictInt
    before: dict[str, StrictInt]
    by_section: dict[Section, Moved]
    by_charge: dict[Charge, Moved]
    by_period: dict[str, Moved]
    contingent: Moved
    invoices: tuple[Invoice, ...]
    planned: NotRequired[dict[str, Moved] | None]
    gone: NotRequired[tuple[Payer, ...]]
