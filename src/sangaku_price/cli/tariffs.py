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
from sangaku_price.language.enums import DataFormat
from sangaku_price.language.text import said

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
        from sangaku_price.documents.tariff_book import book
        from sangaku_price.documents.tariff_pages import full_data, list_data, list_document
        from sangaku_price.writers import delivery

        found = api.tariff_list(search, type=of_type, region=region)
        if fmt is DataFormat.JSON:
            delivery.deliver(full_data(found) if full else list_data(found), output)
        else:
            document = book if full else list_document
            delivery.present_document(document(found, spoken(lang)), fmt or DataFormat.TABLE, output)


@app.command("show", cls=Command)
def tariff_show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=said("同梱の料金表の id、または ./ファイル名.toml。", "The id of a shipped tariff, or ./file.toml."),
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

        found = api.tariff_show(name)
        if fmt is DataFormat.JSON:
            delivery.deliver(show_data(found), None)
        else:
            delivery.present_document(show_document(found, spoken(lang)), fmt or DataFormat.TABLE)


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

        found = api.tariff_check(*names, as_of=a_day(as_of), cases=cases)
        if fmt is DataFormat.JSON:
            delivery.deliver(check_data(found), output)
        else:
            delivery.present_document(check_document(found, spoken(lang)), fmt or DataFormat.TABLE, output)
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

        written = api.tariff_new(ident or "my-institution", name or "架空大学", checked=a_day(as_of))
        delivery.deliver(written.encode(), output)
