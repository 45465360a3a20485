"""Contracts and tariffs as raw tables, as a TOML parser gives them: whole numbers, Decimals, texts and dates."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from sangaku_price.months import fiscal_year

Raw = dict[str, object]
CHARGES = ["direct", "indirect", "strategic", "separate", "resident"]
CATEGORIES = ["consumables", "facility", "guidance", "other", "travel"]
COMPARISONS = ["below", "at-most", "at-least", "above"]
PER = ["contract", "fiscal-year", "year", "month"]
ENTRIES = ["direct", "resident", "involvement", "contribution", "backfill", "management", "use", "success"]
FIXED_KINDS = ENTRIES[:-1]
TWENTY_TWENTY = date(2020, 1, 1)
"""From here on one rate of consumption tax is in force."""


@dataclass
class Frame:
    """What the entries of one contract may refer to."""

    start: date
    end: date
    tariff: Raw | None
    ids: dict[str, str] = field(default_factory=dict)
    """Of the entries so far, their own or `table.N`, with their tables."""
    plain: bool = False
    """Without categories of tax, charges, and years of their own."""

    @property
    def years(self) -> Sequence[int]:
        """The fiscal years that the contract touches."""
        return range(fiscal_year(self.start), fiscal_year(self.end) + 1)

    def of(self, *names: str) -> list[str]:
        """The ids of the entries of some tables."""
        return [ident for ident, table in self.ids.items() if table in names]

    def rules(self, table: str) -> list[Raw]:
        """Raw rules of the tariff."""
        found = (self.tariff or {}).get(table, [])
        return found if isinstance(found, list) else []


@dataclass(frozen=True)
class Job:
    """All that `price` is given."""

    raw: Raw
    tariff: Raw | None
    approach: str = "value-based"
    agreed: int | None = None


# -- values --------------------------------------------------------------------------------------------------------

few_yen = st.integers(0, 2_000)
most_yen = st.integers(10**9, 10**13)
yen = st.one_of(few_yen, st.integers(0, 99_999).map(lambda n: n * 100), st.integers(0, 30_000_000))
any_yen = st.one_of(yen, yen, yen, most_yen)
numbers = st.one_of(st.integers(0, 3_000), st.decimals(0, 3_000, places=2), st.just(Decimal("0.5")))
per_mille = st.integers(0, 999)


@st.composite
def rates(draw: st.DrawFn, most: int = 999) -> object:
    """A rate as a text, a decimal or a fraction, up to `most` per mille."""
    mille = draw(st.one_of(st.sampled_from([n for n in (0, 100, 150, 300) if n <= most]), st.integers(0, most)))
    match draw(st.sampled_from(["percent", "decimal", "fraction", "zero"])):
        case "percent":
            return f"{Decimal(mille) / 10}%"
        case "decimal":
            return Decimal(mille) / 1000
        case "fraction":
            return f"{mille}/{draw(st.integers(1000, 1300))}"
        case _:
            return 0 if mille == 0 else f"{mille}/1000"


shares = st.one_of(rates(), st.just("100%"), st.just(Decimal(1)), st.just("1/3"))
wide_rates = st.one_of(rates(), rates(), rates(), rates(3_000))
roundings = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {}, optional={"unit": st.sampled_from([1, 10, 100, 1000]), "mode": st.sampled_from(["down", "nearest", "up"])}
    ),
)
special_days = st.sampled_from(
    [(1, 31), (2, 28), (2, 29), (3, 31), (4, 1), (4, 30), (8, 15), (10, 1), (10, 15), (11, 30), (12, 31)]
)


@st.composite
def days(draw: st.DrawFn, first: date = date(2014, 1, 1), last: date = date(2032, 12, 31)) -> date:
    """Any day; ends of months and the turn of the fiscal year more often."""
    if draw(st.booleans()):
        return draw(st.dates(first, last))
    year = draw(st.integers(first.year, last.year))
    month, day = draw(special_days)
    return max(first, date(year, month, min(day, monthrange(year, month)[1])))


@st.composite
def spans(draw: st.DrawFn, since: date = date(2014, 1, 1)) -> tuple[date, date]:
    """From one day to six years, from any day to any day."""
    start = draw(days(since, date(2030, 12, 31)))
    length = draw(st.one_of(st.sampled_from([0, 27, 30, 183, 364, 365, 729, 2191]), st.integers(0, 2191)))
    end = start + timedelta(days=length)
    if draw(st.booleans()):
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return start, end


# -- entries -------------------------------------------------------------------------------------------------------


@st.composite
def heads(draw: st.DrawFn, table: str, number: int, frame: Frame) -> Raw:
    """The keys that every entry may carry; the entry is entered in the frame."""
    entry: Raw = {}
    if draw(st.booleans()):
        entry["id"] = f"{table[:3]}-{number}"
    if draw(st.integers(0, 5)) == 0:
        entry.update(item="品目 [/] :smile:", note="内部の注")
    if not frame.plain:
        if draw(st.integers(0, 2)) == 0:
            entry["charged-as"] = draw(st.sampled_from(CHARGES))
        if draw(st.integers(0, 4)) == 0:
            entry["tax-category"] = draw(st.sampled_from(["taxable", "export-exempt", "out-of-scope"]))
            entry["reason"] = "理由"
        if draw(st.integers(0, 3)) == 0:
            entry["fiscal-year"] = draw(st.sampled_from(frame.years))
    return entry


def entry_id(table: str, number: int, entry: Raw) -> str:
    """The id of an entry, its own or by number."""
    return str(entry.get("id", f"{table}.{number}"))


@st.composite
def of_names(draw: st.DrawFn, table: str, frame: Frame) -> list[str]:
    """What a percentage may be taken of: earlier kinds, earlier entries, and now and then overheads."""
    kinds = FIXED_KINDS[: ENTRIES.index(table)]
    names = [*kinds, *frame.of(*FIXED_KINDS)]
    if draw(st.integers(0, 3)) == 0:
        names += ["overhead", *(str(rule["id"]) for rule in frame.rules("overhead"))]
    return draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))


@st.composite
def stated_or_percent(draw: st.DrawFn, table: str, frame: Frame) -> Raw:
    """`amount`, or `percent` with `of`."""
    if draw(st.booleans()):
        return {"amount": draw(any_yen)}
    return {"percent": draw(wide_rates), "of": draw(of_names(table, frame))}


def has_rates(frame: Frame) -> bool:
    """Whether the tariff has an hourly rate for everyone."""
    return any("any" in rule["hourly"] for rule in frame.rules("rates"))


@st.composite
def hourly(draw: st.DrawFn, frame: Frame, key: str = "hourly-rate") -> Raw:
    """An hourly rate, left to the tariff where it has one."""
    if has_rates(frame) and draw(st.booleans()):
        return {}
    return {key: draw(yen), "reason": "合意による"}


@st.composite
def directs(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[direct]]"""
    category = draw(st.sampled_from(CATEGORIES))
    entry: Raw = {} if category == "other" else {"category": category}
    way = draw(st.sampled_from(["amount", "amount", "quantity", "hours"]))
    if way == "hours" and category == "guidance":
        return {**entry, "hours": draw(numbers), **draw(hourly(frame))}
    if way == "quantity" and category == "guidance":
        return {**entry, "quantity": draw(numbers), **draw(hourly(frame, "unit-price"))}
    if way == "quantity":
        unit = draw(st.sampled_from([{}, {"unit": "月"}]))
        return {**entry, "quantity": draw(numbers), "unit-price": draw(yen), **unit}
    return {**entry, "amount": draw(any_yen)}


