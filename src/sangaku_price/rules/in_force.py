"""Which version of each rule is in force for a contract.

Of one id's rules that name the contract's type, each is tested against its own deciding date, and the newest `since`
in force wins; after a temporary rule ends, the older one applies again.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sangaku_price.contract.tables import ContractTable
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.labels import ANNEX, TYPES
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import by_name, enumerated, noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Beaten, RuleUsed
from sangaku_price.tariff.rule_tables import PRACTICE
from sangaku_price.tariff.rules import OverheadRule, Rule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import Problem, problem

if TYPE_CHECKING:
    from sangaku_price.tariff.allocated import AllocationRule
    from sangaku_price.tariff.amended import AmendmentRule
    from sangaku_price.tariff.fee_rules import RatesRule, ResidentRule
    from sangaku_price.tariff.kind import KindRule
    from sangaku_price.tariff.notice import NoticeRule

MESSAGES = messages(
    {
        "no-overhead-for-type": Text(
            "{tariff}の料金表にこの契約種別の間接経費がありません。定めのある種別: {allowed}",
            "the tariff {tariff} has no overhead for this type of contract; it has some for: {allowed}",
        ),
        "no-overhead-for-date": Text(
            "{tariff}の料金表の間接経費（{type}）はこの日に効力がありません（最初の適用日 {since}）。",
            "no overhead of the tariff {tariff} for {type} is in force on this day (the first is from {since})",
        ),
        "date-needed": Text(
            "「{rule}」の規則は{date}で決まります。「{key}」を書いてください。",
            'the rule {rule} is decided by the {date}; give "{key}"',
        ),
        "succeeded": Text(
            "{tariff}の料金表は{date}が{day}の契約に使えません。{since}から後継機関の料金表によります: {successor}",
            "the tariff {tariff} does not price a contract of this {date}, {day}; "
            "since {since} it has a successor: {successor}",
        ),
        "beaten-type": Text("対象の契約種別: {types}", "for contracts of type: {types}"),
        "beaten-date": Text("{date}（{day}）に効力がない", "not in force on the {date}, {day}"),
        "beaten-older": Text("より新しい規則が優先: {winner}", "a newer rule wins: {winner}"),
    }
)

DECIDING: Mapping[str, Text] = {
    "start": Text("研究開始日", "research start"),
    "end": Text("研究終了日", "research end"),
    "signed": Text("契約締結日", "contract date"),
    "applied": Text("申込日", "application date"),
}
"""The dates of a contract on which a rule can hang."""
WESTERN = Calendar()
_VERSION = Text("{name}（{span}）{rate}", "{what}")
_SINCE, _UNTIL, _ALWAYS = Text("{day}から", "{day}"), Text("{day}まで", "{day}"), Text("期間の定めなし", "always")


class InForce(NamedTuple):
    """The rules of a tariff that apply to one contract."""

    tariff: Tariff | None = None
    kinds: Mapping[str, "KindRule"] = {}
    resident: "ResidentRule | None" = None
    rates: "RatesRule | None" = None
    overheads: tuple[OverheadRule, ...] = ()
    notices: "tuple[NoticeRule, ...]" = ()
    allocations: "tuple[AllocationRule, ...]" = ()
    beaten: Mapping[tuple[str, str], tuple[Beaten, ...]] = {}
    """By table and id: the versions that did not win."""
    amendments: "tuple[AmendmentRule, ...]" = ()
    """Those in force on the day of a change; none where a contract changes none."""
    editions: Mapping[str, Tariff | None] = {}
    """By the id of an overhead whose rule was agreed before a change: the edition of the tariff in which it stands."""

    def edition(self, overhead: str) -> Tariff | None:
        """The tariff in which the rule of an overhead stands."""
        return self.editions.get(overhead, self.tariff)

    def cite(self, rule: Rule, path: str) -> Source:
        """The page a rule stands on."""
        return cast("Tariff", self.tariff).cite(rule.source, path)  # a rule in force is a tariff's

    def used(self) -> tuple[RuleUsed, ...]:
        """Every overhead, fee and rate rule that is in force."""
        rules = (*self.kinds.values(), self.resident, self.rates, *self.overheads)
        return tuple(RuleUsed(rule.id, rule.since, rule.decided_by) for rule in rules if rule is not None)


def deciding_day(rule: Rule, terms: "ContractTable | Dates") -> date | None:
    """The date of the contract that the rule hangs on; None where the contract does not tell it."""
    return {"start": terms.start, "end": terms.end, "signed": terms.signed, "applied": terms.applied}[rule.decided_by]


def within(since: date | None, until: date | None, day: date) -> bool:
    """Whether a day lies in a span; both days belong to it."""
    return (since is None or since <= day) and (until is None or day <= until)


def on_the_day(terms: ContractTable, day: date) -> ContractTable:
    """The dates by which a change is decided: the day of the change in the place of all but the end (変更契約)."""
    return terms.model_copy(update={"start": day, "signed": day, "applied": day})


def rules_in_force(
    tariff: Tariff | None, terms: ContractTable, calendar: Calendar = WESTERN, *, amended: bool = False
) -> tuple[InForce, tuple[Problem, ...]]:
    """The winning version of every rule, and the dates of the contract that are missing to decide.

    Rules for changes are asked of a contract that is `amended` only; `calendar` is for the days in words.
    """
    if tariff is None:
        return InForce(), ()
    dates = Dates(terms.type, terms.start, terms.end, terms.signed, terms.applied)
    return _decided(_Itself(tariff), dates, calendar, amended=amended)


class Dates(NamedTuple):
    """All of a contract that decides which version of a rule is in force."""

    type: str
    start: date
    end: date
    signed: date | None
    applied: date | None


class _Itself:
    """A tariff that is known by itself and not by what it holds, which is long and never changes."""

    __slots__ = ("tariff",)

    def __init__(self, tariff: Tariff) -> None:
        self.tariff = tariff

    def __hash__(self) -> int:
        return id(self.tariff)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.tariff is other.tariff


@lru_cache(maxsize=64)
def _decided(
    itself: _Itself, terms: Dates, calendar: Calendar, *, amended: bool
) -> tuple[InForce, tuple[Problem, ...]]:
    """The same for every contract with these dates: of a thousand contracts many have the dates of another."""
    tariff = itself.tariff
    chosen: dict[tuple[str, str], Rule] = {}
    beaten: dict[tuple[str, str], tuple[Beaten, ...]] = {}
    problems: list[Problem] = []
    for table in tariff.rules:
        if table == PRACTICE or (table == "amendment" and not amended):
            continue
        rules = tariff.rules[table]
        for ident in dict.fromkeys(rule.id for rule in rules):
            versions = [rule for rule in rules if rule.id == ident]
            winner, missing = _newest(versions, terms)
            if missing is not None:
                problems.append(missing_date(missing, by_name(_name_of(missing), f"{tariff.id}:{table}.{ident}")))
            elif winner is not None:
                chosen[table, ident] = winner
                beaten[table, ident] = tuple(
                    _why_not(v, winner, terms, calendar, {**TYPES, **tariff.types}) for v in versions if v is not winner
                )
    overheads = _all_of(chosen, "overhead")
    problems += _succeeded(tariff, overheads or tuple(chosen.values()), terms)
    return InForce(
        tariff,
        {rule.id: rule for rule in _all_of(chosen, "kind")},
        next(iter(_all_of(chosen, "resident")), None),
        next(iter(_all_of(chosen, "rates")), None),
        overheads,
        _all_of(chosen, "notice"),
        _all_of(chosen, "allocation"),
        beaten,
        _all_of(chosen, "amendment"),
    ), tuple(dict.fromkeys(problems))


def _succeeded(tariff: Tariff, rules: Iterable[Rule], terms: Dates) -> Iterator[Problem]:
    """That another institution has taken the place of the tariff's, on the day that decides its rules."""
    after = tariff.succeeded_by
    for rule in rules if after else ():
        told = deciding_day(rule, terms)
        day = told or terms.start
        if after and day >= after.since:
            successor = own(after.id) if after.id else Text("料金表は未公表", "no tariff of it is known")
            if after.id and tariff.successor:
                successor = noted(tariff.successor, successor)
            said = {
                "tariff": tariff.named,
                "date": DECIDING[rule.decided_by if told else "start"],
                "day": WESTERN.day(day),
                "since": WESTERN.day(after.since),
            }
            yield problem("succeeded", "tariff", tariff.id, **said, successor=successor)
            return


