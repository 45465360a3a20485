"""A changed contract to a quote: the lines after the change, and beside them what the change itself costs (変更契約).

The frozen invoices stay; the change has invoices of its own, on which its tax is rounded. Pure, as the engine.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sangaku_price.contract.amends import AmendsTable
from sangaku_price.contract.contract import Contract
from sangaku_price.items import kinds
from sangaku_price.language.labels import AMENDED_ON, AMENDED_RATES, APPROACHES
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import by_name, enumerated
from sangaku_price.language.text import Text, own
from sangaku_price.money import Yen, together
from sangaku_price.months import fiscal_year
from sangaku_price.pricing.amended_invoices import ChangeInvoices
from sangaku_price.pricing.amended_lines import change_lines, moved_by
from sangaku_price.pricing.amendment import AmendedRun
from sangaku_price.pricing.amendment_history import History, Past
from sangaku_price.pricing.beside_price import with_beside
from sangaku_price.pricing.chances import Chances
from sangaku_price.pricing.firm_years import as_planned, planned
from sangaku_price.pricing.invoicing import payer_sum
from sangaku_price.pricing.totals import check_ledger, contingent, taxed, totals
from sangaku_price.quotation.change import (
    ALL,
    AMOUNT,
    EXTENSION,
    INCREMENT,
    Amended,
    AmendmentRuleUsed,
    Change,
    Moved,
)
from sangaku_price.quotation.invoice_names import invoice_words
from sangaku_price.quotation.invoices import Invoice, Payer, PeriodSum, TaxedSum
from sangaku_price.quotation.values import Line, Note, Quote
from sangaku_price.rules.in_force import InForce, on_the_day, rules_in_force
from sangaku_price.rules.parties import parties, tariff_used
from sangaku_price.rules.terms import Terms, note
from sangaku_price.tariff.amended import AmendmentRule
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, problem

MESSAGES = messages(
    {
        "amends-silent": Text(
            "変更契約の率について料金表に定めがないため、増減分だけを変更日の率で計算しました。",
            "the tariff says nothing about changed contracts; the difference alone was priced, at the rates of its day",
        ),
        "amends-rule": Text(
            "変更契約の扱い: {rates}（料金表の{rule}）", "changed contracts: {rates} (the tariff's rule {rule})"
        ),
        "amends-own": Text(
            "変更契約の扱い: {rates}（契約で定めた。理由: {reason}）",
            "changed contracts: {rates} (as the contract says; reason: {reason})",
        ),
        "amends-not-moved": Text(
            "料金表の{rule}は{on}の変更に適用され、この変更には当たりません。",
            "the tariff's rule {rule} is for changes of {on}, which this is not",
        ),
        "amends-scenario": Text(
            "凍結見積の積算方式は{before}ですが、変更後は{after}で計算しました。",
            "the frozen quote was priced as {before}, the changed contract as {after}",
        ),
        "credit-note": Text(
            "{label}は減額です。{amount}円を返金または相殺します（返還請求書）。",
            "{label} is a credit note of {amount} yen",
        ),
    }
)

RULE = Text("変更契約の規則", "rule for changed contracts")
RULE_NOTES = frozenset(
    {"doubt", "mirror", "outdated", "old-source", "unstated-tax", "converted", "outside-bound-reason"}
)
"""Notes of frozen lines that stay true of what is frozen."""


class Priced(NamedTuple):
    """One pass over the contract."""

    run: AmendedRun
    lines: Sequence[Line]
    notes: tuple[Note, ...]


def price_amended(
    contract: Contract,
    tariff: Tariff | None,
    law: Law,
    pasts: Sequence[Past],
    scenario: str,
    *,
    approach: str | None,
    agreed: int | None,
    as_of: date | None,
    engine: str,
    worded: bool,
) -> Quote:
    """Price a contract that changes a frozen one; `pasts` are the frozen quotes from the first to the one in force.

    All else is as in `price`. Raises BadFile with everything that cannot be priced.
    """
    amends = contract.amends
    if amends is None:
        msg = "a contract without [amends] changes nothing"
        raise ValueError(msg)
    dates = on_the_day(contract.terms, amends.signed)
    rules, problems = rules_in_force(tariff, dates, contract.calendar, amended=True)
    if problems:
        raise BadFile(problems)
    _check_law(law, amends.signed)
    history = History(pasts, contract, worded=worded)
    terms = Terms(contract, rules, law, kinds(), worded, dates, history.periods)

    def passed(rates: str) -> Priced:
        run = AmendedRun(history.ruled(terms, rates), approach or scenario, history, rates, amends.signed)
        return Priced(run, *run.price(as_of, agreed, scenario))

    extended = contract.terms.end > history.before.contract.terms.end
    rates, rule, said = _chosen(amends, rules, terms, passed, extended=extended)
    priced = passed(rates)
    return _quote(priced, rates, rule, (*said, *priced.notes), amends, scenario, engine)


def _check_law(law: Law, day: date) -> None:
    try:
        law.tax_on(day)
    except LookupError:
        raise BadFile([problem("no-tax-rate", "amends.signed", day=day)]) from None


def _chosen(
    amends: AmendsTable, rules: InForce, terms: Terms, passed: Callable[[str], Priced], *, extended: bool
) -> tuple[str, AmendmentRuleUsed | None, tuple[Note, ...]]:
    """At which rates the change is priced, by which rule of the tariff, and what is said of it."""
    own = amends.rates
    moves = cache(lambda: _moves(passed))
    rule = _rule(rules.amendments, moves, extended=extended)
    rates = own or (rule.rates if rule else INCREMENT)
    of = rule.on if rule and own is None else (AMOUNT,)
    if rates == ALL and not (extended and EXTENSION in of):
        moved = AMOUNT in of and moves()
        said: tuple[Note, ...] = ()
        if not moved and rule is not None and own is None:
            on = enumerated(AMENDED_ON[one] for one in of)
            said = (note("amends-not-moved", "note", "amends", rule=_named(rule), on=on),)
        rates = rates if moved else INCREMENT
        if not moved:
            return rates, None, said
    if own is not None:
        words = {"rates": AMENDED_RATES[rates], "reason": amends.reason or "–"}
        return rates, None, (note("amends-own", "note", "amends", **words),)
    if rule is None:
        return rates, None, (note("amends-silent", "note", "amends"),)
    source = rules.cite(rule, f"amendment.{rule.id}")
    words = {"rates": AMENDED_RATES[rates], "rule": _named(rule)}
    said = (note("amends-rule", "note", "amends", **words), *terms.rule_notes(rule, "amends"))
    return rates, AmendmentRuleUsed(rule.id, rule.rates, rule.since, source), said


def _moves(passed: Callable[[str], Priced]) -> bool:
    """Whether some entry's own amount changes; what cannot be priced by its increment alone does."""
    try:
        return bool(passed(INCREMENT).run.moved)
    except BadFile:
        return True


