"""Payers, payments and firm years for contracts that are made up: no mistake is in them, but they need not fit the price."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from sangaku_price.months import fiscal_year
from strategies import Job, Raw, entry_id
from tariff_strategies import jobs

BORNE = ("direct", "resident", "involvement", "contribution", "backfill", "management", "use")
parts = st.lists(st.integers(1, 12), min_size=1, max_size=4)


def written(share: Fraction) -> str:
    """A share as a file has it."""
    return f"{share.numerator}/{share.denominator}"


@st.composite
def shared(draw: st.DrawFn, most: int = 4) -> list[Raw]:
    """Shares that make the whole; one may be the rest."""
    weights = draw(st.lists(st.integers(1, 12), min_size=1, max_size=most))
    found: list[Raw] = [{"share": written(Fraction(one, sum(weights)))} for one in weights]
    if draw(st.booleans()):
        found[draw(st.integers(0, len(found) - 1))] = {"rest": True}
    return found


@st.composite
def payers(draw: st.DrawFn, raw: Raw) -> list[Raw]:
    """[[payer]]: a share each, and now and then lines."""
    found = [{"name": f"{number}社", **one} for number, one in enumerate(draw(shared()), 1)]
    for number, one in enumerate(found, 1):
        if draw(st.booleans()):
            one["id"] = f"payer-{number}"
    entries = [
        entry_id(table, number, entry)
        for table in BORNE
        for number, entry in enumerate(raw.get(table, []), 1)  # type: ignore[call-overload]
    ]
    for name in draw(st.lists(st.sampled_from(entries), max_size=2, unique=True)):
        taker = found[draw(st.integers(0, len(found) - 1))]
        taker["lines"] = [*taker.get("lines", []), name]
    return found


@st.composite
def payments(draw: st.DrawFn, years: Sequence[int], *, by_year: bool) -> list[Raw]:
    """[[payment]]: of the contract, or of some of its years; small amounts beside shares and the rest."""
    found: list[Raw] = []
    for year in draw(st.lists(st.sampled_from(years), min_size=1, max_size=2, unique=True)) if by_year else [None]:
        each = draw(shared())
        if any("rest" in one for one in each):
            each += [{"amount": one} for one in draw(st.lists(st.integers(1, 999), max_size=2))]
        found += [{**one, **({} if year is None else {"fiscal-year": year})} for one in draw(st.permutations(each))]
    return found


@st.composite
def divided(draw: st.DrawFn, raw: Raw) -> Raw:
    """A contract with payers, payments, both or neither, and now and then with planned years."""
    head = dict(raw["contract"])  # type: ignore[call-overload]
    years = range(fiscal_year(head["start"]), fiscal_year(head["end"]) + 1)
    by_year = head["billing"] == "fiscal-year"
    raw = {**raw, "contract": head}
    if draw(st.integers(0, 3)):
        raw["payer"] = draw(payers(raw))
    if draw(st.booleans()):
        raw["payment"] = draw(payments(years, by_year=by_year))
    if by_year and draw(st.booleans()):
        head["firm-until"] = date(draw(st.sampled_from(years)) + 1, 3, 31)
    return raw


@st.composite
def divided_jobs(draw: st.DrawFn) -> Job:
    """A contract that is paid so, its tariff, and the scenario in which it is priced."""
    job = draw(jobs())
    return Job(draw(divided(job.raw)), job.tariff, job.approach, job.agreed)
