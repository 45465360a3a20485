"""How old what a tariff says is, in words: the days of its documents, what is feared to be superseded, a successor."""

from collections.abc import Mapping
from datetime import date

from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own, say
from sangaku_price.tariff.tables import SourceTable
from sangaku_price.tariff.tariff import Tariff

CALENDAR = Calendar()
"""Pages of tariffs count in western years, as their files do."""
SUCCEEDED = Text("{since}から後継機関: {name}", "succeeded since {since} by: {name}")
NO_SUCCESSOR = Text("料金表は未公表", "no tariff of it is known")
IN_BRACKETS = Text("（{words}）", " ({words})")
MIRROR = Text("別サイトの写し", "a copy on another host")
DATED = Text("文書の日付", "dated")
OUTDATED_MARK = Text("【改定済みのおそれ】", "[feared to be superseded]")


def day_words(day: date | None, lang: Lang) -> str:
    """A day of a tariff: year first, which both languages read; in Japanese alone as an office writes it."""
    return "" if day is None else CALENDAR.shown(CALENDAR.day(day), lang)


def newest_words(tariff: Tariff, lang: Lang) -> str:
    """The newest day that a source of a tariff bears, as much of it as is known; empty where none bears any."""
    return CALENDAR.shown(CALENDAR.dated(newest_document(tariff)), lang)


def cited_words(source: SourceTable, lang: Lang) -> str:
    """A source in a line: title, article, the day of the document, whether it is a copy."""
    said = [f"{say(DATED, lang)} {CALENDAR.shown(CALENDAR.dated(source.dated), lang)}"] if source.dated else []
    said += [say(MIRROR, lang)] if source.mirror else []
    brackets = "".join(say(IN_BRACKETS.filled(words=words), lang.once) for words in said)
    return " ".join(part for part in (source.title, source.article) if part) + brackets


def doubt_words(doubt: Text | None, *, outdated: bool) -> Text:
    """The doubt of a number, after the mark of one that is feared to be superseded."""
    marks = (*([OUTDATED_MARK] if outdated else []), *([doubt] if doubt else []))
    return own(" ").join(marks)


def succession(tariff: Tariff) -> Mapping[str, str | None] | None:
    """By whom an institution was succeeded, and from when on."""
    after = tariff.succeeded_by
    return {"id": after.id, "since": after.since.isoformat()} if after else None


def succession_words(tariff: Tariff) -> Text:
    """By whom an institution was succeeded, in words; empty where it stands."""
    after = tariff.succeeded_by
    if after is None:
        return own("")
    return SUCCEEDED.filled(since=CALENDAR.day(after.since), name=successor_words(tariff))


def successor_words(tariff: Tariff) -> Text:
    """The institution that took another's place: by its name; in English its id, too."""
    ident = tariff.succeeded_by.id if tariff.succeeded_by else None
    if ident is None:
        return NO_SUCCESSOR
    if tariff.successor is None:
        return own(ident)
    return Text("{name}", "{name} ({id})").filled(name=tariff.successor, id=ident)


def newest_document(tariff: Tariff) -> str:
    """The newest day that a source of a tariff bears; empty where none bears any."""
    return max((one.dated for one in tariff.sources.values() if one.dated), default="")
