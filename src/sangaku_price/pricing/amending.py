"""Lines after a change: what is frozen, and the difference beside it, divided over the periods that have not ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.money import Yen, apportion, can_weigh, together
from sangaku_price.months import Period, fiscal_year_label, overlap
from sangaku_price.pricing.amended_words import BEFORE, direct_part, exact_after, in_words, split_after
from sangaku_price.pricing.amendment_history import FIXED, History
from sangaku_price.pricing.amendment_layers import parts_of, taxed, with_part
from sangaku_price.pricing.ledger import Ledger, posted_of
from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.change import TaxPart
from sangaku_price.quotation.derivation import (
    Step,
    amount_of,
    constant,
    shares,
    total,
)
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Draft, Terms, Unpriceable
from sangaku_price.tariff.law import Law
from sangaku_price.toml.problems import problem

MESSAGES = messages(
    {
        "amends-moved": Text(
            "凍結した行の「{what}」は変更できません（{before} → {after}）。別の id の項目として書いてください。",
            "the {what} of a frozen line cannot be changed ({before} → {after}); write an entry with another id",
        ),
        "amends-year-ended": Text(
            "{year}は変更日までに終わっているため、増減は{into}に計上しました。",
            "{year} had ended on the day of the change; the difference falls into {into}",
        ),
    }
)

Span = tuple[date, date]


class Difference(NamedTuple):
    """What a change makes of one id."""

    step: Step
    """Whole yen; below zero where less is owed than before."""
    by_period: Mapping[str, int]
    taxed: Mapping[str, tuple[TaxPart, ...]]
    """By period, the rates of tax."""
    template: Line
    """What the line is called, where it is charged, on what ground."""


class Amending:
    """The lines of a changed contract as they are posted."""

    def __init__(self, ledger: Ledger, history: History, terms: Terms, day: date, law: Law) -> None:
        self.ledger, self.history, self.terms, self.day, self.law = ledger, history, terms, day, law
        self.before = history.frozen().posted
        """What is frozen, by the ids of the changed contract."""
        self.differences: dict[str, Difference] = {}
        self.kept: set[str] = set()
        """The ids of which the frozen lines were looked at."""
        self._old_names = {history.new_name(ident): ident for ident in history.states[-1].ledger.posted}

    # -- what is frozen ------------------------------------------------------------------------------------------------

    def frozen_amount(self, ident: str) -> int:
        """What is owed of a line before the change."""
        posted = self.before.get(ident)
        return posted.amount if posted and posted.lines[0].certainty in FIXED else 0

    def frozen_direct(self, ident: str) -> int:
        """Of a split fee, or of what is waived of one, the direct part that is owed before the change."""
        posted = self.before.get(ident)
        return direct_part(posted.lines if posted else ()) or 0

    def keep(self, ident: str, template: Line | None = None) -> None:
        """The frozen lines as they are; charged as the changed contract says."""
        posted = self.before.get(ident)
        if posted is None:
            return
        if template is not None:
            self._same_kind(posted.lines[0], template)
            posted = posted._replace(
                lines=tuple(
                    line._replace(charged_as=template.charged_as, section=template.section, label=template.label)
                    for line in posted.lines
                )
            )
        self.ledger.enter(ident, posted)
        self.kept.add(ident)

    # -- what changes --------------------------------------------------------------------------------------------------

    def post(
        self,
        template: Line,
        step: Step,
        weights: Sequence[int],
        of: Posted | Draft | None = None,
        direct: int | None = None,
    ) -> None:
        """Add a difference to what is frozen of a line.

        `of` says from which entry it is; `direct` is the direct part of the difference of a split fee.
        """
        ident, old = template.id, self.before.get(template.id)
        if old is not None:
            self._same_kind(old.lines[0], template)
        amount = int(step.value)
        parts = shares(step, weights) if sum(map(bool, weights)) > 1 else tuple(step for _ in weights)
        lines: list[Line] = []
        by_period: dict[str, int] = {}
        splits = apportion(direct or 0, weights)
        there = {line.period: line for line in old.lines} if old else {}
        for period, weight, part, own in zip(self.history.periods, weights, parts, splits, strict=True):
            frozen = there.get(period.label)
            if weight and (part.value or (not old and len(lines) == 0)):
                by_period[period.label] = int(part.value)
                lines.append(self._line(template, frozen, part, period.label, amount, own))
            elif frozen is not None:
                lines.append(frozen._replace(charged_as=template.charged_as, section=template.section))
        kept = [line for line in lines if line.amount] or lines[:1]
        by_year = self._by_year(old, by_period, amount, weights, of)
        source = of or old
        category, recipient = (source.category, source.recipient) if source else (None, None)
        asked = source.asked if source else ident
        split = any(one.op == "split" for one in template.steps[1:]) and template.reduces is None
        self.ledger.enter(ident, posted_of(asked, tuple(kept), by_year, category, recipient, split=split))
        self.kept.add(ident)
        rates = self._taxed(ident, template, by_period)
        self.differences[ident] = Difference(step, by_period, rates, template)

    def _same_kind(self, old: Line, new: Line) -> None:
        """What a frozen line is it stays: its yen cannot become taxed otherwise, or uncertain."""
        for what in ("tax_category", "certainty"):
            before, after = getattr(old, what), getattr(new, what)
            if before != after:
                said = {"what": what.replace("_", "-"), "before": before, "after": after}
                raise Unpriceable(problem("amends-moved", self._path(new.id), **said))

    def _path(self, ident: str) -> str:
        head = ident.partition("/")[0]
        return next((one.path for one in self.terms.contract.entries if one.id == head), f"overhead.{head}")

    def _line(self, template: Line, frozen: Line | None, part: Step, label: str, whole: int, direct: int) -> Line:
        """The line of one period after the change."""
        if frozen is None:
            amount, step = amount_of(part), part
            words = template.formula
        else:
            step = total(constant(frozen.amount, "yen", BEFORE), part)
            amount = together(int(step.value))
            words = in_words(frozen.amount, int(part.value), whole, template.formula) if self.terms.worded else None
        split = split_after(template, frozen, amount, direct)
        return template._replace(
            period=label, amount=amount, steps=(step, *split), exact=exact_after(frozen, part), formula=words
        )

    def _by_year(
        self,
        old: Posted | None,
        by_period: Mapping[str, int],
        amount: int,
        weights: Sequence[int],
        of: Posted | Draft | None,
    ) -> tuple[Yen, ...]:
        """How the line falls into fiscal years after the change."""
        years = self.history.years
        if len(self.history.periods) > 1 or self.terms.contract.terms.billing == "fiscal-year":
            more = tuple(together(by_period.get(year.label, 0)) for year in years)
        elif any(weights):
            more = apportion(amount, self._years_of(of))
        else:
            more = tuple(together(0) for _ in years)
        before = old.by_year if old else tuple(together(0) for _ in years)
        return tuple(together(a + b) for a, b in zip(before, more, strict=True))

    def _years_of(self, of: Posted | Draft | None) -> Sequence[int]:
        """How what is billed at once falls into fiscal years: as its entry does, else by months."""
        if isinstance(of, Posted) and can_weigh(of.by_year):
            return of.by_year
        pinned, span = (of.fiscal_year, (of.first, of.last)) if isinstance(of, Draft) else (None, (None, None))
        first, last = self.terms.span(pinned)
        return [overlap(year, span[0] or first, span[1] or last) for year in self.history.years]

    # -- where it falls ------------------------------------------------------------------------------------------------

    def open_periods(self) -> Sequence[Period]:
        """The periods that have not ended on the day of the change; the last where all have."""
        periods = self.history.periods
        return [one for one in periods if one.end >= self.day] or periods[-1:]

    def weights(self, amount: int, pinned: int | None = None, span: Span | None = None) -> Sequence[int]:
        """How a difference is divided: by calendar months touched, over periods that have not ended.

        What becomes more falls into the periods of the changed contract; what becomes less also into those that the
        frozen one had.
        """
        now = self.open_periods()
        labels = {one.label for one in now}
        if pinned is not None:  # a year that has ended changes in the next one; one period takes all
            own = fiscal_year_label(pinned)
            label = own if own in labels else now[0].label
            return [int(one.label == label) for one in self.history.periods]
        terms = self.terms.contract.terms
        first, last = span or (terms.start, terms.end)
        if amount < 0 and span is None:
            last = max(last, *(past.contract.terms.end for past in self.history.pasts))
        found = [overlap(one, first, last) if one.label in labels else 0 for one in self.history.periods]
        if any(found):
            return found
        return [int(one is now[-1]) for one in self.history.periods]

    def in_periods(self, posted: Posted | None) -> Sequence[int]:
        """What lines come to in each period."""
        amounts = {line.period: line.amount for line in posted.lines} if posted else {}
        return [amounts.get(one.label, 0) for one in self.history.periods]

    def weights_where(self, posted: Posted, amount: int) -> Sequence[int]:
        """As `weights`, over those periods alone in which lines stand; over all where these have ended."""
        weights = self.weights(amount)
        found = [weight if there else 0 for weight, there in zip(weights, self.in_periods(posted), strict=True)]
        return found if any(found) else weights

    def weights_of(self, amount: int, *bases: Sequence[int], like: int | None = None) -> Sequence[int]:
        """As the first of several bases falls, by what has its sign, or that of `like`; else by months."""
        labels = {one.label for one in self.open_periods()}
        opened = [one.label in labels for one in self.history.periods]
        sign = 1 if (amount if like is None else like) > 0 else -1
        for base in bases:
            found = [max(0, sign * one) if still else 0 for one, still in zip(base, opened, strict=True)]
            if can_weigh(found):
                return found
        return self.weights(amount)

    # -- how it is taxed -----------------------------------------------------------------------------------------------

    def _taxed(self, ident: str, template: Line, by_period: Mapping[str, int]) -> Mapping[str, tuple[TaxPart, ...]]:
        """The rates of tax: of an increase its period's, of a decrease those at which it was charged."""
        ends = {one.label: one.end for one in self.history.periods}
        stack = list(taxed(self.history, self._at_step(ident)))
        reduced = taxed(self.history, self._at_step(template.reduces)) if template.reduces else []
        found: dict[str, tuple[TaxPart, ...]] = {}
        for label, amount in by_period.items():
            rate = self.rate(template.tax_category, ends[label])
            if reduced and amount < 0:
                rate = reduced[-1].rate
            parts = parts_of(stack, amount, rate)
            for part in parts:
                stack = with_part(stack, part)
            found[label] = parts
        return found

    def rate(self, category: str, last: date) -> Fraction | None:
        """The rate of tax of an increase in a period that ends on a day."""
        if category == "out-of-scope":
            return None
        return self.law.tax_on(last).rate if category == "taxable" else Fraction(0)

    def _at_step(self, ident: str | None) -> Callable[[int], str | None]:
        """The id of a line in each frozen quote."""
        head, slash, rest = (ident or "").partition("/")
        old = self._old_names.get(ident or "", ident)

        def name(step: int) -> str | None:
            if step == len(self.history.pasts) - 1:
                return old
            entry = self.history.entry_at(head, step)
            return f"{entry.id}{slash}{rest}" if entry is not None else ident

        return name
