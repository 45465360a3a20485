"""The sums of the JSON quote, described: periods, invoices with tax, totals."""

from typing import Annotated, NotRequired

from pydantic import Field, StrictBool, StrictInt
from typing_extensions import TypedDict

from sangaku_price.interchange.json_types import Charge, Day, Kind, Number, Section, object_of
from sangaku_price.items import USUAL_KINDS
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.quotation import invoices, values


@object_of(invoices.PeriodSum)
class PeriodSum(TypedDict):
    """What is certainly paid for one period."""

    label: str
    start: Day
    end: Day
    subtotal: StrictInt
    tax: StrictInt
    total: StrictInt
    planned: NotRequired[StrictBool]


@object_of(invoices.TaxLine)
class TaxLine(TypedDict):
    """The tax of one rate on one invoice; no rate for what is outside consumption tax."""

    rate: Number | None
    base: StrictInt
    amount: StrictInt


@object_of(invoices.Invoice)
class Invoice(TypedDict):
    """What is invoiced at once."""

    label: str
    due: Day | None
    payer: str | None
    payment: NotRequired[str | None]
    subtotal: StrictInt
    tax: tuple[TaxLine, ...]
    total: StrictInt
    planned: NotRequired[StrictBool]


@object_of(invoices.TaxedSum)
class TaxedSum(TypedDict):
    """A sum without tax, the tax on it, and both."""

    subtotal: StrictInt
    tax: StrictInt
    total: StrictInt


@object_of(invoices.Payer)
class Payer(TypedDict):
    """One of several companies that pay."""

    id: str
    name: str
    share: NotRequired[Number | None]
    rest: NotRequired[StrictBool]
    lines: NotRequired[tuple[str, ...]]


@object_of(invoices.PayerSum)
class PayerSum(TypedDict):
    """What one of several payers certainly pays; and what is planned of it."""

    subtotal: StrictInt
    tax: StrictInt
    total: StrictInt
    planned: NotRequired[TaxedSum | None]


@object_of(values.Contingent)
class Contingent(TypedDict):
    """Money that is paid only if something happens."""

    maximum: StrictInt
    expected: StrictInt | None
    present_value: StrictInt | None
    missing: tuple[str, ...]


@object_of(values.Totals)
class Totals(TypedDict):
    """The figures of a quote."""

    subtotal: StrictInt
    tax: StrictInt
    total: StrictInt
    by_kind: Annotated[dict[Kind, StrictInt], Field(min_length=len(USUAL_KINDS))]
    by_section: Annotated[dict[Section, StrictInt], Field(min_length=len(SECTIONS))]
    by_charge: Annotated[dict[Charge, StrictInt], Field(min_length=len(CHARGES))]
    value_share: Number | None
    contingent: Contingent
    maximum: StrictInt
    expected: StrictInt | None
    in_kind: StrictInt
    by_payer: NotRequired[dict[str, PayerSum]]
    planned: NotRequired[TaxedSum | None]
