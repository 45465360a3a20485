"""クロスアポイントメント (cross-appointment): a researcher employed by two, each bearing its share of the effort.

Ground: the agreement of the two employers; the allowance as in the rule of 東海国立大学機構 (effort × the difference of
pays). What the company pays back is a share of a salary, and so outside consumption tax.
Formula: effort × base + effort × max(0, assessed − base), each × months/12; the insurance `insurance-rate` × the line.
The university keeps (1 − effort) × base. Rounding: down to 1 yen, once per line; the two parts of the line by largest
remainder. The line is in no base but one that names it or its kind.
Not modelled: bonuses apart from the yearly pay, efforts that change within an entry, who collects insurance.
"""

from fractions import Fraction
from math import lcm
from typing import ClassVar, NamedTuple

from pydantic import Field

from sangaku_price.contract.entry import Asked, Entry, Kind
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import enumerated, noted
from sangaku_price.language.text import Text, own
from sangaku_price.money import DOWN, apportion, to_yen
from sangaku_price.quotation.derivation import Step, amount_of, constant, line_sum, product, total
from sangaku_price.quotation.sources import Source
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Number, Rate, Share, Words, YenAmount

ALLOWANCE_RULE = Source(
    "東海国立大学機構職員クロス・アポイントメント手当及びクロス・アポイントメント勤勉手当支給細則",
    "第2条",
    "https://public1.legalcrud.com/thers_ac/act/110010980.html",
    dated="2020-04-01",
)
"""The only published rule of the allowance that was read: the difference of pays, as a principle."""
OUT_OF_SCOPE = Source(
    "国税庁 質疑応答事例 給与負担金", "消費税法基本通達5-5-10", "http://www.nta.go.jp/law/shitsugi/shohi/02/07.htm"
)
"""Why a share of a salary bears no consumption tax."""
SALARY = Text("給与の負担", "share of the salary")
ALLOWANCE = Text("手当", "allowance")
INSURANCE = Text("社会保険料（事業主負担）", "employer's insurance")


class CrossAppointment(Entry):
    """[[cross-appointment]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "cross-appointment",
        Text("クロスアポイントメント", "cross-appointment"),
        "researcher",
        has_parts=True,
        is_apart=True,
    )

    who: Words | None = Field(default=None, description=said("氏名・役割。", "Who."))
    base: YenAmount = Field(description=said("大学での年間給与（円、非公開）。", "Pay of a year in yen; private."))
    assessed: YenAmount = Field(
        description=said(
            "企業が採用した場合の年間給与（円、非公開）。", "What the company would pay in a year, in yen; private."
        )
    )
    effort: Share = Field(description=said("企業でのエフォート。", "Share of the working time for the company."))
    months: Number | None = Field(default=None, description=said("月数。", "Months."))
    insurance_rate: Rate | None = Field(
        default=None, description=said("事業主負担の保険料率。", "Employer's insurance, as a rate of the share paid.")
    )


class Parts(NamedTuple):
    """What two employers and a researcher have of an appointment, exactly, in yen over its months."""

    salary: Fraction
    """The company's share of the salary."""
    allowance: Fraction
    """What the company pays on top; the researcher gets it."""
    keeps: Fraction
    """What the university goes on bearing of the salary."""


def parts_of(entry: CrossAppointment, months: Fraction) -> Parts:
    """The parts of an appointment; `months` is used where the entry gives none."""
    years = (months if entry.months is None else entry.months) / 12
    more = max(0, entry.assessed - entry.base)
    return Parts(
        entry.effort * entry.base * years, entry.effort * more * years, (1 - entry.effort) * entry.base * years
    )


def price_appointment(asked: Asked[CrossAppointment], terms: Terms, _base: Step | None) -> Priced:
    """The company's share of the pay, and the insurance on it."""
    entry = asked.entry
    step = product(total(_base_pay(asked), _difference(asked)), *_time(asked, terms))
    addition = enumerated(
        (
            *((own(entry.who),) if entry.who else ()),
            Text("エフォート {effort}", "effort {effort}").filled(effort=percent(entry.effort)),
        )
    )
    category = entry.tax_category or "out-of-scope"
    sources = (ALLOWANCE_RULE, OUT_OF_SCOPE, own_source(asked, "base"), own_source(asked, "assessed"))
    draft = terms.draft(asked, step, sources, addition=addition)
    paid = amount_of(draft.step)
    exact = parts_of(entry, Fraction(terms.months(entry.fiscal_year)))
    yield draft._replace(tax_category=category, parts=_named(paid, exact))
    if entry.insurance_rate is not None:
        rate = constant(
            entry.insurance_rate, "rate", Text("保険料率", "insurance rate"), key=f"{asked.path}.insurance-rate"
        )
        insured = product(line_sum(paid, [draft.id], CrossAppointment.kind.label), rate)
        label = noted(INSURANCE, own(entry.who)) if entry.who else INSURANCE
        grounds = (OUT_OF_SCOPE, own_source(asked, "insurance-rate"))
        insurance = terms.draft(asked, insured, grounds, part="insurance", label=label)
        yield insurance._replace(tax_category=category, rate=entry.insurance_rate)


def _base_pay(asked: Asked[CrossAppointment]) -> Step:
    return constant(
        asked.entry.base, "yen", Text("大学での年間給与", "pay of a year"), key=f"{asked.path}.base", private=True
    )


def _difference(asked: Asked[CrossAppointment]) -> Step:
    """How much more the company would pay in a year; nothing where it would pay less."""
    more = max(0, asked.entry.assessed - asked.entry.base)
    name = Text("企業の評価額との差", "difference from what the company would pay")
    return constant(more, "yen", name, key=f"{asked.path}.assessed", private=True)


def _time(asked: Asked[CrossAppointment], terms: Terms) -> tuple[Step, Step]:
    """Effort × months/12."""
    entry = asked.entry
    effort = constant(entry.effort, "rate", Text("エフォート", "effort"), key=f"{asked.path}.effort")
    if entry.months is not None:
        return effort, constant(entry.months / 12, "years", Text("従事月数", "months"), key=f"{asked.path}.months")
    months = Fraction(terms.months(entry.fiscal_year), 12)
    return effort, constant(months, "years", Text("契約月数", "months of the contract"))


def divided(paid: int, exact: Parts) -> tuple[int, int]:
    """The salary and the allowance in whole yen that add up to the line, by largest remainder."""
    if not exact.salary + exact.allowance:
        return paid, 0
    scale = lcm(exact.salary.denominator, exact.allowance.denominator)
    salary, allowance = apportion(paid, [int(exact.salary * scale), int(exact.allowance * scale)])
    return salary, allowance


def _named(paid: int, exact: Parts) -> Step:
    """The parts of the line, for information."""
    named = zip((SALARY, ALLOWANCE), divided(paid, exact), strict=True)
    return total(*(constant(amount, "yen", name) for name, amount in named))._replace(op="parts")


def kept(exact: Parts) -> int:
    """What the university goes on bearing, in whole yen."""
    return to_yen(exact.keeps, DOWN)


ITEM = Item(CrossAppointment.kind, CrossAppointment, price_appointment)
