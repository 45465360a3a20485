"""The lines so far, and the sums that percentages and overheads are taken of.

A base is a sum of rounded, fixed lines before waivers; a set, so that nothing counts twice. A researcher fee that the
tariff splits carries its own overhead and is in no overhead's base.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.phrases import by_name, summed
from sangaku_price.language.text import Text, own
from sangaku_price.money import Yen, apportion, can_weigh
from sangaku_price.months import Period, fiscal_year_label, fiscal_years, months_of
from sangaku_price.pricing.counted import first_of_recipients, of_counted_size
from sangaku_price.pricing.nets import Net, Nets
from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.derivation import Step, amount_of, is_private, line_sum, parts_in, shares, split_fee
from sangaku_price.quotation.values import Line
from sangaku_price.rules.conditions import Base, Sum
from sangaku_price.rules.counting import Counting
from sangaku_price.rules.terms import Draft, Terms

TOTAL = Text("合計", "total")
_Amounts = tuple[Posted, Mapping[str | None, int], Sequence[int]]
"""Lines, and what counts of them in each period and in each fiscal year."""


class _Spread(NamedTuple):
    """How a span of days falls into the periods and the fiscal years: the months of each."""

    periods: tuple[int, ...]
    years: tuple[int, ...]
    only: int | None
    """The place of the period, where it touches one alone."""


@dataclass(slots=True)
class Ledger:
    """All lines, in the order in which they were computed."""

    terms: Terms
    periods: tuple[Period, ...]
    years: tuple[Period, ...]
    posted: dict[str, Posted] = field(default_factory=dict)
    nets: Nets = field(default_factory=Nets)
    spreads: dict[tuple[date, date], _Spread] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Terms) -> "Ledger":
        """An empty ledger for a contract."""
        return cls(terms, terms.periods(), fiscal_years(*terms.span(None)))

    def post_draft(self, draft: Draft) -> None:
        """Divide a draft into the periods."""
        first, last = self.terms.span(draft.fiscal_year)
        words = self.terms.formula(draft.step)
        if draft.certainty == "fixed":
            lines, by_year = self._divided(draft, words, draft.first or first, draft.last or last)
        else:
            label = fiscal_year_label(draft.year) if draft.year else None
            lines = (line_of(draft, words, draft.step, label, self.terms.exact(draft.step)),)
            by_year = (Yen(0),) * len(self.years)
        old = self.posted.get(draft.id)
        kept = (*old.lines, *lines) if old else lines
        split = draft.split is not None
        self.enter(draft.id, posted_of(draft.asked, kept, by_year, draft.category, draft.recipient, split=split))

    def _divided(
        self, draft: Draft, words: Text | None, first: date, last: date
    ) -> tuple[tuple[Line, ...], tuple[Yen, ...]]:
        """The draft in each period of a span; and how it falls into fiscal years, which may be the periods."""
        weights, years, only = self._spread(first, last)
        exact = self.terms.exact
        if only is not None:
            label = self.periods[only].label
            lines: tuple[Line, ...] = (line_of(draft, words, draft.step, label, exact(draft.step)),)
        else:
            parts = zip(self.periods, shares(draft.step, weights), weights, strict=True)
            touched = [(period.label, step) for period, step, weight in parts if weight]
            lines = tuple([line_of(draft, words, step, label, exact(step)) for label, step in touched])
            if len(lines) == len(self.years) and self.periods is self.years:
                return lines, tuple([line.amount for line in lines])
        return lines, apportion(amount_of(draft.step), years)

    def _spread(self, first: date, last: date) -> _Spread:
        """How a span falls into the periods and the years; most entries have the same."""
        found = self.spreads.get((first, last))
        if found is None:
            weights = months_of(self.periods, first, last)
            only = weights.index(max(weights)) if len(weights) - weights.count(0) == 1 else None
            found = self.spreads[first, last] = _Spread(weights, months_of(self.years, first, last), only)
        return found

    def enter(self, ident: str, posted: Posted) -> None:
        """Lines that are made; what an overhead takes out of a line is taken off what is left of it."""
        self.posted[ident] = posted
        line = posted.lines[0]
        if line.reduces is None:
            self.nets.enter(posted)
        elif line.kind != "waiver":
            self.nets.take(line.reduces, posted)

    def post_overhead(self, lines: Sequence[Line], base: Base | None, pinned: int | None) -> None:
        """Add the lines of one overhead; periods in which it is nothing are left out, if it is something in another."""
        amount = sum(line.amount for line in lines)
        if len(self.periods) > 1:
            by_year = tuple(line.amount for line in lines)
        elif pinned is not None:
            by_year = tuple(Yen(amount if year.label == fiscal_year_label(pinned) else 0) for year in self.years)
        elif base is not None and can_weigh(base.by_year):
            by_year = apportion(amount, base.by_year)
        else:
            by_year = apportion(amount, months_of(self.years, *self.terms.span(None)))
        kept = tuple(line for line in lines if line.amount) or tuple(lines[:1])
        self.enter(lines[0].id, posted_of(lines[0].id, kept, by_year))

    def post_reductions(self, lines: Iterable[Line]) -> None:
        """Add negative lines: waivers, and what an overhead takes out of its base; they fall where their line does."""
        groups: dict[str, list[Line]] = {}
        for line in lines:
            groups.setdefault(line.id, []).append(line)
        for ident, group in groups.items():
            whole = self.posted[group[0].reduces or ""]
            taken = posted_of(whole.asked, tuple(group), self._years_of(group, whole), whole.category)
            self.enter(ident, taken)

    def _years_of(self, lines: Sequence[Line], whole: Posted) -> tuple[Yen, ...]:
        """How the lines that make another smaller fall into fiscal years."""
        if len(self.periods) > 1:
            by_period = {line.period: line.amount for line in lines}
            return tuple(by_period.get(year.label, Yen(0)) for year in self.years)
        if not can_weigh(whole.by_year):
            return tuple(Yen(0) for _ in self.years)
        return apportion(sum(line.amount for line in lines), whole.by_year)

    def lines(self) -> Iterator[Line]:
        """Every line."""
        for posted in self.posted.values():
            yield from posted.lines

    def left_of(self, ids: Sequence[str]) -> Iterator[Line]:
        """The lines of a base with what earlier overheads have left of them, where they have left anything."""
        for ident in ids:
            for line, amount in self.nets.by_id[ident].left():
                yield line._replace(amount=Yen(amount))

    def fixed_of(self, names: Sequence[str]) -> Step:
        """The sum that an entry's `of` names: kinds ([[direct]] entries for `direct`), ids; fixed lines only."""
        chosen = [
            posted for posted in self.posted.values() if posted.lines[0].certainty == "fixed" and posted.is_of(names)
        ]
        amount = sum(posted.amount for posted in chosen)
        return line_sum(amount, [posted.lines[0].id for posted in chosen], self._words(names))

    def measure(self, names: Sequence[str], except_categories: Sequence[str], counting: Counting | None = None) -> Base:
        """The base of an overhead or a notice; with `counting`, what of it counts."""
        nets = [net for net in self.nets.by_id.values() if self._is_in_base(net.posted, names, except_categories)]
        if counting is None:
            return self._net_base(nets, names)
        chosen = [self.posted[ident] for ident in self.nets.ids_of(nets)]
        kept = of_counted_size(chosen, counting)
        whole, counted = self._base(kept, names), first_of_recipients(kept, counting, self.years)
        base = self._base(counted, names)
        left_out = (was - now for was, now in zip(whole.by_period, base.by_period, strict=True))
        amounts = {one.lines[0].id: one.amount for one in counted}
        rest = {one.lines[0].id: one.amount - amounts.get(one.lines[0].id, 0) for one in chosen if not one.reduces}
        uncounted = tuple(by_name(self.posted[ident].lines[0].label, ident) for ident, amount in rest.items() if amount)
        return base._replace(left_out=tuple(left_out), uncounted=uncounted)

    def measure_all(self) -> Base:
        """Every fixed line, split fees and waivers included."""
        chosen = [posted for posted in self.posted.values() if posted.lines[0].certainty == "fixed"]
        return self._base(chosen, ["total"])

    def _is_in_base(self, posted: Posted, names: Sequence[str], except_categories: Sequence[str]) -> bool:
        """Whether a base contains a line; a kind that stands apart only by its name."""
        line = posted.lines[0]
        if self.terms.kinds[line.kind].is_apart and not {line.kind, line.id, posted.asked} & {*names}:
            return False
        return _is_in_base(posted, names, except_categories)

    def _base(self, chosen: Sequence[Posted], names: Sequence[str]) -> Base:
        periods = [{line.period: line.amount for line in posted.lines} for posted in chosen]
        amounts = [(one, amounts, one.by_year) for one, amounts in zip(chosen, periods, strict=True)]
        wholes = tuple(posted.lines[0].id for posted in chosen if not posted.reduces)
        return self._added(amounts, names, tuple(one.lines[0].id for one in chosen), wholes)

    def _net_base(self, chosen: Sequence[Net], names: Sequence[str]) -> Base:
        amounts = [(net.posted, net.by_period, net.by_year) for net in chosen]
        return self._added(amounts, names, self.nets.ids_of(chosen), tuple([net.ident for net in chosen]))

    def _added(
        self, amounts: Sequence[_Amounts], names: Sequence[str], ids: tuple[str, ...], wholes: tuple[str, ...]
    ) -> Base:
        """The sum of lines by what counts of each in the periods and the years."""
        in_periods = [sum([of.get(period.label, 0) for _, of, _ in amounts]) for period in self.periods]
        by_year = tuple(map(sum, zip(*[years for _, _, years in amounts], strict=True))) or (0,) * len(self.years)
        largest = by_year.index(max(by_year))
        return Base(
            self._words(names),
            ids,
            tuple(in_periods),
            by_year,
            _sum([(posted, sum(of.values())) for posted, of, _ in amounts]),
            _sum([(posted, years[largest]) for posted, _, years in amounts]),
            wholes=wholes,
        )

    def _words(self, names: Sequence[str]) -> Text:
        """A base in words: 直接経費＋研究料."""
        return summed(self._word(name) for name in names)

    def _word(self, name: str) -> Text:
        if name == "total":
            return TOTAL
        if name in self.posted:
            return self.posted[name].lines[0].label
        rule = self.terms.rules.kinds.get(name)
        kind = self.terms.kinds.get(name)
        return (rule.name if rule else None) or (kind.label if kind else own(name))


