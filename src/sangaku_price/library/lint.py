"""What is probably not meant in a tariff that loads: each finding a note with a stable code and its key path."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from sangaku_price.documents.tariff_age import CALENDAR
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.library.reach import unreachable
from sangaku_price.library.spans import in_time, uncovered_types
from sangaku_price.quotation.values import Note
from sangaku_price.rules.overhead_rules import LIMITS
from sangaku_price.rules.terms import note
from sangaku_price.tariff.age import confirmed, is_old
from sangaku_price.tariff.fee_rules import RatesRule, ResidentRule
from sangaku_price.tariff.rules import Case, OverheadRule, Rule
from sangaku_price.tariff.tariff import Tariff

MESSAGES = messages(
    {
        "library-checked-later": Text(
            "確認日（{checked}）が{day}より後です。", "the day checked, {checked}, lies after {day}"
        ),
        "library-review-by": Text(
            "見直し期限（{until}）を過ぎています（{day}現在）。", "was to be reviewed by {until}; it is {day}"
        ),
        "library-source-without-href": Text("出典「{key}」に href がありません。", 'the source "{key}" has no href'),
        "library-mirror-unchecked": Text(
            "出典「{key}」は別サイトの写しですが、この規則に doubt がありません。"
            "公式の頁と照合し、結果を doubt に書いてください。",
            'the source "{key}" is a copy on another host, but the rule has no doubt: '
            "compare it with the official page, "
            "and say in doubt what you found",
        ),
        "library-doubt-empty": Text("doubt に言葉がありません。", "the doubt says nothing"),
        "library-tax-unstated": Text(
            '金額の税込・税抜が不明です（tax = "inclusive" または "exclusive"）。'
            "見積では額をそのまま用い、注記します。",
            'it is not said whether the amounts contain tax (tax = "inclusive" or "exclusive"); '
            "a quote uses them as they "
            "stand, and says so",
        ),
        "library-rate-per-cent": Text(
            "率が{rate}です。{hundredth}の誤りではありませんか。", "the rate is {rate}; is {hundredth} meant?"
        ),
        "library-limit-in-case": Text(
            "下限額・上限額はこの case だけのものです。規則のものなら、最初の case より前に書いてください。",
            "the floor or cap is that of this case alone; one of the rule stands above the first case",
        ),
        "library-outdated": Text(
            "改定済みのおそれがある規則です（outdated）。", "a rule that is feared to be superseded (outdated)"
        ),
        "library-old": Text(
            "確認できる最新の日付（{known}）は、{day}より5年以上前です。",
            "the newest date known of it, {known}, lies more than five years before {day}",
        ),
        "library-either-way": Text(
            "増減する項目です。減額が他の額を上回ると、請求額が負になり得ます（見積では警告します）。",
            "this goes either way: where it takes off more than the rest comes to, an invoice is negative "
            "(a quote warns of it)",
        ),
        "library-fee-falls": Text(
            "{longer}か月までの{more}円が、{shorter}か月までの{less}円より安くなっています。",
            "up to {longer} months costs {more} yen, less than the {less} yen up to {shorter} months",
        ),
    }
)

WHOLE = Fraction(1)


def lint(tariff: Tariff, as_of: date) -> Iterator[Note]:
    """Every finding in a tariff; `as_of` is the day with which its own dates are compared."""
    yield from _head(tariff, as_of)
    yield from _sources(tariff)
    yield from uncovered_types(tariff)
    yield from in_time(tariff)
    yield from unreachable(tariff)
    for table, rules in tariff.rules.items():
        for number, rule in enumerate(rules, 1):
            yield from _rule(tariff, f"{table}.{number}", rule)
            if table not in {"notice", "practice"} and not _is_over(rule, rules, as_of):
                yield from _age(tariff, f"{table}.{number}", rule, as_of)


def _head(tariff: Tariff, as_of: date) -> Iterator[Note]:
    if tariff.checked > as_of:
        yield note(
            "library-checked-later", "warning", "checked", checked=CALENDAR.day(tariff.checked), day=CALENDAR.day(as_of)
        )
    if tariff.review_by is not None and as_of > tariff.review_by:
        yield note(
            "library-review-by", "warning", "review-by", until=CALENDAR.day(tariff.review_by), day=CALENDAR.day(as_of)
        )


def _sources(tariff: Tariff) -> Iterator[Note]:
    for key, source in tariff.sources.items():
        if source.href is None and not source.mirror:
            yield note("library-source-without-href", "warning", f"source.{key}", key=key)


def _rule(tariff: Tariff, path: str, rule: Rule) -> Iterator[Note]:
    yield from _doubt(path, rule.doubt)
    if tariff.sources[rule.source].mirror and rule.doubt is None:
        yield note("library-mirror-unchecked", "warning", path, key=rule.source)
    if rule.tax == "unstated" and any(_yen_of(rule)):
        yield note("library-tax-unstated", "note", path)
    match rule:
        case OverheadRule():
            yield from _overhead(path, rule)
        case ResidentRule():
            yield from _fees(path, rule)
        case _:
            return


def _is_over(rule: Rule, rules: Iterable[Rule], day: date) -> bool:
    """Whether a rule has ended by a day, or a newer version for the same contracts has begun."""
    newer = (
        one
        for one in rules
        if one.id == rule.id and (one.since or date.min) > (rule.since or date.min) and _meet(one.types, rule.types)
    )
    return (rule.until is not None and rule.until < day) or any(one.since and one.since <= day for one in newer)


def _meet(some: tuple[str, ...] | None, others: tuple[str, ...] | None) -> bool:
    return some is None or others is None or bool(set(some) & set(others))


def _age(tariff: Tariff, path: str, rule: Rule, day: date) -> Iterator[Note]:
    """What is feared to be superseded, or is old."""
    source = tariff.sources[rule.source]
    if rule.outdated:
        yield note("library-outdated", "note", path)
    elif (known := confirmed(source, rule.since)) is not None and is_old(source, rule.since, day):
        yield note("library-old", "note", path, known=CALENDAR.day(known), day=CALENDAR.day(day))


def _doubt(path: str, doubt: Text | None) -> Iterator[Note]:
    """A doubt that says nothing."""
    if doubt is not None and not all(any(char.isalnum() for char in words) for words in doubt):
        yield note("library-doubt-empty", "warning", f"{path}.doubt")


def _yen_of(rule: Rule) -> Iterator[bool]:
    """Whether a rule has amounts of which one must know if tax is in them."""
    match rule:
        case OverheadRule():
            tables: Iterable[OverheadRule | Case] = (rule, *rule.case)
            yield any(one is not None for one in (rule.floor, rule.cap, rule.limits))
            yield any(one is not None for table in tables for one in (table.amount, table.unit_price, table.bands))
        case ResidentRule():
            yield rule.unit_price is not None or any(fee.whole is not None for _, fee in rule.steps)
        case RatesRule():
            yield True
        case _:
            return


def _overhead(path: str, rule: OverheadRule) -> Iterator[Note]:
    tables: list[tuple[str, OverheadRule | Case]] = [(path, rule)]
    tables += [(f"{path}.case.{i}", case) for i, case in enumerate(rule.case, 1)]
    for where, table in tables:
        rates = [(f"{where}.rate", table.rate or Fraction(0))]
        rates += [(f"{where}.bands.{i}.rate", band.rate) for i, band in enumerate(table.bands or (), 1)]
        for place, rate in rates:
            if rate > WHOLE:
                said = {"rate": percent(rate), "hundredth": percent(rate / 100)}
                yield note("library-rate-per-cent", "warning", place, **said)
    if rule.either_way and rule.included is not None:
        yield note("library-either-way", "note", f"{path}.either-way")
    for where, case in tables[1:]:
        yield from _doubt(where, case.doubt)
        for key in LIMITS:
            if getattr(case, key) is not None and getattr(rule, key) is None:
                yield note("library-limit-in-case", "note", f"{where}.{key}")


def _fees(path: str, rule: ResidentRule) -> Iterator[Note]:
    published = [(months, fee.whole) for months, fee in rule.steps if fee.whole is not None]
    for (shorter, less), (longer, more) in pairwise(published):
        if more < less:
            said = {"shorter": shorter, "longer": longer, "less": yen(less), "more": yen(more)}
            yield note("library-fee-falls", "warning", f"{path}.steps.{longer}", **said)
