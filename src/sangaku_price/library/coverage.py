"""Which published numbers are exercised by worked cases: a rule that decides in no case has never been tried."""

from collections.abc import Iterable, Iterator, Sequence

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.library.cases import Outcome
from sangaku_price.quotation.derivation import walk
from sangaku_price.quotation.values import Quote
from sangaku_price.rules.in_force import InForce, on_the_day, rules_in_force
from sangaku_price.rules.overhead_rules import PRICE_KEYS
from sangaku_price.tariff.fee_rules import RatesRule, ResidentRule
from sangaku_price.tariff.practice import PracticeRule
from sangaku_price.tariff.rules import OverheadRule, Rule
from sangaku_price.tariff.tariff import Tariff

REFUSED = {"overhead-negotiated": "negotiated", "fee-negotiated": "negotiated", "fee-not-published": "steps"}
"""Refusals that are what a rule says: this must be agreed, this is not published."""


def numbers_of(tariff: Tariff) -> tuple[str, ...]:
    """The paths of all that can decide: rules, cases, steps, floors and caps, in the file's order."""
    return tuple(
        path for table, rules in tariff.rules.items() for i, rule in enumerate(rules, 1) for path in _of(table, i, rule)
    )


def _of(table: str, number: int, rule: Rule) -> Iterator[str]:
    path = f"{table}.{number}"
    match rule:
        case ResidentRule():
            yield from (f"{path}.steps.{months}" for months, _ in rule.steps)
            if not rule.steps:
                yield path
        case RatesRule():
            yield from (f"{path}.hourly.{rank}" for rank in rule.hourly)
        case OverheadRule():
            yield path
            yield from (f"{path}.case.{i}" for i in range(1, len(rule.case) + 1))
            yield from (f"{path}.{key}" for key in ("floor", "cap") if getattr(rule, key) is not None)
        case PracticeRule():
            pass  # it prices nothing
        case _:
            yield path


def exercised(tariff: Tariff, outcomes: Iterable[Outcome]) -> frozenset[str]:
    """The paths that decided something in the cases which are priced under this tariff."""
    found: set[str] = set()
    for outcome in outcomes:
        loaded = outcome.loaded
        if loaded is None or loaded.tariff is None or loaded.tariff.sha256 != tariff.sha256:
            continue
        amends = loaded.contract.amends
        terms = loaded.contract.terms if amends is None else on_the_day(loaded.contract.terms, amends.signed)
        rules, missing = rules_in_force(loaded.tariff, terms, amended=amends is not None)
        if missing:
            continue
        if outcome.quote is not None:
            found |= set(_decided(loaded.tariff, rules, loaded.contract, outcome.quote))
        else:
            found |= set(_refused(loaded.tariff, rules, [one.code for one in outcome.refused]))
    return frozenset(found)


def _decided(tariff: Tariff, rules: InForce, contract: Contract, quote: Quote) -> Iterator[str]:
    keys = {step.key for line in quote.lines for tree in line.steps for step in walk(tree) if step.key}
    own = {
        asked.id
        for asked in contract.of("overhead")
        if any(getattr(asked.entry, key, None) is not None for key in PRICE_KEYS)
    }
    priced = {line.id for line in quote.lines}
    for table, rule in _in_force(rules):
        path, stem = _path(tariff, table, rule), f"{table}.{rule.id}."
        suffixes = [key.removeprefix(stem) for key in keys if key.startswith(stem)]
        match rule:
            case ResidentRule():
                yield from (path if suffix == "unit-price" else f"{path}.{suffix}" for suffix in suffixes)
                if rule.negotiated and any(line.kind == "resident" for line in quote.lines):
                    yield path
            case RatesRule():
                yield from (f"{path}.{suffix}" for suffix in suffixes)
                yield from _compared(path, rule, contract, quote)
            case OverheadRule():
                negotiated = rule.negotiated and rule.id in own and rule.id in priced
                yield from _of_overhead(path, suffixes, negotiated=negotiated, own_price=rule.id in own)
            case _:
                yield from _spoken(path, table, rule, quote)


def _compared(path: str, rule: RatesRule, contract: Contract, quote: Quote) -> Iterator[str]:
    """The published rates with which the contract's own were compared."""
    cited = any((source.key or "").endswith(f":rates.{rule.id}") for line in quote.lines for source in line.sources)
    if cited and rule.bound is not None:
        ranks = {getattr(asked.entry, "rank", None) for asked in contract.entries if _is_hourly(asked)}
        yield from {f"{path}.hourly.{rank if rank in rule.hourly else 'any'}" for rank in ranks}


def _is_hourly(asked: Asked[Entry]) -> bool:
    """Whether an entry is priced by the hour: involvement, and guidance among direct cost."""
    return asked.table == "involvement" or getattr(asked.entry, "category", None) == "guidance"


def _of_overhead(path: str, suffixes: Sequence[str], *, negotiated: bool, own_price: bool) -> Iterator[str]:
    if negotiated:
        yield path
    for suffix in suffixes:
        first, _, rest = suffix.partition(".")
        if first == "case":
            yield f"{path}.case.{rest.partition('.')[0]}"
        elif first in {"floor", "cap"}:
            yield f"{path}.{first}"
        elif not own_price:
            yield path


def _spoken(path: str, table: str, rule: Rule, quote: Quote) -> Iterator[str]:
    """A kind that a line has; a notice that was given; what a line was divided by; the rule for changes."""
    kinds = {line.kind for line in quote.lines}
    said = {one.path for one in quote.notes if one.code == "notice"}
    said |= {row.rule for row in quote.allocation.rows} if quote.allocation else set()
    said |= {f"amendment.{quote.change.rule.id}"} if quote.change and quote.change.rule else set()
    if (table == "kind" and rule.id in kinds) or f"{table}.{rule.id}" in said:
        yield path


def _refused(tariff: Tariff, rules: InForce, codes: Sequence[str]) -> Iterator[str]:
    """Rules that say: this must be agreed, this is not published."""
    meant = {REFUSED[code] for code in codes if code in REFUSED}
    for table, rule in _in_force(rules):
        path = _path(tariff, table, rule)
        if isinstance(rule, ResidentRule) and "steps" in meant:
            yield from (f"{path}.steps.{months}" for months, fee in rule.steps if fee.whole is None)
        if isinstance(rule, ResidentRule | OverheadRule) and "negotiated" in meant:
            if rule.negotiated:
                yield path
            if isinstance(rule, OverheadRule):
                yield from (f"{path}.case.{i}" for i, case in enumerate(rule.case, 1) if case.negotiated)


def _in_force(rules: InForce) -> Iterator[tuple[str, Rule]]:
    yield from (("kind", rule) for rule in rules.kinds.values())
    yield from (("resident", rule) for rule in (rules.resident,) if rule is not None)
    yield from (("rates", rule) for rule in (rules.rates,) if rule is not None)
    yield from (("overhead", rule) for rule in rules.overheads)
    yield from (("notice", rule) for rule in rules.notices)
    yield from (("allocation", rule) for rule in rules.allocations)
    yield from (("amendment", rule) for rule in rules.amendments)


def _path(tariff: Tariff, table: str, rule: Rule) -> str:
    return f"{table}.{next(i for i, one in enumerate(tariff.rules[table], 1) if one is rule)}"
