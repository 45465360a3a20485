"""Where the money goes inside the university, line by line. For the office; it moves no price.

Each fixed line is divided by itself, a waiver as its line: by weights in whole yen by largest remainder, or by shares,
each rounded as its rule says, of which one takes what remains. What no rule names is not allocated, and said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.money import DOWN, Rounding, apportion, to_yen
from sangaku_price.quotation.beside import Allocated, Allocation
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.conditions import Measure, Tester
from sangaku_price.rules.terms import OWN_FILE, Terms, note
from sangaku_price.toml.divisions import Division

MESSAGES = messages(
    {
        "unallocated": Text(
            "{amount}円は、どの配分の規則にもありません（未配分）。",
            "no rule of allocation names {amount} yen of the price",
        ),
    }
)


class _Rule(NamedTuple):
    """One rule, the contract's own or the tariff's."""

    id: str
    of: tuple[str, ...]
    to: Division
    rounding: Rounding
    source: Source


def allocation(
    terms: Terms, measure: Measure, lines: Sequence[Line], asked_of: Mapping[str, str]
) -> tuple[Allocation | None, tuple[Note, ...]]:
    """The table of lines and places; None where neither the contract nor the tariff has a rule."""
    notes: list[Note] = []
    rules = [*_own(terms), *_published(terms, measure, notes)]
    if not rules:
        return None, ()
    rows = tuple(_rows(rules, lines, asked_of))
    used = {row.rule for row in rows}
    places = tuple(dict.fromkeys(place for rule in rules if rule.id in used for place in rule.to.places))
    left = sum(row.unallocated for row in rows)
    if left:
        notes.append(note("unallocated", "note", "allocation", amount=f"{left:,}"))
    sources = tuple(dict.fromkeys(rule.source for rule in rules if rule.id in used))
    return Allocation(places, rows, sources), tuple(notes)


def _own(terms: Terms) -> Iterator[_Rule]:
    """The contract's own rules, which go before the tariff's."""
    for number, one in enumerate(terms.contract.beside.allocations, 1):
        path = f"allocation.{number}"
        yield _Rule(path, one.of, one.to, one.rounding or DOWN, Source(OWN_FILE, key=f"{path}.to"))


def _published(terms: Terms, measure: Measure, notes: list[Note]) -> Iterator[_Rule]:
    """The tariff's rules in force whose conditions hold."""
    for rule in terms.rules.allocations:
        if rule.when is not None:
            outcome = Tester(rule, terms, measure, None).outcome(rule.when, rule.per)
            if not outcome.holds:
                continue
        path = f"allocation.{rule.id}"
        notes += (one._replace(level="note") for one in terms.rule_notes(rule, path))  # it moves no price
        yield _Rule(path, rule.of, rule.to, rule.rounding, terms.rules.cite(rule, path))


def _rows(rules: Sequence[_Rule], lines: Sequence[Line], asked_of: Mapping[str, str]) -> Iterator[Allocated]:
    """Every fixed line, under the first rule that names it."""
    fixed = [line for line in lines if line.certainty == "fixed"]
    kinds = {line.id: line.kind for line in fixed}
    for line in fixed:
        ident = line.reduces or line.id
        names = {ident, asked_of.get(ident, ident), kinds.get(ident, line.kind)}
        rule = next((one for one in rules if names & {*one.of}), None)
        if rule is None:
            yield Allocated(line.id, line.period, None, {}, line.amount)
        else:
            amounts = divided(line.amount, rule.to, rule.rounding)
            yield Allocated(line.id, line.period, rule.id, dict(zip(rule.to.places, amounts, strict=True)), 0)


def divided(amount: int, to: Division, rounding: Rounding) -> tuple[int, ...]:
    """An amount among the places; the shares always sum to it."""
    if to.weights:
        return tuple(apportion(amount, to.weights))
    rounded = [None if share is None else _rounded(amount * share, amount, rounding) for share in to.shares]
    rest = amount - sum(one for one in rounded if one is not None)
    return tuple(rest if one is None else one for one in rounded)


def _rounded(exact: Fraction, amount: int, rounding: Rounding) -> int:
    """A share in whole yen, by its magnitude; never more than the amount itself."""
    least: Callable[[int, int], int] = min if amount >= 0 else max
    return least(to_yen(exact, rounding), amount)
