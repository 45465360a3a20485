"""`tariff list`, `show`, `check`, `new`."""

from typing import Annotated

import typer

from sangaku_price.cli.leaving import DENIED
from sangaku_price.cli.options import (
    AsOfOption,
    DataFormatOption,
    LangOption,
    OutputOption,
    a_day,
    reporting,
)
from sangaku_price.cli.pages import Command, Group
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.text import said
from sangaku_price.writers import Result

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=said("大学等が公表している料金表を調べる。", "Institutions' published rules."),
)


@app.callback()
def options(lang: LangOption = None) -> None:
    """What stands before a command."""


@app.command("list", cls=Command)
def tariff_list(
    search: Annotated[
        str | None,
        typer.Argument(
            metavar="WORDS", help=said("名称・地域・id の一部。", "A part of the name, the region or the id.")
        ),
    ] = None,
    of_type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help=said("契約種別（例 academic-consulting）。", "A contract type (e.g. academic-consulting)."),
        ),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="WORDS",
            help=said("都道府県名の一部（日本語または英語）。", "A part of the prefecture, in Japanese or English."),
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help=said("すべての数値を、条件・適用日・出典・疑義とともに出す。", "Every number with its source."),
        ),
    ] = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """同梱の料金表の一覧を出す。 / The shipped tariffs."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import full_data
        from sangaku_price.library.listing import book_document, list_data, list_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        found = api.tariff_list(search, type=of_type, region=region)
        others = () if of_type else api.tariff_unpublished(search, region=region)
        shown = spoken(lang)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: (
                book_document(found, others, shown)
                if full
                else list_document(found, others, search or region or "", shown)
            ),
            Result.DATA: lambda: full_data(found) if full else list_data(found, others),
        }
        delivery.present(wanted, made, output)


@app.command("show", cls=Command)
def tariff_show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=said(
                "同梱の料金表の id か機関名、または ./ファイル名.toml。",
                "The id or the institution of a tariff, or ./file.toml.",
            ),
        ),
    ],
    fmt: DataFormatOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の数値を、出典・日付・疑義とともに示す。 / Every number of a tariff with its source, dates and doubt."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import show_data, show_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, None, Result.DOCUMENT, Result.DATA)
        found = api.tariff_show(name)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: show_document(found, spoken(lang)),
            Result.DATA: lambda: show_data(found),
        }
        delivery.present(wanted, made)


@app.command("check", cls=Command)
def tariff_check(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help=said(
                "料金表のファイルまたは同梱の id（- は標準入力）。", "Tariff files or shipped ids; - is standard input."
            ),
        ),
    ],
    cases: Annotated[
        str | None,
        typer.Option(
            "--cases",
            metavar="FOLDER",
            help=said(
                "ケースのフォルダー。各ケースを計算し、どのケースも使わない規則を指摘する。",
                "A folder of case files: prices them, and lists the rules that none exercises.",
            ),
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=said("警告があれば終了コード 4 で終わる。", "Exit with 4 where there is a warning.")
        ),
    ] = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の、おそらく意図しない点を指摘する。 / What is probably not meant in tariff files."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.library.report import check_data, check_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        found = api.tariff_check(*names, as_of=a_day(as_of), cases=cases)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: check_document(found, spoken(lang)),
            Result.DATA: lambda: check_data(found),
        }
        delivery.present(wanted, made, output)
        if strict and any(one.note.level == "warning" for one in found):
            raise typer.Exit(DENIED)


@app.command("new", cls=Command)
def tariff_new(
    ident: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=said("料金表の id。", "The id of the tariff."))
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help=said("機関の名称。", "The institution's name."))
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID",
            help=said(
                "この機関（id）の名称・地域・分かっていることから始める。",
                "An institution's id: begin with its name, region and what is known.",
            ),
        ),
    ] = None,
    output: OutputOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help=said("規程と照合した日（既定は今日）。", "The day checked; default today.")
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """料金表のひな形を出す。 / A commented tariff file to begin from."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.STARTER)
        written = api.tariff_new(ident, name, checked=a_day(as_of), begin_with=of)
        delivery.deliver(written.encode(), output)
