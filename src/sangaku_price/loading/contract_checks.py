"""What must hold between the tables of a contract file, whatever its tariff."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from sangaku_price.contract.entry import Entry, Needs
from sangaku_price.items import entry_tables, kinds
from sangaku_price.items.use import Royalty
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent
from sangaku_price.loading.check_messages import CONTRACT, ENTRIES
from sangaku_price.months import fiscal_year, years_words
from sangaku_price.toml.problems import Problem, circle, first, problem
from sangaku_price.toml.table import fields_of
from sangaku_price.toml.validation import Raw, unknown_name
from sangaku_price.toml.values import FIRST_YEAR, LAST_YEAR, read_share

MESSAGES = messages({**ENTRIES, **CONTRACT})

MOST_ENTRIES = 1000
"""Entries that one contract may have."""
LAST_OF_YEAR = (3, 31)
"""Month and day on which a fiscal year ends."""
MOST_YEARS = 50
"""The longest contract."""
Element = Mapping[str, object]
Entries = Sequence[tuple[str, str, str, Element]]
"""Table, id, path and raw element of each entry."""


def entry_path(table: str, number: int, element: Element) -> str:
    """Where an entry stands: by its id, else by its number."""
    ident = element.get("id")
    return f"{table}.{ident}" if isinstance(ident, str) and ident else f"{table}.{number}"


def entries(raw: Raw) -> Entries:
    """Every entry that is a table, as many as a contract may have."""
    return tuple(islice(_entries(raw), MOST_ENTRIES))


def _entries(raw: Raw) -> Iterator[tuple[str, str, str, Element]]:
    for table in entry_tables():
        elements = raw.get(table)
        for number, element in enumerate(elements if isinstance(elements, list) else (), 1):
            if isinstance(element, dict):
                ident = element.get("id")
                own = ident if isinstance(ident, str) else f"{table}.{number}"
                yield table, own, entry_path(table, number, element), element


def check_tables(raw: Raw, asked: Entries) -> list[Problem]:
    """Every mistake that can be seen without the tariff."""
    found: list[Problem] = []
    written = frozenset[str]().union(*(element for _, _, _, element in asked))
    for check, keys in CHECKS.items():
        if not keys or keys & written:
            found += first(check(raw, asked))
    if "tariff" not in raw and not raw.get("overhead"):
        found.append(problem("no-tariff", "tariff"))
    return found


# -- within an entry -----------------------------------------------------------------------------------------------


def _keys(_raw: Raw, asked: Entries) -> Iterator[Problem]:
    """Keys that exclude each other, keys that need others, entries without a price."""
    models = entry_tables()
    for table, _, path, element in asked:
        model = models[table]
        together = _together(model, tuple(element))
        yield from _clashes(path, together.clashing)
        if together.unpriced:
            yield problem("price-missing", path, allowed=" | ".join(model.prices))
        for key, others in together.alone:
            excuse = model.excuses.get(key)
            if excuse is None or element.get(excuse[0]) != excuse[1]:
                yield problem("needs-key", f"{path}.{key}", key=key, other=" | ".join(others))
        if table == "direct" and "hours" in element and element.get("category") != "guidance":
            yield problem("hours-guidance", f"{path}.hours")


class _Together(NamedTuple):
    """What is wrong with keys that stand together in an entry, whatever their values are."""

    clashing: Sequence[tuple[str, str]]
    unpriced: bool
    alone: Needs
    """Keys without one that they need, which a value may excuse."""


@lru_cache(maxsize=1000)
def _together(model: type[Entry], keys: Sequence[str]) -> _Together:
    """What keys say of one another, found once: in most contracts most entries have the same."""
    strange = not fields_of(model).keys() >= {*keys}  # it is told, and may be the one that is missing
    clashing = tuple(pair for pair in model.exclusive if pair[0] in keys and pair[1] in keys)
    unpriced = bool(model.prices) and not strange and not any(key in keys for key in model.prices)
    needing = ((key, others) for key, others in model.needs if key in keys and not any(one in keys for one in others))
    told = {key for pair in clashing for key in pair}
    alone = tuple((key, others) for key, others in needing if not strange and key not in told)
    return _Together(clashing, unpriced, alone)


def _clashes(path: str, clashing: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Keys that exclude each other, each told once."""
    told: set[str] = set()
    for one, _ in clashing:
        others = [other for key, other in clashing if key == one]
        if not {one, *others} <= told:
            told |= {one, *others}
            yield problem("exclusive-keys", f"{path}.{others[0]}", key=one, other=", ".join(others))


