"""What is probably not meant in a contract that is well-formed: notes with stable codes, for `compare` and `check`.

A lint changes no figure. Each looks at the contract and at its quote, and says what it sees.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from sangaku_price.assurance.invoicing_lints import (
    change_after_end,
    due_before_start,
    payment_before_signature,
    small_invoice,
)
from sangaku_price.assurance.scenarios import Scenarios
from sangaku_price.assurance.seen import Lint, Seen
from sangaku_price.contract.entry import Asked
from sangaku_price.items import outcome_kinds, value_kinds
from sangaku_price.items.backfill import Backfill
from sangaku_price.items.cross_appointment import CrossAppointment
from sangaku_price.items.involvement import Involvement
from sangaku_price.items.success import Success
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import by_name, enumerated
from sangaku_price.language.text import Text, own
from sangaku_price.loading.loaded import Loaded
from sangaku_price.months import fiscal_year
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.toml.problems import BadFile

MESSAGES = messages(
    {
        "effort-over-100": Text(
            "{who}のエフォートが{year}年度に合計{effort}です（100%を超えています）。",
            "the effort of {who} in FY{year} sums to {effort}, more than 100 %",
        ),
        "time-and-backfill": Text(
            "{who}の関与時間と業務の補完の両方があります。同じ時間の二重計上ではないか確認してください。",
            "both the time and a backfill of {who} are charged; make sure that they are not the same hours",
        ),
        "time-and-appointment": Text(
            "{who}はクロスアポイントメントのほかに「{other}」にもあります。"
            "同じ時間の二重計上ではないか確認してください。",
            'besides the cross-appointment, "{other}" charges {who} too; make sure that they are not the same hours',
        ),
        "discount-and-probability": Text(
            "割引率（{rate}）と確率の両方があります。高い割引率は不成功の危険を含むことが多く、"
            "二重計上のおそれがあります。",
            "a discount rate of {rate} stands beside probabilities; so high a rate often contains the risk of failure, "
            "which is then counted twice",
        ),
        "success-after-expiry": Text(
            "期日（{due}）が失効日（{expires}）より後です。", "due on {due}, after it expires on {expires}"
        ),
        "scenario-changes-nothing": Text(
            "シナリオ「{name}」は{approach}と同じ結果です。",
            'the scenario "{name}" changes nothing against {approach}',
        ),
        "student-not-employed": Text(
            "学生の時間を計上していますが、雇用（employed = true）とされていません。",
            "the time of a student is charged who is not said to be employed (employed = true)",
        ),
        "faculty-hours-twice": Text(
            "料金表によれば「{id}」には教員の時間が含まれています。{people}の計上と二重にならないか確認してください。",
            'the tariff says that "{id}" contains faculty hours; make sure that {people} is not charged twice',
        ),
        "value-on-public-money": Text(
            "公的資金の契約に「知」の価値の項目があります（{ids}）。資金の規則で認められるか確認してください。",
            "there are value items in a contract on public money ({ids}); make sure that its rules allow them",
        ),
    }
)

HIGH_DISCOUNT = Fraction(30, 100)
"""From this rate on a discount rate is taken to contain the risk of failure."""
Worked = Asked[Involvement | CrossAppointment]
"""An entry of somebody's time."""


def lints(loaded: Loaded, quote: Quote, scenarios: Scenarios | None = None) -> tuple[Note, ...]:
    """Everything that the lints see, in their order; `scenarios` are those of the file, if some were priced before."""
    seen = Seen(loaded, quote, scenarios or Scenarios(loaded.source))
    return tuple(dict.fromkeys(found for lint in LINTS for found in lint(seen)))


def _warning(code: str, path: str | None, **params: object) -> Note:
    return Note(code, "warning", message(code, **params), path)


def _named(quote: Quote, ident: str) -> Text:
    """A line in a sentence."""
    return by_name(labels_of(quote).get(ident, own(ident)), ident)


def _all_named(quote: Quote, idents: Iterable[str]) -> Text:
    return enumerated(_named(quote, ident) for ident in idents)


def _day(day: date, loaded: Loaded) -> Text:
    return loaded.contract.calendar.day(day)


def _name(who: str | None) -> str:
    """A person's name without its spaces, of which files have any number."""
    return "".join((who or "").split())


def effort_over_100(seen: Seen) -> Iterator[Note]:
    """One person's efforts that sum to more than all of the working time of a fiscal year."""
    contract, head = seen.loaded.contract, seen.quote.contract
    years = range(fiscal_year(head.start), fiscal_year(head.end) + 1)
    people: dict[str, list[Worked]] = {}
    worked: tuple[Worked, ...] = (*contract.entries_of(Involvement), *contract.entries_of(CrossAppointment))
    for one in worked:
        people.setdefault(_name(one.entry.who) or one.id, []).append(one)
    for who, found in people.items():
        for year in years:
            shares = [one.entry.effort or Fraction(0) for one in found if one.entry.fiscal_year in {None, year}]
            effort = sum(shares, Fraction(0))
            if effort > 1:
                yield _warning("effort-over-100", found[-1].path, who=who, effort=percent(effort), year=year)
                break


