"""間接経費, 産学連携推進経費, 戦略的産学連携経費 (indirect and strategic cost): the institution's published charges.

Ground: 追補版 A-1 3 必要となるコストの適切な分担, and the institution's rule.
Formula: on-base (外数) rate × base; of-total (内数) rate/(1 − rate) × base, so that it is `rate` of base + itself;
from-base rate × base, taken out of it; `bands`, each part of the whole base × its own rate; a flat `amount`; or
unit-price × quantity. The first case that holds replaces the norm; it is chosen once, on what `per` says. Floor and cap
are compared with the sum over the contract.
Rounding: the rule's own (down to 1 yen where it has none), once per period; a floor, cap or flat amount to whole yen
by the rule's mode, once, and all bands together, once, then divided by the periods' bases, by largest remainder. A rate
of 0 charges nothing, floor or not.
Not modelled: bands of base + itself (of-total).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from sangaku_price.language.messages import message
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.text import Text, own
from sangaku_price.money import Exact, apportion
from sangaku_price.quotation.answers import questions_named
from sangaku_price.quotation.derivation import Step, amount_of, constant, formula, line_sum, shares, total
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Beaten, Line, Note
from sangaku_price.rules.bounds import bound_words, outside
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.conditions import Measure, Sum, Tested, Tester
from sangaku_price.rules.counting import Counting
from sangaku_price.rules.in_force import deciding_day, missing_date, within
from sangaku_price.rules.item import Item
from sangaku_price.rules.overhead_amounts import Amounts
from sangaku_price.rules.overhead_rules import (
    PRICE_KEYS,
    Charged,
    Decision,
    Overhead,
    as_published,
    case_of,
    lost,
    norm_of,
    price_words,
)
from sangaku_price.rules.terms import Terms, Unpriceable, note, own_source
from sangaku_price.tariff.rules import Case, OverheadRule
from sangaku_price.toml.problems import problem


class Pricing:
    """The computation of one overhead; `lines` gives its lines, period by period."""

    def __init__(
        self,
        charged: Charged,
        terms: Terms,
        measure: Measure,
        hours: Callable[[], Fraction],
        decided: Decision | None = None,
    ) -> None:
        self.charged, self.rule, self.terms, self.measure = charged, charged.rule, terms, measure
        self.hours, self.decided = hours, decided
        self.periods = terms.periods()
        self.counting = counting = Counting(self.rule, terms) if self.rule.limits else None
        self.base = measure(self.rule.base, self.rule.except_categories or (), counting) if self.rule.base else None
        self.amounts = Amounts(charged, terms, self.base, hours)
        self.category = self.amounts.category
        self.notes = self.amounts.notes

    # -- which number decides ------------------------------------------------------------------------------------

    def decide(self, rule: OverheadRule) -> Decision:
        """The first case that holds, else the norm; what was decided before stays."""
        if self.decided is not None:
            return self.decided
        norm = norm_of(rule)
        if not rule.case:
            return norm
        name, beaten = self.amounts.label(), list[Beaten]()
        notes: list[Note] = []
        for number, case in enumerate(rule.case, 1):
            candidate = case_of(rule, case, number)
            tested = self._test(rule, case, candidate)
            if tested.untold:
                words = {"facts": questions_named(self.terms.asked, tested.untold), "outcome": price_words(candidate)}
                said = note("fact-not-told", "warning", rule.id, **words)
                notes.append(said._replace(keys=tuple(f"facts.{name}" for name in tested.untold)))
            if tested.holds:
                later = [case_of(rule, other, i + 1) for i, other in enumerate(rule.case) if i >= number]
                why = message("beaten-by-case", case=number)
                after = (lost(other, name, why) for other in (*later, norm))
                return candidate._replace(beaten=(*beaten, *after), notes=tuple(notes))
            beaten.append(lost(candidate, name, tested.why))
        return norm._replace(beaten=tuple(beaten), notes=tuple(notes))

    @cached_property
    def _decided(self) -> Decision:
        """What the overhead's own rule says."""
        return self.decide(self.rule)

    def _test(self, rule: OverheadRule, case: Case, candidate: Decision) -> Tested:
        """Whether a case holds."""
        day = deciding_day(rule, self.terms.deciding)
        if day is not None and not within(case.since, case.until, day):
            words = [self.terms.calendar.day(one) if one else "" for one in (day, case.since, case.until)]
            said = message("beaten-case-date", **dict(zip(("day", "since", "until"), words, strict=True)))
            return Tested(holds=False, untold=(), why=said)
        tester = Tester(rule, self.terms, self.measure, self.base)
        tested = tester.outcome(case.when, candidate.per, lambda value: self._with(candidate, value))
        if tested.holds and day is None and (case.since or case.until):
            raise Unpriceable(missing_date(rule, self.amounts.at(candidate.path)))
        return tested

    def _with(self, candidate: Decision, value: Sum) -> Sum:
        """A base with this overhead on top, as if the case held."""
        if candidate.method == "from-base" or candidate.key == "negotiated":
            return value
        added: Exact
        if candidate.key == "rate":
            added = value.whole * candidate.value / self.amounts.left_to_base(candidate).value
        elif candidate.key == "bands":
            added = self.amounts.banded(candidate, constant(value.whole, "yen"), value).value
        else:
            # for `fiscal-year` the value is that of one year, and so is what comes on top
            per = "contract" if candidate.per == "fiscal-year" else candidate.per
            added = self.amounts.converted(self.amounts.stated(candidate, per)).value
        if self.category == "taxable":
            return Sum(value.taxable + added, value.other)
        return Sum(value.taxable, value.other + added)

    # -- the amount ------------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[Line]:
        """The lines of this overhead; with from-base also those that make its base smaller."""
        decision = self._decided
        self.notes += decision.notes
        if decision.key == "negotiated":
            raise Unpriceable(self.amounts.problem("overhead-negotiated"))
        steps, rate = self.amounts.derivations(decision)
        self._check_bound(steps)
        label = self.amounts.label()
        sources = self._sources(decision)
        self._say(decision)
        marks = tuple(dict.fromkeys(said.code for said in self.notes))
        beaten = (*self.terms.rules.beaten.get(("overhead", self.rule.id), ()), *decision.beaten)
        for period, step in zip(self.periods, steps, strict=True):
            yield Line(
                id=self.rule.id,
                kind=self.rule.kind,
                section="management" if self._is_strategic() else self.terms.kinds[self.rule.kind].section,
                charged_as=self.rule.charged_as,
                certainty="fixed",
                tax_category=self.category,
                period=period.label,
                label=label,
                amount=amount_of(step),
                steps=(step, *_parts(self.rule, step)),
                sources=sources,
                exact=self.terms.exact(step),
                formula=self.terms.formula(step),
                base=self.base.ids if self.base else (),
                rate=rate,
                rounding=self.amounts.rounding(decision),
                beaten=beaten,
                marks=marks,
            )

    def taken_out(self, lines: Iterable[Line], charged: Sequence[Line]) -> Iterator[Line]:
        """Of a from-base overhead: the negative lines that keep the sum of its base as it was."""
        if self._decided.method != "from-base":
            return
        by_period: dict[str | None, list[Line]] = {}
        for one in lines:
            by_period.setdefault(one.period, []).append(one)
        made: dict[str, Line] = {}
        for period, line in zip(self.periods, charged, strict=True):
            inside = by_period.get(period.label, [])
            if line.amount > sum(one.amount for one in inside) or (line.amount and not inside):
                raise Unpriceable(self.amounts.problem("from-base-too-large", amount=yen(line.amount)))
            if line.amount:
                yield from reductions(line, inside, made)

    # -- what is said beside it --------------------------------------------------------------------------------------

    def _check_bound(self, steps: Sequence[Step]) -> None:
        """The contract's own price against the published one."""
        charged, published = self.charged, self.charged.published
        if charged.own_key is None or published is None or charged.asked is None:
            return
        decision = self.decide(published)
        if decision.key == "negotiated":
            return
        stated = charged.asked.entry.rate
        if decision.key != "rate" or stated is None:
            plain = Pricing(as_published(published, charged.asked), self.terms, self.measure, self.hours)
            try:
                value = _sum(plain.amounts.derivations(decision)[0])
            except Unpriceable:  # a quantity that nobody tells: there is nothing to compare with
                return
            decision, stated = decision._replace(key="amount", value=value), _sum(steps)
        if stated == decision.value:
            return
        words = bound_words(decision.bound, decision.value, percent(decision.value) if decision.key == "rate" else None)
        found = percent(stated) if decision.key == "rate" else figure(stated)
        reason = charged.asked.entry.reason
        if decision.bound is None or not outside(decision.bound, stated, decision.value):
            code = "differs-from-published" if decision.bound is None else "within-bound"
            level = "warning" if decision.bound is None and reason is None else "note"
            self.notes.append(note(code, level, self.rule.id, found=found, reason=reason or "–", bound=words))
        elif reason is None:
            key = charged.own_key.replace("_", "-")
            written = {"rate": percent(stated), "bands": ""}.get(key, getattr(charged.asked.entry, charged.own_key))
            raise Unpriceable(problem("outside-bound", f"{charged.asked.path}.{key}", written, bound=words))
        else:
            said = {"found": found, "reason": reason, "bound": words}
            self.notes.append(note("outside-bound-reason", "warning", self.rule.id, **said))

    def _say(self, decision: Decision) -> None:
        if self.charged.published is None:
            return
        deciding = {"source": decision.source, "since": decision.since}
        is_norm = decision.source == self.rule.source and decision.since == self.rule.since
        rule = self.rule if is_norm else self.rule.model_copy(update=deciding)
        self.notes += self.terms.rule_notes(rule, self.rule.id)
        if decision.doubt is not None:
            self.notes.append(Note("doubt", "note", decision.doubt, self.rule.id))

    def _sources(self, decision: Decision) -> tuple[Source, ...]:
        sources: list[Source] = []
        tariff = self.terms.rules.edition(self.rule.id)
        if self.charged.published is not None and tariff is not None:
            cited = dict.fromkeys((decision.source, self.rule.source))
            sources += [tariff.cite(key, decision.path) for key in cited]
        if self.charged.asked is not None:
            asked = self.charged.asked
            keys = [key for key in (*PRICE_KEYS, "quantity") if getattr(asked.entry, key) is not None]
            sources += [own_source(asked, key.replace("_", "-")) for key in keys]
        return (*sources, COSTS)

    def _is_strategic(self) -> bool:
        return self.rule.kind == "overhead" and self.rule.charged_as == "strategic"