def _royalties(raw: Raw, asked: Entries) -> Iterator[Problem]:
    start = day_of(raw, "start")
    for _, _, path, element in asked:
        royalty, outcomes = element.get("royalty"), element.get("outcome")
        if outcomes and "royalty" not in element:
            yield problem("needs-key", f"{path}.outcome", key="outcome", other="royalty")
        if not isinstance(royalty, dict):
            continue
        sales = royalty.get("sales")
        if isinstance(outcomes, list) and outcomes:
            yield from _outcomes(f"{path}.outcome", outcomes, start)
            if sales:
                yield problem("exclusive-keys", f"{path}.outcome", key="royalty.sales", other="outcome")
        strange = not fields_of(Royalty).keys() >= {*royalty}  # it is told, and may be the one that is missing
        if "minimum" in royalty and not sales and not outcomes and not strange:
            yield problem("minimum-needs-sales", f"{path}.royalty.minimum")
        if "minimum-from" in royalty and "minimum" not in royalty and not strange:
            said = {"key": "minimum-from", "other": "minimum"}
            yield problem("needs-key", f"{path}.royalty.minimum-from", **said)
        yield from _early_sales(f"{path}.royalty.sales", sales, start)


def _outcomes(path: str, outcomes: Sequence[object], start: date | None) -> Iterator[Problem]:
    """The outcomes of a royalty: their probabilities, and the years of their sales."""
    whole = Fraction(0)
    for number, one in enumerate(outcomes, 1):
        told = one if isinstance(one, dict) else {}
        yield from _early_sales(f"{path}.{number}.sales", told.get("sales"), start)
        with suppress(PydanticCustomError):  # a probability that is none is told where it stands
            whole += read_share(told.get("probability"))
    if whole > 1:
        yield problem("outcomes-above-one", path, whole=percent(whole))


def _early_sales(path: str, sales: object, start: date | None) -> Iterator[Problem]:
    """Sales before the contract begins; what is no year at all is told where it is read."""
    for year in sales if isinstance(sales, dict) and start else ():
        if year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:9]) < fiscal_year(start or date.max):
            yield problem("sales-before-start", f"{path}.{year}", year=fiscal_year(start or date.max))


def _waived_outcomes(_raw: Raw, asked: Entries) -> Iterator[Problem]:
    """A waiver of a royalty with outcomes: how much of which outcome it would take is not said."""
    open_ended = {ident for table, ident, _, element in asked if table == "use" and element.get("outcome")}
    for table, _, path, element in asked:
        line = str(element.get("line"))
        name, _, part = line.partition("/")
        if table == "waiver" and name in open_ended and part in {"", "royalty"}:
            yield problem("waive-outcomes", f"{path}.line", line)


def _exemptions(raw: Raw, asked: Entries) -> Iterator[Problem]:
    tax = raw.get("tax")
    tax = tax if isinstance(tax, dict) else {}
    if tax.get("category") == "export-exempt" and "reason" not in tax:
        yield problem("reason-exempt", "tax.category")
    for _, _, path, element in asked:
        if element.get("tax-category") == "export-exempt" and "reason" not in element and "reason" not in tax:
            yield problem("reason-exempt", f"{path}.tax-category")


# -- ids and references --------------------------------------------------------------------------------------------


def _ids(_raw: Raw, asked: Entries) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    counts: dict[str, int] = {}
    reserved = {*kinds(), "total"}
    for table, _, _, element in asked:
        counts[table] = counts.get(table, 0) + 1
        ident = element.get("id")
        if not isinstance(ident, str):
            continue
        place = f"{table}.{counts[table]}"
        if ident in reserved and ident != table:
            yield problem("id-reserved", f"{place}.id", id=ident)
        if ident in seen:
            yield problem("id-twice", f"{place}.id", id=ident, other=seen[ident])
        seen.setdefault(ident, place)


