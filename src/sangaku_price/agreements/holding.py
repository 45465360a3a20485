"""A document held against a quote: figures that are not known, figures that are missing, days that differ."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.agreements.figures import Figure, Sort, figures_in, unit_told
from sangaku_price.agreements.known import Known, known_of
from sangaku_price.agreements.reading import Passage, passages_of
from sangaku_price.language.eras import in_west
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import figure, percent
from sangaku_price.language.numerals import half_width
from sangaku_price.language.phrases import noted, placed
from sangaku_price.language.text import Text, own
from sangaku_price.loading.finding import ERROR, IGNORED, WARNING, Checked, Finding, Report
from sangaku_price.loading.loaded import Loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import shortened

MESSAGES = messages(
    {
        "agreement-amount": Text(
            "見積にも契約ファイルにもない金額です。近い金額: {near}円（{name}）",
            "an amount that stands neither in the quote nor in the contract file; nearest: {near} yen ({name})",
        ),
        "agreement-rate": Text(
            "見積にも契約ファイルにもない率です。近い率: {near}（{name}）",
            "a rate that stands neither in the quote nor in the contract file; nearest: {near} ({name})",
        ),
        "agreement-rate-alone": Text(
            "見積にも契約ファイルにもない率です。", "a rate that stands neither in the quote nor in the contract file"
        ),
        "agreement-day": Text(
            "見積にも契約ファイルにもない日付です。近い日付: {near}（{name}）",
            "a date that stands neither in the quote nor in the contract file; nearest: {near} ({name})",
        ),
        "agreement-private": Text(
            "企業に見せない数値です（契約ファイルの非公開の値）。",
            "a figure that the company is not to see (it is private in the contract file)",
        ),
        "agreement-unreadable": Text("数値として読めません。", "cannot be read as a figure"),
        "agreement-no-day": Text("暦にない日付です。", "there is no such day"),
        "agreement-missing": Text(
            "{name} {amount}円が文書にありません。", "{name} {amount} yen does not stand in the document"
        ),
        "agreement-missing-day": Text(
            "{name} {day}が文書にありません。", "the {name} {day} does not stand in the document"
        ),
        "agreement-ignore-unused": Text(
            "[[agreement.ignore]] の「{words}」に当たる相違はありません。消してください。",
            'nothing differs that [[agreement.ignore]] "{words}" could ignore; delete it',
        ),
    }
)
DIFFERS = 6
"""The exit status where a document differs from the quote."""
_PLACE = Text("{place}「{words}」", '{place}: "{words}"')
_PLAIN = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?![0-9,.])")
"""Small amounts of a table, of which it is known only that they are there."""
AROUND = 12
"""Characters that are shown before and after a figure."""


class Agreed(NamedTuple):
    """What was found in a document."""

    report: Report

    @property
    def status(self) -> int:
        """0 where the document says what the quote says, or what differs is ignored with a reason."""
        return DIFFERS if self.report.count(ERROR) else 0


class _Found(NamedTuple):
    """Something that differs, and the words of the document that an exception may name."""

    finding: Finding
    words: str
    """The passage in half width; of what is missing, the figure."""
    start: int = 0
    end: int = 0


def hold(document: str, loaded: Loaded, quote: Quote) -> Agreed:
    """A document held against the quote of a contract file. Raises BadFile for a document that cannot be read."""
    passages = passages_of(document)
    known = known_of(loaded, quote)
    found = [*_stated(document, passages, known), *_missing(document, passages, known)]
    findings = (*_excused(found, loaded), *_unused(found, loaded))
    checked = Checked(document, quote.totals.total)
    return Agreed(Report(1, (checked,), findings))


# -- what stands there -------------------------------------------------------------------------------------------------


def _candidates(one: Figure, unit: int) -> tuple[Fraction, ...]:
    """What an amount may mean: in a table in thousands, as many thousands."""
    if not isinstance(one.value, Fraction):
        return ()
    return (one.value * unit, one.value) if one.is_bare and unit != 1 else (one.value,)


def _in_units(passages: Iterable[Passage]) -> Iterator[tuple[str, int]]:
    """Every passage with the unit in which its bare amounts are, as was said last."""
    unit = 1
    for passage in passages:
        unit = unit_told(passage.words) or unit
        yield passage.words, unit


def _figures(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Figure, tuple[Fraction, ...]]]:
    """Every figure with its passage, and what it may mean."""
    each = tuple(passages)
    for passage, (_, unit) in zip(each, _in_units(each), strict=True):
        for one in figures_in(passage.words):
            yield passage, one, _candidates(one, unit)


def _stated(document: str, passages: Iterable[Passage], known: Known) -> Iterator[_Found]:
    for passage, one, meant in _figures(passages):
        told = _difference(one, meant, known)
        if told is not None:
            code, words = told
            shown = half_width(passage.words)
            said = placed(passage.words[one.start : one.end].strip(), words)
            around = own(_around(passage.words, one))
            text = noted(said, _PLACE.filled(place=passage.place, words=around) if passage.line is None else around)
            yield _Found(Finding(document, passage.line, code, ERROR, text), shown, one.start, one.end)


def _difference(one: Figure, meant: tuple[Fraction, ...], known: Known) -> tuple[str, Text] | None:
    """What is wrong with a figure; None where the quote or the contract file has it."""
    if one.value is None:
        return "agreement-unreadable", message("agreement-no-day" if one.sort is Sort.DAY else "agreement-unreadable")
    if isinstance(one.value, date):
        return None if one.value in known.days else _day(one.value, known)
    if one.sort is Sort.RATE:
        return None if abs(one.value) in known.rates else _rate(one.value, known)
    if any(abs(value) in known.amounts or -abs(value) in known.amounts for value in meant):
        return None
    if any(abs(value) in known.private for value in meant):
        return "agreement-private", message("agreement-private")
    near, name = known.nearest_amount(meant[0])
    return "agreement-amount", message("agreement-amount", near=figure(near), name=name)


def _rate(value: Fraction, known: Known) -> tuple[str, Text]:
    if value in known.private:
        return "agreement-private", message("agreement-private")
    likely = {rate: name for rate, name in known.rates.items() if 0 < rate <= 1}
    if not likely:
        return "agreement-rate", message("agreement-rate-alone")
    near = min(likely, key=lambda rate: abs(rate - value))
    return "agreement-rate", message("agreement-rate", near=percent(near), name=likely[near])


def _day(value: date, known: Known) -> tuple[str, Text]:
    near = min(known.days, key=lambda day: abs((day - value).days))
    return "agreement-day", message("agreement-day", near=in_west(near), name=known.days[near])


def _around(words: str, one: Figure) -> str:
    """A figure with the words around it."""
    start, end = max(0, one.start - AROUND), one.end + AROUND
    shown = shortened(words[start:end].strip(), 200)
    return f"{'…' if start else ''}{shown}{'…' if end < len(words) else ''}"


# -- what is missing ---------------------------------------------------------------------------------------------------


def _missing(document: str, passages: Iterable[Passage], known: Known) -> Iterator[_Found]:
    stated = {Fraction(0)}
    days: set[date] = set()
    for words, unit in _in_units(passages):
        stated |= {Fraction(number) * unit for number in _PLAIN.findall(half_width(words))}
    for _, one, meant in _figures(passages):
        stated |= {each for value in meant for each in (value, -value)}
        days |= {one.value} if isinstance(one.value, date) else set()
    for needed in known.needed:
        if not needed.is_in(stated):
            amount = figure(needed.value)
            said = message("agreement-missing", name=needed.name, amount=amount)
            yield _Found(Finding(document, None, "agreement-missing", ERROR, said), amount)
    for day, name in known.needed_days:
        if day not in days:
            said = message("agreement-missing-day", name=name, day=in_west(day))
            yield _Found(Finding(document, None, "agreement-missing-day", ERROR, said), in_west(day))


# -- what is meant -----------------------------------------------------------------------------------------------------


def _covers(text: str, one: _Found) -> bool:
    """Whether words that are excused hold the figure, where it stands."""
    words = half_width(text)
    if one.end == 0:
        return one.words in words
    at = one.words.find(words)
    while at >= 0:
        if at < one.end and one.start < at + len(words):
            return True
        at = one.words.find(words, at + 1)
    return False


def _excused(found: Iterable[_Found], loaded: Loaded) -> Iterator[Finding]:
    """The findings; those that the contract file ignores are marked, with the reason."""
    for one in found:
        reasons = [each.reason for each in loaded.contract.passages_meant if _covers(each.text, one)]
        if not reasons:
            yield one.finding
            continue
        why = Text("無視: {reason}", "ignored: {reason}").filled(reason=reasons[0])
        yield one.finding._replace(level=IGNORED, text=noted(one.finding.text, why))


def _unused(found: Iterable[_Found], loaded: Loaded) -> Iterator[Finding]:
    each = tuple(found)
    for number, ignore in enumerate(loaded.contract.passages_meant, 1):
        if not any(_covers(ignore.text, one) for one in each):
            said = message("agreement-ignore-unused", words=shortened(ignore.text))
            place = loaded.place_of(f"agreement.ignore.{number}.text")
            line = int(place.rpartition(":")[2]) if place else None
            yield Finding(loaded.source.name, line, "agreement-ignore-unused", WARNING, said)
