"""`quote` and `explain`."""

from typing import Annotated

import typer

from sangaku_price.choices import DataFormat, Lang
from sangaku_price.cli.options import (
    HELP,
    AsOfOption,
    AudienceOption,
    FormatOption,
    LangOption,
    OutputOption,
    ScenarioOption,
    SetOption,
    Spec,
    a_day,
    one_of,
    reporting,
    settings,
)


def quote(
    spec: Spec,
    fmt: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
    audience: AudienceOption = None,
    get: Annotated[str | None, typer.Option("--get", metavar="PATH", help=HELP["get"])] = None,
    bom: Annotated[bool, typer.Option("--bom", help=HELP["bom"])] = False,
) -> None:
    """内訳付き見積り。 / The itemised quote."""
    with reporting(lang):
        from sangaku_price import api, writing

        priced = api.quote(spec, scenario=scenario or "value-based", set=settings(values), as_of=a_day(as_of))
        if get is not None:
            from sangaku_price.figures import figure_at

            writing.deliver(f"{figure_at(priced, get)}\n".encode(), output)
            return
        chosen = writing.format_for(fmt, output)
        writing.present_quote(priced, chosen, lang or Lang.BOTH, audience, output, bom=bom)


def explain(
    spec: Spec,
    line: Annotated[str | None, typer.Argument(metavar="LINE", help=HELP["line"])] = None,
    fmt: Annotated[str | None, typer.Option("--format", "-f", metavar="table|markdown", help=HELP["format"])] = None,
    output: OutputOption = None,
    lang: LangOption = None,
    scenario: ScenarioOption = None,
    values: SetOption = None,
    as_of: AsOfOption = None,
) -> None:
    """なぜこの金額か。 / Why this number: base, rate, exact value, rounding, the rule that won, its source."""
    with reporting(lang):
        from sangaku_price import api, writing

        chosen = one_of(fmt or "table", "--format", (DataFormat.TABLE, DataFormat.MARKDOWN))
        document = api.explain(
            spec,
            line,
            scenario=scenario or "value-based",
            set=settings(values),
            as_of=a_day(as_of),
            lang=lang or Lang.BOTH,
        )
        writing.present_document(document, chosen, output)
