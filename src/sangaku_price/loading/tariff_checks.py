"""What must hold between the rules of a tariff file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from sangaku_price.items import PRICE_LIST, base_kinds, kinds
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.labels import TYPES
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.loading.check_messages import ENTRIES
from sangaku_price.rules.overhead_rules import MESSAGES as OVERHEAD
from sangaku_price.rules.overhead_rules import PRICE_KEYS, RATES
from sangaku_price.tariff.conditions import KNOWN_FACTS, When
from sangaku_price.tariff.rules import Case, OverheadRule, Rule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import Problem, problem
from sangaku_price.toml.validation import unknown_name

if TYPE_CHECKING:
    from sangaku_price.tariff.allocated import AllocationRule
    from sangaku_price.tariff.fee_rules import ResidentRule
    from sangaku_price.tariff.notice import NoticeRule
    from sangaku_price.tariff.own_words import FactTable

MESSAGES = messages(
    {
        **ENTRIES,
        "above-zero": Text("0より大きい数で書いてください。", "must be above 0"),
        "source-unused": Text("どの規則からも引用されていません。", "no rule cites this source"),
        "since-after-until": Text("終了日（{until}）より後です。", "lies after its end, {until}"),
        "version-twice": Text(
            "「{other}」と id「{id}」・契約種別・since が同じです。改定なら since を書き分けてください。",
            'has the id "{id}", a type and the since of {other}; versions of one rule differ in their since',
        ),
        "exactly-one": Text("ちょうど一つ書いてください: {allowed}", "give exactly one of: {allowed}"),
        "every-without-step": Text(
            "この月数までの段階が steps にありません。", "no step of the fee reaches that many months"
        ),
        "floor-above-cap": Text("上限額（{cap}円）を超えています。", "exceeds the cap of {cap} yen"),
        "rate-of-total": OVERHEAD["rate-of-total"],
        "bands-of-total": OVERHEAD["bands-of-total"],
    }
)

Placed = Mapping[str, Sequence[tuple[str, Rule]]]
"""Rules with their paths, by table."""
UNIT_KEYS = ("quantity", "included", "block", "unit")


def check_sources(rules: Placed, known: Sequence[str], own: Iterable[str]) -> Iterator[Problem]:
    """Every rule cites a source that is there; every source of the file's `own` is cited."""
    used: set[str] = set()
    there = set(known)
    for path, rule in _all(rules):
        cited = [(f"{path}.source", rule.source)]
        if isinstance(rule, OverheadRule):
            cited += [(f"{path}.case.{i}.source", case.source) for i, case in enumerate(rule.case, 1) if case.source]
        for where, key in cited:
            used.add(key)
            if key not in there:
                yield unknown_name(where, key, known)
    for key in own:
        if key not in used and used <= there:  # else it is likely meant where another name is written
            yield problem("source-unused", f"source.{key}")


def check_rules(
    rules: Placed,
    types: Mapping[str, Text],
    facts: "Mapping[str, FactTable]",
    parent: Tariff | None,
    unread: Iterable[str] = (),
) -> Iterator[Problem]:
    """Every mistake between rules; `unread` are ids of overheads that are there, but have a mistake of their own."""
    for path, rule in _all(rules):
        yield from _common(path, rule, [*TYPES, *types])
    yield from _versions(rules)
    yield from _kinds(rules)
    for path, rule in rules["resident"]:
        yield from _resident(path, cast("ResidentRule", rule))
    earlier = {*unread, *(rule.id for rule in (parent.overheads if parent else ()))}
    every = {rule.id for _, rule in rules["overhead"]} | earlier
    for path, rule in rules["overhead"]:
        overhead = cast("OverheadRule", rule)
        yield from _overhead(path, overhead, facts)
        yield from _base(path, overhead.base, earlier - {rule.id}, every)
        earlier.add(rule.id)
    for path, rule in rules["notice"]:
        yield from _notice(path, cast("NoticeRule", rule), facts, earlier)
    for path, rule in rules["allocation"]:
        yield from _allocation(path, cast("AllocationRule", rule), facts, earlier)