def _rule(rules: Sequence[AmendmentRule], moves: Callable[[], bool], *, extended: bool) -> AmendmentRule | None:
    """The rule of the tariff: that for changes of an amount where one moves, else that for extensions."""
    of_amount = next((rule for rule in rules if AMOUNT in rule.on), None)
    of_extension = next((rule for rule in rules if EXTENSION in rule.on), None) if extended else None
    if of_amount is None or of_extension is None:
        return of_amount or of_extension
    return of_amount if of_amount is of_extension or moves() else of_extension


def _quote(
    priced: Priced,
    rates: str,
    rule: AmendmentRuleUsed | None,
    notes: tuple[Note, ...],
    amends: AmendsTable,
    scenario: str,
    engine: str,
) -> Quote:
    """The quote after the change."""
    run = priced.run
    lines, borne = as_planned(priced.lines, run.terms), tuple(as_planned(run.borne, run.terms))
    terms, contract, history = run.terms, run.contract, run.history
    before = history.before.quote
    number = amends.number or history.before.number + 1
    changed = ChangeInvoices(run, lines, before, number)
    invoices = changed.invoices()
    sums = changed.period_sums(invoices)
    chances = Chances(run.entries, run.asked_of)
    start_year = fiscal_year(contract.terms.start)
    uncertain = contingent(lines, chances.expectation, start_year, contract.terms.discount_rate)
    every = (*changed.before_them(), *invoices)
    payers = dict.fromkeys(one.payer for one in every if one.payer is not None)
    by_payer = {payer: payer_sum(payer, every, terms) for payer in payers}
    figures = totals(lines, sums, uncertain, inclusive=terms.inclusive)
    figures = figures._replace(by_payer=by_payer, planned=planned(sums, terms))
    firm = taxed(one for one in invoices if not one.planned)
    change = Change(
        number=number,
        signed=amends.signed,
        reason=amends.reason,
        rates=rates,
        rule=rule,
        amends=Amended(history.before.digest, history.before.number, before.scenario, before.spec_sha256),
        lines=tuple(change_lines(run, lines)),
        subtotal=firm.subtotal,
        tax=firm.tax,
        total=firm.total,
        before={"subtotal": before.totals.subtotal, "tax": before.totals.tax, "total": before.totals.total},
        by_section=moved_by(before.totals.by_section, figures.by_section),
        by_charge=moved_by(before.totals.by_charge, figures.by_charge),
        by_period=moved_by(_certain(before.periods, terms), _certain(sums, terms)),
        contingent=Moved(before.totals.contingent.maximum, uncertain.maximum),
        invoices=invoices,
        planned=_planned(before.totals.planned, figures.planned),
        gone=_gone(before, contract),
    )
    if before.scenario != scenario:
        said = {"before": _approach(before.scenario), "after": _approach(scenario)}
        notes = (*notes, note("amends-scenario", "warning", "amends", **said))
    notes = (
        *notes,
        *_still_true(run, before),
    )
    quote = Quote(
        engine=engine,
        contract=parties(terms),
        scenario=scenario,
        set=contract.set,
        spec_sha256=contract.sha256,
        tariff=tariff_used(terms),
        lines=tuple(lines),
        periods=sums,
        invoices=every,
        totals=figures,
        notes=tuple(dict.fromkeys(notes)),
        change=change,
    )
    given_back = (_credit(quote, one) for one in invoices if one.total < 0 and not one.planned)
    quote = quote._replace(notes=tuple(dict.fromkeys((*quote.notes, *given_back))))
    check_ledger(quote)
    return with_beside(quote, terms, run.bearers, borne, run.asked_of)


