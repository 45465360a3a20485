"""研究料 (researcher fee): what a university asks for a company researcher who works there, per person.

Ground: 追補版 A-1 3 必要となるコストの適切な分担, and the institution's own table.
Formula: people × fee(months of the stay), the fee by steps of months that may begin again after `every` months, by
fiscal year, or months × unit price; or people × the entry's own `fee`.
Rounding: down to 1 yen on the product of people, fee and tax conversion, a published fee by the rule's mode, months ×
unit price by the rule's own rounding; a split fee is converted whole, then divided.
Not modelled: change of the person within a stay, extension within a fiscal year without a new fee.
"""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from sangaku_price.contract.entry import COST, Asked, Entry, Kind
from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import Text, own
from sangaku_price.months import fiscal_years, months_between
from sangaku_price.quotation.derivation import Step, constant, product, total
from sangaku_price.quotation.values import Note
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Terms, Unpriceable, note, own_source
from sangaku_price.tariff.fees import Fee
from sangaku_price.toml.problems import problem
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Count, Day, Words, YenAmount

if TYPE_CHECKING:
    from sangaku_price.tariff.fee_rules import ResidentRule

MESSAGES = messages(
    {
        "no-fee": Text(
            "{tariff}の料金表に研究料がありません。「fee」を書いてください。",
            'the tariff {tariff} has no fee in force; give "fee"',
        ),
        "fee-negotiated": Text(
            "{tariff}の料金表の研究料は別途協議です。「fee」を書いてください。",
            'the fee of the tariff {tariff} is negotiated; give "fee"',
        ),
        "stay-empty": Text(
            "滞在期間が契約期間または年度と重なりません。", "the stay does not meet the contract or the fiscal year"
        ),
        "stay-too-long": Text(
            "{months}か月の研究料は公表されていません（{most}か月まで）。「fee」を書いてください。",
            'no fee is published for {months} months (up to {most}); give "fee"',
        ),
        "fee-not-published": Text(
            "{months}か月の研究料は公表されていません。「fee」を書いてください。",
            'the fee for {months} months is not published; give "fee"',
        ),
        "own-fee": Text(
            "研究料は契約で定めた額です（料金表の「{rule}」に代わる）。",
            "the fee is the contract's own, in the place of the tariff's rule {rule}",
        ),
    }
)

FEE = Text("研究料", "researcher fee")


class Resident(Entry):
    """[[resident]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "resident", Text("研究料", "researcher fee"), "direct", charged_as="resident", approaches=COST
    )

    people: Count = Field(default=1, description=said("人数。", "Number of people."))
    from_: Day | None = Field(default=None, description=said("開始日。", "From this day."))
    to: Day | None = Field(default=None, description=said("終了日。", "To this day, included."))
    who: Words | None = Field(default=None, description=said("氏名・役割。", "Who."))
    fee: YenAmount | None = Field(
        default=None, description=said("一人当たりの料金（円）。", "Yen per person for the stay.")
    )
    """Yen per person for the stay, instead of the tariff's."""


