"""What a changed contract was before: the frozen quotes that stand on one another, as ledgers and as rules.

A frozen amount is a fact: the lines are taken from the quotes. Rules are needed again only to know at which rate a
yen was charged that a later change gives back.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.contract.tables import ContractTable
from sangaku_price.items import kinds
from sangaku_price.items.direct import Direct
from sangaku_price.items.involvement import Involvement, involved_hours
from sangaku_price.money import Yen, apportion, together
from sangaku_price.months import Period, fiscal_year_label, fiscal_years, overlap
from sangaku_price.pricing.amended_agreed import as_agreed
from sangaku_price.pricing.bearers import is_of_company
from sangaku_price.pricing.ledger import Ledger, posted_of
from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.change import ALL, ORIGINAL
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.rules.in_force import on_the_day, rules_in_force
from sangaku_price.rules.terms import Terms
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff

FIXED = frozenset({"fixed"})
"""The certainties of money that is owed."""
_WORDS = ("item", "who", "category", "rank", "what", "as_", "trigger", "mode", "party", "line")


class Past(NamedTuple):
    """One frozen quote, and all that it was made from."""

    contract: Contract
    tariff: Tariff | None
    law: Law
    quote: Quote
    digest: str

    @property
    def number(self) -> int:
        """Which change it was; 0 for the first contract."""
        return self.quote.change.number if self.quote.change else 0

    @property
    def dates(self) -> ContractTable:
        """The dates that decided its rules."""
        terms, amends = self.contract.terms, self.contract.amends
        return on_the_day(terms, amends.signed) if amends else terms


class State(NamedTuple):
    """A contract, and its lines."""

    contract: Contract
    ledger: Ledger

    def hours(self) -> Fraction:
        """Hours of all people of the file that the company bears, as far as they are told."""
        terms = self.ledger.terms._replace(contract=self.contract)
        told = (
            involved_hours(cast("Involvement", one.entry), Fraction(terms.months(one.entry.fiscal_year)))
            for one in self.contract.of("involvement")
            if is_of_company(one)
        )
        return sum((one for one in told if one is not None), Fraction(0))

    def overhead(self, ident: str) -> Asked[Entry] | None:
        """What the file says of an overhead."""
        return next((one for one in self.contract.of("overhead") if one.id == ident), None)

    def without(self, overheads: Collection[str]) -> "State":
        """As it stood before these overheads: without them, with what they take out of other lines."""
        stood = [
            (ident, one)
            for ident, one in self.ledger.posted.items()
            if ident.partition("/")[0] not in overheads and one.lines[0].reduces not in overheads
        ]
        if len(stood) == len(self.ledger.posted):
            return self
        ledger = Ledger(self.ledger.terms, self.ledger.periods, self.ledger.years)
        for ident, one in stood:
            ledger.enter(ident, one)
        return self._replace(ledger=ledger)


class History:
    """The frozen quotes from the first to the one in force, over the periods of the changed contract too."""

    def __init__(self, pasts: Sequence[Past], now: Contract, *, worded: bool = True) -> None:
        self.pasts = tuple(pasts)
        self.periods = periods_of([*self.pasts], now)
        last = max(one.contract.terms.end for one in self.pasts)
        first = min(one.contract.terms.start for one in self.pasts)
        self.years = fiscal_years(min(first, now.terms.start), max(last, now.terms.end))
        self.rulings: list[Terms] = []
        self.ruled_by: list[int] = []
        """By which ruling each step was priced: under `original` by that by which the whole was priced last."""
        self.whole_by = 0
        """The step at which the whole was priced last: the first contract, or the last change at `all`."""
        self.states: list[State] = []
        for step, past in enumerate(self.pasts):
            rules, _ = rules_in_force(past.tariff, past.dates, amended=past.contract.amends is not None)
            terms = Terms(past.contract, rules, past.law, kinds(), worded, past.dates, self.periods)
            rates = self.rates_at(step)
            self.rulings.append(terms if rates is None else self.ruled(terms, rates))
            self.whole_by = step if rates == ALL else self.whole_by
            self.ruled_by.append(self.whole_by if rates == ORIGINAL else step)
            self.states.append(State(past.contract, self._ledger(past, terms)))
        self.partners = [matched(a.contract.entries, b) for a, b in self._pairs(now)]
        """Of each step, the entry of the frozen contract that each entry of the next one continues."""
        self._new_names = {old: new for new, old in self.partners[-1].items()}
        self._current = {one.id for one in now.entries}

    def ruled(self, terms: Terms, rates: str) -> Terms:
        """The terms of the step that follows, with the rules that its rates ask for, and those of what was agreed."""
        if rates == ORIGINAL:
            whole = self.rulings[self.whole_by]
            terms = terms._replace(rules=whole.rules, dates=whole.deciding)
        before, earlier = self.pasts[len(self.rulings) - 1].contract, [one.rules for one in self.rulings]
        rules = as_agreed(terms.rules, terms.contract, before, earlier, anew=rates == ALL)
        return terms._replace(rules=rules)

    def ruled_as(self, step: int) -> Sequence[int]:
        """The steps that were priced by the rules of a step, itself the first."""
        return [one for one, by in enumerate(self.ruled_by) if by == step]

    def _pairs(self, now: Contract) -> Iterable[tuple[Past, Sequence[Asked[Entry]]]]:
        following = [*(past.contract.entries for past in self.pasts[1:]), now.entries]
        return zip(self.pasts, following, strict=True)

    @property
    def before(self) -> Past:
        """The quote in force."""
        return self.pasts[-1]

    def frozen_entries(self) -> frozenset[str]:
        """The ids, as the changed contract has them, of the entries that are frozen; overheads are none."""
        return frozenset(self.new_name(one.id) for one in self.before.contract.entries if one.table != "overhead")

    def rates_at(self, step: int) -> str | None:
        """At which rates a step was priced; None of the first contract."""
        change = self.pasts[step].quote.change
        return change.rates if change else None

    def entry_at(self, ident: str, step: int) -> Asked[Entry] | None:
        """What an entry of the changed contract was at a step; None where it was not there."""
        name: str | None = ident
        for back in range(len(self.pasts) - 1, step - 1, -1):
            name = self.partners[back].get(name or "")
        return next((one for one in self.pasts[step].contract.entries if one.id == name), None)

    def _ledger(self, past: Past, terms: Terms) -> Ledger:
        """The lines of a frozen quote as a ledger keeps them."""
        ids = {line.id for line in past.quote.lines}
        there = (line for line in past.quote.lines if line.amount or line.reduces is None or line.reduces in ids)
        lines = tuple(_as_fixed(line) for line in there)
        return self._entered(terms, self._posted(lines, past.contract))

    def _posted(self, lines: Sequence[Line], contract: Contract) -> Iterable[tuple[str, Posted]]:
        entries = {one.id: one.entry for one in contract.entries}
        names = {line.id: line.id.partition("/")[0] for line in lines}
        for ident, group in grouped(lines).items():
            reduced = group[0].reduces
            asked = names.get(reduced, reduced) if reduced else names[ident]
            entry = entries.get(asked)
            category, recipient = (entry.category, entry.recipient) if isinstance(entry, Direct) else (None, None)
            by_year = self._by_year(group, entry, contract.terms)
            split = any(step.op == "split" for step in group[0].steps[1:]) and reduced is None
            yield ident, posted_of(asked, group, by_year, category, recipient, split=split)

    def _by_year(self, lines: Sequence[Line], entry: Entry | None, terms: ContractTable) -> tuple[Yen, ...]:
        """How frozen lines fall into fiscal years."""
        if lines[0].certainty not in FIXED:
            return tuple(together(0) for _ in self.years)
        labels = [year.label for year in self.years]
        if all(line.period in labels for line in lines):
            sums = {line.period: line.amount for line in lines}
            return tuple(sums.get(label, together(0)) for label in labels)
        pinned = None if entry is None else entry.fiscal_year
        first = getattr(entry, "from_", None) or terms.start
        last = getattr(entry, "to", None) or terms.end
        weights = [
            overlap(year, first, last) if pinned is None else int(year.label == fiscal_year_label(pinned))
            for year in self.years
        ]
        return apportion(sum(line.amount for line in lines), weights)

    def frozen(self) -> Ledger:
        """The lines in force, by the ids that their entries have in the changed contract."""
        return self._entered(self.rulings[-1], renamed(self.states[-1].ledger.posted.values(), self.new_name))

    def _entered(self, terms: Terms, posted: Iterable[tuple[str, Posted]]) -> Ledger:
        """A ledger over all periods, with lines that are made."""
        ledger = Ledger(terms, self.periods, self.years)
        later = list[tuple[str, Posted]]()
        for ident, one in posted:
            reduced = one.lines[0].reduces
            if reduced is None or reduced in ledger.posted:
                ledger.enter(ident, one)
            else:
                later.append((ident, one))
        for ident, one in later:  # of a line that is nothing any more and stands behind
            ledger.enter(ident, one)
        return ledger

    def new_name(self, old: str) -> str:
        """The id that the changed contract has for a frozen line; one of its own where the entry is gone."""
        head, slash, rest = old.partition("/")
        ids = {one.id for one in self.before.contract.entries if one.table != "overhead"}
        if head not in ids:  # an overhead, what it takes out of an entry, or a lump sum
            return f"{head}{slash}{self.new_name(rest) if rest in ids else rest}"
        new = self._new_names.get(head, f"old.{head}" if head in self._current else head)
        return f"{new}{slash}{rest}"


def _as_fixed(line: Line) -> Line:
    """What is planned for later years is priced as if it were firm, and labelled last."""
    return line._replace(certainty="fixed") if line.certainty == "planned" else line


def grouped(lines: Iterable[Line]) -> Mapping[str, tuple[Line, ...]]:
    """Lines by their ids, in their order."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.id, []).append(line)
    return {ident: tuple(group) for ident, group in groups.items()}


