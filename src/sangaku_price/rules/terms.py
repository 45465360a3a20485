"""What a price item may know besides its own entry, and what it gives back: drafts, not yet divided into periods."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypedDict, Unpack

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry, Kind
from sangaku_price.contract.tables import ContractTable
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own, say
from sangaku_price.money import DOWN, Rounding
from sangaku_price.months import Period, fiscal_year, fiscal_years, months_between
from sangaku_price.quotation.derivation import Step, constant, exact_of, formula, product, quotient, rounded
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Beaten, Note
from sangaku_price.rules.in_force import InForce, deciding_day
from sangaku_price.tariff.age import confirmed, is_old
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.rules import OverheadRule, Rule
from sangaku_price.toml.problems import Problem

MESSAGES = messages(
    {
        "unstated-tax": Text(
            "料金表の額は税込・税抜の別が明示されていないため、そのままの額を用いました。",
            "the tariff does not say whether its amount contains tax; it was used as it stands",
        ),
        "converted": Text(
            "料金表の額を契約の税区分に換算し、端数を処理しました。",
            "the tariff's amount was converted to the contract's tax basis and rounded",
        ),
        "outdated": Text(
            "{tariff}の料金表の「{name}」は改定済みのおそれがあります（出典: {title}）。"
            "契約の前に現行の額を機関に確認してください。",
            'the "{name}" of the tariff {tariff} is feared to be superseded (source: {title}); '
            "ask the institution for its present figure before you contract",
        ),
        "old-source": Text(
            "料金表で確認できる最新の日付は{day}で、5年より前です。現行か確認してください。",
            "the newest date known of this rule is {day}, more than five years before; make sure that it still holds",
        ),
        "mirror": Text("出典は別のサイトの写しです: {title}", "read from a copy on another host: {title}"),
    }
)

OWN_FILE = say(Text("契約ファイル", "contract file"), Lang.BOTH)
"""The title under which a user's own number is cited."""