def _all(rules: Placed) -> Iterator[tuple[str, Rule]]:
    for placed in rules.values():
        yield from placed


def _common(path: str, rule: Rule, types: Sequence[str]) -> Iterator[Problem]:
    yield from _dates(path, rule)
    for name in rule.types or ():
        if name not in types:
            yield unknown_name(f"{path}.types", name, types)
    if rule.outdated and rule.doubt is None:
        yield problem("needs-key", f"{path}.outdated", key="outdated", other="doubt")
    if rule.tax_rate is not None and rule.tax == "unstated":
        yield problem("needs-key", f"{path}.tax-rate", key="tax-rate", other="tax")


def _dates(path: str, rule: Rule | Case) -> Iterator[Problem]:
    if rule.since and rule.until and rule.since > rule.until:
        yield problem("since-after-until", f"{path}.since", rule.since, until=rule.until)


def _versions(rules: Placed) -> Iterator[Problem]:
    """No two rules of the same table, id, type and since."""
    for placed in rules.values():
        seen: dict[tuple[object, ...], str] = {}
        for path, rule in placed:
            for name in rule.types or ("*",):
                key = (rule.id, name, rule.since)
                if key in seen:
                    yield problem("version-twice", path, id=rule.id, other=seen[key])
                    break
                seen[key] = path


def _kinds(rules: Placed) -> Iterator[Problem]:
    """A [[kind]] names a kind of entry that has a price of its own."""
    named = [item.kind.id for item in PRICE_LIST if item.price is not None]
    for path, rule in rules["kind"]:
        if rule.id not in named:
            yield unknown_name(f"{path}.id", rule.id, named)


def _resident(path: str, rule: "ResidentRule") -> Iterator[Problem]:
    given = [bool(rule.steps), rule.unit_price is not None, rule.negotiated]
    if sum(given) != 1:
        yield problem("exactly-one", path, allowed="steps | unit-price | negotiated")
    if rule.every is not None and not any(upto >= rule.every for upto, _ in rule.steps):
        yield problem("every-without-step", f"{path}.every", rule.every)


def _overhead(path: str, rule: OverheadRule, facts: "Mapping[str, FactTable]") -> Iterator[Problem]:
    if rule.id in {*kinds(), "total"} - {"overhead"}:
        yield problem("id-reserved", f"{path}.id", id=rule.id)
    prices = [key for key in PRICE_KEYS if getattr(rule, key) is not None]
    if len(prices) + rule.negotiated != 1:
        yield problem("exactly-one", path, allowed="rate | bands | amount | unit-price | negotiated")
    if rule.floor is not None and rule.cap is not None and rule.floor > rule.cap:
        yield problem("floor-above-cap", f"{path}.floor", rule.floor, cap=yen(rule.cap))
    unit_priced = rule.unit_price is not None or any(case.unit_price is not None for case in rule.case)
    for key in UNIT_KEYS:
        if getattr(rule, key) is not None and not unit_priced and not rule.negotiated:
            yield problem("needs-key", f"{path}.{key}", key=key, other="unit-price")
    yield from _categories(path, rule)
    if rule.limits is not None and rule.base is None:
        yield problem("needs-key", f"{path}.limits", key="limits", other="base")
    if rule.block == 0:
        yield problem("above-zero", f"{path}.block", rule.block)
    for number, case in enumerate(rule.case, 1):
        yield from _case(f"{path}.case.{number}", rule, case, facts)
    tables: list[tuple[str, OverheadRule | Case]] = [(path, rule)]
    tables += [(f"{path}.case.{i}", case) for i, case in enumerate(rule.case, 1)]
    yield from _rates(rule, tables)


def _categories(path: str, rule: "OverheadRule | NoticeRule") -> Iterator[Problem]:
    """Categories are those of direct cost; a misspelt one would leave nothing out."""
    named = [(f"{path}.except-categories", name) for name in rule.except_categories or ()]
    if isinstance(rule, OverheadRule):
        named += [(f"{path}.limits.{i}.category", one.category) for i, one in enumerate(rule.limits or (), 1)]
    for where, name in named:
        if name not in CATEGORIES:
            yield unknown_name(where, name, list(CATEGORIES))


