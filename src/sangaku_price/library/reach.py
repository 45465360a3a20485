"""Cases of an overhead that can never apply, or that share or miss amounts between them."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import note
from sangaku_price.tariff.conditions import Threshold
from sangaku_price.tariff.rules import Case, OverheadRule
from sangaku_price.tariff.tariff import Tariff

MESSAGES = messages(
    {
        "library-case-shadowed": Text(
            "適用されることがありません。先に書かれた「{by}」が常に先に成立します。",
            "never applies: {by}, which stands earlier, holds whenever this does",
        ),
        "library-case-contradicts": Text(
            "「{name}」の条件を満たす値がありません。", 'no value of "{name}" meets these conditions'
        ),
        "library-case-dates": Text(
            "規則に効力がある間に適用される日がありません。", "applies on no day on which its rule is in force"
        ),
        "library-case-overlap": Text(
            "「{name}」が{first}から{last}までは「{other}」と重なり、先に書かれた方が適用されます。",
            'for "{name}" from {first} to {last} both this and {other} hold; the one that stands first wins',
        ),
        "library-case-hole": Text(
            "「{name}」がちょうど{at}のとき、この case も「{other}」も成立しません（以上・以下ではありませんか）。",
            'where "{name}" is exactly {at}, neither this nor {other} holds (at-least or at-most?)',
        ),
    }
)

End = tuple[int, int]
"""An end of a range: the bound, and whether it lies just below (-1), at (0) or just above it (1)."""
EVERYTHING = 10**18


class Range(NamedTuple):
    """The values that a threshold admits."""

    low: End = (0, 0)
    high: End = (EVERYTHING, 0)

    @property
    def is_empty(self) -> bool:
        """Whether no value lies in it."""
        return self.low > self.high

    def within(self, other: "Range") -> bool:
        """Whether all its values are the other's too."""
        return other.low <= self.low and self.high <= other.high

    def shared(self, other: "Range") -> "Range":
        """The values of both."""
        return Range(max(self.low, other.low), min(self.high, other.high))


class Reach(NamedTuple):
    """When a case holds."""

    path: str
    amounts: Mapping[tuple[str, str], Range]
    """By what is measured, and for what: an amount a year says nothing of one over the contract."""
    facts: Mapping[str, frozenset[str | bool]]
    since: date
    until: date

    def implies(self, other: "Reach") -> bool:
        """Whether the other holds wherever this one does."""
        return (
            all(name in self.amounts and self.amounts[name].within(span) for name, span in other.amounts.items())
            and all(name in self.facts and self.facts[name] <= answers for name, answers in other.facts.items())
            and other.since <= self.since
            and self.until <= other.until
        )


def unreachable(tariff: Tariff) -> Iterator[Note]:
    """What cannot be meant in the conditions of cases."""
    for number, rule in enumerate(tariff.overheads, 1):
        reaches = [_reach(rule, case, f"overhead.{number}.case.{i}") for i, case in enumerate(rule.case, 1)]
        yield from _each(rule, reaches)
        for earlier, later in combinations([one for one in reaches if not _is_empty(one)], 2):
            if later.implies(earlier):
                yield note("library-case-shadowed", "warning", later.path, by=earlier.path)
            else:
                yield from _between(earlier, later)


def _each(rule: OverheadRule, reaches: list[Reach]) -> Iterator[Note]:
    for one, case in zip(reaches, rule.case, strict=True):
        for name, threshold in case.when.amounts:
            if _range(threshold).is_empty:
                yield note("library-case-contradicts", "warning", f"{one.path}.when.{name}", name=name)
        if one.since > one.until:
            yield note("library-case-dates", "warning", one.path)


def _is_empty(one: Reach) -> bool:
    return one.since > one.until or any(span.is_empty for span in one.amounts.values())


def _between(earlier: Reach, later: Reach) -> Iterator[Note]:
    """Two cases that differ in one amount alone: what both claim, and the one value that neither has."""
    alike = earlier.facts == later.facts and set(earlier.amounts) == set(later.amounts)
    if not alike or len(earlier.amounts) != 1 or max(earlier.since, later.since) > min(earlier.until, later.until):
        return
    ((name, _), one), other = next(iter(earlier.amounts.items())), next(iter(later.amounts.values()))
    shared = one.shared(other)
    if not shared.is_empty and not one.within(other):
        words = {"name": name, "first": yen(shared.low[0]), "last": yen(shared.high[0])}
        yield note("library-case-overlap", "warning", later.path, other=earlier.path, **words)
    for below, above in ((one, other), (other, one)):
        if (below.high[0], below.high[1], above.low[1]) == (above.low[0], -1, 1):
            yield note("library-case-hole", "warning", later.path, name=name, at=yen(above.low[0]), other=earlier.path)


def _reach(rule: OverheadRule, case: Case, path: str) -> Reach:
    return Reach(
        path,
        {_measured(rule, case, name, threshold.per): _range(threshold) for name, threshold in case.when.amounts},
        {name: frozenset(answers) for name, answers in case.when.facts},
        max(rule.since or date.min, case.since or date.min),
        min(rule.until or date.max, case.until or date.max),
    )


def _measured(rule: OverheadRule, case: Case, name: str, per: str | None) -> tuple[str, str]:
    """What a threshold is on; a base that is the direct cost and nothing else is the direct cost."""
    is_direct = name == "base" and rule.base == ("direct",) and not rule.except_categories and not rule.limits
    return ("direct" if is_direct else name), ("" if name == "months" else per or case.per or rule.per)


def _range(threshold: Threshold) -> Range:
    span = Range()
    for word, bound in threshold.bounds:
        limits = {
            "below": Range(high=(bound, -1)),
            "at-most": Range(high=(bound, 0)),
            "at-least": Range(low=(bound, 0)),
            "above": Range(low=(bound, 1)),
        }
        span = span.shared(limits[word])
    return span
