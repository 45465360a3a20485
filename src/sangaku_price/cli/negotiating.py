"""`compare`, `solve`, `sweep`, `risk`."""

import re
from types import ModuleType
from typing import Annotated

import typer

from sangaku_price.cli.leaving import complain
from sangaku_price.cli.options import (
    AsOfOption,
    AudienceOption,
    DataFormatOption,
    FontOption,
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
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.enums import Audience
from sangaku_price.language.text import Text, said, say
from sangaku_price.writers import Result

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
JSON_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")
TAKEN_AS = Text("「{found}」は「{spelled}」として測りました。", '"{found}" was taken as "{spelled}"')
TableOption = Annotated[str | None, format_option(Result.DOCUMENT, Result.DATA, Result.ROWS)]
"""`--format` of what can be written as rows, too."""


def _figure(words: str | None) -> str:
    """The figure that is measured; of one that is named as the JSON names it, says as what it is understood.

    What is written names it as it was typed. A path of the JSON (`totals.by_kind.overhead`) is one.
    """
    if words is None:
        return "total"
    if JSON_NAME.fullmatch(words):
        complain(say(TAKEN_AS.filled(found=words, spelled=words.replace("_", "-")), spoken()))
    return words


def _pictured() -> ModuleType:
    """The pages with pictures, loaded by who draws."""
    from sangaku_price.negotiation import pictured

    return pictured


def compare(  # noqa: PLR0913, PLR0917 - a parameter is an option
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
                "料金表を替えて比べる（1つなら契約の料金表と並べる。繰返し可）。all は同梱のすべてを合計の順に。",
                "Compare under this tariff, a single one beside the contract's own; may be repeated; "
                "all: every shipped one, sorted by total.",
            ),
        ),
    ] = None,
    fmt: TableOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    font: FontOption = None,
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
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec)
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, Result.ROWS, font=font)
        found = api.compare(spec, *(scenarios or ()), tariffs=tariffs or (), set=settings(values), as_of=a_day(as_of))
        if delivery.reader_of(wanted, audience) is Audience.COMPANY:
            found = comparison_for_company(found)
        made: delivery.Made = {
            Result.PAGE: lambda: _pictured().comparison_page(found, spoken(lang, found.contract.lang)),
            Result.DOCUMENT: lambda: comparison_document(found, spoken(lang, found.contract.lang)),
            Result.DATA: lambda: exports.comparison_json(found),
            Result.ROWS: lambda: exports.comparison_csv(found),
        }
        delivery.present(wanted, made, output, force=force)


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
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    font: FontOption = None,
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
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec)
        wanted = chosen(fmt, output, *([Result.WORD] if write else [Result.DOCUMENT, Result.DATA]), font=font)
        found = api.solve(
            spec,
            vary,
            target,
            measure=_figure(measure),
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
        made: delivery.Made = {
            Result.DOCUMENT: lambda: solution_document(found, spoken(lang, found.lang)),
            Result.DATA: lambda: exports.solution_json(found),
        }
        delivery.present(wanted, made, output, force=force)


def sweep(  # noqa: PLR0913, PLR0917 - a parameter is an option
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
    fmt: TableOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    font: FontOption = None,
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
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec)
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, Result.ROWS, font=font)
        found = api.sweep(
            spec,
            vary,
            *map(_figure, measures or (None,)),
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
        )
        made: delivery.Made = {
            Result.PAGE: lambda: _pictured().sweep_page(found, spoken(lang, found.lang)),
            Result.DOCUMENT: lambda: sweep_document(found, spoken(lang, found.lang)),
            Result.DATA: lambda: exports.sweep_json(found),
            Result.ROWS: lambda: exports.sweep_csv(found, spoken(lang, found.lang)),
        }
        delivery.present(wanted, made, output, force=force)


def risk(
    spec: Spec,
    fmt: TableOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    font: FontOption = None,
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
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, spec)
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, Result.ROWS, font=font)
        priced, found = api.risk(spec, scenario=scenario or "value-based", set=settings(values), as_of=a_day(as_of))
        made: delivery.Made = {
            Result.PAGE: lambda: _pictured().risk_page(found, priced, spoken(lang, priced.contract.lang)),
            Result.DOCUMENT: lambda: risk_document(found, priced, spoken(lang, priced.contract.lang)),
            Result.DATA: lambda: exports.risk_json(found, priced),
            Result.ROWS: lambda: exports.risk_csv(found),
        }
        delivery.present(wanted, made, output, force=force)
