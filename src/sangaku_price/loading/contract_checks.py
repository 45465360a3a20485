"""What must hold between the tables of a contract file, and between the file and its tariff."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from itertools import islice

from pydantic_core import PydanticCustomError

from sangaku_price.items import base_kinds, entry_tables, kinds
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.labels import TYPES
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent
from sangaku_price.loading.check_messages import CONTRACT, ENTRIES
from sangaku_price.months import fiscal_year
from sangaku_price.rules.overhead_rules import OWN_KEYS, RATES
from sangaku_price.tariff.conditions import KNOWN_FACTS
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import Problem, circle, first, nearest, problem, shown
from sangaku_price.toml.table import keys_of
from sangaku_price.toml.validation import Raw, unknown_name
from sangaku_price.toml.values import FIRST_YEAR, LAST_YEAR, read_share

MESSAGES = messages({**ENTRIES, **CONTRACT})

MOST_ENTRIES = 1000
"""Entries that one contract may have."""
MOST_YEARS = 50
"""The longest contract."""
PRICES = {"rate", "bands", "amount", "unit-price"}
"""Keys of which an overhead of the contract's own has one."""
Element = Mapping[str, object]


def entry_path(table: str, number: int, element: Element) -> str:
    """Where an entry stands: by its id, else by its number."""
    ident = element.get("id")
    return f"{table}.{ident}" if isinstance(ident, str) and ident else f"{table}.{number}"


def entries(raw: Raw) -> Iterator[tuple[str, str, str, Element]]:
    """Table, id, path and raw element of every entry that is a table, as many as a contract may have."""
    return islice(_entries(raw), MOST_ENTRIES)


def _entries(raw: Raw) -> Iterator[tuple[str, str, str, Element]]:
    for table in entry_tables():
        elements = raw.get(table, [])
        for number, element in enumerate(elements if isinstance(elements, list) else [], 1):
            if isinstance(element, dict):
                ident = element.get("id")
                own = ident if isinstance(ident, str) else f"{table}.{number}"
                yield table, own, entry_path(table, number, element), element


def check_tables(raw: Raw) -> list[Problem]:
    """Every mistake that can be seen without the tariff."""
    found: list[Problem] = []
    for check in (_keys, _ids, _contract_dates, _entry_dates, _royalties, _waived_outcomes, _gates, _exemptions):
        found += first(check(raw))
    if "tariff" not in raw and not raw.get("overhead"):
        found.append(problem("no-tariff", "tariff"))
    return found


def check_against(raw: Raw, tariff: Tariff | None) -> list[Problem]:
    """Every mistake that can be seen only beside the tariff; `tariff` is None where the contract names none."""
    return [one for check in (_references, _facts, _type, _overheads) for one in first(check(raw, tariff))]


# -- within an entry -----------------------------------------------------------------------------------------------


def _keys(raw: Raw) -> Iterator[Problem]:
    """Keys that exclude each other, keys that need others, entries without a price."""
    models = entry_tables()
    for table, _, path, element in entries(raw):
        model = models[table]
        clashing = [pair for pair in model.exclusive if pair[0] in element and pair[1] in element]
        yield from _clashes(path, clashing)
        strange = any(key not in keys_of(model) for key in element)  # it is told, and may be the one that is missing
        if model.prices and not strange and not any(key in element for key in model.prices):
            yield problem("price-missing", path, allowed=" | ".join(model.prices))
        for key, others in model.needs:
            alone = key in element and not any(other in element for other in others)
            excuse = model.excuses.get(key)
            excused = excuse is not None and element.get(excuse[0]) == excuse[1]
            told = strange or any(key in pair for pair in clashing)
            if alone and not excused and not told:
                yield problem("needs-key", f"{path}.{key}", key=key, other=" | ".join(others))
        if table == "direct" and "hours" in element and element.get("category") != "guidance":
            yield problem("hours-guidance", f"{path}.hours")