def _certain(periods: Sequence[PeriodSum], terms: Terms) -> Mapping[str, Yen]:
    """What is certainly paid in each period, in the contract's tax basis."""
    return {one.label: one.total if terms.inclusive else one.subtotal for one in periods if not one.planned}


def _planned(before: TaxedSum | None, after: TaxedSum | None) -> Mapping[str, Moved] | None:
    """What is planned for later years, before and after; None where nothing ever was."""
    if before is None and after is None:
        return None
    nothing = TaxedSum(together(), together(), together())
    old, new = before or nothing, after or nothing
    return {key: Moved(getattr(old, key), getattr(new, key)) for key in TaxedSum._fields}


def _gone(before: Quote, contract: Contract) -> tuple[Payer, ...]:
    """Who paid before and pays no more."""
    earlier = before.change.gone if before.change else ()
    return tuple(one for one in (*earlier, *before.contract.payers) if one.id not in contract.payers)


def _still_true(run: AmendedRun, before: Quote) -> Iterator[Note]:
    """What was said of lines that are frozen, and is still true of them."""
    names = {ident: run.history.new_name(ident) for ident in run.history.states[-1].ledger.posted}
    for one in before.notes:
        name = names.get(one.path or "")
        if name is not None and one.code in RULE_NOTES and run.amending.frozen_amount(name):
            yield one._replace(path=name)


def _credit(quote: Quote, one: Invoice) -> Note:
    label = by_name(invoice_words(quote, one), one.name)
    return note("credit-note", "note", one.name, label=label, amount=yen(-one.total))


def _named(rule: AmendmentRule) -> Text:
    return by_name(rule.name or RULE, rule.id)


def _approach(scenario: str) -> Text:
    return APPROACHES.get(scenario, own(scenario))
