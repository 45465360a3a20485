"""What commands share: their options, words read as values, and mistakes as exit statuses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sangaku_price.choices import Audience, DataFormat, Format, Lang

if TYPE_CHECKING:
    from datetime import date

UNEXPECTED, USAGE, INVALID_FILE = 1, 2, 3
"""Exit statuses; 0 is fine."""

HELP = {
    "app": "共同研究契約の価格を、根拠とともに計算します。\n\n"
    "Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.",
    "tariff": "大学等の料金表。 / Institutions' published rules.",
    "spec": "契約ファイル（- は標準入力）。 / The contract file; - is standard input.",
    "line": "行の番号（id）。 / The id of a line; all lines without it.",
    "format": "出力形式（既定 table）。 / Output format; default table.",
    "output": "出力ファイル（拡張子で形式が決まる）。 / Write to a file; its suffix decides the format.",
    "lang": "見出しの言語（既定 both）。 / Language of headings; default both.",
    "set": "値を置き換える（繰返し可）。 / Set a value of the contract; may be repeated.",
    "scenario": "cost-accumulation | value-based（既定 / default）| outcome-linked | [scenario.NAME]",
    "as-of": "料金表の見直し期限と比べる日。 / The day with which a tariff's review-by is compared.",
    "for": "読み手。company には非公開の数値を出さない。 / The reader: private figures are left out for company. "
    "Default: office for table and json, company for markdown and csv.",
    "get": "一つの数値だけを出す（例 totals.total）。 / Print one figure only (e.g. totals.total).",
    "bom": "CSVの先頭にBOMを付ける（Excel用）。 / Begin CSV with a byte-order mark, for Excel.",
    "name": "同梱の料金表の id、または ./ファイル.toml。 / The id of a shipped tariff, or ./file.toml.",
    "search": "名称・地域・idの一部。 / A part of the name, the region or the id.",
}

# Every option is None by default: Typer loads Pydantic to read a value, and so only where one is given.
Spec = Annotated[str, typer.Argument(metavar="SPEC", help=HELP["spec"])]
OutputOption = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=HELP["output"])]
LangOption = Annotated[Lang | None, typer.Option("--lang", help=HELP["lang"])]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help=HELP["set"])]
ScenarioOption = Annotated[str | None, typer.Option("--scenario", "-s", metavar="NAME", help=HELP["scenario"])]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=HELP["as-of"])]
FormatOption = Annotated[Format | None, typer.Option("--format", "-f", help=HELP["format"])]
DataFormatOption = Annotated[DataFormat | None, typer.Option("--format", "-f", help=HELP["format"])]
AudienceOption = Annotated[Audience | None, typer.Option("--for", help=HELP["for"])]


# -- from words to values, from mistakes to statuses -------------------------------------------------------------------


def settings(values: list[str] | None) -> dict[str, object]:
    """PATH=VALUE options as values."""
    from sangaku_price.files.overlay import read_value

    read = {}
    for one in values or ():
        path, sign, value = one.partition("=")
        if not sign or not path.strip():
            raise typer.BadParameter(f"{one!r}: PATH=VALUE", param_hint="--set")
        read[path.strip()] = read_value(value)
    return read


def a_day(value: str | None) -> "date | None":
    """A date of the command line."""
    from datetime import date

    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise typer.BadParameter(f"{value!r}: 2026-10-01", param_hint="--as-of") from None


def one_of(value: str, option: str, allowed: tuple[DataFormat, ...]) -> DataFormat:
    """A choice of fewer formats than there are."""
    for one in allowed:
        if value == one.value:
            return one
    raise typer.BadParameter(f"{value!r}: {' | '.join(allowed)}", param_hint=option)


@contextmanager
def reporting(lang: Lang | None) -> Iterator[None]:
    """Say on standard error what is wrong, and leave with the status that says which kind of wrong."""
    from sangaku_price.files.loading import UnknownScenario
    from sangaku_price.problems import BadFile
    from sangaku_price.writing import CannotWrite

    try:
        yield
    except BadFile as refusal:
        leave(refusal.written(lang or Lang.BOTH), INVALID_FILE)
    except UnknownScenario as refusal:
        raise typer.BadParameter(str(refusal), param_hint="--scenario") from None
    except LookupError as refusal:
        raise typer.BadParameter(str(refusal.args[0])) from None
    except CannotWrite as refusal:
        leave(str(refusal), USAGE)


def leave(message: str, status: int) -> None:
    """Print to standard error as UTF-8, and exit."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"{message}\n".encode())
    raise typer.Exit(status)
