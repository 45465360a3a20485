"""Contract, tariff and law to a quote. Pure: no files, no clock, no console.

Entries are priced in the order in which they refer to one another, overheads in the tariff's order on the sums of
rounded lines; then waivers, invoices with tax, totals. Every quote is checked: by whatever its lines are, they add up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items import entry_tables, item_of, kept_by, kinds
from sangaku_price.items.backfill import capped
from sangaku_price.items.involvement import Involvement, involved_hours
from sangaku_price.items.lump_sum import price_lump_sum
from sangaku_price.items.overhead import Pricing
from sangaku_price.items.waiver import Waiver
from sangaku_price.language.labels import TAX_CATEGORIES
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import own
from sangaku_price.months import fiscal_year
from sangaku_price.pricing.bearers import COMPANY, Bearers
from sangaku_price.pricing.beside_price import with_beside
from sangaku_price.pricing.chances import Chances
from sangaku_price.pricing.firm_years import as_planned, planned
from sangaku_price.pricing.invoicing import invoiced
from sangaku_price.pricing.messages import PRICING
from sangaku_price.pricing.notices import not_in_force, notices
from sangaku_price.pricing.order import as_quoted, in_order
from sangaku_price.pricing.references import References
from sangaku_price.pricing.totals import check_ledger, contingent, period_sums, totals
from sangaku_price.pricing.unused import unused
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.invoices import Invoice
from sangaku_price.quotation.values import Line, Note, Quote
from sangaku_price.rules.in_force import no_overhead, rules_in_force
from sangaku_price.rules.item import Priced
from sangaku_price.rules.overhead_rules import Charged, Overhead, of_contract, with_own
from sangaku_price.rules.parties import parties, tariff_used
from sangaku_price.rules.percent import named_by
from sangaku_price.rules.terms import Draft, Terms, Unpriceable, note
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem

MESSAGES = messages(PRICING)


def price(
    contract: Contract,
    tariff: Tariff | None,
    law: Law,
    scenario: str = "value-based",
    *,
    approach: str | None = None,
    agreed: int | None = None,
    as_of: date | None = None,
    engine: str,
    worded: bool = True,
) -> Quote:
    """Price a contract under a tariff.

    `scenario` names the quote; `approach` says what it keeps, where it is not its name; `agreed` is the amount of a
    lump sum; `as_of` the day with which the tariff's `review-by` is compared.
    Not `worded` it is without the words of how each amount was made.
    Raises BadFile with every entry that cannot be priced.
    """
    rules, problems = rules_in_force(tariff, contract.terms, contract.calendar)
    if problems:
        raise BadFile(problems)
    try:
        law.tax_on(contract.terms.start)
    except LookupError:
        raise BadFile([problem("no-tax-rate", "contract.start", day=contract.terms.start)]) from None
    run = Run(Terms(contract, rules, law, kinds(), worded), approach or scenario)
    lines, notes = run.price(as_of, agreed, scenario)
    periods = run.ledger.periods
    certain = [line for line in lines if line.certainty == "fixed"]
    invoices, by_payer, said = invoiced(certain, run.asked_of, run.terms, law)
    lines, borne = as_planned(lines, run.terms), tuple(as_planned(run.borne, run.terms))
    sums = period_sums(periods, invoices, run.terms)
    start_year = fiscal_year(contract.terms.start)
    chances = Chances(run.entries, run.asked_of)
    uncertain = contingent(lines, chances.expectation, start_year, contract.terms.discount_rate)
    figures = totals(lines, sums, uncertain, inclusive=run.terms.inclusive)
    figures = figures._replace(by_payer=by_payer, planned=planned(sums, run.terms))
    notes = (*notes, *said, *(_negative(one) for one in invoices if one.total < 0))
    if not figures.total and not uncertain.maximum and not (figures.planned and figures.planned.total):
        notes = (*notes, note("costs-nothing", "note", None))
    quote = Quote(
        engine=engine,
        contract=parties(run.terms),
        scenario=scenario,
        set=contract.set,
        spec_sha256=contract.sha256,
        tariff=tariff_used(run.terms),
        lines=tuple(lines),
        periods=sums,
        invoices=invoices,
        totals=figures,
        notes=tuple(dict.fromkeys(notes)),
    )
    check_ledger(quote)
    return with_beside(quote, run.terms, run.bearers, borne, run.asked_of)


def _negative(one: Invoice) -> Note:
    """That an invoice would pay the company."""
    return note("negative-invoice", "warning", one.name, amount=yen(one.total))


class Run:
    """The pricing of one contract in one scenario."""

    def __init__(self, terms: Terms, approach: str) -> None:
        self.terms, self.approach, self.kept = terms, approach, kept_by(approach)
        self.contract = terms.contract
        self.bearers = Bearers(terms)
        self.ledger = self.bearers.ledgers[COMPANY]
        self.notes: list[Note] = list(terms.contract.notes)
        self.problems: list[Problem] = []
        self.entries = {asked.id: asked for asked in self.contract.entries if asked.table not in {"overhead", "waiver"}}
        self.asked_of: dict[str, str] = {}

    def price(self, as_of: date | None, agreed: int | None, scenario: str) -> tuple[list[Line], tuple[Note, ...]]:
        """All lines in the order of the quote, and all that must be said."""
        kept = self.kept_entries()
        overheads = {charged.rule.id: charged for charged in self._overheads()}
        nodes = [*kept, *overheads]
        ordered, circle = in_order(nodes, References(self.terms, self.entries, kept, overheads).needs())
        if circle:
            path = self.entries[circle[0]].path if circle[0] in self.entries else f"overhead.{circle[0]}"
            raise BadFile([problem("circular", path, names=" → ".join(circle))])
        for ident in ordered:
            try:
                if ident in overheads:
                    self.price_overhead(overheads[ident])
                else:
                    self.price_entry(self.entries[ident])
            except Unpriceable as refusal:
                self.problems += refusal.problems
        self.price_waivers(kept)
        if self.problems:
            raise BadFile(self.problems)
        if agreed is not None:
            self.post(price_lump_sum(agreed, self.ledger.measure_all(), scenario, self.terms))
        self.notes += notices(self.terms, self.ledger.measure, as_of)
        self.notes += unused(self.terms, self.approach)
        self.borne = self.bearers.borne(nodes, self.asked_of)
        return as_quoted(self.ledger.lines(), nodes, self.asked_of), tuple(self.notes)

    def kept_entries(self) -> dict[str, Asked[Entry]]:
        """The entries that the scenario keeps, by their ids."""
        return {ident: asked for ident, asked in self.entries.items() if asked.table in self.kept}

    # -- entries -----------------------------------------------------------------------------------------------------

    def price_entry(self, asked: Asked[Entry]) -> None:
        """Post the lines of an entry."""
        capped = asked.table == "backfill" and self.bearers.is_company(asked.id)
        if capped and self.contract.terms.backfill_cap is not None:
            self.price_backfills()
            return
        entry = asked.entry
        base, category = None, None
        names = named_by(entry)
        if names:
            base = self.ledger.fixed_of(names)
            self._say_dropped(asked, names)
        for one in _priced(asked, self.terms, base):
            if isinstance(one, Note):
                self.notes.append(one)
            else:
                self.post(one)
                category = one.tax_category
        self.say_of_entry(asked, category)

    def price_backfills(self) -> None:
        """All backfills that the company bears together, at the cap."""
        ours = filter(lambda one: self.bearers.is_company(one.id), self.contract.of("backfill"))
        asked = [one for one in ours if one.id not in self.ledger.posted]
        drafts = [draft for one in asked for draft in _priced(one, self.terms, None) if isinstance(draft, Draft)]
        cap = self.contract.terms.backfill_cap
        direct = self.ledger.fixed_of(["direct"])
        if drafts and cap is not None:
            for one, draft in zip(asked, capped(drafts, cap, direct), strict=True):
                self.post(draft)
                self.say_of_entry(one, draft.tax_category)

    def post(self, draft: Draft) -> None:
        """Post a draft over the contract."""
        self.bearers.ledger_of(draft.asked).post_draft(draft)
        self.asked_of[draft.id] = draft.asked
        self.notes += draft.notes

    def say_of_entry(self, asked: Asked[Entry], category: str | None) -> None:
        """What the entry asks to be said, and why its lines are exempt where they are."""
        entry = asked.entry
        if entry.note is not None:
            self.notes.append(Note("entry-note", "note", own(entry.note), asked.id))
        reason = entry.reason or self.contract.tax.reason
        if category == "export-exempt" and reason is not None:
            self.notes.append(note("exempt", "note", asked.id, category=TAX_CATEGORIES[category], reason=reason))

    def _say_dropped(self, asked: Asked[Entry], names: Sequence[str]) -> None:
        for name in names:
            table = self.entries[name].table if name in self.entries else name
            if table in entry_tables() and table not in self.kept:
                label = self.terms.label(self.entries[name]) if name in self.entries else self.terms.kinds[name].label
                self.notes.append(note("of-dropped", "note", asked.id, name=by_name(label, name)))

    # -- overheads ---------------------------------------------------------------------------------------------------

    def _overheads(self) -> Iterator[Charged]:
        """The tariff's overheads in its order, then the contract's own."""
        asked = {one.id: one for one in self.contract.entries_of(Overhead)}
        rules, tariff = self.terms.rules, self.terms.rules.tariff
        for rule in rules.overheads:
            mine = asked.pop(rule.id, None)
            if mine is not None or not rule.optional:
                yield with_own(rule, mine)
        if tariff is not None and not tariff.overheads:
            self.notes.append(note("no-overhead-at-all", "warning", None, tariff=tariff.named))
        if tariff is not None and tariff.overheads and not rules.overheads and not asked:
            raise BadFile([no_overhead(tariff, self.terms.deciding)])
        published = {rule.id for rule in tariff.overheads} if tariff else set()
        for one in asked.values():
            if tariff is not None and one.id in published:
                self.say_not_in_force(one.id, tariff)
            if (one.entry.rate is not None or one.entry.bands is not None) and one.entry.method is None:
                self.notes.append(note("method-assumed", "note", one.id))
            yield of_contract(one)

    def say_not_in_force(self, ident: str, tariff: Tariff) -> None:
        """That an overhead is none of the tariff's for this contract."""
        self.notes.append(not_in_force(ident, tariff, self.terms))

    def price_overhead(self, charged: Charged) -> None:
        """Post the lines of an overhead."""
        pricing = Pricing(charged, self.terms, self.ledger.measure, self.hours)
        lines = tuple(pricing.lines())
        ours = self.bearers.is_company(charged.rule.id)
        left = self.ledger.left_of(pricing.base.wholes) if pricing.base else ()
        reductions = tuple(pricing.taken_out(left, lines)) if ours else ()
        self.bearers.ledger_of(charged.rule.id).post_overhead(
            lines, pricing.base, charged.asked.entry.fiscal_year if charged.asked else None
        )
        self.ledger.post_reductions(reductions)
        for line in (*lines, *reductions):
            self.asked_of[line.id] = charged.rule.id
        self.notes += dict.fromkeys(pricing.notes)
        if charged.asked is not None:
            self.say_of_entry(charged.asked, pricing.category)

    def hours(self) -> Fraction:
        """Hours that the company bears of all people of the file, those of a scenario that drops them included."""
        hours = Fraction(0)
        for asked in filter(lambda one: self.bearers.is_company(one.id), self.contract.entries_of(Involvement)):
            own_hours = involved_hours(asked.entry, Fraction(self.terms.months(asked.entry.fiscal_year)))
            if own_hours is None:
                raise Unpriceable(problem("hours-unknown", asked.path))
            hours += own_hours
        return hours

    # -- waivers -------------------------------------------------------------------------------------

    def price_waivers(self, kept: Mapping[str, Asked[Entry]]) -> None:
        """Post the waivers of the lines that are posted."""
        if not self.contract.of("waiver"):
            return
        waiving = self.bearers.waiving(kept)
        posted: dict[str, list[Line]] = {bearer: [] for bearer in waiving}
        for asked in self.contract.entries_of(Waiver):
            bearer = self.bearers.of(asked.entry.line)
            try:
                found = waiving[bearer].price(asked)
            except Unpriceable as refusal:
                told = bool(self.problems)  # that a charge is not there is no news where it could not be priced
                self.problems += [one for one in refusal.problems if not told or one.code != "waive-not-charged"]
                continue
            if found is not None:
                ident, lines = found
                self.notes.append(note("waived", "note", asked.id, reason=asked.entry.reason))
                self.say_of_entry(asked, None)
                self.asked_of[asked.id] = self.asked_of.get(ident, ident)
                posted[bearer] += lines
        for bearer, reductions in posted.items():
            self.bearers.ledgers[bearer].post_reductions(reductions)


def _priced(asked: Asked[Entry], terms: Terms, base: Step | None) -> Priced:
    """What an entry comes to, by its item; `base` is the sum of the lines that its `of` names."""
    price_of = item_of(asked.table).price
    return iter(()) if price_of is None else price_of(asked, terms, base)
