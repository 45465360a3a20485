"""What commands share: their options, words read as values, and mistakes as exit statuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sangaku_price.cli.completing import scenario_names
from sangaku_price.cli.leaving import INVALID_FILE, USAGE, complain
from sangaku_price.language.enums import Audience, Lang
from sangaku_price.writers import Result, names_for, names_read_by

if TYPE_CHECKING:
    from datetime import date

MOST_DIGITS = 14
"""Digits of the largest amount."""

HELP = {
    "app": "共同研究契約の価格を、根拠とともに計算します。\n\n"
    "Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.",
    "tariff": "大学等の料金表。 / Institutions' published rules.",
    "spec": "契約ファイル（- は標準入力）。 / The contract file; - is standard input.",
    "line": "行の番号（id）。 / The id of a line; all lines without it.",
    "format": "出力形式（既定 {default}）。 / Output format; default {default}.",
    "output": "出力ファイル（拡張子で形式が決まる）。 / Write to a file; its suffix decides the format.",
    "lang": "見出しの言語（既定 both）。 / Language of headings; default both.",
    "set": "値を置き換える（繰返し可）。 / Set a value of the contract; may be repeated.",
    "scenario": "cost-accumulation | value-based（既定 / default）| outcome-linked | [scenario.NAME]",
    "as-of": "料金表の見直し期限と比べる日。 / The day with which a tariff's review-by is compared.",
    "for": "読み手。company には非公開の数値を出さない。 / The reader: private figures are left out for company. "
    f"Default: office for {names_read_by(Audience.OFFICE)}; company for {names_read_by(Audience.COMPANY)}.",
    "from-total": "受入額（税込・円）から直接経費を逆算する。 / Work back from yen received to the direct cost.",
    "get": "一つの数値だけを出す（例 totals.total）。 / Print one figure only (e.g. totals.total).",
    "freeze": "凍結した見積（verify で検証できるJSON）。 / A frozen quote: JSON that never moves, see verify.",
    "supersedes": "置き換える凍結見積。 / The frozen quote whose place this one takes.",
    "force": "既存のファイルを上書きする。 / Write over a file that sangaku-price did not write.",
    "bom": "CSVの先頭にBOMを付ける（Excel用）。 / Begin CSV with a byte-order mark, for Excel.",
    "name": "同梱の料金表の id、または ./ファイル.toml。 / The id of a shipped tariff, or ./file.toml.",
    "type": "契約種別（例 academic-consulting）。 / A contract type.",
    "region": "都道府県の一部。 / A part of the prefecture, in Japanese or English.",
    "full": "すべての数値を、条件・適用日・出典・疑義とともに。 / Every number with its source.",
    "names": "料金表のファイルまたは同梱の id（- は標準入力）。 / Tariff files or shipped ids; - is standard input.",
    "cases": "ケースのフォルダー。使われていない規則も指摘する。 / A folder of case files: prices them, and lists the "
    "rules that none exercises.",
    "strict": "警告があれば終了コード 4。 / Exit with 4 where there is a warning.",
    "new-id": "料金表の id。 / The id of the tariff.",
    "new-name": "機関の名称。 / The institution's name.",
    "new-from": "この機関（id）の名称・地域・分かっていることから始める。 / Begins with what is known of it.",
    "checked": "照合した日（既定は今日）。 / The day checked; default today.",
    "search": "名称・地域・idの一部。 / A part of the name, the region or the id.",
}


def format_option(*results: Result) -> Any:  # noqa: ANN401 - what Typer makes of it has no public name
    """`--format` of a command that has these results."""
    names = names_for(*results).split("|")
    return typer.Option(
        "--format",
        "-f",
        metavar=f"[{'|'.join(names)}]",
        help=HELP["format"].format(default=names[0]),
        autocompletion=lambda incomplete: [name for name in names if name.startswith(incomplete)],
    )


# Every option is None by default: Typer loads Pydantic to read a value, and so only where one is given.
Spec = Annotated[str, typer.Argument(metavar="SPEC", help=HELP["spec"])]
OutputOption = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=HELP["output"])]
ForceOption = Annotated[bool, typer.Option("--force", help=HELP["force"])]
LangOption = Annotated[Lang | None, typer.Option("--lang", help=HELP["lang"])]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help=HELP["set"])]
ScenarioOption = Annotated[
    str | None,
    typer.Option("--scenario", "-s", metavar="NAME", help=HELP["scenario"], autocompletion=scenario_names),
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=HELP["as-of"])]
AudienceOption = Annotated[Audience | None, typer.Option("--for", help=HELP["for"])]


DataFormatOption = Annotated[str | None, format_option(Result.DOCUMENT, Result.DATA)]


# -- from words to values, from mistakes to statuses -------------------------------------------------------------------


def settings(values: list[str] | None) -> dict[str, object]:
    """PATH=VALUE options as values."""
    from sangaku_price.loading.overlay import read_value

    read = {}
    for one in values or ():
        path, sign, value = one.partition("=")
        if not sign or not path.strip():
            raise typer.BadParameter(f"{one!r}: PATH=VALUE", param_hint="--set")
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
    """Whole yen of the command line: 10_000_000 or 10,000,000."""
    digits = value.replace(",", "").replace("_", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        raise typer.BadParameter(f"{value!r}: 10_000_000", param_hint=option)
    return int(digits)


@contextmanager
def reporting(lang: Lang | None) -> Iterator[None]:
    """Say on standard error what is wrong, and leave with the status that says which kind of wrong."""
    from sangaku_price.language.escaping import safe
    from sangaku_price.language.text import say
    from sangaku_price.loading.files import UnknownScenario
    from sangaku_price.toml.problems import BadFile
    from sangaku_price.writers.choosing import NoFormat
    from sangaku_price.writers.delivery import CannotWrite

    try:
        yield
    except BadFile as refusal:
        leave(refusal.written(lang or Lang.BOTH), INVALID_FILE)
    except UnknownScenario as refusal:
        raise typer.BadParameter(safe(str(refusal)), param_hint="--scenario") from None
    except LookupError as refusal:
        if isinstance(refusal, KeyError | IndexError):  # no name that anybody gave: a fault of the program
            raise
        raise typer.BadParameter(safe(str(refusal.args[0]))) from None
    except NoFormat as refusal:
        said = f"{safe(refusal.found)!r}: {say(refusal.words, lang or Lang.BOTH)}"
        raise typer.BadParameter(said, param_hint=refusal.option) from None
    except CannotWrite as refusal:
        leave(safe(str(refusal)), USAGE)


def leave(message: str, status: int) -> None:
    """Say what is wrong, and leave the command."""
    complain(message)
    raise typer.Exit(status)
