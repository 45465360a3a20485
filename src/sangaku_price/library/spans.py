"""Tariffs in time: days on which no version of a rule is in force, or on which two claim to be."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sangaku_price.documents.tariff_age import CALENDAR
from sangaku_price.documents.tariff_view import types_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import enumerated
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.values import Note
from sangaku_price.rules.in_force import DECIDING
from sangaku_price.rules.terms import note
from sangaku_price.tariff.rules import Rule
from sangaku_price.tariff.tariff import Tariff

MESSAGES = messages(
    {
        "library-no-overhead": Text(
            "間接経費の規則がありません。見積は間接経費なしで計算されます。",
            "there is no overhead; quotes are priced without",
        ),
        "library-type-without-overhead": Text(
            "契約種別「{type}」の間接経費がないため、この種別の契約は計算できません。",
            'there is no overhead for contracts of type "{type}": they are refused',
        ),
        "library-begins": Text(
            "{since}より前に適用される版がありません（{type}）。", "no version applies before {since} ({type})"
        ),
        "library-ends": Text(
            "{until}より後に適用される版がありません（{type}）。", "no version applies after {until} ({type})"
        ),
        "library-gap": Text(
            "{first}から{last}まで適用される版がありません（{type}）。",
            "no version applies from {first} to {last} ({type})",
        ),
        "library-overlap": Text(
            "{first}から{last}まで2つの版に効力があります。新しい方が適用されます（{type}）。",
            "two versions are in force from {first} to {last}; the newer wins ({type})",
        ),
        "library-same-day": Text(
            "2つの版が同じ日（{since}）に始まります。どちらが適用されるか決まりません（{type}）。",
            "two versions begin on the same day ({since}): which one applies is not said ({type})",
        ),
        "library-mixed-dates": Text(
            "版により基準日が異なります（{dates}）。契約によっては、2つの版の間で適用が重なり、または途切れます（{type}）。",
            "its versions are decided by different dates ({dates}): "
            "between them a contract may fall under both or neither "
            "({type})",
        ),
    }
)

Placed = tuple[str, Rule]
"""A rule and its path: its table and its number there."""
TABLES = ("kind", "resident", "rates", "overhead")
"""Rules of which a version is looked for; a notice may come and go."""
DAY = timedelta(days=1)


def in_time(tariff: Tariff) -> Iterator[Note]:
    """Gaps, ends, overlaps and ambiguities between the versions of each rule, for each contract type."""
    for table in TABLES:
        placed = [(f"{table}.{i}", rule) for i, rule in enumerate(tariff.rules[table], 1)]
        for ident in dict.fromkeys(rule.id for _, rule in placed):
            told: set[tuple[str, ...]] = set()
            own = [one for one in placed if one[1].id == ident]
            for name in _types(own):
                versions = _of_type(own, name)
                paths = tuple(path for path, _ in versions)
                if paths not in told:
                    told.add(paths)
                    yield from _versions(versions, _type(tariff, name))


def uncovered_types(tariff: Tariff) -> Iterator[Note]:
    """Contract types that the tariff speaks of, but for which it has no overhead: such a contract is refused."""
    if not tariff.overheads:
        yield note("library-no-overhead", "note", None)
        return
    if any(rule.types is None for rule in tariff.overheads):
        return
    charged = {name for rule in tariff.overheads for name in rule.types or ()}
    priced = [rule for table in TABLES for rule in tariff.rules[table]]
    named = [*tariff.types, *(name for rule in priced for name in rule.types or ())]
    for name in dict.fromkeys(named):
        if name not in charged:
            yield note("library-type-without-overhead", "warning", None, type=_type(tariff, name))


def _types(versions: Sequence[Placed]) -> list[str | None]:
    """The contract types that versions name; None stands for every other type, where a version names none."""
    named: list[str | None] = [*dict.fromkeys(name for _, rule in versions for name in rule.types or ())]
    return [*named, None] if any(rule.types is None for _, rule in versions) else named


def _of_type(versions: Sequence[Placed], name: str | None) -> list[Placed]:
    """The versions that apply to a type, oldest first."""
    ours = [one for one in versions if one[1].types is None or name in one[1].types]
    return sorted(ours, key=lambda one: one[1].since or date.min)


def _type(tariff: Tariff, name: str | None) -> Text:
    """A contract type by its name; in English by its id, as the file has it."""
    return Text(say(types_words(tariff, () if name is None else (name,)), Lang.JA), name or "*")


def _versions(versions: Sequence[Placed], name: Text) -> Iterator[Note]:
    said = {"type": name}
    path, first = versions[0]
    if first.since is not None:
        yield note("library-begins", "note", path, since=CALENDAR.day(first.since), **said)
    if len({rule.decided_by for _, rule in versions}) > 1:
        deciding = dict.fromkeys(rule.decided_by for _, rule in versions)
        dates = enumerated(Text(say(DECIDING[one], Lang.JA), one) for one in deciding)
        yield note("library-mixed-dates", "note", path, dates=dates, **said)
        return
    yield from _gaps(versions, said)
    for i, (_, older) in enumerate(versions):
        for path, newer in versions[i + 1 :]:
            yield from _pair(older, newer, path, said)


def _gaps(versions: Sequence[Placed], said: dict[str, Text]) -> Iterator[Note]:
    end: date | None = date.min
    for path, rule in versions:
        if end is not None and rule.since is not None and end != date.min and rule.since > end + DAY:
            yield note(
                "library-gap",
                "warning",
                path,
                first=CALENDAR.day(end + DAY),
                last=CALENDAR.day(rule.since - DAY),
                **said,
            )
        end = None if end is None or rule.until is None else max(end, rule.until)
    if end is not None:
        last = next(path for path, rule in versions if rule.until == end)
        yield note("library-ends", "warning", last, until=CALENDAR.day(end), **said)


def _pair(older: Rule, newer: Rule, path: str, said: dict[str, Text]) -> Iterator[Note]:
    """An older version with an end of its own that lies within a newer one; or two that begin on the same day."""
    if older.since == newer.since:
        yield note("library-same-day", "warning", path, since=_day(newer.since), **said)
    elif _overlap(older, newer):
        yield note("library-overlap", "warning", path, first=_day(newer.since), last=_day(older.until), **said)


def _day(day: date | None) -> Text:
    return own("–") if day is None else CALENDAR.day(day)


def _overlap(older: Rule, newer: Rule) -> bool:
    """Whether an older version has an end that lies within the newer one; a temporary rule within an older is meant."""
    return (
        older.until is not None
        and newer.since is not None
        and newer.since <= older.until
        and (newer.until is None or older.until <= newer.until)
    )
