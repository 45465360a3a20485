"""What `new` and `tariff new` ask at a terminal; elsewhere they take the usual, or say what is missing."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import typer

from sangaku_price.cli.leaving import complain
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.text import Text, say

T = TypeVar("T")
QUESTIONS: Mapping[str, tuple[Text, str | None]] = {
    "tariff": (
        Text("料金表の id か機関名（一覧は sangaku-price tariff list）", "tariff or institution (see tariff list)"),
        None,
    ),
    "direct": (Text("直接経費（円）", "direct cost in yen"), None),
    "start": (Text("開始日（例 2027-04-01、空欄は次の4月1日）", "first day (2027-04-01; empty: next 1 April)"), ""),
    "months": (Text("月数", "months"), "12"),
    "title": (Text("研究題目（空欄可）", "title (may be empty)"), ""),
    "company": (Text("企業名（空欄可）", "company (may be empty)"), ""),
}
"""What is asked, and the usual answer; those without one must be told."""
ABOUT_A_TARIFF: Mapping[str, Text] = {
    "ident": Text("料金表の id（例 sakuragaoka）", "id of the tariff (e.g. sakuragaoka)"),
    "name": Text("機関の名称", "the institution's name"),
    "english": Text("英語の名称（空欄可）", "its name in English (may be empty)"),
    "region": Text("都道府県（例 東京都、空欄可）", "its prefecture (e.g. Tokyo; may be empty)"),
}
NEEDED_OF_A_TARIFF = ("ident", "name")
NEEDED = Text("必要です。", "is needed")


def asked_tariff(told: str | None) -> str:
    """The tariff of a form, asked for at a terminal. Raises BadParameter where it is not told."""
    if told is None and _at_a_terminal():
        told = str(typer.prompt(say(QUESTIONS["tariff"][0], spoken()), err=True))
    if not told:
        raise typer.BadParameter(say(NEEDED, spoken()), param_hint="--tariff")
    return told


def asked(told: Mapping[str, str | None]) -> dict[str, object]:
    """Options as values; what is missing is asked for at a terminal. Raises BadParameter for what cannot be read.

    At a terminal each answer is read when it is given, and asked for again with what is wrong with it.
    """
    answers: dict[str, object] = {key: _read(key, value) for key, value in told.items() if value}
    if _at_a_terminal():
        for key, (question, usual) in QUESTIONS.items():
            if told[key] is None:
                answer = _answered(question, usual, partial(_read_or_none, key))
                answers |= {} if answer is None else {key: answer}
    for key, (_, usual) in QUESTIONS.items():
        if usual is None and key not in answers:
            raise typer.BadParameter(say(NEEDED, spoken()), param_hint=f"--{key}")
    return answers


def asked_institution(told: Mapping[str, str | None]) -> dict[str, str | None]:
    """What a new tariff says of its institution; at a terminal it is asked for where nothing is told.

    An answer that no tariff could have is asked for again, with what is wrong with it.
    """
    begun = dict(told)
    if any(one is not None for one in told.values()) or not _at_a_terminal():
        return begun
    for key, question in ABOUT_A_TARIFF.items():
        begun = _answered(question, "", partial(_begun, begun, key))
    return begun


def _begun(told: Mapping[str, str | None], key: str, typed: str) -> dict[str, str | None]:
    """What is told, and an answer with which a tariff file can begin."""
    from sangaku_price import api
    from sangaku_price.language.refusals import NoAnswer
    from sangaku_price.toml.problems import BadFile

    if not typed and key in NEEDED_OF_A_TARIFF:
        raise typer.BadParameter(say(NEEDED, spoken()))
    begun = {**told, key: typed or None}
    try:
        api.tariff_new(begun["ident"], begun["name"], english=begun["english"], region=begun["region"])
    except BadFile as refusal:
        raise typer.BadParameter(refusal.written(spoken())) from None
    except NoAnswer as refusal:
        raise typer.BadParameter(refusal.said(spoken())) from None
    return begun


def asked_facts(answers: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """The facts that were told; at a terminal also those that the tariff asks, each answer read when it is given."""
    facts = dict(told)
    if not _at_a_terminal():
        return facts
    from sangaku_price.library.open_questions import label, questions
    from sangaku_price.loading.tariffs import load_tariff

    for one in questions(load_tariff(str(answers["tariff"])), str(answers.get("type") or "joint-research")):
        if one.fact not in facts:
            known = {str(answer).lower(): answer for answer in one.answers}

            def read(value: str, known: Mapping[str, object] = known) -> object:
                if value and known and value.lower() not in known:
                    raise typer.BadParameter(f"{value!r}: {' | '.join(known)}")
                return known.get(value.lower(), value or None)

            answer = _answered(label(one), "", read)
            facts |= {} if answer is None else {one.fact: answer}
    return facts


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _answered(question: Text, usual: str | None, read: Callable[[str], T]) -> T:
    """An answer that can be read, in however many tries."""
    while True:
        typed = str(typer.prompt(say(question, spoken()), default=usual, show_default=bool(usual), err=True))
        try:
            return read(typed.strip())
        except typer.BadParameter as wrong:
            complain(wrong.message)


def _read_or_none(key: str, value: str) -> object:
    """A value as its option reads it; None for an empty answer."""
    return _read(key, value) if value else None


def _read(key: str, value: str) -> object:
    """A value as its option reads it."""
    return _READ.get(key, _words)(value, f"--{key.replace('_', '-')}")


def _tariff(value: str, option: str) -> object:
    """A tariff that can be read, at a terminal: elsewhere what is wrong with it is said with the rest of the file."""
    if _at_a_terminal():
        from sangaku_price.loading.tariffs import load_tariff
        from sangaku_price.toml.problems import BadFile

        try:
            load_tariff(value)
        except BadFile as refusal:
            raise typer.BadParameter(refusal.written(spoken()), param_hint=option) from None
    return value


def _words(value: str, _option: str) -> object:
    return value


def _whole(value: str, option: str) -> object:
    """A whole number, in groups or with units if need be: 5_000_000, 5,000,000, ５００万."""
    from sangaku_price.cli.options import an_amount

    return an_amount(value, option)


def _day(value: str, option: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise typer.BadParameter(f"{value!r}: 2026-10-01", param_hint=option) from None


_READ: Mapping[str, Callable[[str, str], object]] = {
    "tariff": _tariff,
    "direct": _whole,
    "months": _whole,
    "hours": _whole,
    "hourly_rate": _whole,
    "start": _day,
}