def no_overhead(tariff: Tariff, terms: ContractTable) -> Problem:
    """A tariff that has overheads, but none for the contract's type or date."""
    types = dict.fromkeys(name for rule in tariff.overheads for name in rule.types or ())
    if types and all(rule.types and terms.type not in rule.types for rule in tariff.overheads):
        return problem(
            "no-overhead-for-type", "contract.type", terms.type, tariff=tariff.named, allowed=_typed(types, tariff)
        )
    ours = [rule for rule in tariff.overheads if _names_type(rule, terms.type)]
    deciding = ours[0].decided_by
    names = {**TYPES, **tariff.types}
    since = min((rule.since for rule in ours if rule.since), default=None)
    return problem(
        "no-overhead-for-date",
        f"contract.{deciding}",
        deciding_day(ours[0], terms) or "",
        tariff=tariff.named,
        since=WESTERN.day(since) if since else "",
        type=by_name(names.get(terms.type, own(terms.type)), terms.type),
    )


def _names_type(rule: Rule, contract_type: str) -> bool:
    return rule.types is None or contract_type in rule.types


def _newest(versions: Iterable[Rule], terms: Dates) -> tuple[Rule | None, Rule | None]:
    """The newest version in force; or, second, the version whose date the contract would have to tell first."""
    ours = [rule for rule in versions if _names_type(rule, terms.type)]
    for rule in sorted(ours, key=lambda rule: rule.since or date.min, reverse=True):
        day = deciding_day(rule, terms)
        if day is None and (rule.since or rule.until):
            return None, rule
        if day is None or within(rule.since, rule.until, day):
            return rule, None
    return None, None


