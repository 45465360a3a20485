"""The exact distribution of contingent money: no simulation, no float.

Entries happen or not, each with its own probability given that what it comes `after` has happened, and otherwise
independently of one another; a royalty with outcomes pays what one of them pays. Gates make trees. The distribution of
a sum is the convolution of those of its parts, in whole weights over one common denominator.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.use import Use, payoffs
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.pricing.chances import own_chance
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.toml.problems import BadFile, problem

MESSAGES = messages(
    {
        "chance-missing": Text(
            "確率がありません。分布には、すべての条件付項目の「probability」が必要です。",
            'no probability; a distribution needs "probability" for every uncertain entry',
        ),
        "risk-too-many": Text(
            "異なる支払額が{most}通りを超えます。金額を丸めるか、条件付の項目・outcome をまとめて減らしてください。",
            "there are more than {most} different payoffs; round the amounts, or merge uncertain entries or outcomes",
        ),
        "risk-too-fine": Text(
            "確率の桁が多すぎて正確に書けません。確率の桁を減らしてください（例 33.3% → 33%）。",
            "the probabilities are too fine to be written exactly; give them with fewer digits (33.3% → 33%)",
        ),
    }
)

MOST_PAYOFFS = 200_000
"""Different payoffs that a distribution may have."""
MOST_WORK = 20_000_000
"""Pairs of payoffs that are added up in one step."""
MOST_BITS = 12_000
"""Size of the common denominator: beyond it probabilities cannot be written as digits."""
UNCERTAIN = frozenset({"conditional", "running"})


class Weights(NamedTuple):
    """A distribution: the weight of every payoff over a common denominator, which they sum to."""

    of: Mapping[int, int]
    denominator: int


CERTAINLY_NOTHING = Weights({0: 1}, 1)


class Distribution(NamedTuple):
    """What the contingent money may come to, in the contract's tax basis."""

    payoffs: tuple[int, ...]
    """In order; each is possible."""
    weights: tuple[int, ...]
    denominator: int
    mean: Fraction

    @property
    def maximum(self) -> int:
        """The most that may be paid."""
        return self.payoffs[-1]

    def probability(self, payoff: int) -> Fraction:
        """Of exactly this payoff."""
        weights = dict(zip(self.payoffs, self.weights, strict=True))
        return Fraction(weights.get(payoff, 0), self.denominator)

    def percentile(self, share: Fraction) -> int:
        """The smallest payoff x with P(X ≤ x) ≥ share."""
        return next(payoff for payoff, reached in zip(self.payoffs, self.cumulative(), strict=True) if reached >= share)

    def cumulative(self) -> tuple[Fraction, ...]:
        """P(X ≤ x) of every payoff."""
        reached, found = 0, []
        for weight in self.weights:
            reached += weight
            found.append(Fraction(reached, self.denominator))
        return tuple(found)


def distribution(loaded: Loaded, quote: Quote) -> Distribution:
    """The distribution of a quote's contingent money.

    Raises BadFile with every entry that has no probability, or where there are too many payoffs.
    """
    if quote.totals.contingent.missing:
        paths = {asked.id: asked.path for asked in loaded.contract.entries}
        missing = [problem("chance-missing", paths[ident]) for ident in quote.totals.contingent.missing]
        raise loaded.placed(BadFile(missing))
    entries = {one.id: one for one in loaded.contract.entries if one.table not in {"overhead", "waiver"}}
    weights = convolved(_trees(entries, _paid(quote.lines)))
    shared = gcd(weights.denominator, *weights.of.values())
    points = sorted((payoff, weight // shared) for payoff, weight in weights.of.items() if weight)
    denominator = weights.denominator // shared
    mean = Fraction(sum(payoff * weight for payoff, weight in points), denominator)
    return Distribution(tuple(payoff for payoff, _ in points), tuple(weight for _, weight in points), denominator, mean)


def _paid(lines: Sequence[Line]) -> Mapping[str, Sequence[Line]]:
    """The uncertain lines of every entry, with the waivers on them."""
    paid: dict[str, list[Line]] = {}
    for line in lines:
        if line.certainty in UNCERTAIN:
            paid.setdefault((line.reduces or line.id).partition("/")[0], []).append(line)
    return paid


def _trees(entries: Mapping[str, Asked[Entry]], paid: Mapping[str, Sequence[Line]]) -> Iterable[Weights]:
    """The distribution of every entry that comes after nothing, with all that comes after it."""
    after = {ident: getattr(asked.entry, "after", None) for ident, asked in entries.items()}
    needed: dict[str, None] = {}
    for ident in paid:
        here: str | None = ident
        while here is not None and here not in needed:
            needed[here] = None
            here = after[here]
    children: dict[str | None, list[str]] = {}
    for ident in needed:
        children.setdefault(after[ident], []).append(ident)
    done: dict[str, Weights] = {}
    waiting = list(children.get(None, ()))
    while waiting:
        ident = waiting[-1]
        open_ones = [child for child in children.get(ident, ()) if child not in done]
        if open_ones:
            waiting += open_ones
            continue
        waiting.pop()
        entry, lines = entries[ident].entry, paid.get(ident, ())
        happens = convolved([_payoff(entry, lines), *(done[child] for child in children.get(ident, ()))])
        done[ident] = _if(own_chance(entry, gate=not lines), happens)
    return [done[ident] for ident in children.get(None, ())]


def _payoff(entry: Entry, lines: Sequence[Line]) -> Weights:
    """What an entry pays, given that it happens."""
    outcomes = payoffs(entry) if isinstance(entry, Use) and any(_is_royalty(line) for line in lines) else ()
    if not outcomes:
        return Weights({sum(line.amount for line in lines): 1}, 1)
    stated = sum(line.amount for line in lines if not _is_royalty(line))
    denominator = 1
    for one in outcomes:
        denominator = denominator * one.probability.denominator // gcd(denominator, one.probability.denominator)
    weights: dict[int, int] = {}
    for one in outcomes:
        payoff = stated + sum(one.amounts.values())
        weights[payoff] = weights.get(payoff, 0) + int(one.probability * denominator)
    return Weights(weights, denominator)


def _is_royalty(line: Line) -> bool:
    return line.id.endswith("/royalty")


def _if(chance: Fraction | None, happens: Weights) -> Weights:
    """Nothing, unless something happens that has a chance."""
    chance = Fraction(0) if chance is None else chance
    weights = {payoff: weight * chance.numerator for payoff, weight in happens.of.items()}
    never = (chance.denominator - chance.numerator) * happens.denominator
    weights[0] = weights.get(0, 0) + never
    return Weights(weights, _fine(happens.denominator * chance.denominator))


def convolved(parts: Iterable[Weights]) -> Weights:
    """The distribution of the sum of independent parts. Raises BadFile where it has too many payoffs."""
    whole = CERTAINLY_NOTHING
    for part in sorted(parts, key=lambda one: len(one.of)):
        if len(whole.of) * len(part.of) > MOST_WORK:
            raise _too_many()
        weights: dict[int, int] = {}
        for payoff, weight in whole.of.items():
            for other, more in part.of.items():
                weights[payoff + other] = weights.get(payoff + other, 0) + weight * more
            if len(weights) > MOST_PAYOFFS:
                raise _too_many()
        whole = Weights(weights, _fine(whole.denominator * part.denominator))
    return whole


def _fine(denominator: int) -> int:
    if denominator.bit_length() > MOST_BITS:
        raise BadFile([problem("risk-too-fine")])
    return denominator


def _too_many() -> BadFile:
    return BadFile([problem("risk-too-many", most=yen(MOST_PAYOFFS))])
