"""What a from-base overhead takes out of its base after a change (控除): what is frozen of it, and the difference.

In each period the difference is that of the overhead itself, so that both together change nothing there. It falls on
the entries that changed; never is more given back to an entry than was taken out of it.
"""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.items.overhead import reductions
from sangaku_price.money import apportion, can_weigh, together
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.amendment_history import State
from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.derivation import constant
from sangaku_price.quotation.values import Line


class Taking:
    """What the overheads of a changed contract take out of other lines."""

    def __init__(self, amending: Amending, now: State) -> None:
        self.amending, self.now = amending, now
        self._frozen: dict[str, dict[str, Posted]] = {}
        for ident, posted in amending.before.items():
            reduced = posted.lines[0].reduces
            if reduced is not None:
                self._frozen.setdefault(ident.partition("/")[0], {})[reduced] = posted

    def frozen(self, ident: str) -> Mapping[str, Posted]:
        """What an overhead took out before the change, by the line out of which it was taken."""
        return self._frozen.get(ident, {})

    def taken_out(self, ident: str) -> int:
        """The sum of it."""
        return -sum(posted.amount for posted in self.frozen(ident).values())

    def by_period(self, ident: str) -> Sequence[int]:
        """The sum of it in each period."""
        amounts = [self.amending.in_periods(posted) for posted in (None, *self.frozen(ident).values())]
        return [-sum(one) for one in zip(*amounts, strict=True)]

    def keep(self, ident: str) -> None:
        """What is frozen of it stays as it is, where nothing else was said of it."""
        for posted in self.frozen(ident).values():
            if posted.lines[0].id not in self.amending.kept:
                self.amending.keep(posted.lines[0].id)

    def move(self, overhead: Line, amounts: Sequence[int], inside: Sequence[Posted]) -> None:
        """Take more out of the lines of a base, or give some back (below zero), by period; all else stays."""
        amount = sum(amounts)
        back = self.frozen(overhead.id)
        among = [self.now.ledger.posted.get(one, self.amending.before[one]) for one in back] if amount < 0 else inside
        sizes = self._given_back(-amount, among, back) if amount < 0 else self._taken(amount, among)
        left, sign = [abs(one) for one in amounts], 1 if amount > 0 else -1
        chosen = [(one, size) for one, size in zip(among, sizes, strict=True) if size]
        wanted = [one.lines[0]._replace(amount=together(size)) for one, size in chosen]
        lines = reductions(overhead._replace(amount=together(abs(amount))), wanted, {}) if wanted else ()
        for line, (one, size) in zip(lines, chosen, strict=True):
            weights = _within(size, self._falling(one, back.get(one.lines[0].id), sign), left)
            left = [rest - weight for rest, weight in zip(left, weights, strict=True)]
            self.amending.post(line, constant(-sign * size, "yen"), weights, one)
        self.keep(overhead.id)

    # -- of which entry ----------------------------------------------------------------------------------------------

    def _moved(self, one: Posted, sign: int) -> int:
        """How much more, or less, an entry comes to."""
        return max(0, sign * (one.amount - self.amending.frozen_amount(one.lines[0].id)))

    def _taken(self, amount: int, inside: Sequence[Posted]) -> Sequence[int]:
        """What is taken out of each entry: of those that became more, else of all."""
        moved = [self._moved(one, 1) for one in inside]
        weights = moved if any(moved) else [max(0, one.amount) for one in inside]
        return apportion(amount, weights) if any(weights) else weights

    def _given_back(self, amount: int, among: Sequence[Posted], back: Mapping[str, Posted]) -> Sequence[int]:
        """What each entry gets back: those that became less first, none more than was taken out of it."""
        limits = [-posted.amount for posted in back.values()]
        moved = [self._moved(one, -1) for one in among]
        wanted = apportion(amount, moved) if any(moved) else [0 for _ in moved]
        return _limited(amount, wanted, limits)

    # -- of which period ---------------------------------------------------------------------------------------------

    def _falling(self, one: Posted, back: Posted | None, sign: int) -> Iterator[Sequence[int]]:
        """As what falls a part of an entry may fall: as its change, as what was taken out of it, as the entry."""
        now = self.amending.in_periods(one)
        before = self.amending.in_periods(self.amending.before.get(one.lines[0].id))
        yield [max(0, sign * (a - b)) for a, b in zip(now, before, strict=True)]
        if sign < 0:
            yield [-amount for amount in self.amending.in_periods(back)]
        yield [max(0, amount) for amount in now]


def _within(amount: int, wishes: Iterator[Sequence[int]], most: Sequence[int]) -> Sequence[int]:
    """An amount divided by the first wish that can weigh it, where no period takes more than is left for it."""
    opened = ([weight if rest else 0 for weight, rest in zip(wish, most, strict=True)] for wish in wishes)
    weights = next((one for one in opened if can_weigh(one)), None)
    return _limited(amount, apportion(amount, weights) if weights else [0 for _ in most], most)


def _limited(amount: int, wanted: Sequence[int], most: Sequence[int]) -> Sequence[int]:
    """An amount as it is wanted, no part above its limit; what is left over by what the limits leave."""
    found = [min(*one) for one in zip(wanted, most, strict=True)]
    rest = [limit - one for limit, one in zip(most, found, strict=True)]
    more = apportion(amount - sum(found), rest) if any(rest) else rest
    return [a + b for a, b in zip(found, more, strict=True)]
