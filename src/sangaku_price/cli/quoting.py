"""`quote` and `explain`."""

from typing import TYPE_CHECKING, Annotated

import typer

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
from sangaku_price.cli.speaking import say_of_usage, spoken, told_by_option
from sangaku_price.language.enums import Audience, DocumentKind, Lang, Layout
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.text import Text, said
from sangaku_price.writers import Result

if TYPE_CHECKING:
    from sangaku_price.documents.pictures import Picture
    from sangaku_price.negotiation.distribution import Distribution

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
        from sangaku_price import api
        from sangaku_price.loading.priced import is_frozen
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec, supersedes)
        if from_total is not None and (freeze or supersedes):
            raise typer.BadParameter("--freeze", param_hint="--from-total")
        other = document not in {None, DocumentKind.QUOTE}
        if other and (freeze or supersedes or get is not None):
            raise typer.BadParameter("--freeze, --supersedes, --get", param_hint="--document")
        if brief and (other or freeze or supersedes or get is not None):
            raise typer.BadParameter("--document, --freeze, --supersedes, --get", param_hint="--brief")
        if payer is not None and (freeze or supersedes or audience is Audience.OFFICE):
            raise typer.BadParameter("--freeze, --supersedes, --for office", param_hint="--payer")
        total = None if from_total is None else an_amount(from_total, "--from-total")
        if document is not None and other:
            wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, Result.ROWS, font=font)
            made = api.document(
                spec,
                document,
                scenario=scenario or "value-based",
                set=settings(values),
                as_of=a_day(as_of),
                from_total=total,
                payer=payer,
                era=era,
                audience=delivery.reader_of(wanted, audience),
                lang=told_by_option(lang),
                usual_lang=spoken(),
            )
            delivery.present(wanted, made, output, bom=bom, force=force)
            return
        result = Result.DATA if freeze or supersedes else Result.QUOTE if get is None else Result.WORD
        wanted = chosen(fmt, output, Result.DOCUMENT if brief else result, font=font)
        if freeze or supersedes:
            data = api.freeze(
                spec,
                scenario=scenario or "value-based",
                set=settings(values),
                as_of=a_day(as_of),
                audience=audience or Audience.OFFICE,
                supersedes=supersedes,
            )
            delivery.deliver_frozen(data, output, force=force)
            return
        if layout is not None and wanted.name != "csv":
            raise typer.BadParameter(say_of_usage(ONLY_CSV), param_hint="--layout")
        if wanted.has_scenarios and not is_frozen(spec) and total is None and payer is None and not brief:
            for_company = delivery.reader_of(wanted, audience) is Audience.COMPANY
            priced, beside = api.quote_beside(
                spec,
                scenario=scenario or "value-based",
                set=settings(values),
                as_of=a_day(as_of),
                only=APPROACHES if for_company else None,
            )
            shown = spoken(lang, priced.contract.lang)
            dated = priced.in_era() if era else priced
            delivery.present_beside(dated, beside, wanted, shown, audience, output, force=force)
            return
        is_drawn = wanted.draws_chances and delivery.reader_of(wanted, audience) is Audience.OFFICE
        if is_drawn and not is_frozen(spec) and total is None and payer is None and not brief:
            priced, found = api.quote_with_chances(
                spec, scenario=scenario or "value-based", set=settings(values), as_of=a_day(as_of)
            )
            shown = spoken(lang, priced.contract.lang)
            dated, picture = priced.in_era() if era else priced, _drawn(found, shown)
            delivery.present_quote(dated, wanted, shown, audience, output, force=force, chances=picture)
            return
        priced = api.quote(
            spec,
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
            from_total=total,
            payer=payer,
        )
        if get is not None:
            from sangaku_price.writers.figures import figure_at

            delivery.deliver(f"{figure_at(priced, get)}\n".encode("utf-8", "backslashreplace"), output, force=force)
            return
        shown = spoken(lang, priced.contract.lang)
        if layout is Layout.OFFICE:
            delivery.present_office_csv(priced, shown, audience, output, force=force)
            return
        present = delivery.present_brief if brief else delivery.present_quote
        present(priced.in_era() if era else priced, wanted, shown, audience, output, bom=bom, force=force)


def _drawn(found: "Distribution | None", lang: Lang) -> "Picture | None":
    """What contingent money may come to, as a picture."""
    if found is None:
        return None
    from sangaku_price.negotiation.pictured import chances_picture

    return chances_picture(found, lang)


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