@st.composite
def residents(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[resident]]: within the contract, with the tariff's fee where it has one."""
    entry: Raw = {}
    if draw(st.booleans()):
        entry["people"] = draw(st.integers(1, 4))
    first, last = sorted((draw(st.dates(frame.start, frame.end)), draw(st.dates(frame.start, frame.end))))
    entry.update(draw(st.sampled_from([{}, {}, {"from": first}, {"to": last}, {"from": first, "to": last}])))
    if not frame.rules("resident") or draw(st.integers(0, 3)) == 0:
        entry["fee"] = draw(yen)
    return entry


@st.composite
def involvements(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[involvement]]: by hours, by effort and hours, by effort and cost."""
    entry: Raw = draw(st.sampled_from([{}, {"rank": "professor"}, {"rank": "student", "employed": True}]))
    entry = {**entry, **draw(st.fixed_dictionaries({}, optional={"multiplier": numbers}))}
    way = draw(st.sampled_from(["hours", "annual-hours", "annual-cost"]))
    if way == "hours":
        return {**entry, "hours": draw(numbers), **draw(hourly(frame))}
    entry.update({"effort": draw(wide_rates), **draw(st.fixed_dictionaries({}, optional={"months": numbers}))})
    if way == "annual-hours":
        return {**entry, "annual-hours": draw(numbers), **draw(hourly(frame))}
    return {**entry, "annual-cost": draw(yen)}


@st.composite
def backfills(draw: st.DrawFn) -> Raw:
    """[[backfill]]"""
    if draw(st.booleans()):
        return {"amount": draw(yen)}
    optional = {"travel": yen, "mode": st.sampled_from(["hire", "internal", "outsource"])}
    return draw(st.fixed_dictionaries({"hours": numbers, "hourly-rate": yen}, optional=optional))


@st.composite
def managements(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[management]]"""
    if draw(st.integers(0, 2)) == 0:
        return {"hours": draw(numbers), "hourly-rate": draw(yen)}
    return draw(stated_or_percent("management", frame))


