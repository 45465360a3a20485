"""Goal-seek in whole steps: which value of one path makes a figure of the quote what is wanted.

A price is a step function: it is rounded, and tiers, floors and caps make it jump, sometimes down. So nothing is
assumed of it. Values over the whole range are tried, growing away from both ends and from the value in the file, and
both sides of every place where another rule begins to decide; where the target lies between two of them the interval
is halved until they are neighbours, and the surroundings are tried one by one. The answer is a value that meets the
target exactly, or the neighbours that straddle it with the figures that they really give.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import cycle, pairwise

from sangaku_price.contract.entry import Entry
from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import noted, typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text, own
from sangaku_price.loading.trials import Trials
from sangaku_price.negotiation.candidates import Grid, current, grid_of
from sangaku_price.negotiation.measures import measured
from sangaku_price.negotiation.solution import Solution, Trial
from sangaku_price.negotiation.sweeping import RULE, Decisions, decisions, words_at
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.table import as_written, reader_of
from sangaku_price.toml.values import read_number, read_unit_price, read_yen

NOT_KNOWN = Text(
    "「{measure}」は求められません。確率または期日が書かれていません。",
    "the figure {measure} is not known: a probability or a due date is missing",
)
AROUND = 16
"""Values on each side of an answer that are tried one by one."""
ENOUGH = 2
"""Values on each side after which no more are tried where the target is left behind."""
WIGGLE = 8
"""Yen by which roundings may move a figure against its slope."""
GROWTH = 16
"""By how much the tried values grow apart."""
MOST_PATHS = 6
"""Other paths that are offered."""
INCLUSIVE: Mapping[str, object] = {"tax.basis": "inclusive"}


def solve(
    trials: Trials, grid: Grid, target: Fraction, measure: str = "total", scenario: str = "value-based"
) -> Solution:
    """Seek the value of a path.

    Raises BadFile where no value can be priced, LookupError where there is no such figure or it is never known.
    """
    search = _Search(trials, grid, target, measure, scenario)
    found = search.run()._replace(words=words_at(trials, grid.path))
    if found.answer == "exact":
        return found
    contract = trials.loaded(scenario).contract
    if contract.tax.basis == "exclusive" and contract.amends is None:  # a change cannot move the tax basis
        again = _Search(trials._replace(values={**trials.values, **INCLUSIVE}), grid, target, measure, scenario)
        found = found._replace(inclusive=again.exact_near(found.best))
    if found.answer in {"unmoved", "out-of-reach"}:
        paths = tuple(_other_paths(trials, grid.path, target, measure, scenario))
        words = tuple(noted(words_at(trials, one), own(one)) for one in paths)
        found = found._replace(paths=paths, paths_in_words=words)
    return found


class _Search:
    """One search; every value is priced once at most."""

    def __init__(self, trials: Trials, grid: Grid, target: Fraction, measure: str, scenario: str) -> None:
        self.trials, self.grid, self.target, self.measure, self.scenario = trials, grid, target, measure, scenario
        self.what_if = trials.what_if(scenario, grid.path)
        self.tried: dict[int, Trial | None] = {}
        self.rules: dict[int, Decisions] = {}
        self.refused: tuple[Problem, ...] = ()
        self.unknown = False
        self.lang: Lang | None = None

    def run(self) -> Solution:
        """Probe, narrow down, look around."""
        loaded = self.trials.loaded(self.scenario)
        self.lang = loaded.lang
        here = current(loaded, self.grid.path)
        middle = self.grid.nearest_to(here if here is not None else self.grid.first)
        for k in spread(self.grid.last, middle):
            self.at(k)
        for low, high in pairwise(self.known()):
            self._find_change(low, high)
        known = self.known()
        if not known:
            if self.unknown:
                raise NoAnswer(NOT_KNOWN.filled(measure=typed(self.measure)))
            raise BadFile(self.refused)
        bracket = self._bracket(known, middle)
        if len({self._measure(k) for k in known}) == 1 and len(known) > 1:
            return self._solution("unmoved", ())
        if bracket is None:
            return self._solution("out-of-reach", ())
        low, high = self._narrowed(*bracket)
        self._look_around(low, high)
        exact = [k for k in self.known() if self._measure(k) == self.target]
        if not exact:
            return self._solution("between", (), low, high)
        near = self._first_of_run(min(exact, key=lambda k: (abs(k - low), k)))
        exact = [near, *(k for k in self.known() if k != near and self._measure(k) == self.target)]
        return self._solution("exact", exact, near - 1, near + 1)

    def exact_near(self, start: Trial | None) -> Trial | None:
        """The value that meets the target, sought outwards from one that nearly met it under other terms."""
        middle = self.grid.nearest_to(self.grid.first if start is None else start.number)
        for place in sorted(spread(self.grid.last, middle), key=lambda k: abs(k - middle)):
            self.at(place)
            known = self.known()
            bracket = self._bracket(known, middle) if known else None
            if bracket is not None:
                low, high = self._narrowed(*bracket)
                self._look_around(low, high)
                exact = [k for k in self.known() if self._measure(k) == self.target]
                near = min(exact, key=lambda k: (abs(k - low), k), default=None)
                return None if near is None else self.at(self._first_of_run(near))
        return None

    def _look_around(self, low: int, high: int) -> None:
        """Try the values beside the answer; where each moves the measure by more than roundings do, few are enough."""
        for distance in range(AROUND + 1):
            tried = [self.at(k) for k in (low - distance, high + distance)]
            self.at(low + distance)
            self.at(high - distance)
            far = all(one is None or abs(one.measure - self.target) > WIGGLE for one in tried)
            if far and distance >= ENOUGH:
                return

    def _first_of_run(self, k: int) -> int:
        """The least of the neighbouring values that all meet the target: under a floor there are very many."""
        step = 1
        while step:
            trial = self.at(k - step)
            met = trial is not None and trial.measure == self.target
            k, step = (k - step, step * 2) if met else (k, step // 2)
        return k

    def at(self, k: int) -> Trial | None:
        """The value tried; None where it cannot be priced, or the measure is not known."""
        if k not in self.tried:
            self.tried[k] = self._try(k) if 0 <= k <= self.grid.last else None
        return self.tried[k]

    def _try(self, k: int) -> Trial | None:
        try:
            quote = self.what_if(self.grid.value(k))
        except BadFile as refusal:
            self.refused = self.refused or refusal.problems
            return None
        self.rules[k] = {key: what for key, what in decisions(quote).items() if key[0] == RULE}
        trial = trial_of(self.grid, k, quote, self.measure)
        self.unknown = self.unknown or trial is None
        return trial

    def _find_change(self, low: int, high: int) -> None:
        """Between two values for which different rules decide, try both sides of the change: there the price jumps."""
        while high - low > 1 and self.rules[low] != self.rules[high]:
            middle = (low + high) // 2
            if self.at(middle) is None:
                return
            low, high = (middle, high) if self.rules[middle] == self.rules[low] else (low, middle)

    def known(self) -> list[int]:
        """The values that gave a figure, in order."""
        return sorted(k for k, trial in self.tried.items() if trial is not None)

    def _measure(self, k: int) -> Fraction:
        trial = self.at(k)
        assert trial is not None  # noqa: S101 - asked of known values only
        return trial.measure

    def _bracket(self, known: Sequence[int], middle: int) -> tuple[int, int] | None:
        """The neighbouring probes with the target between them, nearest to the value in the file."""
        found = [
            (low, high) for low, high in (*pairwise(known), *((k, k) for k in known)) if self._straddles(low, high)
        ]
        return min(found, key=lambda pair: (max(pair[0] - middle, middle - pair[1], 0), pair), default=None)

    def _straddles(self, low: int, high: int) -> bool:
        """Whether the target lies between two values, or on one of them."""
        sides = self._measure(low), self._measure(high)
        return min(sides) <= self.target <= max(sides)

    def _narrowed(self, low: int, high: int) -> tuple[int, int]:
        """Narrowed until the two are neighbours, or one meets the target, or nothing between can be priced.

        A price is nearly a straight line over most of its range: a value on the line is tried in turn with the middle.
        """
        rising = self._measure(low) <= self.target
        for on_line in cycle((True, False)):
            if high - low <= 1:
                break
            middle = self._on_line(low, high) if on_line else (low + high) // 2
            trial = self.at(middle)
            if trial is None:
                left, right = self._edge(low, middle), self._edge(high, middle)
                if not self._straddles(low, left) and not self._straddles(right, high):
                    return left, right
                low, high = (low, left) if self._straddles(low, left) else (right, high)
            elif trial.measure == self.target:
                return middle, middle
            elif (trial.measure < self.target) == rising:
                low = middle
            else:
                high = middle
        return low, high

    def _on_line(self, low: int, high: int) -> int:
        """The value strictly between two at which a straight line through them would meet the target."""
        first, last = self._measure(low), self._measure(high)
        if first == last:
            return (low + high) // 2
        return min(max(low + int((self.target - first) * (high - low) / (last - first)), low + 1), high - 1)

    def _edge(self, known: int, refused: int) -> int:
        """The last value that can be priced on the way from one that can to one that cannot."""
        while abs(refused - known) > 1:
            middle = (known + refused) // 2
            known, refused = (known, middle) if self.at(middle) is None else (middle, refused)
        return known

    def _solution(self, answer: str, exact: Sequence[int], low: int = -1, high: int = -1) -> Solution:
        known = [(k, self._measure(k)) for k in self.known()]
        signs = {(later > earlier) - (later < earlier) for (_, earlier), (_, later) in pairwise(known)}
        below, above = self.at(low), self.at(high)
        ends = [one for one in (below, *(self.at(k) for k in exact[:1]), above) if one is not None]
        rise = ends[-1].measure - ends[0].measure if ends else Fraction(0)
        by_measure = sorted(known, key=lambda pair: pair[1])
        return Solution(
            path=self.grid.path,
            measure=self.measure,
            target=self.target,
            answer=answer,
            exact=tuple(trial for k in exact if (trial := self.at(k)) is not None),
            below=below,
            above=above,
            direction="flat" if not rise else "rises" if rise > 0 else "falls",
            others={1, -1} <= signs or any(k - exact[0] >= len(exact) or k < exact[0] for k in exact),
            lowest=self._certain(by_measure[0][0]),
            highest=self._certain(by_measure[-1][0]),
            refused=self.refused,
            spec_sha256=self.trials.source.sha256,
            lang=self.lang,
        )

    def _certain(self, k: int) -> Trial:
        trial = self.at(k)
        assert trial is not None  # noqa: S101 - asked of known values only
        return trial


def trial_of(grid: Grid, k: int, quote: Quote, measure: str) -> Trial | None:
    """What a value gives; None where the quote does not know the measure."""
    found = measured(quote, measure)
    if found is None:
        return None
    return Trial(grid.shown(k), grid.setting(k), grid.at(k), found, quote.totals.total)


def spread(last: int, middle: int) -> list[int]:
    """Places from 0 to `last`: few, and the denser the nearer to the ends and to the middle."""
    places = {0, middle, last}
    for start, sign in ((0, 1), (last, -1), (middle, 1), (middle, -1)):
        distance = 1
        while 0 <= start + sign * distance <= last:
            places.add(start + sign * distance)
            distance *= GROWTH
    return sorted(places)


def _other_paths(trials: Trials, path: str, target: Fraction, measure: str, scenario: str) -> Iterator[str]:
    """Paths of stated amounts and numbers that lead to the target."""
    offered = 0
    for asked in trials.loaded(scenario).contract.entries:
        for key in _numeric_keys(asked.entry):
            other = f"{asked.path}.{key}"
            if other == path or offered == MOST_PATHS:
                continue
            grid = grid_of(other)
            search = _Search(trials, grid, target, measure, scenario)
            reached = [trial.measure for k in (0, 10**6, 10**9) if (trial := search.at(k)) is not None]
            if reached and min(reached) <= target <= max(reached):
                offered += 1
                yield other


def _numeric_keys(entry: Entry) -> Iterator[str]:
    """The keys of an entry that state an amount, a price or a quantity."""
    for name, field in type(entry).model_fields.items():
        key = as_written(name)
        if getattr(entry, name) is not None and reader_of(field) in {read_yen, read_number, read_unit_price}:
            yield key
