"""What a note says, on a page: words in the place of ids. The quote holds its notes as they were made, to the letter.

A word of the rules' own vocabulary (a tax category, a fact, a fiscal year) is told to everybody; lines, institutions,
rules and days have their names where a page is in Japanese alone, as in the rest of it. A note that is told in other
words, as an earlier version may have told it, stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.items import labels
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.keys import ENTRY_KEYS
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.quotation.answers import asked_in, question_words, questions_at
from sangaku_price.quotation.values import Note, Quote

Found = re.Match[str]


class _Page(NamedTuple):
    """The quote that a note is of, and whether its page has names alone."""

    quote: Quote
    note: Note
    lang: Lang

    @property
    def alone(self) -> bool:
        return in_words_alone(self.lang)

    def line(self, ident: str) -> str:
        """A line, or the first of those that an entry became, by its label; a kind of lines by its own; else its id."""
        if not self.alone:
            return ident
        lines = (*self.quote.lines, *self.quote.borne)
        found = next((one.label for one in lines if f"{one.id}/".startswith(f"{ident}/")), None)
        return say(found or labels().get(ident) or own(ident), Lang.JA)

    def lines(self, idents: str) -> str:
        return ("、" if self.alone else ", ").join(map(self.line, idents.split(", ")))

    def fact(self, name: str) -> Text:
        """A question in words; its key behind it for whom types keys."""
        words = question_words(asked_in(self.quote.contract.facts), name)
        return words if self.alone or words == own(name) else noted(words, own(name))

    def path(self, path: str) -> str:
        """What a key path of the contract file leads to."""
        if not self.alone:
            return path
        from sangaku_price.documents.key_words import path_words

        names = {one.id: one.label for one in (*self.quote.lines, *self.quote.borne)}
        return say(path_words(path, {**names, **questions_at(self.quote.contract.facts)}), Lang.JA)

    def day(self, written: str) -> str:
        day = as_day(written)
        return written if day is None else say(self.quote.contract.calendar.day(day), Lang.JA)

    def year(self, label: str) -> str:
        return say(self.quote.contract.calendar.period(label), Lang.JA)


class _Rule(NamedTuple):
    """What is replaced in a note of a code, and by what."""

    pattern: str
    words: Callable[[Found, _Page], str]


def _institution(found: Found, page: _Page) -> str:
    """料金表 kyoto の… is 京都大学の料金表の…."""
    tariff = page.quote.tariff
    if not page.alone or tariff is None or tariff.id != found[1]:
        return found[0]
    return f"{say(tariff.name, Lang.JA)}の料金表"


def _untold(found: Found, page: _Page) -> str:
    """The facts that are not told, and the price of the exception without its key."""
    told = "".join(f"「{say(page.fact(name), Lang.JA)}」" for name in found[1].split(", "))
    return f"契約ファイルに{told}の記載がないため、例外（{found[2] or '別途協議'}）は適用していません。"


def _untold_in_english(found: Found, page: _Page) -> str:
    told = ", ".join(say(page.fact(name), Lang.EN) for name in found[1].split(", "))
    return f"the contract file does not tell {told}; the exception ({found[2] or 'negotiated'}) was not applied"


def _alone(words: str) -> Callable[[Found, _Page], str]:
    """Words that a page in Japanese alone has."""
    return lambda found, page: found.expand(words) if page.alone else found[0]


def _invoice(found: Found, page: _Page) -> str:
    """An invoice, of a change or not, as its table names it."""
    from sangaku_price.documents.invoice_names import invoice_words

    changed = page.quote.change.invoices if page.quote.change else ()
    one = next((one for one in (*changed, *page.quote.invoices) if one.name == found[1]), None)
    return found[0] if one is None or not page.alone else say(invoice_words(page.quote, one), Lang.JA)


def _beside(found: Found, page: _Page) -> str:
    """The Japanese term behind the English one, which a page in both languages has."""
    return "" if page.lang is page.lang.once else found[0]


def _partner(found: Found, _page: _Page) -> str:
    from sangaku_price.documents.company_net import PARTNERS

    return f"「{say(PARTNERS.get(found[1], own(found[1])), Lang.JA)}」"


def _category(found: Found, _page: _Page) -> str:
    return say(headings.TAX_CATEGORIES.get(found[0], own(found[0])), Lang.JA)


def _approach(found: Found, _page: _Page) -> str:
    return say(APPROACHES.get(found[1], own(found[1])), Lang.JA)


def _key(found: Found, page: _Page) -> str:
    """A key of the entry that the note is of."""
    return say(ENTRY_KEYS.get(found[0], own(found[0])), Lang.JA) if page.alone else found[0]


TARIFF = _Rule(r"^料金表 (\S+) (?=に?[はの])", _institution)
DAY = _Rule(r" ?(\d{4}-\d{2}-\d{2}) ?", lambda found, page: page.day(found[1]) if page.alone else found[0])
YEAR = _Rule(r" ?(FY\d{4}) ?(?=[はのに])", lambda found, page: page.year(found[1]))
PATH = _Rule(r"[a-z0-9.-]+(?= = )", lambda found, page: page.path(found[0]))
IN_JAPANESE: Mapping[str, tuple[_Rule, ...]] = {
    "exempt": (_Rule(r"(?<=^消費税の扱い: )[a-z-]+", _category),),
    "fact-not-told": (
        _Rule(
            r"^\[facts\] の (.+) が書かれていないため、例外（\S+(?: (.*))?）は適用していません。$",
            _untold,
        ),
    ),
    "outdated": (
        TARIFF,
        _Rule(r"の「([a-z0-9-]+)」は改定済み", lambda found, page: f"の「{page.line(found[1])}」は改定済み"),
    ),
    "no-overhead-at-all": (TARIFF,),
    "overhead-not-in-force": (
        TARIFF,
        _Rule(r"の規則「([a-z0-9-]+)」", lambda found, page: f"の規則「{page.line(found[1])}」"),
    ),
    "review-by": (
        TARIFF,
        _Rule(r" (\d{4}-\d{2}-\d{2}) ", lambda found, page: f"（{page.day(found[1])}）" if page.alone else found[0]),
    ),
    "old-source": (DAY,),
    "own-fee": (_Rule(r"料金表の規則 \S+ ", _alone("料金表の規則")),),
    "amends-rule": (_Rule(r"料金表の規則 \S+(?=）)", _alone("料金表の変更契約の規則")),),
    "amends-not-moved": (_Rule(r"^料金表の規則 \S+ ", _alone("料金表の変更契約の規則")),),
    "amends-scenario": (_Rule(r"(?<=は) ([a-z0-9-]+) (?=で)", _approach),),
    "amends-year-ended": (YEAR,),
    "credit-unknown": (YEAR,),
    "credit-no-rate": (YEAR, _Rule(r"(?<=区分) ([a-z]+) (?=の)", _partner)),
    "credit-before-cap": (YEAR, _Rule("（corporate-tax）", _alone(""))),
    "credit-note": (_Rule(r"^(\S+) (?=は)", _invoice),),
    "method-assumed": (_Rule(r"^method がないため外数（on-base）", _alone("算定方法の指定がないため外数")),),
    "of-dropped": (
        _Rule(
            r"^「of」の (\S+) は",
            lambda found, page: f"算定の基礎のうち「{page.line(found[1])}」は" if page.alone else found[0],
        ),
    ),
    "partly-counted": (_Rule(r"(?<=あります: ).+", lambda found, page: page.lines(found[0])),),
    "no-effect": (
        _Rule(r"(?<=^「)[^」]+", lambda found, page: page.path(page.note.path or "") if page.alone else found[0]),
        _Rule(r"(?<=: 積算方式) ([a-z-]+) (?=は)", _approach),
    ),
    "replaced-by-set": (
        _Rule(r"(?<=^「)[^」]+", _key),
        _Rule(r"(?<=は「)[^」]+", lambda found, page: page.path(found[0])),
    ),
    "time-and-appointment": (_Rule(r"(?<=ほかに「)[^」]+", lambda found, page: page.line(found[0])),),
    "faculty-hours-twice": (
        _Rule(r"(?<=^料金表によれば「)[^」]+", lambda found, page: page.line(found[0])),
        _Rule(r"(?<=います。)\S+(?= の計上)", lambda found, page: page.lines(found[0])),
    ),
    "value-on-public-money": (_Rule(r"(?<=（)[^）]+(?=）。資金)", lambda found, page: page.lines(found[0])),),
    "scenario-changes-nothing": (_Rule(r"(?<=」は) ([a-z-]+) (?=と同じ)", _approach),),
    "success-after-expiry": (DAY,),
    "true-cost-missing": (
        _Rule("（cost-rate または annual-cost）", _alone("")),
        _Rule(r"(?<=項目: ).+", lambda found, page: page.lines(found[0])),
    ),
    "from-total": (PATH,),
    "from-total-near": (PATH,),
}
IN_ENGLISH: Mapping[str, tuple[_Rule, ...]] = {
    "method-assumed": (_Rule(r" \(外数\)", _beside),),
    "fact-not-told": (
        _Rule(
            r"^\[facts\] does not tell (.+); the exception \(\S+?(?: (.*))?\) was not applied$",
            _untold_in_english,
        ),
    ),
}


def note_words(note: Note, quote: Quote, lang: Lang) -> Text:
    """What a note of a quote says, on a page in a language."""
    page = _Page(quote, note, lang)
    said = zip(note.message, chain((IN_JAPANESE, IN_ENGLISH), repeat({})), strict=False)
    return Text._make(_said(words, rules.get(note.code, ()), page) for words, rules in said)


def _replaced(rule: _Rule, page: _Page, found: Found) -> str:
    return rule.words(found, page)


def _said(words: str, rules: tuple[_Rule, ...], page: _Page) -> str:
    for rule in rules:
        words = re.sub(rule.pattern, partial(_replaced, rule, page), words)
    return words
