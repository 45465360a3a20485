"""What moved between two quotes, and by which of several changes: each is made on top of those before it.

A change after which the contract cannot be priced is merged with the next, so that the parts always make the whole.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import NamedTuple

from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.toml.problems import BadFile

ENGINE, LAW, TARIFF, FROZEN, INPUT = "engine", "law", "tariff", "frozen", "input"
CAUSES = (ENGINE, LAW, TARIFF, FROZEN, INPUT)
"""In the order in which the changes are made."""


class Change(NamedTuple):
    """One change, and the quote that follows from it and all before it."""

    cause: str
    path: str
    """Of the key that changed; empty where the cause says it all."""
    before: str
    after: str
    price: Callable[[], Quote] | None
    """None where there are so many changes that this one is told together with the next."""


class Move(NamedTuple):
    """One change, or several that only together can be priced, and what they made of the quote."""

    changes: tuple[Change, ...]
    before: Quote
    after: Quote

    @property
    def total(self) -> int:
        """Yen of the total with tax."""
        return self.after.totals.total - self.before.totals.total

    @property
    def contingent(self) -> int:
        """Yen of the contingent money at most."""
        return self.after.totals.contingent.maximum - self.before.totals.contingent.maximum

    @property
    def planned(self) -> int:
        """Yen of what is planned for later years, with tax."""
        return planned_total(self.after) - planned_total(self.before)


class Stuck(NamedTuple):
    """The last changes, after which the contract cannot be priced, and why."""

    changes: tuple[Change, ...]
    refusal: BadFile


def planned_total(quote: Quote) -> int:
    """What is planned, with tax; nothing where all is firm."""
    return quote.totals.planned.total if quote.totals.planned else 0


def moves(start: Quote, changes: Iterable[Change]) -> tuple[list[Move], Stuck | None]:
    """Each change with its effect; and the last ones, if with them nothing can be priced any more."""
    each, found = moved(start, changes), list[Move]()
    while True:
        try:
            found.append(next(each))
        except StopIteration as end:
            return found, end.value


def moved(start: Quote, changes: Iterable[Change]) -> Generator[Move, None, Stuck | None]:
    """The same one after the other: of very many quotes, two are held at a time."""
    pending: tuple[Change, ...] = ()
    stuck: Stuck | None = None
    for change in changes:
        pending = (*pending, change)
        if change.price is None:
            continue
        try:
            after = change.price()
        except BadFile as mistake:
            stuck = Stuck(pending, mistake)
            continue
        yield Move(pending, start, after)
        start, pending, stuck = after, (), None
    return stuck


# -- lines -------------------------------------------------------------------------------------------------------------


class LineMove(NamedTuple):
    """A line of one quote beside that of another; an amount is None where there is no such line."""

    id: str
    label: Text
    kind: str
    certainty: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """Yen that it became more."""
        return (self.after or 0) - (self.before or 0)


class _Summed(NamedTuple):
    line: Line
    amount: int


def line_moves(old: Quote, new: Quote) -> tuple[LineMove, ...]:
    """Every line of both, in the new quote's order, then those that are gone; periods are summed.

    Lines are matched by the ids of the files; where an entry has none, by kind and text, then by its number.
    """
    before, after = _summed(old), _summed(new)
    partner = _matched(before, after)
    found = [_move(one.line, before.get(partner.get(ident, "")), one) for ident, one in after.items()]
    matched = set(partner.values())
    gone = [one for ident, one in before.items() if ident not in matched]
    return (*found, *(_move(one.line, one, None) for one in gone))


def lines_alone(quote: Quote, *, is_new: bool) -> tuple[LineMove, ...]:
    """Every line of a quote that has none beside it; periods are summed."""
    each = _summed(quote).values()
    return tuple(_move(one.line, None, one) if is_new else _move(one.line, one, None) for one in each)


def _summed(quote: Quote) -> Mapping[str, _Summed]:
    found: dict[str, _Summed] = {}
    for line in quote.lines:
        apart = {"running": line.period, "planned": line.certainty}.get(line.certainty)
        key = f"{line.id}@{apart}" if apart else line.id
        amount = found[key].amount + line.amount if key in found else line.amount
        found[key] = _Summed(line, amount)
    return found


def _move(line: Line, old: _Summed | None, new: _Summed | None) -> LineMove:
    before, after = old.amount if old else None, new.amount if new else None
    return LineMove(line.id, line.label, line.kind, line.certainty, before, after)


def _matched(before: Mapping[str, _Summed], after: Mapping[str, _Summed]) -> Mapping[str, str]:
    """The old key of each new one that has a partner."""
    partner = {key: key for key in after if key in before and not _is_numbered(key)}
    for same in (_text, _place):
        taken = set(partner.values())
        free = {same(key, one): key for key, one in reversed(list(before.items())) if key not in taken}
        for key, one in after.items():
            if key not in partner and same(key, one) in free:
                partner[key] = free.pop(same(key, one))
    return partner


def _is_numbered(key: str) -> bool:
    """Whether an entry has no id of its own, but is called by its number: ids hold no point."""
    return "." in key.partition("@")[0]


def _text(key: str, one: _Summed) -> tuple[object, ...]:
    return one.line.kind, one.line.label, one.line.certainty, key.partition("@")[2]


def _place(key: str, one: _Summed) -> tuple[object, ...]:
    return key, one.line.kind


def figures(quote: Quote) -> tuple[object, ...]:
    """All figures of a quote, without its words: what must not move."""
    lines = tuple(
        (
            line.id,
            line.kind,
            line.section,
            line.charged_as,
            line.certainty,
            line.tax_category,
            line.period,
            line.due,
            line.probability,
            line.amount,
            line.reduces,
        )
        for line in quote.lines
    )
    return lines, quote.periods, quote.invoices, quote.totals


def stated(quote: Quote) -> Quote:
    """What a quote states, without the words in which an engine gives its reasons: another engine may have others."""
    lines = tuple(line._replace(formula=None, beaten=(), marks=(), sources=(), steps=()) for line in quote.lines)
    return quote._replace(engine="", lines=lines, notes=())
