"""`check`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sangaku_price.cli.leaving import DIFFERENT, complain
from sangaku_price.cli.options import (
    AsOfOption,
    ForceOption,
    LangOption,
    NoConfigOption,
    OutputOption,
    PolicyOption,
    ScenarioOption,
    a_day,
    configuration,
    format_option,
    reporting,
)
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, said, say
from sangaku_price.writers import Result

if TYPE_CHECKING:
    from datetime import date

    from sangaku_price.assurance.configuration import Configuration

_COMMAND_LINE = Text("コマンドラインの指定", "command line")
_DEFAULT = Text("既定", "default")
_FIXED = Text("{name}: {count}か所を直しました。", "{name}: places mended: {count}")
_FILLED = Text(
    "{name}: 期待する数値を書き込みました。確認してください: {examples}",
    "{name}: today's figures were written as expected; read them: {examples}",
)


def check(  # noqa: PLR0913, PLR0917 - a parameter is an option
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SPEC…",
            help=said(
                "契約ファイル、フォルダー、パターン、または -（標準入力）。なければ設定の paths、なければ現在の場所。",
                "Contract files, folders, patterns, - for standard input; else the configuration's paths, else here.",
            ),
        ),
    ] = None,
    policy: PolicyOption = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="PATH",
            help=said(
                "比べる相手の見積 JSON、またはそのフォルダー。",
                "A JSON quote to compare with, or a folder of SPEC.json.",
            ),
        ),
    ] = None,
    fmt: Annotated[str | None, format_option(Result.REPORT)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    strict: Annotated[
        bool | None,
        typer.Option(
            "--strict/--no-strict",
            help=said("警告があれば終了コード4で終わる。", "Exit with 4 where there is a warning."),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help=said("このコードの指摘だけを出す（繰返し可）。", "Report only this code; may be repeated."),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODE",
            help=said("このコードの指摘を出さない（繰返し可）。", "Leave this code out; may be repeated."),
        ),
    ] = None,
    skip_others: Annotated[
        bool,
        typer.Option(
            "--skip-others",
            help=said("[contract] のない TOML ファイルを読み飛ばす。", "Pass over TOML files without [contract]."),
        ),
    ] = False,
    no_config: NoConfigOption = False,
    show_config: Annotated[
        bool,
        typer.Option(
            "--show-config",
            help=said("有効な設定とその出所を示して終わる。", "Show the settings that hold, and where they come from."),
        ),
    ] = False,
    changed: Annotated[
        str | None,
        typer.Option(
            "--changed",
            metavar="REV",
            help=said(
                "git の版からの変更が及ぶ契約だけを調べる。REV... は分岐した版。",
                "Only contracts that the change since a git revision touches; REV... is where HEAD forked off.",
            ),
        ),
    ] = None,
    write_examples: Annotated[
        bool,
        typer.Option(
            "--write-examples",
            help=said(
                "期待する数値のない [[example]] に、いまの数値を書き込む。",
                "Write today's figures into each [[example]] that expects nothing yet.",
            ),
        ),
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help=said(
                "意味が一つに決まる書き誤りを、ファイルの中で直す。", "Mend in place what can be meant in one way only."
            ),
        ),
    ] = False,
    show_diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help=said("直すところを示すだけで、直さない。", "Show what --fix would do, and do not do it."),
        ),
    ] = False,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """契約ファイルを検査する（CI 用）。 / Validate, price, lint and gate contract files; for CI."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.configured import files_of
        from sangaku_price.assurance.reports import write_report
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        wanted = chosen(fmt, output, Result.REPORT)
        config = configuration(no_config=no_config)
        language = spoken(lang)
        asked = {
            "policy": policy,
            "baseline": baseline,
            "select": select or (),
            "ignore": ignore or (),
            "strict": strict,
        }
        if show_config:
            delivery.deliver(_shown(config, {"paths": specs, "language": lang, **asked}), output, force=force)
            return
        if show_diff:
            raise typer.Exit(_would_fix(files_of(specs or (), changed, policy, config), output, force=force))
        if fix:
            _fix(files_of(specs or (), changed, policy, config), language)
        if write_examples:
            _fill(files_of(specs or (), changed, policy, config), a_day(as_of), language)
        report = api.check(
            *specs or (),
            **asked,  # type: ignore[arg-type] # as they are named there
            scenario=scenario,
            as_of=a_day(as_of),
            skip_others=skip_others,
            config=config,
            changed=changed,
        )
        delivery.deliver(write_report(report, wanted.name, language), output, force=force)
        raise typer.Exit(report.status())


def _shown(config: "Configuration", asked: Mapping[str, object]) -> bytes:
    """The settings that hold, and where each comes from."""
    from sangaku_price.assurance.configuration import shown_configuration

    told = {key: value for key, value in asked.items() if value is not None and value != ()}
    return shown_configuration(config, told, say(_COMMAND_LINE, spoken()), say(_DEFAULT, spoken())).encode()


def _fill(names: Sequence[str], as_of: "date | None", lang: Lang) -> None:
    """Write the expectations of new examples into their files, and say which on standard error."""
    from sangaku_price.assurance.example_writing import filled
    from sangaku_price.language.escaping import safe
    from sangaku_price.writers import delivery

    for name in names:
        made = filled(name, as_of) if name != "-" else None
        if made is not None:
            delivery.deliver(made.data, name, force=True)
            complain(safe(say(_FILLED.filled(name=name, examples=", ".join(made.examples)), lang)))


def _fix(names: Sequence[str], lang: Lang) -> None:
    """Mend files in place, and say which on standard error."""
    from sangaku_price.assurance.fixing import fixed
    from sangaku_price.language.escaping import safe
    from sangaku_price.writers import delivery

    for name in names:
        made = fixed(name) if name != "-" else None
        if made is not None:
            delivery.deliver(made.after.encode(), name, force=True)
            complain(safe(say(_FIXED.filled(name=name, count=made.places), lang)))


def _would_fix(names: Sequence[str], output: str | None, *, force: bool) -> int:
    """Show what would be mended; returns the status that says whether anything would be."""
    from sangaku_price.assurance.fixing import fixed
    from sangaku_price.writers import delivery

    shown = [made.shown() for name in names if name != "-" and (made := fixed(name)) is not None]
    delivery.deliver("".join(shown).encode("utf-8", "backslashreplace"), output, force=force)
    return DIFFERENT if shown else 0
