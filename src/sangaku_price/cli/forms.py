"""`convert`."""

from typing import Annotated

import typer

from sangaku_price.cli.options import ForceOption, LangOption, OutputOption, reporting
from sangaku_price.language.text import said
from sangaku_price.writers import Result


def convert(
    form: Annotated[
        str, typer.Argument(metavar="FORM", help=said("記入した入力用紙（.xlsx）。", "The form that was filled in."))
    ],
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """記入した入力用紙を契約ファイルにする。 / A contract file from a form in Excel."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.STARTER)
        delivery.deliver(api.convert(form), output, force=force)
