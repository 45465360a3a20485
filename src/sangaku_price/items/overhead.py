"""間接経費, 産学連携推進経費, 戦略的産学連携経費 (indirect and strategic cost): the institution's published charges.

Ground: 追補版 A-1 3 必要となるコストの適切な分担, and the institution's rule.
Formula: on-base (外数) rate × base; of-total (内数) rate/(1 − rate) × base, so that it is `rate` of base + itself;
from-base rate × base, taken out of it; a flat `amount`; or unit-price × quantity. The first case that holds replaces
the norm; it is chosen once, on what `per` says. Floor and cap are compared with the sum over the contract.
Rounding: the rule's own (down to 1 yen where it has none), once per period; a floor, cap or flat amount once, then
divided by the periods' bases, by largest remainder. A rate of 0 charges nothing, floor or not.
Not modelled: what part of a rate an institution passes on inside; rates that differ within one amount (marginal tiers).
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from sangaku_price.language.labels import KINDS
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.text import Text, own
from sangaku_price.money import apportion, can_weigh
from sangaku_price.months import fiscal_years, overlap
from sangaku_price.quotation.derivation import (
    Step,
    amount_of,
    begun,
    constant,
    difference,
    exact_of,
    formula,
    larger,
    line_sum,
    product,
    quotient,
    rounded,
    shares,
    smaller,
    total,
)
from sangaku_price.quotation.values import Beaten, Line, Note, Source
from sangaku_price.rules.bounds import bound_words, outside
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.conditions import Measure, Sum, Tested, Tester
from sangaku_price.rules.in_force import deciding_day, missing_date, within
from sangaku_price.rules.overhead_rules import (
    PRICE_KEYS,
    Charged,
    Decision,
    as_published,
    case_of,
    norm_of,
    price_words,
)
from sangaku_price.rules.terms import Terms, Unpriceable, note, own_source
from sangaku_price.tariff.tables import Case, OverheadRule
from sangaku_price.toml.problems import Problem, problem

MESSAGES = messages(
    {
        "overhead-negotiated": Text(
            "料金表 {tariff} の「{id}」は別途協議です。"
            '[[overhead]] id = "{id}" に rate または amount を書いてください。',
            'the charge "{id}" of the tariff {tariff} is negotiated; '
            'give a rate or an amount in [[overhead]] id = "{id}"',
        ),
        "quantity-needed": Text(
            "料金表 {tariff} の「{id}」は数量（{unit}）が必要です。"
            '[[overhead]] id = "{id}" に quantity を書いてください。',
            'the charge "{id}" of the tariff {tariff} needs a quantity ({unit}); give it in [[overhead]] id = "{id}"',
        ),
        "rate-fiscal-year": Text(
            "率で計算する間接経費に年度は指定できません。", "an overhead by rate cannot have a fiscal year"
        ),
        "from-base-too-large": Text(
            "「{id}」{amount}円 が、差し引かれる元の額を超えます。",
            '"{id}" of {amount} yen exceeds what it is taken out of',
        ),
        "differs-from-published": Text(
            "公表値は {bound}、この見積は {found} です。理由: {reason}",
            "published: {bound}; this quote has {found}; reason: {reason}",
        ),
        "within-bound": Text(
            "公表値（{bound}）の範囲内で {found} としました。理由: {reason}",
            "{found}, within what is published ({bound}); reason: {reason}",
        ),
        "floor-applied": Text(
            "下限額 {limit}円 を適用しました（計算額 {before}円）。",
            "the floor of {limit} yen applies (computed: {before} yen)",
        ),
        "cap-applied": Text(
            "上限額 {limit}円 を適用しました（計算額 {before}円）。",
            "the cap of {limit} yen applies (computed: {before} yen)",
        ),
        "base-zero": Text("算定の基礎が0円のため0円です。", "the base is 0 yen, and so is this"),
        "fact-not-told": Text(
            "[facts] の {facts} が書かれていないため、例外（{outcome}）は適用していません。",
            "[facts] does not tell {facts}; the exception ({outcome}) was not applied",
        ),
        "beaten-by-case": Text("case {case} が先に成立", "case {case} holds first"),
        "beaten-case-date": Text("期間外（{day}、{since}～{until}）", "outside its dates ({day}; {since} to {until})"),
    }
)

SECTION_OF = {"overhead": "indirect", "direct": "direct", "management": "management", "use": "results"}


class Pricing:
    """The computation of one overhead; `lines` gives its lines, period by period."""

    def __init__(self, charged: Charged, terms: Terms, measure: Measure, hours: Callable[[], Fraction]) -> None:
        self.charged, self.rule, self.terms, self.measure = charged, charged.rule, terms, measure
        self.hours = hours
        self.periods = terms.periods()
        self.first, self.last = terms.contract.terms.start, terms.contract.terms.end
        self.category = terms.tax_category(self.rule.tax_category)
        self.base = measure(self.rule.base, self.rule.except_categories or ()) if self.rule.base else None
        self.notes: list[Note] = []

    # -- which number decides ------------------------------------------------------------------------------------

    def decide(self, rule: OverheadRule) -> Decision:
        """The first case that holds, else the norm."""
        beaten: list[Beaten] = []
        notes: list[Note] = []
        norm = norm_of(rule)
        for number, case in enumerate(rule.case, 1):
            candidate = case_of(rule, case, number)
            tested = self._test(rule, case, candidate)
            if tested.untold:
                words = {"facts": ", ".join(tested.untold), "outcome": price_words(candidate)}
                notes.append(note("fact-not-told", "warning", rule.id, **words))
            if tested.holds:
                later = [case_of(rule, other, i + 1) for i, other in enumerate(rule.case) if i >= number]
                lost = (Beaten(price_words(other), message("beaten-by-case", case=number)) for other in (*later, norm))
                return candidate._replace(beaten=(*beaten, *lost), notes=tuple(notes))
            beaten.append(Beaten(price_words(candidate), tested.why))
        return norm._replace(beaten=tuple(beaten), notes=tuple(notes))

    def _test(self, rule: OverheadRule, case: Case, candidate: Decision) -> Tested:
        """Whether a case holds."""
        day = deciding_day(rule, self.terms.contract.terms)
        if day is not None and not within(case.since, case.until, day):
            said = message("beaten-case-date", day=day, since=case.since or "", until=case.until or "")
            return Tested(holds=False, untold=(), why=said)
        tester = Tester(rule, self.terms, self.measure, self.base)
        tested = tester.outcome(case.when, candidate.per, lambda value: self._with(candidate, value))
        if tested.holds and day is None and (case.since or case.until):
            raise Unpriceable(missing_date(rule, f"{self._tariff()}:{candidate.path}"))
        return tested

    def _with(self, candidate: Decision, value: Sum) -> Sum:
        """A base with this overhead on top, as if the case held."""
        if candidate.method == "from-base" or candidate.key == "negotiated":
            return value
        if candidate.key == "rate":
            added = value.whole * candidate.value / self._left_to_base(candidate).value
        else:
            # for `fiscal-year` the value is that of one year, and so is what comes on top
            per = "contract" if candidate.per == "fiscal-year" else candidate.per
            added = self._converted(self._stated(candidate, per)).value
        if self.category == "taxable":
            return Sum(value.taxable + added, value.other)
        return Sum(value.taxable, value.other + added)

    # -- the amount ------------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[Line]:
        """The lines of this overhead; with from-base also those that make its base smaller."""
        decision = self.decide(self.rule)
        self.notes += decision.notes
        if decision.key == "negotiated":
            raise Unpriceable(self._problem("overhead-negotiated"))
        steps, rate = self.derivations(decision)
        self._check_bound(steps)
        label = self._label()
        sources = self._sources(decision)
        self._say(decision)
        marks = tuple(dict.fromkeys(said.code for said in self.notes))
        beaten = (*self.terms.rules.beaten.get(("overhead", self.rule.id), ()), *decision.beaten)
        for period, step in zip(self.periods, steps, strict=True):
            yield Line(
                id=self.rule.id,
                kind=self.rule.kind,
                section="management" if self._is_strategic() else SECTION_OF[self.rule.kind],
                charged_as=self.rule.charged_as,
                certainty="fixed",
                tax_category=self.category,
                period=period.label,
                label=label,
                amount=amount_of(step),
                steps=(step, *_parts(self.rule, step)),
                sources=sources,
                exact=exact_of(step),
                formula=formula(step),
                base=self.base.ids if self.base else (),
                rate=rate,
                rounding=self.rule.rounding,
                beaten=beaten,
                marks=marks,
            )

    def taken_out(self, lines: Sequence[Line], charged: Sequence[Line]) -> Iterator[Line]:
        """Of a from-base overhead: the negative lines that keep the sum of its base as it was."""
        if self.decide(self.rule).method != "from-base":
            return
        for period, line in zip(self.periods, charged, strict=True):
            inside = [one for one in lines if one.period == period.label]
            if line.amount > sum(one.amount for one in inside) or (line.amount and not inside):
                raise Unpriceable(self._problem("from-base-too-large", amount=yen(line.amount)))
            if line.amount:
                yield from _reductions(line, inside)

    def derivations(self, decision: Decision) -> tuple[Sequence[Step], Fraction | None]:
        """A derivation for each period, and the rate."""
        pinned = self.charged.asked.entry.fiscal_year if self.charged.asked else None
        if decision.key == "rate":
            if pinned is not None:
                raise Unpriceable(self._problem("rate-fiscal-year", "fiscal-year"))
            return self._of_rate(decision), decision.value
        whole = self._whole(self._stated(decision, decision.per), decision)
        if decision.key == "unit-price":
            whole = self._bounded(whole, decision, charged=bool(whole.value))
        return self._divided(whole, pinned), None

    def _of_rate(self, decision: Decision) -> Sequence[Step]:
        base = self.base
        if base is None:
            raise Unpriceable(self._problem("overhead-needs-base"))
        if not base.over_contract.whole:
            self.notes.append(note("base-zero", "note", self.rule.id))
        rate = constant(decision.value, "rate", Text("率", "rate"), key=decision.path)
        left, steps = self._left_to_base(decision), []
        for amount in base.by_period:
            of = line_sum(amount, base.ids, base.name)
            exact = product(of, rate)
            if decision.method == "of-total":
                exact = quotient(exact, left)
            steps.append(rounded(exact, self.rule.rounding))
        together = total(*steps)
        bounded = self._bounded(together, decision, charged=bool(base.over_contract.whole))
        return steps if bounded is together else self._divided(bounded, None)

    def _bounded(self, amount: Step, decision: Decision, *, charged: bool) -> Step:
        """The sum over the contract, lifted to the floor or cut to the cap; what is not charged stays 0."""
        if not charged or not decision.value:
            return amount
        for key, published, path, per in decision.limits:
            choose = {"floor": larger, "cap": smaller}[key]
            name = Text({"floor": "下限額", "cap": "上限額"}[key], key)
            limit = constant(published, "yen", name, key=path)
            exact = self._converted(product(limit, *self._factors(per)))
            limit = rounded(exact, self.rule.rounding) if exact.value.denominator != 1 else exact
            bounded = choose(amount, limit)
            if bounded.value != amount.value:
                said = {"limit": yen(int(limit.value)), "before": yen(int(amount.value))}
                self.notes.append(note(f"{key}-applied", "note", self.rule.id, **said))
                self.notes += self._tax_notes(exact)
                amount = bounded
        return amount

    def _left_to_base(self, decision: Decision) -> Step:
        """What a rate of the total leaves to its base; 1 for a rate of the base."""
        if decision.method != "of-total":
            return constant(1)
        if decision.value >= 1:
            raise Unpriceable(self._problem("rate-of-total", "rate"))
        return difference(constant(1), constant(decision.value, "rate", Text("率", "rate"), key=decision.path))

    def _stated(self, decision: Decision, per: str) -> Step:
        """A flat amount, or a unit price times its quantity, as often as `per` says."""
        if decision.key == "amount":
            return product(constant(decision.value, "yen", self._label(), key=decision.path), *self._factors(per))
        price = constant(decision.value, "yen", Text("単価", "unit price"), key=decision.path)
        return product(price, self._quantity(), *self._factors(per))

    def _quantity(self) -> Step:
        """What a unit price is multiplied by: own or involvement hours, less what is included, in begun blocks."""
        rule, asked = self.rule, self.charged.asked
        unit = rule.unit or ("hours" if rule.quantity == "involvement-hours" else "")
        if asked is not None and asked.entry.quantity is not None:
            step = constant(asked.entry.quantity, unit, Text("数量", "quantity"), key=f"{asked.path}.quantity")
        elif rule.quantity == "involvement-hours":
            step = constant(self.hours(), unit, Text("関与時間の計", "involvement hours"))
        else:
            raise Unpriceable(self._problem("quantity-needed", unit=unit or "–"))
        if rule.included is not None:
            step = difference(step, constant(rule.included, unit, Text("含まれる分", "included")))
            if not rule.either_way:
                step = larger(step, constant(0, unit))
        if rule.block is not None:
            step = begun(quotient(step, constant(rule.block, unit, Text("単位", "block"))), "")
        return step

    def _whole(self, step: Step, decision: Decision) -> Step:
        if self.charged.own_key == decision.key.replace("-", "_"):
            return rounded(step, self.rule.rounding)
        step = self._converted(step)
        self.notes += self._tax_notes(step)
        return rounded(step, self.rule.rounding)

    def _divided(self, whole: Step, pinned: int | None) -> Sequence[Step]:
        """A sum over the contract, by the periods' bases, or by months touched where there is no base."""
        if len(self.periods) == 1:
            return [whole]
        if pinned is not None:
            weights = [int(period.label == f"FY{pinned}") for period in self.periods]
        elif self.base is not None and can_weigh(self.base.by_period):
            weights = list(self.base.by_period)
        else:
            weights = [overlap(period, self.first, self.last) for period in self.periods]
        return shares(whole, weights)

    def _factors(self, per: str) -> tuple[Step, ...]:
        factor = self._per_factor(per)
        return () if per == "contract" else (factor,)

    def _per_factor(self, per: str) -> Step:
        months = self.terms.months(None)
        match per:
            case "fiscal-year":
                return constant(len(fiscal_years(self.first, self.last)), "years", Text("年度数", "fiscal years"))
            case "year":
                return constant(Fraction(months, 12), "years", Text("契約月数", "months of the contract"))
            case "month":
                return constant(months, "months", Text("契約月数", "months of the contract"))
            case _:
                return constant(1)

    # -- what is said beside it --------------------------------------------------------------------------------------

    def _check_bound(self, steps: Sequence[Step]) -> None:
        """The contract's own price against the published one."""
        charged, published = self.charged, self.charged.published
        if charged.own_key is None or published is None or charged.asked is None:
            return
        decision = self.decide(published)
        if decision.key == "negotiated":
            return
        stated = Fraction(getattr(charged.asked.entry, charged.own_key))
        if decision.key != "rate" or charged.own_key != "rate":
            plain = Pricing(as_published(published, charged.asked), self.terms, self.measure, self.hours)
            try:
                value = _sum(plain.derivations(decision)[0])
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
            written = percent(stated) if key == "rate" else getattr(charged.asked.entry, charged.own_key)
            raise Unpriceable(problem("outside-bound", f"{charged.asked.path}.{key}", written, bound=words))
        else:
            said = {"found": found, "reason": reason, "bound": words}
            self.notes.append(note("outside-bound-reason", "warning", self.rule.id, **said))

    def _say(self, decision: Decision) -> None:
        if self.charged.published is None:
            return
        source = self.rule.changed({"source": decision.source})
        self.notes += self.terms.rule_notes(source, self.rule.id)
        if decision.doubt is not None:
            self.notes.append(Note("doubt", "note", decision.doubt, self.rule.id))

    def _sources(self, decision: Decision) -> tuple[Source, ...]:
        sources: list[Source] = []
        rules = self.terms.rules
        if self.charged.published is not None and rules.tariff is not None:
            cited = dict.fromkeys((decision.source, self.rule.source))
            sources += [rules.tariff.cite(key, decision.path) for key in cited]
        if self.charged.asked is not None:
            asked = self.charged.asked
            keys = [key for key in (*PRICE_KEYS, "quantity") if getattr(asked.entry, key) is not None]
            sources += [own_source(asked, key.replace("_", "-")) for key in keys]
        return (*sources, COSTS)

    def _label(self) -> Text:
        if self.charged.asked is not None and self.charged.asked.entry.item:
            return own(self.charged.asked.entry.item)
        return self.rule.name or KINDS[self.rule.kind]

    def _is_strategic(self) -> bool:
        return self.rule.kind == "overhead" and self.rule.charged_as == "strategic"

    def _converted(self, step: Step) -> Step:
        return self.terms.converted(step, self.rule, self.category, self.last)

    def _tax_notes(self, step: Step) -> Sequence[Note]:
        if self.charged.published is None:
            return ()
        return self.terms.tax_notes(step, self.rule, self.rule.id)

    def _path(self) -> str:
        return self.charged.asked.path if self.charged.asked else f"overhead.{self.rule.id}"

    def _problem(self, code: str, key: str = "", **params: str) -> Problem:
        path = f"{self._path()}.{key}".rstrip(".")
        return problem(code, path, id=self.rule.id, tariff=self._tariff(), **params)

    def _tariff(self) -> str:
        return self.terms.rules.tariff.id if self.terms.rules.tariff else "–"


