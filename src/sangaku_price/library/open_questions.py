"""What a starter file leaves open: facts that the tariff asks, and warnings that only the institution can lift."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import fact_words
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.answers import shown_fact
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.conditions import KNOWN_FACTS
from sangaku_price.tariff.tariff import Tariff

TO_FILL = "ここに記入 / fill in"
"""The answer that stands where words are asked for: it is nobody's, and so the norm applies."""
FACT_NOT_TOLD = "fact-not-told"


class Question(NamedTuple):
    """A fact that the tariff asks."""

    fact: str
    words: Text
    answers: tuple[str | bool, ...]
    """What may be answered; none where it is free text."""
    usual: str | bool
    """The answer with which no exception applies."""


def questions(tariff: Tariff, kind: str) -> tuple[Question, ...]:
    """The facts on which exceptions depend in rules for contracts of a kind, each once."""
    wanted: dict[str, list[str | bool]] = {}
    for rule in tariff.overheads:
        if rule.types is None or kind in rule.types:
            for case in rule.case:
                for name, options in case.when.facts:
                    wanted.setdefault(name, []).extend(options)
    return tuple(_question(tariff, name, options) for name, options in wanted.items())


def _question(tariff: Tariff, name: str, options: Iterable[str | bool]) -> Question:
    own_fact = tariff.facts.get(name)
    values = own_fact.values if own_fact else KNOWN_FACTS.get(name)
    words = own_fact.meaning if own_fact else fact_words(name)
    if values is None:
        return Question(name, words, (), TO_FILL)
    answers: tuple[str | bool, ...] = values or (True, False)
    usual = next((one for one in answers if one not in options), answers[0])
    return Question(name, words, answers, usual)


def fact_line(question: Question, told: Mapping[str, str | bool]) -> str:
    """The line of a fact: what was told of it, else the answer of the norm, with what it asks."""
    answer = told.get(question.fact, question.usual)
    shown, words = _answer(answer), say(question.words, Lang.JA)
    if question.fact in told:
        return f"{question.fact} = {shown}  # {words}"
    choices = " / ".join(map(shown_fact, question.answers))
    asked = f"（{choices}）" if choices else ""
    return f"{question.fact} = {shown}  # 確かめる: {words}{asked} / check it"


def warnings_left(quote: Quote) -> tuple[str, ...]:
    """Codes of warnings of the priced starter that no line of the file can answer."""
    return tuple(dict.fromkeys(one.code for one in quote.notes if one.level == "warning" and one.code != FACT_NOT_TOLD))


def ignore_lines(codes: Iterable[str]) -> Iterable[str]:
    """Tables that keep such warnings visible without failing a strict check, until somebody has asked."""
    for code in codes:
        yield ""
        yield "# 大学に確かめたら消す / ask the institution, then delete this"
        yield "[[lint.ignore]]"
        yield f'code = "{code}"'
        yield 'reason = "ひな形のまま。大学に未確認 / from the starter: the institution has not been asked yet"'


def is_inclusive(tariff: Tariff, kind: str) -> bool:
    """Whether the institution's own charges for a kind of contract contain consumption tax."""
    rules = [rule for rule in tariff.overheads if rule.types is None or kind in rule.types]
    return bool(rules) and all(rule.tax == "inclusive" for rule in rules)


def label(question: Question) -> Text:
    """What is asked at a terminal."""
    if not question.answers:
        return question.words
    return noted(question.words, own(" | ".join(map(shown_fact, question.answers))))


def quoted(words: str) -> str:
    """A TOML text, in which whatever could not be seen stands as an escape."""
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(char, char if char.isprintable() else f"\\U{ord(char):08X}") for char in words) + '"'


def told_line(key: str, value: str | None, words: str) -> str:
    """A key with its value; without one a line to fill."""
    return f"{key} = {quoted(value)}" if value else f'# {key} = "…"  # {words}'


def facts_lines(told: Mapping[str, str | bool], tariff: Tariff, kind: str) -> Iterator[str]:
    """The facts that the tariff asks of a kind of contract, and others that were told."""
    asked = questions(tariff, kind)
    others = {name: answer for name, answer in told.items() if name not in {one.fact for one in asked}}
    if asked or others:
        yield ""
        yield "# ---- 料金表が問う事実 / facts that the tariff asks ----"
        yield "[facts]"
        yield from (fact_line(one, told) for one in asked)
        yield from (f"{name} = {_answer(answer)}" for name, answer in others.items())


def _answer(answer: str | bool) -> str:  # noqa: FBT001 - a fact's answer
    return str(answer).lower() if isinstance(answer, bool) else quoted(answer)


def quote_lines(company: str | None) -> Iterator[str]:
    """What the printed quote says of itself, to be filled."""
    yield ""
    yield "# ---- 見積書に印字するもの / what the quote prints ----"
    yield "[quote]"
    yield '# number = "…"  # 見積番号 / number'
    yield "# issued = 2027-03-01  # 発行日 / day of issue"
    yield "# valid-until = 2027-05-31  # 有効期限 / last day of validity"
    addressee = f"{company} 御中" if company else None
    yield told_line("addressee", addressee, "宛先（例 ○○株式会社 御中） / addressee")
    yield '# issuer = "…"  # 発行者 / issuer'
    yield '# payment-terms = "…"  # 支払条件 / terms of payment'