def _rates(rule: OverheadRule, tables: Sequence[tuple[str, OverheadRule | Case]]) -> Iterator[Problem]:
    """A rate needs a base; of a total it lies below 100 %."""
    for where, table in tables:
        for key in RATES:
            if getattr(table, key) is not None and rule.base is None:
                yield problem("needs-key", f"{where}.{key}", key=key, other="base")
        method = table.method or rule.method
        priced = table if any(getattr(table, key) is not None for key in PRICE_KEYS) else rule
        if method == "of-total" and priced.rate is not None and priced.rate >= 1:
            yield problem("rate-of-total", f"{where}.rate", percent(priced.rate))
        if method == "of-total" and priced.bands is not None:
            yield problem("bands-of-total", f"{where}.bands")
        if method == "from-base" and rule.base is None:
            yield problem("needs-key", f"{where}.method", key="method", other="base")


def _case(path: str, rule: OverheadRule, case: Case, facts: "Mapping[str, FactTable]") -> Iterator[Problem]:
    yield from _dates(path, case)
    prices = [key for key in PRICE_KEYS if getattr(case, key) is not None]
    if len(prices) + case.negotiated > 1:
        yield problem("exactly-one", path, allowed="rate | bands | amount | unit-price | negotiated")
    if not prices and not case.negotiated and not any((case.method, case.floor is not None, case.cap is not None)):
        allowed = "rate | bands | amount | unit-price | negotiated | method | floor | cap"
        yield problem("price-missing", path, allowed=allowed)
    floor, cap = case.floor, rule.cap if case.cap is None else case.cap
    floor = rule.floor if floor is None else floor
    if floor is not None and cap is not None and floor > cap and (case.floor is not None or case.cap is not None):
        yield problem("floor-above-cap", f"{path}.floor", floor, cap=yen(cap))
    yield from _when(f"{path}.when", case.when, facts, has_base=rule.base is not None)


def _notice(path: str, rule: "NoticeRule", facts: "Mapping[str, FactTable]", overheads: set[str]) -> Iterator[Problem]:
    yield from _base(path, rule.base, overheads, overheads)
    yield from _categories(path, rule)
    if rule.when is not None:
        yield from _when(f"{path}.when", rule.when, facts, has_base=rule.base is not None)


def _allocation(
    path: str, rule: "AllocationRule", facts: "Mapping[str, FactTable]", overheads: set[str]
) -> Iterator[Problem]:
    """What is allocated are kinds or overheads."""
    allowed = [*base_kinds(), *sorted(overheads)]
    yield from (unknown_name(f"{path}.of", name, allowed) for name in rule.of if name not in allowed)
    if rule.when is not None:
        yield from _when(f"{path}.when", rule.when, facts, has_base=False)


def _base(path: str, base: Sequence[str] | None, earlier: set[str], every: set[str]) -> Iterator[Problem]:
    """A base names kinds, or overheads that are computed before; `every` are all there are."""
    kinds = (*(kind for kind in base_kinds() if kind != "overhead"), "overhead", "total")
    for name in base or ():
        if name in kinds or name in earlier:
            continue
        if name in every:
            yield problem("base-later", f"{path}.base", name)
        else:
            allowed = [*kinds, *sorted(earlier)]
            yield unknown_name(f"{path}.base", name, allowed)


def _when(path: str, when: When, facts: "Mapping[str, FactTable]", *, has_base: bool) -> Iterator[Problem]:
    for name, _ in when.amounts:
        if name in {"base", "total"} and not has_base:
            yield problem("needs-key", f"{path}.{name}", key=f"when.{name}", other="base")
    known: Mapping[str, Sequence[str] | None] = {**KNOWN_FACTS, **{name: fact.values for name, fact in facts.items()}}
    for name, options in when.facts:
        if name not in known:
            yield unknown_name(f"{path}.{name}", name, ["base", "direct", "total", "months", *known])
            continue
        allowed = known[name]
        for option in options:
            if allowed is not None and (option not in allowed if allowed else not isinstance(option, bool)):
                words = " | ".join(allowed) or "true | false"
                yield problem("fact-value", f"{path}.{name}", option, allowed=words)