def _sum(steps: Sequence[Step]) -> Fraction:
    return sum((step.value for step in steps), Fraction(0))


def _parts(rule: OverheadRule, step: Step) -> tuple[Step, ...]:
    """Informative parts of an amount, which change nothing."""
    if not rule.parts:
        return ()
    amounts = apportion(int(step.value), list(rule.parts.values()))
    named = (constant(amount, "yen", own(name)) for name, amount in zip(rule.parts, amounts, strict=True))
    return (total(*named)._replace(op="parts"),)


def _reductions(line: Line, inside: Sequence[Line]) -> Iterator[Line]:
    """What an overhead takes out of its base: a negative line for each line there, in proportion."""
    whole = line_sum(line.amount, [line.id], line.label)
    parts = shares(whole, [one.amount for one in inside]) if len(inside) > 1 else [whole]
    for one, part in zip(inside, parts, strict=True):
        step = product(part, constant(-1))
        yield one._replace(
            id=f"{line.id}/{one.id}",
            label=Text("{whole}から{part}へ", "{part}, taken out of {whole}").filled(whole=one.label, part=line.label),
            amount=amount_of(step),
            steps=(step,),
            sources=line.sources,
            quantity=None,
            unit=None,
            unit_price=None,
            exact=-exact_of(part),
            formula=formula(part),
            base=(),
            rate=None,
            reduces=one.id,
            beaten=(),
            marks=(),
            private=False,
        )
