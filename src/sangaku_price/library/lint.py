"""What is probably not meant in a tariff that loads: each finding a note with a stable code and its key path."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.library.reach import unreachable
from sangaku_price.library.spans import in_time, uncovered_types
from sangaku_price.quotation.values import Note
from sangaku_price.rules.overhead_rules import LIMITS
from sangaku_price.rules.terms import note
from sangaku_price.tariff.tables import Case, OverheadRule, RatesRule, ResidentRule, Rule, Tariff

WHOLE = Fraction(1)


def lint(tariff: Tariff, as_of: date) -> Iterator[Note]:
    """Every finding in a tariff; `as_of` is the day with which its own dates are compared."""
    yield from _head(tariff, as_of)
    yield from _sources(tariff)
    yield from uncovered_types(tariff)
    yield from in_time(tariff)
    yield from unreachable(tariff)
    for table, rules in tariff.rules.items():
        for number, rule in enumerate(rules, 1):
            yield from _rule(tariff, f"{table}.{number}", rule)


def _head(tariff: Tariff, as_of: date) -> Iterator[Note]:
    if tariff.checked > as_of:
        yield note("library-checked-later", "warning", "checked", checked=tariff.checked, day=as_of)
    if tariff.review_by is not None and as_of > tariff.review_by:
        yield note("library-review-by", "warning", "review-by", until=tariff.review_by, day=as_of)


def _sources(tariff: Tariff) -> Iterator[Note]:
    for key, source in tariff.sources.items():
        if source.href is None and not source.mirror:
            yield note("library-source-without-href", "warning", f"source.{key}", key=key)


def _rule(tariff: Tariff, path: str, rule: Rule) -> Iterator[Note]:
    yield from _doubt(path, rule.doubt)
    if tariff.sources[rule.source].mirror and rule.doubt is None:
        yield note("library-mirror-unchecked", "warning", path, key=rule.source)
    if rule.tax == "unstated" and any(_yen_of(rule)):
        yield note("library-tax-unstated", "note", path)
    match rule:
        case OverheadRule():
            yield from _overhead(path, rule)
        case ResidentRule():
            yield from _fees(path, rule)
        case _:
            return


def _doubt(path: str, doubt: Text | None) -> Iterator[Note]:
    """A doubt that says nothing."""
    if doubt is not None and not all(any(char.isalnum() for char in words) for words in doubt):
        yield note("library-doubt-empty", "warning", f"{path}.doubt")


def _yen_of(rule: Rule) -> Iterator[bool]:
    """Whether a rule has amounts of which one must know if tax is in them."""
    match rule:
        case OverheadRule():
            tables: Iterable[OverheadRule | Case] = (rule, *rule.case)
            yield rule.floor is not None or rule.cap is not None
            yield any(one.amount is not None or one.unit_price is not None for one in tables)
        case ResidentRule():
            yield rule.unit_price is not None or any(fee.whole is not None for _, fee in rule.steps)
        case RatesRule():
            yield True
        case _:
            return


def _overhead(path: str, rule: OverheadRule) -> Iterator[Note]:
    tables: list[tuple[str, OverheadRule | Case]] = [(path, rule)]
    tables += [(f"{path}.case.{i}", case) for i, case in enumerate(rule.case, 1)]
    for where, table in tables:
        if table.rate is not None and table.rate > WHOLE:
            said = {"rate": percent(table.rate), "hundredth": percent(table.rate / 100)}
            yield note("library-rate-per-cent", "warning", f"{where}.rate", **said)
    for where, case in tables[1:]:
        yield from _doubt(where, case.doubt)
        for key in LIMITS:
            if getattr(case, key) is not None and getattr(rule, key) is None:
                yield note("library-limit-in-case", "note", f"{where}.{key}")


def _fees(path: str, rule: ResidentRule) -> Iterator[Note]:
    published = [(months, fee.whole) for months, fee in rule.steps if fee.whole is not None]
    for (shorter, less), (longer, more) in pairwise(published):
        if more < less:
            said = {"shorter": shorter, "longer": longer, "less": yen(less), "more": yen(more)}
            yield note("library-fee-falls", "warning", f"{path}.steps.{longer}", **said)
