"""`agreement fill` and `agreement check`."""

from typing import Annotated

import typer

from sangaku_price.cli.options import (
    AsOfOption,
    ForceOption,
    LangOption,
    OutputOption,
    ScenarioOption,
    SetOption,
    Spec,
    a_day,
    format_option,
    reporting,
    settings,
)
from sangaku_price.cli.pages import Command, Group
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.text import said
from sangaku_price.writers import Result

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=said("契約書のひな形を埋め、契約書の数値を確かめる。", "Agreements: fill a template, check a document."),
)


@app.callback()
def options(lang: LangOption = None) -> None:
    """What stands before a command."""


@app.command("fill", cls=Command)
def agreement_fill(
    template: Annotated[
        str,
        typer.Argument(
            metavar="TEMPLATE", help=said("ひな形（.docx、.md、.txt）。", "The template: .docx, .md or .txt.")
        ),
    ],
    spec: Spec,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=said("出力先のファイル（拡張子はひな形と同じ）。", "Write to a file, with the template's suffix."),
        ),
    ] = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """契約書のひな形に見積の数値を入れる。 / A template of an agreement, filled with the quote."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.writers import delivery

        filled = api.agreement_fill(
            template,
            spec,
            output=output,
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
        )
        delivery.deliver(filled, output, force=force)


@app.command("check", cls=Command)
def agreement_check(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            help=said(
                "契約書（.docx、.txt、.md、文字のある .pdf）。", "The agreement: .docx, .txt, .md, .pdf with text."
            ),
        ),
    ],
    spec: Spec,
    fmt: Annotated[str | None, format_option(Result.REPORT)] = None,
    output: OutputOption = None,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """契約書の金額・率・日付を見積と照らす。 / Hold the figures of an agreement against the quote."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.reports import write_report
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.REPORT)
        found = api.agreement_check(document, spec, scenario=scenario or "value-based", as_of=a_day(as_of))
        delivery.deliver(write_report(found.report, wanted.name, spoken(lang)), output, force=force)
        raise typer.Exit(found.status)
