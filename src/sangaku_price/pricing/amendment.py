"""The pricing of a changed contract: what is frozen stays, and what changes is priced by one of three rates.

increment: the difference at the rates of the day of the change; all: the whole at them, less what is frozen; original:
the difference at the rates by which the whole was priced last (the first contract, or the last change at `all`).
Published numbers follow it (overheads, fees, yen an hour); what the contract itself gives is its new amount less the
frozen one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.lump_sum import ID as LUMP_SUM
from sangaku_price.items.waiver import Waiver
from sangaku_price.money import apportion
from sangaku_price.months import fiscal_year_label
from sangaku_price.pricing.amended_agreed import own_moved
from sangaku_price.pricing.amended_entry import (
    check_split,
    draft_of,
    given_back,
    inner,
    is_published,
    is_untouched,
    split_back,
    stay_of,
)
from sangaku_price.pricing.amended_overhead import Overheads
from sangaku_price.pricing.amended_waiving import WholeLines, same_waiver
from sangaku_price.pricing.amended_words import direct_part, magnitude, taken, worded
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.amendment_history import FIXED, History, State
from sangaku_price.pricing.bearers import COMPANY, is_of_company
from sangaku_price.pricing.engine import Run
from sangaku_price.pricing.ledger import Ledger, line_of
from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.change import ALL
from sangaku_price.quotation.derivation import Step, amount_of, constant, difference, exact_of, rounded, split_fee
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.in_force import rules_in_force
from sangaku_price.rules.overhead_rules import Charged
from sangaku_price.rules.terms import Draft, Terms, Unpriceable, note
from sangaku_price.tariff.tariff import Tariff


class AmendedRun(Run):
    """The pricing of one changed contract in one scenario, at one of the three rates."""

    def __init__(self, terms: Terms, approach: str, history: History, rates: str, day: date) -> None:
        super().__init__(terms, approach)
        self.history, self.rates = history, rates
        self.ledger = self.bearers.ledgers[COMPANY] = Ledger(terms, history.periods, history.years)
        self.amending = Amending(self.ledger, history, terms, day, terms.law)
        self.now = State(terms.contract, self.ledger)
        self.overheads = Overheads(self.amending, self.now, rates)
        self.moved = {*own_moved(history.before.contract, terms.contract)}
        """The entries of which the own amount changes, as far as the company bears them."""
        self.lump_sum = False

    def price(self, as_of: date | None, agreed: int | None, scenario: str) -> tuple[list[Line], tuple[Note, ...]]:
        """All lines after the change, and all that must be said."""
        self.lump_sum = agreed is not None
        entries = self.history.frozen_entries()
        for ident, posted in self.amending.before.items():
            self.asked_of[ident] = posted.asked
            if posted.asked in entries and posted.asked not in self.entries and not posted.reduces:
                self._drop(ident)
            elif posted.asked not in entries and ident != LUMP_SUM and not posted.reduces:
                self.amending.keep(ident)  # an overhead, until it is priced
        self.notes += (note("amends-own-ended", "note", ident) for ident in self._own_on_ended())
        lines, notes = super().price(as_of, agreed, scenario)
        gone = {ident for ident, one in self.amending.differences.items() if self._is_gone(ident, one.template)}
        gone -= {line.reduces for line in lines if line.amount}
        return [line for line in lines if line.id not in gone and line.reduces not in gone], notes

    def _is_gone(self, ident: str, template: Line) -> bool:
        """Whether nothing is left of a line, nor of what asked for it."""
        asked = self.asked_of.get(ident, ident)
        lines = self.ledger.posted[ident].lines
        there = asked in self.entries or asked in self.overheads.priced or template.reduces is not None
        return not there and not any(line.amount for line in lines)

    def kept_entries(self) -> dict[str, Asked[Entry]]:
        """The entries that the scenario keeps, and those that are frozen: an approach drops the change's alone."""
        frozen = {posted.asked for posted in self.amending.before.values()}
        return {ident: one for ident, one in self.entries.items() if one.table in self.kept or ident in frozen}

    # -- entries -----------------------------------------------------------------------------------------------------

    def price_entry(self, asked: Asked[Entry]) -> None:
        """What is frozen of an entry, and what the change makes of it."""
        frozen = [ident for ident, one in self.amending.before.items() if one.asked == asked.id and not one.reduces]
        old = self.history.entry_at(asked.id, len(self.history.pasts) - 1)
        if asked.table not in self.kept:
            for ident in frozen:
                self.amending.keep(ident)
            return
        ours = self.bearers.is_company(asked.id)
        old = old if old is not None and is_of_company(old) else None  # what another bore is new
        if ours and self.rates != ALL and frozen and old is not None and is_published(asked) and is_published(old):
            self._price_published(asked, old)
            self.say_of_entry(asked, self.ledger.posted[asked.id].lines[0].tax_category)
        elif ours and self.rates != ALL and frozen and old is not None and is_untouched(asked, old):
            self.amending.keep(asked.id)  # whatever is published now: its price is a fact
        else:
            super().price_entry(asked)
        for ident in frozen:
            if ident not in self.amending.kept:
                self._drop(ident)
        if ours and old is not None and asked.entry.charged_as == old.entry.charged_as:
            self.overheads.reclassify(frozen)

    def post(self, draft: Draft) -> None:
        """A draft of the whole: what it is more, or less, than what is frozen."""
        if not self.bearers.is_company(draft.asked):
            super().post(draft)
            return
        frozen = self.amending.before.get(draft.id)
        if draft.certainty not in FIXED and (frozen is None or frozen.lines[0].certainty not in FIXED):
            super().post(draft)
            self.amending.kept.add(draft.id)
            return
        amount = self.amending.frozen_amount(draft.id)
        step = difference(draft.step, constant(amount, "yen")) if frozen else draft.step
        self._post_difference(draft, step)

    def _post_difference(self, draft: Draft, step: Step, split: tuple[int, int] | None = None) -> None:
        """What a draft becomes more, in whole yen; `split` are the parts of the difference, where it is no whole."""
        self.asked_of[draft.id] = draft.asked
        self.notes += draft.notes
        template = line_of(draft, worded(step, self.terms), draft.step, None, self.terms.exact(draft.step))
        if not step.value and draft.id in self.amending.before:
            self.amending.keep(draft.id, template)
            return
        self.moved.add(draft.asked)
        self._say_of_year(draft)
        amount, frozen = int(step.value), self.amending.before.get(draft.id)
        span = (draft.first, draft.last) if draft.first and draft.last else None
        if amount < 0 and frozen is not None and draft.fiscal_year is None:
            weights = self.amending.weights_where(frozen, amount)
        else:
            weights = self.amending.weights(amount, draft.fiscal_year, span)
        direct = None
        if draft.split and split is not None:
            direct = apportion(amount, split)[0] if any(split) else amount
        elif draft.split:
            now = apportion(amount_of(draft.step), draft.split)[0] if any(draft.split) else amount_of(draft.step)
            direct = now - self.amending.frozen_direct(draft.id)
            template = template._replace(steps=(draft.step, split_fee(int(step.value), (1, 0))))
        self.amending.post(template, step, weights, draft, direct)

    def _say_of_year(self, draft: Draft) -> None:
        """That a difference falls into another year than the entry's, as that has ended."""
        if draft.fiscal_year is None:
            return
        opened = [one.label for one in self.amending.open_periods()]
        pinned, words = fiscal_year_label(draft.fiscal_year), self.terms.calendar
        if pinned not in opened and len(self.history.periods) > 1:
            self.notes.append(
                note("amends-year-ended", "note", draft.id, year=words.period(pinned), into=words.period(opened[0]))
            )

    def _drop(self, ident: str) -> None:
        """What is frozen of an entry, a part of it, or a waiver that is not there any more."""
        posted = self.amending.before[ident]
        self.moved.add(posted.asked)
        self.amending.kept.add(ident)
        if posted.lines[0].certainty not in FIXED:
            return
        step = constant(-posted.amount, "yen")
        template = posted.lines[0]._replace(formula=worded(step, self.terms))
        if posted.reduces:
            amounts = self.amending.in_periods(posted)
            weights = self.amending.weights_of(-posted.amount, amounts, like=posted.amount)
        else:
            weights = self.amending.weights_where(posted, -posted.amount)
        self.amending.post(template, step, weights, posted, -self.amending.frozen_direct(ident))

    def _price_published(self, asked: Asked[Entry], old: Asked[Entry]) -> None:
        """An entry that the tariff prices, before and after: hours, people, a stay."""
        now = draft_of(asked, self.terms)
        before = draft_of(old, self.terms._replace(contract=self.history.before.contract))
        is_split = direct_part(self.amending.before[asked.id].lines) is not None
        if now.step.value == before.step.value and exact_of(now.step) == exact_of(before.step):
            self._post_difference(now, constant(0, "yen"))
        elif exact_of(now.step) > exact_of(before.step):
            if stay_of(now) > stay_of(before):  # the steps for the longer stay, less what was charged
                self.post(now)
            else:
                check_split(asked, now, is_split=is_split)
                step = rounded(difference(inner(now.step), inner(before.step)), now.rounding)
                self._post_difference(now, step, now.split)
        else:
            now = now._replace(split=(now.split or (1, 0)) if is_split else None)
            frozen = self.amending.frozen_amount(asked.id)
            if not exact_of(now.step):  # of nothing nothing is owed, whatever was rounded before
                self._post_difference(now, constant(-frozen, "yen"))
                return
            parts = given_back(asked, self.history, self.contract)
            back = magnitude([one.step for one in parts], now.rounding, frozen)
            self._post_difference(now, taken(back), split_back(parts, asked, self.history))

    # -- overheads and waivers ---------------------------------------------------------------------------------------

    def price_overhead(self, charged: Charged) -> None:
        """What is frozen of an overhead, and f(new base) − f(old base)."""
        ident = charged.rule.id
        self.overheads.leave(ident)
        ours = self.bearers.is_company(ident)
        if not ours:
            super().price_overhead(charged)
        if not ours or ident in self.overheads.rulings.gone:
            return
        found = self.overheads.price(charged, self.hours)
        self.asked_of.update(dict.fromkeys(found.ids, charged.rule.id))
        self.notes += dict.fromkeys(found.notes)
        if charged.asked is not None:
            self.say_of_entry(charged.asked, found.category)

    def say_not_in_force(self, ident: str, tariff: Tariff) -> None:
        """Of one that is frozen it is said where it is left."""
        if ident not in self.amending.before:
            super().say_not_in_force(ident, tariff)

    def _own_on_ended(self) -> Iterator[str]:
        """The overheads of which the contract gives the price, while no rule of the tariff is in force."""
        rules = self.terms.rules
        day, _ = rules_in_force(rules.tariff, self.terms.deciding)
        there = {rule.id for rule in day.overheads}
        return (ident for ident in rules.editions if ident not in there)

    def price_waivers(self, kept: Mapping[str, Asked[Entry]]) -> None:
        """Waivers on what the lines are after the change; and what is frozen and not asked for any more."""
        try:
            self.overheads.leave()
        except Unpriceable as refusal:
            self.problems += refusal.problems
        self.notes += self.overheads.notes
        waiving = WholeLines(self.ledger, kept)
        others = self.bearers.waiving(kept)
        for asked in self.contract.entries_of(Waiver):
            try:
                bearer = self.bearers.of(asked.entry.line)
                if bearer == COMPANY:
                    self._price_waiver(asked, waiving)
                elif found := others[bearer].price(asked):
                    self.asked_of[asked.id] = self.asked_of.get(found[0], found[0])
                    self.bearers.ledgers[bearer].post_reductions(found[1])
            except Unpriceable as refusal:
                self.problems += refusal.problems
        asked_for = {one.id for one in self.contract.of("waiver")}
        for ident, posted in self.amending.before.items():
            if ident not in self.amending.kept and posted.lines[0].kind == "waiver":
                there = posted.lines[0].reduces in self.ledger.posted and self.bearers.is_company(posted.asked)
                if there and ident in asked_for:
                    self.amending.keep(ident)
                else:
                    self._drop(ident)
        if not self.lump_sum:
            self.amending.keep(LUMP_SUM)

    def _price_waiver(self, asked: Asked[Waiver], waiving: WholeLines) -> None:
        found = waiving.price(asked)
        if found is None:
            return
        ident, lines = found
        self.notes.append(note("waived", "note", asked.id, reason=asked.entry.reason))
        self.say_of_entry(asked, None)
        self.asked_of[asked.id] = self.asked_of.get(ident, ident)
        before = self.amending.before.get(asked.id)
        change = lines[0].amount - (before.amount if before else 0)
        if before is not None and not change:
            self.amending.keep(asked.id)
            return
        if not same_waiver(asked, self.history.entry_at(asked.id, len(self.history.pasts) - 1)):
            self.moved.add(asked.id)
        step = constant(change, "yen") if before else lines[0].steps[0]
        template = lines[0]._replace(formula=worded(step, self.terms) if before else lines[0].formula)
        weights = self._weights_of_waiver(change, self.ledger.posted[ident], before)
        whole = direct_part(lines)
        direct = None if whole is None else whole - self.amending.frozen_direct(asked.id)
        self.amending.post(template, step, weights, self.ledger.posted[ident], direct)

    def _weights_of_waiver(self, change: int, line: Posted, before: Posted | None) -> Sequence[int]:
        """More is waived (below zero) where its line became more, else as its line falls; less where it became less."""
        now = self.amending.in_periods(line)
        was = self.amending.in_periods(self.amending.before.get(line.lines[0].id))
        moved = [a - b for a, b in zip(now, was, strict=True)]
        instead = now if change < 0 else self.amending.in_periods(before)
        return self.amending.weights_of(change, moved, instead, like=-change)
