"""`check`, `diff`, `verify`, `schema`, `new`."""

from typing import Annotated

import typer

from sangaku_price.cli.completing import tariff_ids
from sangaku_price.cli.options import (
    HELP,
    AsOfOption,
    AudienceOption,
    DataFormatOption,
    ForceOption,
    LangOption,
    OutputOption,
    ScenarioOption,
    a_day,
    format_option,
    reporting,
)
from sangaku_price.language.enums import Lang, SchemaOf
from sangaku_price.writers import Result

DIFFERENT = 5
"""The exit status of `diff --exit-code` where there is a difference."""
WORDS = {
    "specs": "契約ファイル、フォルダー、パターン、-。 / Contract files, folders, patterns, - for standard input.",
    "policy": "ゲートのファイル。 / A policy file with gates.",
    "baseline": "比べる見積JSON、またはそのフォルダー。 / A JSON quote to compare with, or a folder of SPEC.json.",
    "select": "このコードの指摘だけを出す（繰返し可）。 / Report only this code; may be repeated.",
    "ignore": "このコードの指摘を出さない（繰返し可）。 / Leave this code out; may be repeated.",
    "skip": "[contract] のないファイルを読み飛ばす。 / Pass over TOML files without [contract].",
    "side": "契約ファイルまたは凍結した見積。 / A contract file or a frozen quote.",
    "exit-code": "差があれば終了コード 5。 / Exit with 5 where there is a difference.",
    "frozen": "凍結した見積（quote --freeze）。 / A frozen quote.",
    "spec": "比べる契約ファイル。 / The contract file to compare with.",
    "tariff": "料金表の id または ./ファイル.toml。 / The id of a shipped tariff, or ./file.toml.",
    "of": "contract | tariff | policy | quote",
    "direct": "直接経費（円）。 / Direct cost in yen.",
    "start": "開始日（既定は次の4月1日）。 / First day; default the first 1 April after the tariff was checked.",
    "months": "月数（既定 12）。 / Months; default 12.",
    "title": "研究題目。 / Title.",
    "company": "企業名。 / The company.",
    "principal": "研究代表者。 / The principal investigator.",
    "type": "契約種別（既定は共同研究など）。 / Contract type; default joint-research, if the tariff has it.",
    "hours": "研究者の関与時間。 / Hours of a researcher to be charged.",
    "rate": "時間単価（円）。 / Yen an hour.",
}


TariffName = Annotated[
    str | None, typer.Option("--tariff", metavar="NAME", help=WORDS["tariff"], autocompletion=tariff_ids)
]


def check(  # noqa: PLR0913, PLR0917 - a parameter is an option
    specs: Annotated[list[str], typer.Argument(metavar="SPEC…", help=WORDS["specs"])],
    policy: Annotated[str | None, typer.Option("--policy", metavar="FILE", help=WORDS["policy"])] = None,
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="PATH", help=WORDS["baseline"])] = None,
    fmt: Annotated[str | None, format_option(Result.REPORT)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    strict: Annotated[bool, typer.Option("--strict", help=HELP["strict"])] = False,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODE", help=WORDS["select"])] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help=WORDS["ignore"])] = None,
    skip_others: Annotated[bool, typer.Option("--skip-others", help=WORDS["skip"])] = False,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """契約ファイルを検査する。 / Validate, price, lint and gate contract files; for CI."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.reports import write_report
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.REPORT)
        report = api.check(
            *specs,
            policy=policy,
            baseline=baseline,
            scenario=scenario,
            as_of=a_day(as_of),
            select=select or (),
            ignore=ignore or (),
            skip_others=skip_others,
        )
        delivery.deliver(write_report(report, wanted.name, lang or Lang.BOTH), output, force=force)
        raise typer.Exit(report.status(strict=strict))


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=WORDS["side"])],
    new: Annotated[str, typer.Argument(metavar="NEW", help=WORDS["side"])],
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=WORDS["exit-code"])] = False,
    audience: AudienceOption = None,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """二つの見積の差を、原因別に。 / What moved between two specs or frozen quotes, in yen and by cause."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.difference_pages import difference_data, difference_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        reader = delivery.reader_of(wanted, audience)
        found = api.diff(old, new, scenario=scenario, as_of=a_day(as_of), audience=reader)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: difference_document(found, lang or Lang.BOTH),
            Result.DATA: lambda: difference_data(found),
        }
        delivery.present(wanted, made, output, force=force)
        raise typer.Exit(DIFFERENT if exit_code and not found.is_empty else 0)


def verify(
    frozen: Annotated[str, typer.Argument(metavar="QUOTE", help=WORDS["frozen"])],
    spec: Annotated[str | None, typer.Option("--spec", metavar="FILE", help=WORDS["spec"])] = None,
    tariff: TariffName = None,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """凍結した見積が今も同じか。 / Whether a frozen quote is unaltered, and would be priced the same."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.difference_pages import verdict_data, verdict_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA)
        found = api.verify(frozen, spec=spec, tariff=tariff)
        made: delivery.Made = {
            Result.DOCUMENT: lambda: verdict_document(found, frozen, lang or Lang.BOTH),
            Result.DATA: lambda: verdict_data(found),
        }
        delivery.present(wanted, made, output, force=force)
        raise typer.Exit(found.status)


def schema(
    of: Annotated[SchemaOf, typer.Argument(metavar="WHAT", help=WORDS["of"])],
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """JSON Schema（エディターの補完用）。 / The JSON Schema of a file, for editors and validators."""
    with reporting(None):
        from sangaku_price import api
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.DATA)
        delivery.deliver(api.schema(of), output, force=force)


def new(  # noqa: PLR0913, PLR0917 - a parameter is an option
    tariff: TariffName = None,
    direct: Annotated[str | None, typer.Option("--direct", metavar="YEN", help=WORDS["direct"])] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="DATE", help=WORDS["start"])] = None,
    months: Annotated[str | None, typer.Option("--months", metavar="N", help=WORDS["months"])] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help=WORDS["title"])] = None,
    company: Annotated[str | None, typer.Option("--company", metavar="TEXT", help=WORDS["company"])] = None,
    principal: Annotated[str | None, typer.Option("--principal", metavar="TEXT", help=WORDS["principal"])] = None,
    of_type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help=WORDS["type"])] = None,
    hours: Annotated[str | None, typer.Option("--hours", metavar="N", help=WORDS["hours"])] = None,
    rate: Annotated[str | None, typer.Option("--hourly-rate", metavar="YEN", help=WORDS["rate"])] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """契約ファイルのひな形。 / A commented contract file that prices at once; asks at a terminal."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.cli.asking import asked
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.STARTER)
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
        delivery.deliver(api.new(**asked(told)), output, force=force)  # type: ignore[arg-type] # read there