def _gates(_raw: Raw, asked: Entries) -> Iterator[Problem]:
    """`after` names an entry, and never leads back to where it began."""
    after = {ident: element["after"] for _, ident, _, element in asked if "after" in element}
    names = dict.fromkeys(ident for table, ident, _, _ in asked if table not in {"overhead", "waiver"})
    done: set[str] = set()
    for _, ident, path, element in asked:
        gate = element.get("after")
        if not isinstance(gate, str):
            continue
        if gate not in names:
            yield unknown_name(f"{path}.after", gate, [name for name in names if name != ident])
            continue
        passed, here = {ident: None}, gate
        while here in after and here not in passed and here not in done:
            passed[here] = None
            here = str(after[here])
        if here == ident and here not in done:
            yield problem("circular", f"{path}.after", names=circle([*passed, ident]))
        done |= passed.keys()


# -- dates ---------------------------------------------------------------------------------------------------------


def day_of(raw: Raw, key: str, table: str = "contract") -> date | None:
    """A day of a table that stands once; None where there is none, or no right one."""
    element = raw.get(table)
    value = element.get(key) if isinstance(element, dict) else None
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None


def _contract_dates(raw: Raw, _asked: Entries) -> Iterator[Problem]:
    start, end = day_of(raw, "start"), day_of(raw, "end")
    if start and end and start > end:
        yield problem("start-after-end", "contract.start", start, end=end)
    if start and end and end.year - start.year > MOST_YEARS:
        yield problem("too-long", "contract.end", end, most=MOST_YEARS)
    issued, until = day_of(raw, "issued", "quote"), day_of(raw, "valid-until", "quote")
    if issued and until and until < issued:
        yield problem("valid-before-issued", "quote.valid-until", until, issued=issued)


def _firm_years(raw: Raw, _asked: Entries) -> Iterator[Problem]:
    """The price is firm until the last day of a fiscal year that the contract touches."""
    day, start, end, head = day_of(raw, "firm-until"), day_of(raw, "start"), day_of(raw, "end"), raw.get("contract")
    if day is None:
        return
    if isinstance(head, dict) and head.get("billing", "once") == "once":
        yield problem("firm-by-year", "contract.firm-until", day)
    if (day.month, day.day) != LAST_OF_YEAR:
        yield problem("firm-year-end", "contract.firm-until", day)
    elif start and end and start <= end and not fiscal_year(start) <= fiscal_year(day) <= fiscal_year(end):
        years = years_words(fiscal_year(start), fiscal_year(end))
        yield problem("year-not-touched", "contract.firm-until", day, years=years)


def _entry_dates(raw: Raw, asked: Entries) -> Iterator[Problem]:
    start, end = day_of(raw, "start"), day_of(raw, "end")
    if not start or not end or start > end:
        return
    first_year, last_year = fiscal_year(start), fiscal_year(end)
    for _, _, path, element in asked:
        year = element.get("fiscal-year")
        if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
            year = first_year
        if not first_year <= year <= last_year:
            yield problem("year-not-touched", f"{path}.fiscal-year", year, years=years_words(first_year, last_year))
        if "from" not in element and "to" not in element:
            continue
        days = {key: element[key] for key in ("from", "to") if isinstance(element.get(key), date)}
        for key, day in days.items():
            if isinstance(day, date) and not isinstance(day, datetime) and not start <= day <= end:
                yield problem("outside-contract", f"{path}.{key}", day, start=start, end=end)
        if len(days) > 1 and str(days["from"]) > str(days["to"]):
            yield problem("start-after-end", f"{path}.from", days["from"], end=days["to"])


def _changes(raw: Raw, _asked: Entries) -> Iterator[Problem]:
    """Rates that the contract itself says for its change need a reason."""
    amends = raw.get("amends")
    if isinstance(amends, dict) and "rates" in amends and "reason" not in amends:
        yield problem("needs-key", "amends.rates", key="rates", other="reason")


CHECKS: Mapping[Callable[[Raw, Entries], Iterator[Problem]], frozenset[str]] = {
    _keys: frozenset(),
    _ids: frozenset(),
    _contract_dates: frozenset(),
    _firm_years: frozenset(),
    _entry_dates: frozenset({"fiscal-year", "from", "to"}),
    _royalties: frozenset({"royalty", "outcome"}),
    _waived_outcomes: frozenset({"outcome"}),
    _gates: frozenset({"after"}),
    _exemptions: frozenset(),
    _changes: frozenset(),
}
"""What is checked of a file by itself, in the order in which it is told; with keys, where an entry has one of them."""