def missing_date(rule: Rule, named: Text) -> Problem:
    """A rule or case that hangs on a date which the contract does not tell."""
    key = rule.decided_by
    return problem("date-needed", f"contract.{key}", key=key, rule=named, date=DECIDING[key])


def _why_not(rule: Rule, winner: Rule, terms: Dates, calendar: Calendar, types: Mapping[str, Text]) -> Beaten:
    """Why a version of the rule did not win."""
    what, label = _version(rule), _version_words(rule, calendar)
    if not _names_type(rule, terms.type):
        names = rule.types or ()
        words = enumerated(types.get(name, own(name)) for name in names)
        return Beaten(what, message("beaten-type", types=by_name(words, ", ".join(names))), label)
    day = deciding_day(rule, terms)
    if day is not None and not within(rule.since, rule.until, day):
        return Beaten(what, message("beaten-date", date=DECIDING[rule.decided_by], day=calendar.day(day)), label)
    return Beaten(what, message("beaten-older", winner=_version_words(winner, calendar)), label)


def _version(rule: Rule) -> str:
    """A version of a rule by its id, its dates and its rate: indirect –2023-03-31 10%."""
    span = f"{rule.since or ''}–{rule.until or ''}" if rule.since or rule.until else "always"
    rate = getattr(rule, "rate", None)
    return f"{rule.id} {span}" + (f" {percent(rate)}" if rate is not None else "")


def _name_of(rule: Rule) -> Text:
    return rule.name or ANNEX.get(getattr(rule, "charged_as", None) or rule.id, own(rule.id))


def _typed(types: Iterable[str], tariff: Tariff) -> Text:
    """Contract types by their names, in Japanese with what is typed behind them."""
    names = {**TYPES, **tariff.types}
    return enumerated(by_name(noted(names.get(one, own(one)), own(one)), one) for one in types)


def _version_words(rule: Rule, calendar: Calendar) -> Text:
    """The same in words: 間接経費（2023年3月31日まで） 10%."""
    name = _name_of(rule)
    days = [(words, day) for words, day in ((_SINCE, rule.since), (_UNTIL, rule.until)) if day]
    span = own("").join(words.filled(day=calendar.day(day)) for words, day in days) if days else _ALWAYS
    rate = getattr(rule, "rate", None)
    said = "" if rate is None else f" {percent(rate)}"
    return _VERSION.filled(name=name, span=span, rate=said, what=_version(rule))


def _all_of(chosen: Mapping[tuple[str, str], Rule], table: str) -> tuple[Any, ...]:
    """The rules of one table: nothing else is read of it than its own kind."""
    return tuple(rule for (of, _), rule in chosen.items() if of == table)
