"""What commands share: their options, words read as values, and mistakes as exit statuses."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sangaku_price.cli.completing import scenario_names
from sangaku_price.cli.leaving import INVALID_FILE, USAGE, complain
from sangaku_price.cli.speaking import heed, spoken
from sangaku_price.language.enums import Audience, DocumentKind, Lang
from sangaku_price.language.text import said, say
from sangaku_price.writers import Result, names_for, names_read_by

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from sangaku_price.assurance.configuration import Configuration

MOST_DIGITS = 14
"""Digits of the largest amount."""


def one_of_these(choices: Iterable[str]) -> str:
    """How the help shows what may be chosen."""
    return f"[{'|'.join(choices)}]"


def format_option(*results: Result) -> Any:  # noqa: ANN401 - what Typer makes of it has no public name
    """`--format` of a command that has these results."""
    names = names_for(*results).split("|")
    return typer.Option(
        "--format",
        "-f",
        metavar=one_of_these(names),
        help=said(f"出力形式（既定: {names[0]}）。", f"Output format; default {names[0]}."),
        autocompletion=lambda incomplete: [name for name in names if name.startswith(incomplete)],
    )


# Every option is None by default: Typer loads Pydantic to read a value, and so only where one is given.
Spec = Annotated[
    str,
    typer.Argument(
        metavar="SPEC", help=said("契約ファイル（- は標準入力）。", "The contract file; - is standard input.")
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=said("出力先のファイル（拡張子で形式が決まる）。", "Write to a file; its suffix decides the format."),
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force",
        help=said(
            "このプログラムが書いたものでないファイルにも上書きする。",
            "Write over a file that sangaku-price did not write.",
        ),
    ),
]
LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        metavar=one_of_these(Lang),
        help=said(
            "表示の言語。なければ契約ファイルの [quote] lang、環境変数 SANGAKU_PRICE_LANG の順（既定は both）。",
            "The language; else [quote] lang of the contract file, then SANGAKU_PRICE_LANG; default both.",
        ),
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help=said("契約ファイルの値を置き換える（繰返し可）。", "Set a value of the contract; may be repeated."),
    ),
]
ScenarioOption = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        "-s",
        metavar="NAME",
        autocompletion=scenario_names,
        help=said(
            "積算方式: cost-accumulation コスト積み上げ、value-based 「知」の価値付け（既定）、outcome-linked"
            " 成果連動、または [scenario.NAME]（題名でも可）。",
            "cost-accumulation, value-based (default), outcome-linked, or a [scenario.NAME] of the file.",
        ),
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=said("料金表の見直し期限と比べる日。", "The day with which a tariff's review-by is compared."),
    ),
]
DocumentOption = Annotated[
    DocumentKind | None,
    typer.Option(
        "--document",
        metavar="KIND",
        help=said(
            "出す書類: quote（見積書、既定）、annex（別表）、change（変更契約の別表）、invoices（請求予定表）、"
            "comparison（比較）。",
            "What is handed over: quote (default), annex, change (annex of a change), invoices, comparison.",
        ),
        autocompletion=lambda incomplete: [kind.value for kind in DocumentKind if kind.startswith(incomplete)],
    ),
]
FontOption = Annotated[
    str | None,
    typer.Option(
        "--font",
        metavar="FILE",
        help=said("PDF のフォントのファイル。", "The file of a font, for PDF."),
    ),
]
_OFFICE, _COMPANY = (names_read_by(one).split(", ") for one in (Audience.OFFICE, Audience.COMPANY))
AudienceOption = Annotated[
    Audience | None,
    typer.Option(
        "--for",
        metavar=one_of_these(Audience),
        help=said(
            "読み手。company では非公開の数値を出さない。"
            f"既定: office（{'、'.join(_OFFICE)}）、company（{'、'.join(_COMPANY)}）。",
            "The reader: private figures are left out for company. "
            f"Default: office for {', '.join(_OFFICE)}; company for {', '.join(_COMPANY)}.",
        ),
    ),
]
PolicyOption = Annotated[
    str | None,
    typer.Option("--policy", metavar="FILE", help=said("ゲートを定めた方針のファイル。", "A policy file with gates.")),
]
NoConfigOption = Annotated[
    bool,
    typer.Option(
        "--no-config",
        help=said(
            "sangaku-price.toml と [tool.sangaku-price] を読まない。",
            "Read no sangaku-price.toml and no [tool.sangaku-price].",
        ),
    ),
]
DataFormatOption = Annotated[str | None, format_option(Result.DOCUMENT, Result.DATA)]


# -- from words to values, from mistakes to statuses -------------------------------------------------------------------


def settings(values: list[str] | None, option: str = "--set") -> dict[str, object]:
    """PATH=VALUE options as values."""
    from sangaku_price.loading.overlay import read_value

    read = {}
    for one in values or ():
        path, sign, value = one.partition("=")
        if not sign or not path.strip():
            raise typer.BadParameter(f"{one!r}: PATH=VALUE", param_hint=option)
        read[path.strip()] = read_value(value.strip())
    return read


def a_day(value: str | None) -> "date | None":
    """A date of the command line."""
    from datetime import date

    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise typer.BadParameter(f"{value!r}: 2026-10-01", param_hint="--as-of") from None


def an_amount(value: str, option: str) -> int:
    """Whole yen of the command line: 10_000_000, 10,000,000, １０００万."""
    from sangaku_price.language.amounts import whole_yen

    amount = whole_yen(value)
    if amount is None or amount >= 10**MOST_DIGITS:
        raise typer.BadParameter(f"{value!r}: 10_000_000", param_hint=option)
    return amount


def configuration(*, no_config: bool) -> "Configuration":
    """The configuration of the working folder; none where it is not wanted. Raises BadFile."""
    from sangaku_price.assurance.configuration import load_configuration, nearest_configuration

    found = load_configuration(None if no_config else nearest_configuration())
    heed(found.lang)
    return found


def a_rate(value: str, option: str) -> "Fraction":
    """A rate of the command line: 30%."""
    from pydantic_core import PydanticCustomError

    from sangaku_price.toml.values import read_rate

    try:
        return read_rate(value)
    except PydanticCustomError:
        raise typer.BadParameter(f"{value!r}: 30%", param_hint=option) from None


@contextmanager
def reporting(lang: Lang | None) -> Iterator[None]:
    """Say on standard error what is wrong, and leave with the status that says which kind of wrong."""
    from sangaku_price.language.escaping import safe
    from sangaku_price.language.refusals import NoAnswer
    from sangaku_price.loading.scenario_names import UnknownScenario
    from sangaku_price.toml.problems import BadFile
    from sangaku_price.writers.choosing import NoFormat
    from sangaku_price.writers.refusals import CannotWrite

    try:
        yield
    except BadFile as refusal:
        leave(refusal.written(spoken(lang)), INVALID_FILE)
    except NoAnswer as refusal:
        if not refusal.is_of_words:
            leave(safe(refusal.said(spoken(lang))), USAGE)
        hint = "--scenario" if isinstance(refusal, UnknownScenario) else None
        raise typer.BadParameter(safe(refusal.said(spoken(lang))), param_hint=hint) from None
    except NoFormat as refusal:
        words = f"{safe(refusal.found)!r}: {say(refusal.words, spoken(lang))}"
        raise typer.BadParameter(words, param_hint=refusal.option) from None
    except CannotWrite as refusal:
        leave(safe(say(refusal.text, spoken(lang))), USAGE)


def leave(message: str, status: int) -> None:
    """Say what is wrong, and leave the command."""
    complain(message)
    raise typer.Exit(status)
