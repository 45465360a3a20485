"""How a changed overhead falls into fiscal years: by what its base became more or less in each, as the engine has it.

The division is followed only where the lines that its derivation names, worked out again, give the division that the
quote has; where they do not (what counts of a category, lines that left the base) it keeps its proportions.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sangaku_price.documents.line_words import unsigned
from sangaku_price.documents.workbook.frozen import frozen_lines
from sangaku_price.documents.workbook.rows import CERTAIN, part_of, whole_of
from sangaku_price.months import touched_months
from sangaku_price.quotation.derivation import Step, walk
from sangaku_price.quotation.values import Line, Quote


class Followed(NamedTuple):
    """The base of a changed overhead in each period, and how the change is divided by it."""

    base: tuple[str, ...]
    """The lines of the base, as the contract is now."""
    before: tuple[int, ...]
    """What the base was before the change, by period."""
    now: tuple[int, ...]
    """What it is after the change."""
    opened: tuple[bool, ...]
    """Whether a period had not ended on the day of the change."""
    months: tuple[int, ...]
    """By what is divided where there is no base."""
    weights: tuple[int, ...]
    """The division that the quote has."""


def followed(quote: Quote) -> dict[str, Followed]:
    """The overheads of a changed contract whose division follows their base, by id."""
    if quote.change is None or len(quote.periods) < 2:  # noqa: PLR2004 - one period has no division
        return {}
    frozen = frozen_lines(quote)
    groups: dict[str, list[Line]] = {}
    for line in quote.lines:
        if line.certainty in CERTAIN and line.reduces is None and (line.id, line.period) not in frozen:
            groups.setdefault(line.id, []).append(line)
    found = ((ident, _followed(quote, group)) for ident, group in groups.items())
    return {ident: one for ident, one in found if one is not None}


def _followed(quote: Quote, group: Sequence[Line]) -> Followed | None:
    part = next(filter(None, map(part_of, group)), None)
    if part is None or whole_of(group[0], group, len(quote.periods)) is None:
        return None
    bases = list(dict.fromkeys(_bases(part.args[0])))
    if not bases:
        return None
    change = quote.change
    signed = change.signed if change else quote.contract.start
    opened = [one.end >= signed for one in quote.periods]
    if not any(opened):
        opened[-1] = True
    months = tuple(
        touched_months(one.start, one.end) if still else 0 for one, still in zip(quote.periods, opened, strict=True)
    )
    before, now = _before(quote, bases[-1]), _by_period(quote, bases[0])
    made = Followed(bases[0], before, now, tuple(opened), months, part.weights)
    return made if _division(made, int(part.args[0].value)) == part.weights else None


def _bases(step: Step) -> Iterator[tuple[str, ...]]:
    """The lines of which something is a share: of the base now first, of that before last."""
    return (one.lines for one in walk(unsigned(step)) if one.op == "lines")


def _by_period(quote: Quote, idents: Sequence[str]) -> tuple[int, ...]:
    """What lines come to in each period."""
    sums = dict.fromkeys((one.label for one in quote.periods), 0)
    for line in quote.lines:
        if line.id in idents and line.certainty in CERTAIN and line.period in sums:
            sums[line.period] += line.amount
    return tuple(sums.values())


def _before(quote: Quote, idents: Sequence[str]) -> tuple[int, ...]:
    """What lines came to in each period before the change."""
    lines = [one for one in quote.change.lines if one.id in idents or one.before_id in idents] if quote.change else []
    each = ([one.by_period.get(period.label) for one in lines] for period in quote.periods)
    return tuple(sum(moved.before for moved in moves if moved) for moves in each)


def _division(made: Followed, amount: int) -> tuple[int, ...]:
    """What moved in the way of the amount; else the base, else the months."""
    sign = (amount > 0) - (amount < 0)
    moved = tuple(one - old for one, old in zip(made.now, made.before, strict=True))
    for way in (moved, made.now):
        weights = tuple(max(0, sign * one) if still else 0 for one, still in zip(way, made.opened, strict=True))
        if any(weights):
            return weights
    return made.months