class Unpriceable(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """An entry that cannot be priced as it stands."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


class Draft(NamedTuple):
    """One amount over the whole contract; the engine divides it into periods."""

    asked: str
    """The id of the entry it comes from."""
    id: str
    kind: str
    section: str
    charged_as: str
    tax_category: str
    label: Text
    step: Step
    sources: tuple[Source, ...]
    certainty: str = "fixed"
    fiscal_year: int | None = None
    """The one period it falls into; None where it is divided."""
    first: date | None = None
    last: date | None = None
    """The span over which it is divided; None where it is the contract's."""
    quantity: Fraction | None = None
    unit: str | None = None
    unit_price: Fraction | None = None
    rate: Fraction | None = None
    rounding: Rounding = DOWN
    base: tuple[str, ...] = ()
    probability: Fraction | None = None
    due: date | None = None
    year: int | None = None
    """The fiscal year of the sales of a royalty."""
    split: tuple[int, int] | None = None
    """Weights of the direct and the indirect part of a split researcher fee."""
    parts: Step | None = None
    """Parts of it that are named for information."""
    category: str | None = None
    recipient: str | None = None
    beaten: tuple[Beaten, ...] = ()
    notes: tuple[Note, ...] = ()


class Particular(TypedDict, total=False):
    """What an item says of a draft besides what all drafts have; each key as `Draft` has it."""

    certainty: str
    quantity: Fraction | None
    unit: str | None
    unit_price: Fraction | None
    rate: Fraction | None
    base: tuple[str, ...]
    probability: Fraction | None
    due: date | None
    category: str | None
    recipient: str | None


class Terms(NamedTuple):
    """The facts of the contract, the rules in force, the law."""

    contract: Contract
    rules: InForce
    law: Law
    kinds: Mapping[str, Kind]
    """Every kind of line, by its id."""
    worded: bool = True
    """Whether lines say in words how their amounts were made."""
    dates: ContractTable | None = None
    """What decides which rules apply, where it is not the contract itself: of a change its day."""
    among: tuple[Period, ...] = ()
    """The periods, where they are not the contract's own alone: of a change also those of the frozen quote."""

    @property
    def deciding(self) -> ContractTable:
        """The dates on which rules hang."""
        return self.dates or self.contract.terms

    @property
    def inclusive(self) -> bool:
        """Whether the contract's amounts contain consumption tax."""
        return self.contract.tax.basis == "inclusive"

    @property
    def calendar(self) -> Calendar:
        """How the contract's documents count Japanese years."""
        return self.contract.calendar

    @property
    def asked(self) -> Mapping[str, Text]:
        """What the tariff asks of its own, by the keys of the questions."""
        return self.rules.tariff.asked if self.rules.tariff else {}

    def name_of(self, rule: Rule) -> Text:
        """What a rule is called: by its tariff, else by the kind of line that it makes."""
        kind = self.kinds.get(getattr(rule, "kind", rule.id))
        return rule.name or (kind.label if kind else own(rule.id))

    def formula(self, step: Step) -> Text | None:
        """How an amount was made, in words; None where nobody reads them."""
        return formula(step) if self.worded else None

    def exact(self, step: Step) -> Fraction | None:
        """The value just before an amount was made whole; None where nobody reads it."""
        return exact_of(step) if self.worded else None

    def span(self, year: int | None) -> tuple[date, date]:
        """The contract's days, or those of them that lie in a fiscal year."""
        start, end = self.contract.terms.start, self.contract.terms.end
        if year is None:
            return start, end
        touched = fiscal_years(start, end)[year - fiscal_year(start)]
        return touched.start, touched.end

    def months(self, year: int | None) -> int:
        """Months of the contract, or of its part in a fiscal year."""
        return months_between(*self.span(year))

    def periods(self) -> tuple[Period, ...]:
        """What is invoiced at once."""
        start, end = self.contract.terms.start, self.contract.terms.end
        if self.among:
            return self.among
        if self.contract.terms.billing == "fiscal-year":
            return fiscal_years(start, end)
        return (Period("contract", start, end),)

    def is_planned(self, period: Period) -> bool:
        """Whether a period lies after the day until which the price is firm."""
        firm_until = self.contract.terms.firm_until
        return firm_until is not None and period.start > firm_until

    def tax_category(self, stated: str | None) -> str:
        """The entry's or the rule's own tax category, else the contract's."""
        return stated or self.contract.tax.category

    def tax_rate(self, category: str, last: date) -> Fraction:
        """The rate of consumption tax on a line whose last day is given; 0 where it bears none."""
        return self.law.tax_on(last).rate if category == "taxable" else Fraction(0)

    def converted(self, step: Step, rule: Rule, category: str, last: date) -> Step:
        """A tariff's yen in the contract's tax basis, exactly: net = amount / (1 + tax), gross = net × (1 + tax)."""
        if rule.tax == "unstated":
            return step
        now = self.tax_rate(category, last)
        published = Fraction(0)
        if rule.tax == "inclusive":
            published = self.law.tax_on(last).rate if rule.tax_rate is None else rule.tax_rate
        wanted = now if self.inclusive else Fraction(0)
        if published == wanted:
            return step
        words = Text("消費税", "consumption tax")
        if published:
            step = quotient(step, constant(1 + published, name=words))
        return product(step, constant(1 + wanted, name=words)) if wanted else step

    def tax_notes(self, step: Step, rule: Rule, line: str) -> tuple[Note, ...]:
        """What must be said of the tax basis of a tariff's yen that entered a line."""
        if rule.tax == "unstated":
            return (note("unstated-tax", "note", line, basis=self.contract.tax.basis),)
        if step.value.denominator != 1:
            return (note("converted", "note", line),)
        return ()

    def rule_notes(self, rule: Rule, line: str) -> tuple[Note, ...]:
        """The doubt of a rule, its age, and that its source is a copy: shown wherever its number is."""
        notes = (Note("doubt", "note", rule.doubt, line),) if rule.doubt else ()
        tariff = self.rules.edition(rule.id) if isinstance(rule, OverheadRule) else self.rules.tariff
        if tariff is None:
            return notes
        source = tariff.sources[rule.source]
        if source.mirror:
            notes = (*notes, note("mirror", "warning", line, title=source.title))
        day = deciding_day(rule, self.deciding) or self.deciding.start
        if rule.outdated:
            said = {"tariff": tariff.named, "name": self.name_of(rule), "title": source.title}
            notes = (*notes, note("outdated", "warning", line, **said))
        elif (newest := confirmed(source, rule.since)) and is_old(source, rule.since, day):
            notes = (*notes, note("old-source", "note", line, day=self.calendar.day(newest)))
        return notes

    def charged_as(self, asked: Asked[Entry]) -> str:
        """The entry's own word, the tariff's for its kind, else the usual."""
        rule = self.rules.kinds.get(asked.table)
        stated = asked.entry.charged_as or (rule.charged_as if rule else None)
        return stated or asked.entry.kind.charged_as

    def label(self, asked: Asked[Entry], addition: Text | str | None = None) -> Text:
        """The printed text: the entry's own, else the institution's or the field's name for its kind."""
        if asked.entry.item:
            return own(asked.entry.item)
        rule = self.rules.kinds.get(asked.table)
        name = (rule.name if rule else None) or asked.entry.kind.label
        if not addition:
            return name
        return noted(name, addition if isinstance(addition, Text) else own(addition))

    def draft(
        self,
        asked: Asked[Entry],
        step: Step,
        sources: tuple[Source, ...],
        *,
        part: str | None = None,
        label: Text | None = None,
        addition: Text | str | None = None,
        rounding: Rounding = DOWN,
        notes: tuple[Note, ...] = (),
        **particular: Unpack[Particular],
    ) -> Draft:
        """A draft of an entry, rounded once, with what is particular to its item."""
        rule = self.rules.kinds.get(asked.table)
        ident = f"{asked.id}/{part}" if part else asked.id
        if rule is not None:
            sources = (*sources, self.rules.cite(rule, f"kind.{rule.id}"))
            notes = (*notes, *self.rule_notes(rule, ident))
        return Draft(
            asked=asked.id,
            id=ident,
            kind=asked.table,
            section=asked.entry.kind.section,
            charged_as=self.charged_as(asked),
            tax_category=self.tax_category(asked.entry.tax_category),
            label=label or self.label(asked, addition),
            step=rounded(step, rounding),
            rounding=rounding,
            sources=sources,
            fiscal_year=asked.entry.fiscal_year,
            notes=notes,
            **particular,
        )


def own_source(asked: Asked[Entry], key: str) -> Source:
    """A user's own number, cited by its key path."""
    return Source(OWN_FILE, key=f"{asked.path}.{key}")


def note(code: str, level: str, path: str | None, **params: object) -> Note:
    """A note by the code of its message."""
    return Note(code, level, message(code, **params), path)
