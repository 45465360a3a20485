"""What stands beside the price in the JSON quote: who bears what, and what the parties bring."""

from typing import Annotated, NotRequired

from pydantic import StrictInt
from typing_extensions import TypedDict

from sangaku_price.interchange.json_types import Kind, Label, Number, object_of, one_of
from sangaku_price.language.labels import BEARERS
from sangaku_price.quotation import beside


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


@object_of(beside.GrantYear)
class GrantYear(TypedDict):
    """What a grant comes to in one fiscal year."""

    year: str
    cash: StrictInt
    amount: StrictInt
    direct: StrictInt
    indirect: StrictInt


@object_of(beside.Grant)
class Grant(TypedDict):
    """Public money of one scheme."""

    name: str
    to: Annotated[str, one_of(("university", "company"))]
    ratio: Number
    years: tuple[GrantYear, ...]
    amount: StrictInt
    planned: NotRequired[StrictInt | None]


@object_of(beside.PublicSums)
class PublicSums(TypedDict):
    """Cash and public money of planned years, beside those of the firm ones."""

    cash: StrictInt
    to_university: StrictInt
    scope: StrictInt
    unallotted: StrictInt
    to_company: StrictInt


@object_of(beside.PublicMoney)
class PublicMoney(TypedDict):
    """Grants, and the project that they and the company's cash make."""

    grants: tuple[Grant, ...]
    cash: StrictInt
    to_university: StrictInt
    scope: StrictInt
    unallotted: StrictInt
    to_company: StrictInt
    planned: NotRequired[PublicSums | None]


@object_of(beside.CompanyYear)
class CompanyYear(TypedDict):
    """What a contract costs the company in one of its years: an estimate."""

    year: str
    price: StrictInt
    tax: StrictInt
    recovered: StrictInt
    grant: StrictInt
    eligible: StrictInt
    open: StrictInt
    rate: Number | None
    cap: StrictInt | None
    credit: StrictInt | None
    credit_open: StrictInt | None


@object_of(beside.CostOf)
class CostOf(TypedDict):
    """One kind of cost by fiscal year, without tax."""

    kind: Kind
    category: str | None
    label: Label
    counts: Annotated[str, one_of(("yes", "open", "no"))]
    amounts: tuple[StrictInt, ...]


@object_of(beside.CompanyNet)
class CompanyNet(TypedDict):
    """What a contract costs the company; in its own view alone."""

    years: tuple[CompanyYear, ...]
    partner: str | None
    costs: tuple[CostOf, ...]
    effective_rate: Number | None
    grounds: tuple[tuple[str, str | None, str], ...]