def time_and_backfill(seen: Seen) -> Iterator[Note]:
    """Pay for a person's time beside a backfill of the same person."""
    names = {_name(one.entry.who) for one in seen.loaded.contract.entries_of(Involvement)} - {""}
    for one in seen.loaded.contract.entries_of(Backfill):
        if _name(one.entry.who) in names:
            yield _warning("time-and-backfill", one.path, who=one.entry.who)


def time_and_appointment(seen: Seen) -> Iterator[Note]:
    """A cross-appointment beside a time charge or a backfill of the same person, both of them charged."""
    charged = {line.id for line in (*seen.quote.lines, *seen.quote.borne) if line.amount > 0}
    others: tuple[Asked[Involvement | Backfill], ...] = (
        *seen.loaded.contract.entries_of(Involvement),
        *seen.loaded.contract.entries_of(Backfill),
    )
    named = [(_name(one.entry.who), one.id) for one in others if one.id in charged]
    for one in seen.loaded.contract.entries_of(CrossAppointment):
        for who, other in named if one.id in charged else ():
            if who and who == _name(one.entry.who):
                yield _warning("time-and-appointment", one.path, who=one.entry.who, other=_named(seen.quote, other))


def discount_and_probability(seen: Seen) -> Iterator[Note]:
    """A discount rate that contains the risk of failure beside probabilities that say it again."""
    rate = seen.loaded.contract.terms.discount_rate
    told = any(getattr(one.entry, "probability", None) not in {None, 1} for one in seen.loaded.contract.entries)
    told = told or any(getattr(one.entry, "outcome", ()) for one in seen.loaded.contract.entries)
    if told and rate is not None and rate >= HIGH_DISCOUNT:
        yield _warning("discount-and-probability", "contract.discount-rate", rate=percent(rate))


def success_after_expiry(seen: Seen) -> Iterator[Note]:
    """A success fee that is due after it has expired."""
    for one in seen.loaded.contract.entries_of(Success):
        entry = one.entry
        if entry.due is not None and entry.expires is not None and entry.due > entry.expires:
            yield _warning(
                "success-after-expiry",
                one.path,
                due=_day(entry.due, seen.loaded),
                expires=_day(entry.expires, seen.loaded),
            )


def scenario_changes_nothing(seen: Seen) -> Iterator[Note]:
    """A scenario of the file that is priced line by line as its approach alone is."""
    for name, scenario in seen.loaded.contract.scenarios.items():
        plain = "cost-accumulation" if scenario.approach == "lump-sum" else scenario.approach
        if plain in seen.loaded.contract.scenarios:  # the file gives the approach's name to a scenario of its own
            continue
        try:
            mine, theirs = seen.scenarios.quote(name), seen.scenarios.quote(plain)
        except BadFile:
            continue
        if _figures(mine) == _figures(theirs):
            yield _warning(
                "scenario-changes-nothing", f"scenario.{name}", name=name, approach=by_name(APPROACHES[plain], plain)
            )


def _figures(quote: Quote) -> object:
    """What a scenario may change; a lump sum that adds nothing changes nothing."""
    kept = [line for line in quote.lines if line.kind != "lump-sum" or line.amount]
    lines = sorted(
        (one.id, one.period or "", one.label, one.amount, one.certainty, one.tax_category, one.charged_as)
        for one in kept
    )
    due = sorted((one.id, str(one.due)) for one in kept)
    return lines, due, quote.totals.contingent, quote.invoices, quote.contract


def student_not_employed(seen: Seen) -> Iterator[Note]:
    """A student whose time is charged, and who is not said to be employed."""
    for one in seen.loaded.contract.entries_of(Involvement):
        if one.entry.rank == "student" and not one.entry.employed:
            yield _warning("student-not-employed", one.path)


def faculty_hours_twice(seen: Seen) -> Iterator[Note]:
    """Charged time beside an overhead of which the tariff says that it contains the faculty's hours."""
    charged = {line.id for line in seen.quote.lines if line.amount > 0}
    involved = seen.loaded.contract.entries_of(Involvement)
    people = [one.id for one in involved if one.entry.rank != "student" and one.id in charged]
    rules = seen.loaded.tariff.overheads if seen.loaded.tariff else ()
    containing = {rule.id for rule in rules if rule.includes_faculty_hours} & charged
    for ident in sorted(containing):
        if people:
            yield _warning(
                "faculty-hours-twice", ident, id=_named(seen.quote, ident), people=_all_named(seen.quote, people)
            )


def value_on_public_money(seen: Seen) -> Iterator[Note]:
    """Value items in a contract that is paid with public money."""
    if seen.loaded.contract.facts.get("public-money") is not True:
        return
    kinds = (value_kinds() | outcome_kinds()) - {"lump-sum"}
    ids = list(dict.fromkeys(line.id for line in seen.quote.lines if line.kind in kinds and line.amount > 0))
    if ids:
        yield _warning("value-on-public-money", "facts.public-money", ids=_all_named(seen.quote, ids))


LINTS: tuple[Lint, ...] = (
    effort_over_100,
    time_and_backfill,
    time_and_appointment,
    discount_and_probability,
    success_after_expiry,
    scenario_changes_nothing,
    student_not_employed,
    faculty_hours_twice,
    value_on_public_money,
    due_before_start,
    payment_before_signature,
    small_invoice,
    change_after_end,
)
"""In the order in which they are asked."""
