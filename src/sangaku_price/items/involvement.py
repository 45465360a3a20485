"""共同研究への関与時間に対する報酬 (pay for involvement time, time charge) of faculty and students.

Ground: 追補版 A-1 1 研究者等の有する「知」への価値付け.
Formula: hours × hourly-rate × multiplier; effort × annual-hours × months/12 × hourly-rate × multiplier; or
effort × annual-cost × months/12 × multiplier. Effort is a share of total working time. Where no rate is given, the
tariff's for the rank.
Rounding: down to 1 yen, once per entry.
Not modelled: employer's on-costs (they belong in the rate), the internal share paid to the researcher.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from sangaku_price.contract.entry import Asked, Entry, Exclusive, Kind, Needs
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.rules.clauses import RESEARCHER
from sangaku_price.rules.hourly import hourly_rate
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Particular, Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Flag, Number, Rate, UnitPrice, Words, YenAmount

RANKS: Mapping[str, Text] = {
    "professor": Text("教授", "professor"),
    "associate-professor": Text("准教授", "associate professor"),
    "lecturer": Text("講師", "lecturer"),
    "assistant-professor": Text("助教", "assistant professor"),
    "student": Text("学生", "student"),
}
"""Ranks that have a translation; any other is shown as written."""


class Involvement(Entry):
    """[[involvement]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "involvement", Text("関与時間に対する報酬", "pay for involvement time"), "researcher", is_value=True
    )
    private: ClassVar[frozenset[str]] = Entry.private | {"annual-cost", "cost-rate"}
    exclusive: ClassVar[Exclusive] = (
        ("hours", "effort"),
        ("hours", "annual-hours"),
        ("hours", "annual-cost"),
        ("hours", "months"),
        ("annual-hours", "annual-cost"),
        ("hourly-rate", "annual-cost"),
        ("annual-cost", "cost-rate"),
    )
    prices: ClassVar[tuple[str, ...]] = ("hours", "effort")
    needs: ClassVar[Needs] = (
        ("effort", ("annual-hours", "annual-cost")),
        ("annual-hours", ("effort",)),
        ("annual-cost", ("effort",)),
        ("months", ("effort",)),
        ("cost-rate", ("hours", "annual-hours")),
    )

    who: Words | None = Field(default=None, description=said("氏名・役割。", "Who."))
    rank: Words | None = Field(default=None, description=said("職位。", "Rank."))
    employed: Flag | None = Field(
        default=None, description=said("学生が雇用されているか。", "Of a student: whether employed.")
    )
    """Of a student: employed by the university, or not."""
    hours: Number | None = Field(default=None, description=said("時間。", "Hours."))
    effort: Rate | None = Field(
        default=None, description=said("エフォート（総労働時間に対する割合）。", "Share of the total working time.")
    )
    annual_hours: Number | None = Field(default=None, description=said("年間総労働時間。", "Working hours of a year."))
    annual_cost: YenAmount | None = Field(
        default=None, description=said("年間人件費（円、非公開）。", "Cost of a year in yen; private.")
    )
    months: Number | None = Field(default=None, description=said("月数。", "Months."))
    hourly_rate: UnitPrice | None = Field(default=None, description=said("時間単価（円）。", "Yen an hour."))
    multiplier: Number | None = Field(default=None, description=said("係数。", "Multiplier."))
    cost_rate: UnitPrice | None = Field(
        default=None, description=said("時間当たりの原価（円、非公開）。", "Cost of an hour in yen; private.")
    )
    """What an hour costs the university; prices nothing, `compare` shows it."""


def involved_hours(entry: Involvement, months: Fraction) -> Fraction | None:
    """Hours of a person; None where the entry gives a cost and no hours. `months` is used where it gives none."""
    if entry.hours is not None:
        return entry.hours
    if entry.effort is None or entry.annual_hours is None:
        return None
    return entry.effort * entry.annual_hours * (months if entry.months is None else entry.months) / 12


def cost_of_time(entry: Involvement, months: Fraction) -> Fraction | None:
    """What the time of a person costs the university, without any multiplier; None where the entry does not tell."""
    if entry.annual_cost is not None:
        return (entry.effort or 0) * entry.annual_cost * (months if entry.months is None else entry.months) / 12
    hours = involved_hours(entry, months)
    return None if entry.cost_rate is None or hours is None else entry.cost_rate * hours


def price_involvement(asked: Asked[Involvement], terms: Terms, _base: Step | None) -> Priced:
    """One line: the time of one person, or of several at one rate."""
    entry = asked.entry
    addition = entry.who or (RANKS.get(entry.rank, entry.rank) if entry.rank else None)
    multiplier = _multiplier(asked)
    if entry.annual_cost is not None:
        cost = constant(
            entry.annual_cost, "yen", Text("年間人件費", "annual cost"), key=f"{asked.path}.annual-cost", private=True
        )
        step = product(cost, *_effort(asked, terms), *multiplier)
        yield terms.draft(asked, step, (RESEARCHER, own_source(asked, "annual-cost")), addition=addition)
        return
    hours, key = _hours(asked, terms)
    rate = hourly_rate(asked, terms, entry.rank, entry.hourly_rate, "hourly-rate")
    step = product(*hours, rate.step, *multiplier)
    sources = (RESEARCHER, *rate.sources, own_source(asked, key))
    quantity = involved_hours(entry, Fraction(terms.months(entry.fiscal_year)))
    time = Particular(quantity=quantity, unit="時間", unit_price=rate.yen)
    yield terms.draft(asked, step, sources, addition=addition, notes=rate.notes(asked.id, step), **time)


def _hours(asked: Asked[Involvement], terms: Terms) -> tuple[tuple[Step, ...], str]:
    entry = asked.entry
    name = Text("時間", "hours")
    if entry.hours is not None:
        return (constant(entry.hours, "hours", name, key=f"{asked.path}.hours"),), "hours"
    year = constant(
        entry.annual_hours or 0, "hours", Text("年間総労働時間", "annual hours"), key=f"{asked.path}.annual-hours"
    )
    return (year, *_effort(asked, terms)), "effort"


def _effort(asked: Asked[Involvement], terms: Terms) -> tuple[Step, ...]:
    """Effort × months/12."""
    entry = asked.entry
    effort = constant(entry.effort or 0, "rate", Text("エフォート", "effort"), key=f"{asked.path}.effort")
    if entry.months is not None:
        months = constant(entry.months / 12, "years", Text("従事月数", "months"), key=f"{asked.path}.months")
    else:
        months = constant(
            Fraction(terms.months(entry.fiscal_year), 12), "years", Text("契約月数", "months of the contract")
        )
    return effort, months


def _multiplier(asked: Asked[Involvement]) -> tuple[Step, ...]:
    if asked.entry.multiplier is None:
        return ()
    return (constant(asked.entry.multiplier, "", Text("係数", "multiplier"), key=f"{asked.path}.multiplier"),)


def is_published(entry: Involvement) -> bool:
    """Whether the tariff says what an hour costs."""
    return entry.hourly_rate is None and entry.annual_cost is None


ITEM = Item(Involvement.kind, Involvement, price_involvement, is_published)
