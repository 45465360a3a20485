"""What `new` is not told it asks at a terminal; elsewhere it takes the usual, or says what is missing."""

import sys
from collections.abc import Callable, Mapping

import typer

from sangaku_price.cli.speaking import spoken
from sangaku_price.language.text import Text, say

QUESTIONS: Mapping[str, tuple[Text, str | None]] = {
    "tariff": (Text("料金表の id（一覧は sangaku-price tariff list）", "tariff (sangaku-price tariff list)"), None),
    "direct": (Text("直接経費（円）", "direct cost in yen"), None),
    "start": (Text("開始日（例 2027-04-01、空欄は次の4月1日）", "first day (2027-04-01; empty: next 1 April)"), ""),
    "months": (Text("月数", "months"), "12"),
    "title": (Text("研究題目（空欄可）", "title (may be empty)"), ""),
    "company": (Text("企業名（空欄可）", "company (may be empty)"), ""),
}
"""What is asked, and the usual answer; those without one must be told."""
NEEDED = Text("必要です。", "is needed")


def asked(told: Mapping[str, str | None]) -> dict[str, object]:
    """Options as values; what is missing is asked for at a terminal. Raises BadParameter for what cannot be read."""
    answers = dict(told)
    if sys.stdin is not None and sys.stdin.isatty():
        for key, (question, usual) in QUESTIONS.items():
            if answers[key] is None:
                answers[key] = str(
                    typer.prompt(say(question, spoken()), default=usual, show_default=bool(usual), err=True)
                )
    given = {key: value for key, value in answers.items() if value}
    for key, (_, usual) in QUESTIONS.items():
        if usual is None and key not in given:
            raise typer.BadParameter(say(NEEDED, spoken()), param_hint=f"--{key}")
    return {key: _READ.get(key, _words)(value, f"--{key.replace('_', '-')}") for key, value in given.items()}


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
    "direct": _whole,
    "months": _whole,
    "hours": _whole,
    "hourly_rate": _whole,
    "start": _day,
}
