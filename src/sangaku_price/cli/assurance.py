"""`verify`, `schema`, `new`."""

from typing import Annotated

import typer

from sangaku_price.cli.completing import tariff_ids
from sangaku_price.cli.options import (
    DataFormatOption,
    FontOption,
    ForceOption,
    LangOption,
    OutputOption,
    format_option,
    reporting,
    settings,
)
from sangaku_price.cli.speaking import say_of_usage, spoken
from sangaku_price.language.enums import SchemaOf
from sangaku_price.language.text import Text, said
from sangaku_price.writers import Result

TariffName = Annotated[
    str | None,
    typer.Option(
        "--tariff",
        metavar="NAME",
        help=said("同梱の料金表の id、または ./ファイル名.toml。", "The id of a shipped tariff, or ./file.toml."),
        autocompletion=tariff_ids,
    ),
]


ONE_QUOTE = Text("凍結した見積が一つのときに使います。", "goes with one frozen quote")


def verify(
    frozen: Annotated[
        list[str],
        typer.Argument(
            metavar="QUOTE…", help=said("凍結した見積（quote --freeze の出力、複数可）。", "Frozen quotes.")
        ),
    ],
    spec: Annotated[
        str | None,
        typer.Option("--spec", metavar="FILE", help=said("比べる契約ファイル。", "The contract file to compare with.")),
    ] = None,
    tariff: TariffName = None,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    font: FontOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """凍結した見積が今も同じかを確かめる。 / Whether a frozen quote is unaltered, and would be priced the same."""
    with reporting(lang):
        from sangaku_price.assurance.verdict_pages import verdict_data, verdict_document
        from sangaku_price.assurance.verifying import verify_files
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, *frozen, spec)
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
        if spec is not None and len(frozen) > 1:
            raise typer.BadParameter(say_of_usage(ONE_QUOTE), param_hint="--spec")
        checked = verify_files(frozen, spec, tariff)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: verdict_document(checked, spoken(lang)),
            Result.DATA: lambda: verdict_data(checked),
        }
        delivery.present(wanted, made, output, force=force)
        raise typer.Exit(max(found.status for found in checked.values()))


def schema(
    of: Annotated[
        SchemaOf,
        typer.Argument(
            metavar="WHAT",
            help=said(
                "何のファイルか: contract、tariff、policy、config、quote。",
                "Of which file: contract, tariff, policy, config or quote.",
            ),
        ),
    ],
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """JSON Schema を出す（エディターの補完・検証用）。 / The JSON Schema of a file, for editors and validators."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.DATA)
        delivery.deliver(api.schema(of), output, force=force)


def new(  # noqa: PLR0913, PLR0917 - a parameter is an option
    tariff: TariffName = None,
    direct: Annotated[
        str | None, typer.Option("--direct", metavar="YEN", help=said("直接経費（円）。", "Direct cost in yen."))
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--start",
            metavar="DATE",
            help=said(
                "開始日（既定は料金表の照合日の次の4月1日）。",
                "First day; default the first 1 April after the tariff was checked.",
            ),
        ),
    ] = None,
    months: Annotated[
        str | None, typer.Option("--months", metavar="N", help=said("月数（既定は 12）。", "Months; default 12."))
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help=said("研究題目。", "Title."))] = None,
    company: Annotated[
        str | None, typer.Option("--company", metavar="TEXT", help=said("企業名。", "The company."))
    ] = None,
    principal: Annotated[
        str | None,
        typer.Option("--principal", metavar="TEXT", help=said("研究代表者。", "The principal investigator.")),
    ] = None,
    of_type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help=said(
                "契約種別（既定は、料金表にあれば joint-research）。",
                "Contract type; default joint-research, if the tariff has it.",
            ),
        ),
    ] = None,
    hours: Annotated[
        str | None,
        typer.Option("--hours", metavar="N", help=said("研究者の関与時間。", "Hours of a researcher to be charged.")),
    ] = None,
    rate: Annotated[
        str | None, typer.Option("--hourly-rate", metavar="YEN", help=said("時間単価（円）。", "Yen an hour."))
    ] = None,
    facts: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            metavar="KEY=VALUE",
            help=said(
                "料金表が問う事実（例 company-size=sme、繰返し可）。", "A fact that the tariff asks; may be repeated."
            ),
        ),
    ] = None,
    amends: Annotated[
        str | None,
        typer.Option(
            "--amends",
            metavar="QUOTE",
            help=said(
                "変更する契約の凍結見積。変更契約のひな形を出す。", "A frozen quote: the file of a change of it."
            ),
        ),
    ] = None,
    fmt: Annotated[str | None, format_option(Result.STARTER, Result.FORM)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """契約ファイルのひな形を出す。 / A commented contract file that prices at once; asks at a terminal."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.cli.asking import asked, asked_facts
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen, writer_of

        wanted = chosen(fmt, output, Result.STARTER, Result.FORM)
        if Result.FORM in wanted.writes:
            from sangaku_price.cli.asking import asked_tariff

            made = api.form(asked_tariff(tariff))
            delivery.deliver(writer_of(wanted).write_form(made), output, force=force)
            return
        told = {
            "tariff": tariff,
            "direct": direct,
            "start": start,
            "months": months,
            "title": title,
            "company": company,
            "principal": principal,
            "type": of_type,
            "hours": hours,
            "hourly_rate": rate,
        }
        if amends is not None:
            if any(told.values()) or facts:
                raise typer.BadParameter("--tariff, --direct", param_hint="--amends")
            delivery.deliver(api.amend(amends, None if output is None else str(output)), output, force=force)
            return
        answers = asked(told)
        answers["facts"] = asked_facts(answers, settings(facts, "--fact"))
        delivery.deliver(api.new(**answers), output, force=force)  # type: ignore[arg-type] # read there