@st.composite
def gated(draw: st.DrawFn, frame: Frame) -> Raw:
    """How uncertain an entry is."""
    optional = {
        "probability": shares,
        "due": days(frame.start, date(2040, 3, 31)),
        "form": st.sampled_from(["cash", "cash", "equity"]),
    }
    if gates := frame.of("backfill", "use", "success"):
        optional["after"] = st.sampled_from(gates)
    return draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def royalties(draw: st.DrawFn, frame: Frame) -> Raw:
    """royalty = { … }"""
    first = fiscal_year(frame.start)
    royalty: Raw = {"rate": draw(rates())}
    if draw(st.integers(0, 4)):
        years = draw(st.lists(st.integers(first, first + 9), min_size=1, max_size=5, unique=True))
        royalty["sales"] = {str(year): draw(any_yen) for year in years}
        royalty.update(
            draw(st.fixed_dictionaries({}, optional={"minimum": yen, "share": shares, "creditable": st.booleans()}))
        )
        if "minimum" in royalty and draw(st.booleans()):
            royalty["minimum-from"] = draw(st.integers(first, first + 9))
    return royalty


@st.composite
def uses(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[use]]: one part at least."""
    parts: list[Raw] = [
        {"upfront": draw(yen)},
        {"option-fee": draw(yen)},
        {"unit-fee": draw(few_yen), "units": draw(numbers)},
        {"annual-fee": draw(yen), "years": draw(numbers)},
        {"patent-cost": draw(yen)},
        {"royalty": draw(royalties(frame))},
    ]
    chosen = draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3, unique_by=min))
    entry: Raw = {key: value for part in chosen for key, value in part.items()}
    if draw(st.booleans()):
        entry.update(draw(gated(frame)))
    return {**entry, **draw(st.fixed_dictionaries({}, optional={"conditional": st.booleans()}))}


@st.composite
def successes(draw: st.DrawFn, frame: Frame) -> Raw:
    """[[success]]"""
    return {"trigger": "達成", **draw(stated_or_percent("success", frame)), **draw(gated(frame))}


def body(table: str, frame: Frame) -> st.SearchStrategy[Raw]:
    """The keys that are particular to an entry."""
    return {
        "direct": directs(frame),
        "resident": residents(frame),
        "involvement": involvements(frame),
        "contribution": stated_or_percent("contribution", frame),
        "backfill": backfills(),
        "management": managements(frame),
        "use": uses(frame),
        "success": successes(frame),
    }[table]


@st.composite
def tables(draw: st.DrawFn, frame: Frame, names: Sequence[str] = ENTRIES, most: int = 2) -> Raw:
    """Arrays of entries."""
    raw: Raw = {}
    for table in names:
        entries = []
        for number in range(1, draw(st.integers(1 if table == "direct" else 0, most)) + 1):
            entry = {**draw(body(table, frame)), **draw(heads(table, number, frame))}
            entries.append(entry)
            frame.ids[entry_id(table, number, entry)] = table
        if entries:
            raw[table] = entries
    return raw


@st.composite
def waivers(draw: st.DrawFn, frame: Frame, overheads: Sequence[str]) -> list[Raw]:
    """[[waiver]]: of entries, of parts, of overheads."""
    parts = [f"{name}/{part}" for name in frame.of("use") for part in ("upfront", "royalty")]
    lines = draw(st.lists(st.sampled_from([*frame.ids, *overheads, *parts]), max_size=2, unique=True))
    price = st.one_of(st.fixed_dictionaries({"amount": st.integers(0, 20)}), st.fixed_dictionaries({"percent": shares}))
    return [{"line": line, "reason": "減免", **draw(price)} for line in lines]


# -- the contract --------------------------------------------------------------------------------------------------


@st.composite
def own_overheads(draw: st.DrawFn, frame: Frame) -> list[Raw]:
    """[[overhead]]: other numbers for the tariff's, what the tariff leaves open, and the contract's own."""
    found: list[Raw] = []
    for rule in frame.rules("overhead"):
        entry: Raw = {"id": rule["id"], "reason": "協議による"}
        wants = "quantity" not in rule and (
            "unit-price" in rule or any("unit-price" in c for c in rule.get("case", []))
        )
        if wants:
            entry["quantity"] = draw(numbers)
        if rule.get("negotiated") or draw(st.integers(0, 3)) == 0:
            keys = ["rate", "amount"] if "base" in rule else ["amount"]
            key = draw(st.sampled_from([*keys, "unit-price"] if wants else keys))
            entry[key] = draw(rates() if key == "rate" else yen)
        if (rule.get("optional") and draw(st.booleans())) or len(entry) > 2:
            found.append(entry)
    if frame.tariff is None or draw(st.integers(0, 3)) == 0:
        found.append(draw(overheads_of_contract(frame)))
    return found


@st.composite
def overheads_of_contract(draw: st.DrawFn, frame: Frame) -> Raw:
    """An overhead of the contract's own."""
    kinds = [*FIXED_KINDS, "overhead", "total", *frame.of(*FIXED_KINDS)]
    method = draw(st.sampled_from(["on-base", "of-total", "from-base"]))
    base = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True))
    price = draw(st.sampled_from(["rate", "rate", "amount", "unit-price"]))
    entry: Raw = {"id": "own-1", price: draw(rates() if price == "rate" else yen)}
    if price == "rate" or draw(st.booleans()):
        entry.update(base=base, method=method)
    if price == "unit-price":
        entry["quantity"] = draw(numbers)
    optional = {
        "floor": yen,
        "cap": yen,
        "per": st.sampled_from(PER),
        "charged-as": st.sampled_from(CHARGES),
        "except-categories": st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2, unique=True),
        "tax-category": st.sampled_from(["taxable", "out-of-scope"]),
    }
    return {**entry, **draw(st.fixed_dictionaries({}, optional=optional))}