def renamed(posted: Iterable[Posted], name: Callable[[str], str]) -> Iterable[tuple[str, Posted]]:
    """What was posted, by other ids."""
    for one in posted:
        lines = tuple(
            line._replace(id=name(line.id), reduces=None if line.reduces is None else name(line.reduces))
            for line in one.lines
        )
        yield lines[0].id, one._replace(asked=name(one.asked), lines=lines)


def periods_of(pasts: Sequence[Past], now: Contract) -> tuple[Period, ...]:
    """The periods of the changed contract, and those of the frozen quotes that it does not touch any more."""
    terms = now.terms
    ours = (
        fiscal_years(terms.start, terms.end)
        if terms.billing == "fiscal-year"
        else (Period("contract", terms.start, terms.end),)
    )
    found = {one.label: one for one in ours}
    for past in pasts:
        for one in past.quote.periods:
            found.setdefault(one.label, Period(one.label, one.start, one.end))
    return tuple(sorted(found.values(), key=lambda one: one.start))


def matched(before: Iterable[Asked[Entry]], after: Iterable[Asked[Entry]]) -> Mapping[str, str]:
    """The frozen entry of each new one that continues it: by id, else by kind and text, else by its number."""
    old, new = list(before), list(after)
    partner: dict[str, str] = {}
    for same in (_own_id, _text, _place):
        taken = set(partner.values())
        free = {same(one): one.id for one in reversed(old) if one.id not in taken and same(one) is not None}
        for one in new:
            key = same(one)
            if one.id not in partner and key is not None and key in free:
                partner[one.id] = free.pop(key)
    return partner


def _own_id(asked: Asked[Entry]) -> tuple[str, ...] | None:
    return None if asked.entry.id is None else (asked.table, asked.entry.id)


def _text(asked: Asked[Entry]) -> tuple[str, ...] | None:
    words = tuple(str(getattr(asked.entry, name, None) or "") for name in _WORDS)
    return (asked.table, *words) if asked.table != "overhead" else None


def _place(asked: Asked[Entry]) -> tuple[str, ...] | None:
    return (asked.table, asked.id) if asked.entry.id is None else None