def _sum(steps: Sequence[Step]) -> Fraction:
    return Fraction(sum(step.value for step in steps))


def _parts(rule: OverheadRule, step: Step) -> tuple[Step, ...]:
    """Informative parts of an amount, which change nothing."""
    if not rule.parts:
        return ()
    amounts = apportion(int(step.value), list(rule.parts.values()))
    named = (constant(amount, "yen", own(name)) for name, amount in zip(rule.parts, amounts, strict=True))
    return (total(*named)._replace(op="parts"),)


MINUS = constant(-1)


def reductions(line: Line, inside: Sequence[Line], made: dict[str, Line]) -> Iterator[Line]:
    """What an overhead takes out of its base: a negative line for each line there, in proportion.

    `made` are those of earlier periods: in each, only the amount is another. They may be very many.
    """
    whole = line_sum(line.amount, [line.id], line.label)
    amounts = [one.amount for one in inside]
    parts = shares(whole, amounts) if len(inside) > 1 else [whole]
    words, together = formula(whole), sum(amounts)
    for one, part in zip(inside, parts, strict=True):
        if one.id not in made:
            made[one.id] = _reduction(line, one)
        step = Step("mul", -part.value, (part, MINUS), unit="yen")
        yield made[one.id]._replace(
            period=one.period,
            amount=amount_of(step),
            steps=(step,),
            exact=Fraction(-line.amount * one.amount, together),
            formula=words,
        )


def _reduction(line: Line, one: Line) -> Line:
    """What is said of a negative line in every period."""
    return one._replace(
        id=f"{line.id}/{one.id}",
        label=Text("{whole}から{part}へ", "{part}, taken out of {whole}").filled(whole=one.label, part=line.label),
        sources=line.sources,
        quantity=None,
        unit=None,
        unit_price=None,
        base=(),
        rate=None,
        reduces=one.id,
        beaten=(),
        marks=(),
        private=False,
    )


ITEM = Item(Overhead.kind, Overhead)