def price_resident(asked: Asked[Resident], terms: Terms, _base: Step | None) -> Priced:
    """One line: all people of the entry for their stay."""
    entry, rule = asked.entry, terms.rules.resident
    first, last = _stay(asked, terms)
    people = constant(entry.people, "people", Text("人数", "people"), key=f"{asked.path}.people")
    if entry.fee is not None:
        step = product(people, constant(entry.fee, "yen", FEE, key=f"{asked.path}.fee"))
        notes: tuple[Note, ...] = (
            (note("own-fee", "note", asked.id, rule=by_name(terms.name_of(rule), rule.id)),)
            if rule and not rule.negotiated
            else ()
        )
        draft = terms.draft(asked, step, (COSTS, own_source(asked, "fee")), addition=entry.who, notes=notes)
        priced = draft._replace(quantity=Fraction(people.value), unit="人", unit_price=Fraction(entry.fee))
        yield priced._replace(first=first, last=last)
        return
    if rule is None:
        raise Unpriceable(problem("no-fee", f"{asked.path}.fee", tariff=_tariff_name(terms)))
    if rule.negotiated:
        raise Unpriceable(problem("fee-negotiated", f"{asked.path}.fee", tariff=_tariff_name(terms)))
    fee, split = _published(asked, rule, first, last)
    category = terms.tax_category(entry.tax_category or rule.tax_category)
    step = terms.converted(product(people, fee), rule, category, last)
    notes = (*terms.tax_notes(step, rule, asked.id), *terms.rule_notes(rule, asked.id))
    sources = (COSTS, terms.rules.cite(rule, f"resident.{rule.id}"), own_source(asked, "people"))
    label = None if entry.item or rule.name is None else rule.name
    rounding = rule.rounding if rule.unit_price is not None else rule.rounding.whole_yen
    draft = terms.draft(asked, step, sources, label=label, addition=entry.who, rounding=rounding, notes=notes)
    yield draft._replace(
        first=first,
        last=last,
        quantity=Fraction(people.value),
        unit="人",
        tax_category=category,
        split=split,
        beaten=terms.rules.beaten.get(("resident", rule.id), ()),
    )


def _stay(asked: Asked[Resident], terms: Terms) -> tuple[date, date]:
    """The days of the stay: the entry's own, within the contract and its fiscal year."""
    first, last = terms.span(asked.entry.fiscal_year)
    first, last = max(first, asked.entry.from_ or first), min(last, asked.entry.to or last)
    if first > last:
        raise Unpriceable(problem("stay-empty", asked.path))
    return first, last


def _published(
    asked: Asked[Resident], rule: "ResidentRule", first: date, last: date
) -> tuple[Step, tuple[int, int] | None]:
    """The published fee for one person's stay, and its parts where it is split."""
    months = months_between(first, last)
    if rule.unit_price is not None:
        return _by_unit(rule, first, last, months), None
    if rule.counted == "fiscal-year":
        spans = [months_between(part.start, part.end) for part in fiscal_years(first, last)]
        fees = [fee for span in spans for fee in _steps(asked, rule, span)]
    else:
        fees = _steps(asked, rule, months)
    key = f"resident.{rule.id}.steps"
    step = total(
        *(
            constant(
                fee.whole or 0,
                "yen",
                Text("{upto}か月まで", "up to {upto} months").filled(upto=upto),
                key=f"{key}.{upto}",
            )
            for upto, fee in fees
        )
    )
    if any(fee.direct is None for _, fee in fees):
        return step, None
    return step, (sum(fee.direct or 0 for _, fee in fees), sum(fee.indirect or 0 for _, fee in fees))


def _steps(asked: Asked[Resident], rule: "ResidentRule", months: int) -> list[tuple[int, Fee]]:
    """The steps that a number of months goes through, beginning again after `every` months."""
    every = rule.every or months
    rounds, rest = divmod(months, every)
    spans = [every] * rounds + ([rest] if rest else [])
    fees = []
    for span in spans:
        found = next(((upto, fee) for upto, fee in rule.steps if span <= upto), None)
        if found is None:
            raise Unpriceable(problem("stay-too-long", asked.path, months=months, most=rule.steps[-1][0]))
        if found[1].whole is None:
            raise Unpriceable(problem("fee-not-published", asked.path, months=span))
        fees.append(found)
    return fees


def _by_unit(rule: "ResidentRule", first: date, last: date, months: int) -> Step:
    price = constant(rule.unit_price or 0, "yen", FEE, key=f"resident.{rule.id}.unit-price")
    match rule.per:
        case "month":
            return product(price, constant(months, "months"))
        case "year":
            return product(price, constant(Fraction(months, 12), "years"))
        case "fiscal-year":
            return product(price, constant(len(fiscal_years(first, last)), "years"))
        case _:
            return price


def _tariff_name(terms: Terms) -> Text:
    return terms.rules.tariff.named if terms.rules.tariff else own("–")


def is_published(entry: Resident) -> bool:
    """Whether the tariff says what the person costs."""
    return entry.fee is None


ITEM = Item(Resident.kind, Resident, price_resident, is_published)
