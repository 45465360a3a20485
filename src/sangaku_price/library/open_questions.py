"""What a starter file leaves open: facts that the tariff asks, and warnings that only the institution can lift."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sangaku_price.language.labels import fact_words
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.values import Quote
from sangaku_price.rules.conditions import shown_fact
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
    shown = shown_fact(answer) if isinstance(answer, bool) else f'"{answer}"'
    if question.fact in told:
        return f"{question.fact} = {shown}  # {question.words.ja}"
    choices = " / ".join(map(shown_fact, question.answers))
    asked = f"（{choices}）" if choices else ""
    return f"{question.fact} = {shown}  # 確かめる: {question.words.ja}{asked} / check it"


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
    choices = " | ".join(map(shown_fact, question.answers))
    return (
        Text("{words}（{choices}）", "{words} ({choices})").filled(words=question.words, choices=choices)
        if choices
        else own(question.words.ja)
    )
