"""What stands beside the price in the JSON quote: who bears what, and what the parties bring."""

from typing import Annotated

from pydantic import StrictInt
from typing_extensions import TypedDict

from sangaku_price.language.labels import BEARERS
from sangaku_price.quotation import beside
from sangaku_price.writers.json_types import Number, object_of, one_of


@object_of(beside.CostShares)
class CostShares(TypedDict):
    """Who bears how much of the fixed lines."""

    company: StrictInt
    university: StrictInt
    grant: StrictInt


@object_of(beside.Brought)
class Brought(TypedDict):
    """What a party brings in kind."""

    party: Annotated[str, one_of(BEARERS)]
    item: str
    worth: StrictInt | None
    note: str | None


@object_of(beside.Appointment)
class Appointment(TypedDict):
    """What a cross-appointment leaves to whom."""

    id: str
    who: str | None
    effort: Number
    university: StrictInt
    company: StrictInt
    allowance: StrictInt
    researcher: StrictInt


@object_of(beside.Allocated)
class Allocated(TypedDict):
    """Where one line goes inside; no rule where none names it."""

    line: str
    period: str | None
    rule: str | None
    amounts: dict[str, StrictInt]
    unallocated: StrictInt
