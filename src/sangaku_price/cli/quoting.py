"""`quote` and `explain`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from sangaku_price.cli import quote_ways
from sangaku_price.cli.options import (
    AsOfOption,
    AudienceOption,
    DocumentOption,
    FontOption,
    ForceOption,
    LangOption,
    OutputOption,
    ScenarioOption,
    SetOption,
    Spec,
    a_day,
    an_amount,
    format_option,
    one_of_these,
    reporting,
    settings,
)
from sangaku_price.cli.quote_ways import Asked
from sangaku_price.cli.speaking import say_of_usage, spoken, told_by_option
from sangaku_price.language.enums import Audience, DocumentKind, Layout
from sangaku_price.language.text import Text, said
from sangaku_price.writers import Result

ONLY_CSV = Text("csv の形式に使います。", "goes with the format csv")


def quote(  # noqa: PLR0913, PLR0917 - a parameter is an option
    spec: Spec,
    fmt: Annotated[str | None, format_option(Result.QUOTE)] = None,
    output: OutputOption = None,
    document: DocumentOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    audience: AudienceOption = None,
    payer: Annotated[
        str | None,
        typer.Option(
            "--payer",
            metavar="ID",
            help=said(
                "支払者のうち一社に見せる内容（--for company）。", "What one of several payers may see: --for company."
            ),
        ),
    ] = None,
    get: Annotated[
        str | None,
        typer.Option(
            "--get",
            metavar="PATH",
            help=said("一つの数値だけを出す（例 totals.total）。", "Print one figure only (e.g. totals.total)."),
        ),
    ] = None,
    brief: Annotated[
        bool,
        typer.Option(
            "--brief",
            help=said(
                "一画面に収める（金額、区分、請求、条件付の額）。",
                "One screen: the answer, sections, invoices, contingent money.",
            ),
        ),
    ] = False,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom",
            help=said("CSV の先頭に BOM を付ける（Excel 用）。", "Begin CSV with a byte-order mark, for Excel."),
        ),
    ] = False,
    layout: Annotated[
        Layout | None,
        typer.Option(
            "--layout",
            metavar=one_of_these(Layout),
            help=said(
                "CSV の並べ方。office は見出し・小計・消費税・合計付きで、BOM が付く（既定は machine）。",
                "Layout of CSV; office: headings, sums, tax and total, with a byte-order mark; default machine.",
            ),
        ),
    ] = None,
    freeze: Annotated[
        bool,
        typer.Option(
            "--freeze",
            help=said(
                "凍結した見積を出す（verify で検証できる JSON）。", "A frozen quote: JSON that never moves, see verify."
            ),
        ),
    ] = False,
    supersedes: Annotated[
        str | None,
        typer.Option(
            "--supersedes",
            metavar="QUOTE",
            help=said("これから出す見積が置き換える、前の凍結見積。", "The frozen quote whose place this one takes."),
        ),
    ] = None,
    font: FontOption = None,
    force: ForceOption = False,
    era: Annotated[
        bool,
        typer.Option(
            "--era",
            help=said("日本語の日付を元号で書く（令和9年4月1日）。", "Write Japanese dates in years of the era."),
        ),
    ] = False,
    from_total: Annotated[
        str | None,
        typer.Option(
            "--from-total",
            metavar="YEN",
            help=said("受入額（税込・円）から直接経費を逆算する。", "Work back from yen received to the direct cost."),
        ),
    ] = None,
) -> None:
    """内訳付きの見積りを出す。 / The itemised quote."""
    with reporting(lang):
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec, supersedes)
        other = None if document is DocumentKind.QUOTE else document
        to_freeze = freeze or bool(supersedes)
        if from_total is not None and to_freeze:
            raise typer.BadParameter("--freeze", param_hint="--from-total")
        if other and (to_freeze or get is not None):
            raise typer.BadParameter("--freeze, --supersedes, --get", param_hint="--document")
        if brief and (other or to_freeze or get is not None):
            raise typer.BadParameter("--document, --freeze, --supersedes, --get", param_hint="--brief")
        if payer is not None and (to_freeze or audience is Audience.OFFICE):
            raise typer.BadParameter("--freeze, --supersedes, --for office", param_hint="--payer")
        if layout is not None and (other or to_freeze or brief or get is not None):
            raise typer.BadParameter("--document, --freeze, --supersedes, --brief, --get", param_hint="--layout")
        total = None if from_total is None else an_amount(from_total, "--from-total")
        results = _results(other, to_freeze=to_freeze, is_figure=get is not None, brief=brief)
        wanted = chosen(fmt, output, *results, font=font)
        if layout is not None and wanted.name != "csv":
            raise typer.BadParameter(say_of_usage(ONLY_CSV), param_hint="--layout")
        asked = Asked(
            spec,
            scenario or "value-based",
            settings(values),
            a_day(as_of),
            total,
            payer,
            audience=audience,
            lang=lang,
            era=era,
            wanted=wanted,
            output=output,
            bom=bom,
            force=force,
        )
        if other:
            quote_ways.hand_over(asked, other)
        elif to_freeze:
            quote_ways.freeze(asked, supersedes)
        elif get is not None:
            quote_ways.figure(asked, get)
        else:
            quote_ways.page(asked, layout, brief=brief)


def _results(other: DocumentKind | None, *, to_freeze: bool, is_figure: bool, brief: bool) -> Sequence[Result]:
    """What may be written of what is asked for."""
    if other:
        return (Result.DOCUMENT, Result.DATA, Result.ROWS)
    if to_freeze:
        return (Result.DATA,)
    if is_figure:
        return (Result.WORD,)
    return (Result.DOCUMENT,) if brief else (Result.QUOTE,)


def explain(
    spec: Spec,
    line: Annotated[
        str | None,
        typer.Argument(
            metavar="LINE",
            help=said(
                "行の名称・番号・id、消費税、合計、小計、年度、区分、変更契約では change。省略するとすべての行。",
                "A line by id, label or number; tax, total, subtotal, a fiscal year, a section; of a change, `change`; "
                "without it all lines.",
            ),
        ),
    ] = None,
    fmt: Annotated[str | None, format_option(Result.DOCUMENT, Result.DATA)] = None,
    output: OutputOption = None,
    font: FontOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> None:
    """金額の根拠を示す。 / Why this number: base, rate, exact value, rounding, the rule that won, its source."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec)
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
        day, told, name = a_day(as_of), settings(values), scenario or "value-based"
        made: delivery.Made = {
            Result.DOCUMENT: lambda: api.explain(
                spec, line, scenario=name, set=told, as_of=day, lang=told_by_option(lang), usual_lang=spoken()
            ),
            Result.DATA: lambda: api.explain_data(spec, line, scenario=name, set=told, as_of=day),
        }
        delivery.present(wanted, made, output, force=force)
