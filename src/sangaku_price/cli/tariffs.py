"""`tariff list`, `show`, `check`, `new`."""

from typing import Annotated

import typer

from sangaku_price.cli.leaving import DENIED
from sangaku_price.cli.options import (
    HELP,
    AsOfOption,
    DataFormatOption,
    LangOption,
    OutputOption,
    a_day,
    reporting,
)
from sangaku_price.language.enums import Lang
from sangaku_price.writers import Result

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=HELP["tariff"])


@app.command("list")
def tariff_list(
    search: Annotated[str | None, typer.Argument(metavar="[WORDS]", help=HELP["search"])] = None,
    of_type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help=HELP["type"])] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="WORDS", help=HELP["region"])] = None,
    full: Annotated[bool, typer.Option("--full", help=HELP["full"])] = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """同梱の料金表の一覧。 / The shipped tariffs."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import full_data
        from sangaku_price.library.listing import book_document, list_data, list_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        found = api.tariff_list(search, type=of_type, region=region)
        others = () if of_type else api.tariff_unpublished(search, region=region)
        shown = lang or Lang.BOTH
        made: delivery.Made = {
            Result.DOCUMENT: lambda: (
                book_document(found, others, shown)
                if full
                else list_document(found, others, search or region or "", shown)
            ),
            Result.DATA: lambda: full_data(found) if full else list_data(found, others),
        }
        delivery.present(wanted, made, output)


@app.command("show")
def tariff_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help=HELP["name"])],
    fmt: DataFormatOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の数値を、出典・日付・疑義とともに。 / Every number of a tariff with its source, dates and doubt."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.documents.tariff_pages import show_data, show_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, None, Result.DOCUMENT, Result.DATA)
        found = api.tariff_show(name)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: show_document(found, lang or Lang.BOTH),
            Result.DATA: lambda: show_data(found),
        }
        delivery.present(wanted, made)


@app.command("check")
def tariff_check(
    names: Annotated[list[str], typer.Argument(metavar="FILE…", help=HELP["names"])],
    cases: Annotated[str | None, typer.Option("--cases", metavar="FOLDER", help=HELP["cases"])] = None,
    strict: Annotated[bool, typer.Option("--strict", help=HELP["strict"])] = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """料金表を検査する。 / What is probably not meant in tariff files."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.library.report import check_data, check_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        found = api.tariff_check(*names, as_of=a_day(as_of), cases=cases)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: check_document(found, lang or Lang.BOTH),
            Result.DATA: lambda: check_data(found),
        }
        delivery.present(wanted, made, output)
        if strict and any(one.note.level == "warning" for one in found):
            raise typer.Exit(DENIED)


@app.command("new")
def tariff_new(
    ident: Annotated[str | None, typer.Option("--id", metavar="ID", help=HELP["new-id"])] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=HELP["new-name"])] = None,
    of: Annotated[str | None, typer.Option("--from", metavar="ID", help=HELP["new-from"])] = None,
    output: OutputOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=HELP["checked"])] = None,
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
