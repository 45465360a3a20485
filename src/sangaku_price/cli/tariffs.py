"""`tariff list` and `tariff show`."""

from typing import Annotated

import typer

from sangaku_price.choices import DataFormat, Lang
from sangaku_price.cli.options import HELP, DataFormatOption, LangOption, reporting

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=HELP["tariff"])


@app.command("list")
def tariff_list(
    search: Annotated[str | None, typer.Argument(metavar="[WORDS]", help=HELP["search"])] = None,
    fmt: DataFormatOption = None,
    lang: LangOption = None,
) -> None:
    """同梱の料金表の一覧。 / The shipped tariffs."""
    with reporting(lang):
        from sangaku_price import api, writing
        from sangaku_price.pages.tariff_pages import list_data, list_document

        found = api.tariff_list(search)
        if fmt is DataFormat.JSON:
            writing.deliver(list_data(found), None)
        else:
            writing.present_document(list_document(found, lang or Lang.BOTH), fmt or DataFormat.TABLE)


@app.command("show")
def tariff_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help=HELP["name"])],
    fmt: DataFormatOption = None,
    lang: LangOption = None,
) -> None:
    """料金表の数値を、出典・日付・疑義とともに。 / Every number of a tariff with its source, dates and doubt."""
    with reporting(lang):
        from sangaku_price import api, writing
        from sangaku_price.pages.tariff_pages import show_data, show_document

        found = api.tariff_show(name)
        if fmt is DataFormat.JSON:
            writing.deliver(show_data(found), None)
        else:
            writing.present_document(show_document(found, lang or Lang.BOTH), fmt or DataFormat.TABLE)