def _clashes(path: str, clashing: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Keys that exclude each other, each told once."""
    told: set[str] = set()
    for one, _ in clashing:
        others = [other for key, other in clashing if key == one]
        if not {one, *others} <= told:
            told |= {one, *others}
            yield problem("exclusive-keys", f"{path}.{others[0]}", key=one, other=", ".join(others))


def _royalties(raw: Raw) -> Iterator[Problem]:
    start = _day(raw, "start")
    for _, _, path, element in entries(raw):
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
        if "minimum" in royalty and not sales and not outcomes:
            yield problem("minimum-needs-sales", f"{path}.royalty.minimum")
        if "minimum-from" in royalty and "minimum" not in royalty:
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
    """Sales before the contract begins."""
    for year in sales if isinstance(sales, dict) and start else ():
        if year.isascii() and year.isdigit() and int(year[:9]) < fiscal_year(start or date.max):
            yield problem("sales-before-start", f"{path}.{year}", year=fiscal_year(start or date.max))


def _waived_outcomes(raw: Raw) -> Iterator[Problem]:
    """A waiver of a royalty with outcomes: how much of which outcome it would take is not said."""
    open_ended = {ident for table, ident, _, element in entries(raw) if table == "use" and element.get("outcome")}
    for table, _, path, element in entries(raw):
        line = str(element.get("line"))
        name, _, part = line.partition("/")
        if table == "waiver" and name in open_ended and part in {"", "royalty"}:
            yield problem("waive-outcomes", f"{path}.line", line)


def _exemptions(raw: Raw) -> Iterator[Problem]:
    tax = raw.get("tax")
    tax = tax if isinstance(tax, dict) else {}
    if tax.get("category") == "export-exempt" and "reason" not in tax:
        yield problem("reason-exempt", "tax.category")
    for _, _, path, element in entries(raw):
        if element.get("tax-category") == "export-exempt" and "reason" not in element and "reason" not in tax:
            yield problem("reason-exempt", f"{path}.tax-category")


# -- ids and references --------------------------------------------------------------------------------------------


def _ids(raw: Raw) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    counts: dict[str, int] = {}
    reserved = kinds()
    for table, _, _, element in entries(raw):
        counts[table] = counts.get(table, 0) + 1
        ident = element.get("id")
        if not isinstance(ident, str):
            continue
        place = f"{table}.{counts[table]}"
        if ident in {*reserved, "total"} - {table}:
            yield problem("id-reserved", f"{place}.id", id=ident)
        if ident in seen:
            yield problem("id-twice", f"{place}.id", id=ident, other=seen[ident])
        seen.setdefault(ident, place)


def _gates(raw: Raw) -> Iterator[Problem]:
    """`after` names an entry, and never leads back to where it began."""
    after = {ident: element["after"] for _, ident, _, element in entries(raw) if "after" in element}
    names = dict.fromkeys(ident for table, ident, _, _ in entries(raw) if table not in {"overhead", "waiver"})
    done: set[str] = set()
    for _, ident, path, element in entries(raw):
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


def _references(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """`of`, `base` and the line of a waiver name kinds, entries or overheads."""
    own = dict.fromkeys(ident for table, ident, _, _ in entries(raw) if table not in {"success", "waiver"})
    overheads = list(dict.fromkeys(rule.id for rule in tariff.overheads)) if tariff else []
    waivable = [ident for table, ident, _, _ in entries(raw) if table != "waiver"] + overheads
    parted = [ident for table, ident, _, _ in entries(raw) if table == "use"]
    later = [ident for table, ident, _, _ in entries(raw) if table == "overhead" and ident not in overheads]
    for table, ident, path, element in entries(raw):
        for key, named in (("of", base_kinds()), ("base", (*base_kinds(), "total"))):
            names = element.get(key)
            if not isinstance(names, list):
                continue
            unknown = {ident, *(later[later.index(ident) :] if key == "base" and ident in later else ())}
            allowed = {name: None for name in (*named, *own, *overheads) if name not in unknown}
            for name in names:
                if key == "base" and name in later and name not in allowed:
                    yield problem("base-later", f"{path}.base", name)
                elif isinstance(name, str) and name not in allowed:
                    yield unknown_name(f"{path}.{key}", name, list(allowed))
        line = element.get("line")
        if (
            table == "waiver"
            and isinstance(line, str)
            and line not in waivable
            and line.partition("/")[0] not in parted
        ):
            yield unknown_name(f"{path}.line", line, waivable)


# -- dates ---------------------------------------------------------------------------------------------------------


def _day(raw: Raw, key: str, table: str = "contract") -> date | None:
    element = raw.get(table)
    value = element.get(key) if isinstance(element, dict) else None
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None


def _contract_dates(raw: Raw) -> Iterator[Problem]:
    start, end = _day(raw, "start"), _day(raw, "end")
    if start and end and start > end:
        yield problem("start-after-end", "contract.start", start, end=end)
    if start and end and end.year - start.year > MOST_YEARS:
        yield problem("too-long", "contract.end", end, most=MOST_YEARS)
    issued, until = _day(raw, "issued", "quote"), _day(raw, "valid-until", "quote")
    if issued and until and until < issued:
        yield problem("valid-before-issued", "quote.valid-until", until, issued=issued)


def _entry_dates(raw: Raw) -> Iterator[Problem]:
    start, end = _day(raw, "start"), _day(raw, "end")
    if not start or not end or start > end:
        return
    years = f"{fiscal_year(start)}–{fiscal_year(end)}"
    for _, _, path, element in entries(raw):
        year = element.get("fiscal-year")
        if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
            year = fiscal_year(start)
        if not fiscal_year(start) <= year <= fiscal_year(end):
            yield problem("year-not-touched", f"{path}.fiscal-year", year, years=years)
        days = {key: element[key] for key in ("from", "to") if isinstance(element.get(key), date)}
        for key, day in days.items():
            if isinstance(day, date) and not isinstance(day, datetime) and not start <= day <= end:
                yield problem("outside-contract", f"{path}.{key}", day, start=start, end=end)
        if len(days) > 1 and str(days["from"]) > str(days["to"]):
            yield problem("start-after-end", f"{path}.from", days["from"], end=days["to"])


# -- beside the tariff ---------------------------------------------------------------------------------------------


def _facts(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """[facts] answers known questions, or the tariff's own, in the words they allow."""
    facts = raw.get("facts")
    own = {name: fact.values for name, fact in tariff.facts.items()} if tariff else {}
    known: Mapping[str, Sequence[str] | None] = {**KNOWN_FACTS, **own}
    for name, answer in facts.items() if isinstance(facts, dict) else ():
        path = f"facts.{name}"
        if name not in known:
            yield unknown_name(path, name, list(known))
            continue
        options = known[name]
        if options is None:
            if not isinstance(answer, str) or not answer.strip():
                yield problem("empty-text" if isinstance(answer, str) else "text", path, answer)
        elif not options:
            if not isinstance(answer, bool):
                yield problem("flag", path, answer)
        elif answer not in options or not isinstance(answer, str):
            yield problem("fact-value", path, answer, allowed=" | ".join(shown(option) for option in options))


def _type(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    head = raw.get("contract")
    name = head.get("type") if isinstance(head, dict) else None
    known = [*TYPES, *(tariff.types if tariff else {})]
    if isinstance(name, str) and name not in known:
        yield unknown_name("contract.type", name, known)


def _overheads(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """An overhead of the tariff takes other numbers only; one of the contract's own needs a base for its rate."""
    theirs = {rule.id for rule in tariff.overheads} if tariff else set()
    for table, ident, path, element in entries(raw):
        if table != "overhead":
            if ident in theirs and tariff is not None:
                yield problem("id-of-overhead", f"{path}.id", id=ident, tariff=tariff.id)
        elif ident in theirs:
            for key in OWN_KEYS:
                if key in element:
                    yield problem("overhead-own-key", f"{path}.{key}", element[key])
        elif tariff is not None and (near := _misspelt(ident, element, theirs)):
            yield problem("overhead-near", f"{path}.id", tariff=tariff.id, nearest=near)
        else:
            if not set(element) & PRICES:
                yield problem("price-missing", path, allowed="rate | bands | amount | unit-price")
            for key in RATES:
                if key in element and "base" not in element:
                    yield problem("overhead-needs-base", f"{path}.{key}", element[key])
            if "unit-price" in element and "quantity" not in element:
                yield problem("needs-key", f"{path}.unit-price", key="unit-price", other="quantity")
            yield from _categories(path, element)


def _categories(path: str, element: Element) -> Iterator[Problem]:
    """Categories are those of direct cost; a misspelt one would leave nothing out."""
    excepted, limits = element.get("except-categories"), element.get("limits")
    named = [(f"{path}.except-categories", name) for name in (excepted if isinstance(excepted, list) else ())]
    for number, one in enumerate(limits if isinstance(limits, list) else (), 1):
        if isinstance(one, dict):
            named.append((f"{path}.limits.{number}.category", one.get("category")))
    for where, name in named:
        if isinstance(name, str) and name not in CATEGORIES:
            yield unknown_name(where, name, list(CATEGORIES))
    if limits is not None and "base" not in element:
        yield problem("needs-key", f"{path}.limits", key="limits", other="base")


def _misspelt(ident: str, element: Element, theirs: set[str]) -> str | None:
    """The tariff's overhead that is probably meant by one that says too little to be the contract's own."""
    whole = "base" in element if set(element) & {*RATES} else set(element) & PRICES
    return None if whole else nearest(ident, theirs)