def posted_of(
    asked: str,
    lines: tuple[Line, ...],
    by_year: tuple[Yen, ...],
    category: str | None = None,
    recipient: str | None = None,
    *,
    split: bool = False,
) -> Posted:
    """What the ledger keeps of the lines of one id."""
    amount = lines[0].amount if len(lines) == 1 else sum([line.amount for line in lines])
    return Posted(asked, lines, by_year, amount, category, recipient, split)


def _is_in_base(posted: Posted, names: Sequence[str], except_categories: Sequence[str]) -> bool:
    line = posted.lines[0]
    if line.certainty != "fixed" or line.kind == "waiver" or posted.split or posted.category in except_categories:
        return False
    if "total" in names or line.id in names or posted.asked in names:
        return True
    if line.kind == "direct":
        return "direct" in names and line.charged_as == "direct"
    return line.kind in names or ("direct" in names and line.charged_as == "direct")


def _sum(parts: Iterable[tuple[Posted, int]]) -> Sum:
    taxable, other = 0, 0
    for posted, amount in parts:
        if posted.lines[0].tax_category == "taxable":
            taxable += amount
        else:
            other += amount
    return Sum(taxable, other)


def line_of(draft: Draft, words: Text | None, step: Step, period: str | None, exact: Fraction | None) -> Line:
    """The line of a draft in one period; a part says of itself what the whole does."""
    amount = amount_of(step)
    split = (split_fee(amount, draft.split),) if draft.split else ()
    parts = (parts_in(draft.parts, amount),) if draft.parts else ()
    return Line(
        id=draft.id,
        kind=draft.kind,
        section=draft.section,
        charged_as=draft.charged_as,
        certainty=draft.certainty,
        tax_category=draft.tax_category,
        period=period,
        label=draft.label,
        amount=amount,
        steps=(step, *split, *parts),
        sources=draft.sources,
        due=draft.due,
        probability=draft.probability,
        quantity=draft.quantity,
        unit=draft.unit,
        unit_price=draft.unit_price,
        exact=exact,
        formula=words,
        base=draft.base,
        rate=draft.rate,
        rounding=draft.rounding,
        beaten=draft.beaten,
        private=is_private(step),
        marks=tuple(dict.fromkeys([note.code for note in draft.notes])) if draft.notes else (),
    )
