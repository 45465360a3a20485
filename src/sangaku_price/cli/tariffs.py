"""`tariff list`, `show`, `check`, `new`."""

from typing import Annotated

import typer

from sangaku_price.cli.leaving import DENIED
from sangaku_price.cli.options import (
    AsOfOption,
    DataFormatOption,
    FontOption,
    ForceOption,
    LangOption,
    OutputOption,
    a_day,
    a_rate,
    format_option,
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
def tariff_list(  # noqa: PLR0913, PLR0917 - a parameter is an option
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
    has: Annotated[
        list[str] | None,
        typer.Option(
            "--has",
            metavar="NAME",
            help=said(
                "この「知」の項目（例 involvement）または規則の表（例 resident）のある機関（繰返し可）。",
                "Those that publish on this value item (e.g. involvement) or have this table of rules (e.g. resident).",
            ),
        ),
    ] = None,
    rate_at_least: Annotated[
        str | None,
        typer.Option(
            "--rate-at-least",
            metavar="RATE",
            help=said(
                "間接経費の率がこれ以上の機関（例 30%）。", "Those with an overhead of at least this (e.g. 30%)."
            ),
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help=said("この日に効力のある規則だけを示す。", "Only the rules that hold on this day."),
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
    font: FontOption = None,
    lang: LangOption = None,
) -> None:
    """同梱の料金表の一覧を出す。 / The shipped tariffs."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import full_data
        from sangaku_price.library.listing import book_document, list_data, list_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
        rate = None if rate_at_least is None else a_rate(rate_at_least, "--rate-at-least")
        found = api.tariff_list(
            search, type=of_type, region=region, has=has or (), rate_at_least=rate, as_of=a_day(as_of)
        )
        others = () if of_type or has or rate is not None else api.tariff_unpublished(search, region=region)
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
    output: OutputOption = None,
    font: FontOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の数値を、出典・日付・疑義とともに示す。 / Every number of a tariff with its source, dates and doubt."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import show_data, show_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
        found = api.tariff_show(name)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: show_document(found, spoken(lang)),
            Result.DATA: lambda: show_data(found),
        }
        delivery.present(wanted, made, output)


@app.command("history", cls=Command)
def tariff_history(
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
    fmt: Annotated[str | None, format_option(Result.RECORDS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """料金表の規則の版を、古い順に表と図で示す。 / The versions of a tariff's rules, as a table and a small picture."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.library.history import history_records
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.RECORDS)
        words = spoken(lang)
        if Result.DOCUMENT in wanted.writes:
            made: delivery.Made = {Result.DOCUMENT: lambda: api.tariff_history(name, lang=words)}
            delivery.present(wanted, made, output, force=force)
        else:
            delivery.present_records(history_records(api.tariff_show(name), words), wanted, words, output, force=force)


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
            "--strict", help=said("警告があれば終了コード4で終わる。", "Exit with 4 where there is a warning.")
        ),
    ] = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    font: FontOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の、おそらく意図しない点を指摘する。 / What is probably not meant in tariff files."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.library.report import check_data, check_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
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
    english: Annotated[
        str | None, typer.Option("--name-en", metavar="NAME", help=said("英語の名称。", "Its name in English."))
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="NAME", help=said("都道府県。", "Its prefecture."))
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
        told = {"ident": ident, "name": name, "english": english, "region": region}
        if of is None:
            from sangaku_price.cli.asking import asked_institution

            told = asked_institution(told)
        written = api.tariff_new(**told, checked=a_day(as_of), begin_with=of)
        delivery.deliver(written.encode(), output)
