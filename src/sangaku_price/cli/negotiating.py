"""`compare`, `solve`, `sweep`, `risk`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sangaku_price.cli.leaving import complain
from sangaku_price.cli.options import (
    AsOfOption,
    AudienceOption,
    ForceOption,
    FormatOption,
    LangOption,
    OutputOption,
    ScenarioOption,
    SetOption,
    Spec,
    a_day,
    reporting,
    settings,
)
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.enums import Audience, DataFormat, Format
from sangaku_price.language.text import said, say

if TYPE_CHECKING:
    from sangaku_price.documents.cells import Document


MeasureOption = Annotated[
    str | None,
    typer.Option(
        "--measure",
        metavar="FIGURE",
        help=said(
            "測る金額（既定は total）。present-value は全体の現在価値。",
            "The figure; default total; present-value: of the whole.",
        ),
    ),
]
Writers = dict[Format, "Callable[[], bytes]"]


def compare(
    spec: Spec,
    scenarios: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            "-s",
            metavar="NAME",
            help=said("並べる積算方式（書いた順、繰返し可）。", "Scenarios to show, in this order; may be repeated."),
        ),
    ] = None,
    tariffs: Annotated[
        list[str] | None,
        typer.Option(
            "--tariff",
            metavar="NAME",
            help=said(
                "料金表を替えて比べる（繰返し可）。all は同梱のすべてを合計の順に。",
                "Compare under this tariff; may be repeated; all: every shipped one, sorted by total.",
            ),
        ),
    ] = None,
    fmt: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    audience: AudienceOption = None,
    force: ForceOption = False,
) -> None:
    """積算方式または機関ごとに並べて比べる。 / Scenarios, or institutions' rules, side by side."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.negotiation import exports
        from sangaku_price.negotiation.comparison import comparison_for_company
        from sangaku_price.negotiation.comparison_pages import comparison_document
        from sangaku_price.writers import delivery

        found = api.compare(spec, *(scenarios or ()), tariffs=tariffs or (), set=settings(values), as_of=a_day(as_of))
        chosen = delivery.format_for(fmt, output)
        if delivery.reader_of(chosen, audience) is Audience.COMPANY:
            found = comparison_for_company(found)
        writers: Writers = {
            Format.JSON: lambda: exports.comparison_json(found),
            Format.CSV: lambda: exports.comparison_csv(found),
        }
        present(
            chosen, writers, lambda: comparison_document(found, spoken(lang, found.contract.lang)), output, force=force
        )


def solve(  # noqa: PLR0913, PLR0917 - a parameter is an option
    spec: Spec,
    vary: Annotated[
        str,
        typer.Option(
            "--vary",
            metavar="PATH",
            help=said("変える値のパス（例 direct.1.amount）。", "The path to vary (e.g. direct.1.amount)."),
        ),
    ],
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="YEN",
            help=said("目標額（円）。割合には率を書く。", "The target in yen (a rate for a share)."),
        ),
    ],
    measure: MeasureOption = None,
    least: Annotated[
        str | None, typer.Option("--min", metavar="VALUE", help=said("探す範囲の最小値。", "The least value."))
    ] = None,
    most: Annotated[
        str | None, typer.Option("--max", metavar="VALUE", help=said("探す範囲の最大値。", "The greatest value."))
    ] = None,
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="VALUE",
            help=said("刻み（既定は 1、率は 0.1%）。", "The step; default 1, of a rate 0.1%."),
        ),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help=said("--set に渡す PATH=VALUE の1行だけを出す。", "Print only the line PATH=VALUE, for --set."),
        ),
    ] = False,
    fmt: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> None:
    """目標額になる値を逆算する。 / The value of a path that makes a figure what is wanted."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.negotiation import exports
        from sangaku_price.negotiation.pages import setting_line, solution_document
        from sangaku_price.writers import delivery

        found = api.solve(
            spec,
            vary,
            target,
            measure=measure or "total",
            least=least,
            most=most,
            step=step,
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
        )
        if write:
            line, warning = setting_line(found)
            if warning:
                complain(say(warning, spoken(lang, found.lang)))
            delivery.deliver(line, output, force=force)
            return
        writers: Writers = {Format.JSON: lambda: exports.solution_json(found)}
        chosen = delivery.format_for(fmt, output)
        present(chosen, writers, lambda: solution_document(found, spoken(lang, found.lang)), output, force=force)


def sweep(
    spec: Spec,
    vary: Annotated[
        str,
        typer.Option(
            "--vary",
            metavar="PATH=FROM:TO:STEP",
            help=said("変える値のパス（例 direct.1.amount）。", "The path to vary (e.g. direct.1.amount)."),
        ),
    ],
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="FIGURE",
            help=said(
                "測る金額（既定は total）。present-value は全体の現在価値。",
                "The figure; default total; present-value: of the whole.",
            ),
        ),
    ] = None,
    fmt: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> None:
    """値を範囲にわたって変えて計算し、規則の変わり目を示す。 / Figures over a range, and where another rule decides."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.negotiation import exports
        from sangaku_price.negotiation.pages import sweep_document
        from sangaku_price.writers import delivery

        found = api.sweep(
            spec,
            vary,
            *(measures or ("total",)),
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
        )
        writers: Writers = {
            Format.JSON: lambda: exports.sweep_json(found),
            Format.CSV: lambda: exports.sweep_csv(found),
        }
        chosen = delivery.format_for(fmt, output)
        present(chosen, writers, lambda: sweep_document(found, spoken(lang, found.lang)), output, force=force)


def risk(
    spec: Spec,
    fmt: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> None:
    """条件付の金額の確率分布を厳密に求める。 / The exact distribution of the contingent money."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.negotiation import exports
        from sangaku_price.negotiation.pages import risk_document
        from sangaku_price.writers import delivery

        priced, found = api.risk(spec, scenario=scenario or "value-based", set=settings(values), as_of=a_day(as_of))
        writers: Writers = {
            Format.JSON: lambda: exports.risk_json(found, priced),
            Format.CSV: lambda: exports.risk_csv(found),
        }
        chosen = delivery.format_for(fmt, output)
        present(
            chosen,
            writers,
            lambda: risk_document(found, priced, spoken(lang, priced.contract.lang)),
            output,
            force=force,
        )


def present(
    chosen: Format, writers: Writers, document: "Callable[[], Document]", output: str | None, *, force: bool
) -> None:
    """Write in one of the formats that there are."""
    from sangaku_price.writers import delivery

    if chosen in writers:
        delivery.deliver(writers[chosen](), output, force=force)
    elif chosen in {Format.TABLE, Format.MARKDOWN}:
        delivery.present_document(document(), DataFormat(chosen.value), output, force=force)
    else:
        allowed = " | ".join((Format.TABLE, Format.MARKDOWN, *writers))
        raise typer.BadParameter(f"{chosen.value!r}: {allowed}", param_hint="--format")