def facts_of(tariff: Raw | None) -> Mapping[str, st.SearchStrategy[object]]:
    """The questions that a contract may answer."""
    facts: dict[str, st.SearchStrategy[object]] = {
        "company-size": st.sampled_from(["large", "sme"]),
        "startup": st.booleans(),
        "company-region": st.sampled_from(["岩手県", "東京都"]),
    }
    if tariff is not None and "facts" in tariff:
        facts |= {"hardship": st.booleans(), "site": st.sampled_from(["main", "hospital"])}
    return facts


@st.composite
def contracts(
    draw: st.DrawFn,
    tariff: Raw | None = None,
    *,
    names: Sequence[str] = ENTRIES,
    since: date = date(2014, 1, 1),
    bases: Sequence[str] = ("exclusive", "inclusive"),
    billings: Sequence[str] = ("once", "fiscal-year"),
    plain: bool = False,
    own: bool = True,
    waived: bool = True,
) -> Raw:
    """A contract file that has no mistake in it; whether it can be priced is another question."""
    start, end = draw(spans(since))
    frame = Frame(start, end, tariff, plain=plain)
    head = {"start": start, "end": end, "billing": draw(st.sampled_from(billings))}
    optional = {"discount-rate": rates(), "backfill-cap": shares, "signed": st.just(start), "title": st.just("題")}
    head.update(draw(st.fixed_dictionaries({}, optional=optional)))
    tax: Raw = {"basis": draw(st.sampled_from(bases)), "rounding": draw(st.sampled_from(["down", "nearest", "up"]))}
    if not plain and draw(st.integers(0, 7)) == 0:
        tax.update(category=draw(st.sampled_from(["export-exempt", "out-of-scope"])), reason="輸出")
    raw: Raw = {"format": 1, "contract": head, "tax": tax, **draw(tables(frame, names))}
    if tariff is not None:
        raw["tariff"] = "kakuu"
        raw["facts"] = draw(st.fixed_dictionaries({}, optional=dict(facts_of(tariff))))
    overheads = draw(own_overheads(frame)) if own else []
    if overheads:
        raw["overhead"] = overheads
    known = [*(str(rule["id"]) for rule in frame.rules("overhead")), *(str(one["id"]) for one in overheads)]
    if waived and (found := draw(waivers(frame, known))):
        raw["waiver"] = found
    return raw
