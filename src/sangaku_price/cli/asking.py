"""What `new` is not told it asks at a terminal; elsewhere it takes the usual, or says what is missing."""

import sys
from collections.abc import Callable, Mapping

import typer

QUESTIONS: Mapping[str, tuple[str, str | None]] = {
    "tariff": ("料金表の id / tariff (sangaku-price tariff list)", None),
    "direct": ("直接経費（円） / direct cost in yen", None),
    "start": ("開始日 / first day (2027-04-01; 空欄は次の4月1日 / empty: next 1 April)", ""),
    "months": ("月数 / months", "12"),
    "title": ("研究題目 / title (空欄可 / may be empty)", ""),
    "company": ("企業名 / company (空欄可 / may be empty)", ""),
}
"""What is asked, and the usual answer; those without one must be told."""


def asked(told: Mapping[str, str | None]) -> dict[str, object]:
    """Options as values; what is missing is asked for at a terminal. Raises BadParameter for what cannot be read."""
    answers = dict(told)
    if sys.stdin is not None and sys.stdin.isatty():
        for key, (question, usual) in QUESTIONS.items():
            if answers[key] is None:
                answers[key] = str(typer.prompt(question, default=usual, show_default=bool(usual), err=True))
    given = {key: value for key, value in answers.items() if value}
    for key, (_, usual) in QUESTIONS.items():
        if usual is None and key not in given:
            raise typer.BadParameter("必要です / is needed", param_hint=f"--{key}")
    return {key: _READ.get(key, _words)(value, f"--{key.replace('_', '-')}") for key, value in given.items()}


def _words(value: str, _option: str) -> object:
    return value


def _whole(value: str, option: str) -> object:
    """Whole digits, in groups if need be: 5_000_000, 5,000,000."""
    digits = value.replace("_", "").replace(",", "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(10**13)):
        raise typer.BadParameter(f"{value!r}: 5_000_000", param_hint=option)
    return int(digits)


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
