"""`diff`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sangaku_price.cli.leaving import DIFFERENT, INVALID_FILE
from sangaku_price.cli.options import (
    AsOfOption,
    AudienceOption,
    DataFormatOption,
    FontOption,
    ForceOption,
    LangOption,
    NoConfigOption,
    OutputOption,
    PolicyOption,
    ScenarioOption,
    a_day,
    configuration,
    reporting,
)
from sangaku_price.cli.speaking import say_of_usage, spoken
from sangaku_price.language.text import Text, said
from sangaku_price.writers import Result

if TYPE_CHECKING:
    from sangaku_price.assurance.revision_rows import RevisionDifference
    from sangaku_price.language.enums import Lang
    from sangaku_price.writers import Format, delivery

TWO = 2
_TWO_NAMES = Text("OLD と NEW の二つ、または --base REV を指定してください。", "give two, OLD and NEW, or --base REV")
_ONLY_BASE = Text("--base と使います。", "goes with --base")


def diff(  # noqa: PLR0913, PLR0917 - a parameter is an option
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW | PATH…",
            help=said(
                "契約ファイルまたは凍結した見積を二つ。--base のときは調べるファイルとフォルダー。",
                "Two contract files or frozen quotes; with --base, the files and folders that are looked at.",
            ),
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REV",
            help=said(
                "作業ツリーを git の版と比べる。REV... は分岐した版。",
                "Compare the working tree with a git revision; REV... is where HEAD forked off.",
            ),
        ),
    ] = None,
    policy: PolicyOption = None,
    no_config: NoConfigOption = False,
    fmt: DataFormatOption = None,
    output: OutputOption = None,
    font: FontOption = None,
    force: ForceOption = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code", help=said("差があれば終了コード5で終わる。", "Exit with 5 where there is a difference.")
        ),
    ] = False,
    audience: AudienceOption = None,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    paths: Annotated[
        bool,
        typer.Option("--paths", help=said("変わった値のキーも示す。", "Also show the keys of what has changed.")),
    ] = False,
    lang: LangOption = None,
) -> None:
    """二つの見積の差を、円単位で原因別に示す。 / What moved between two specs or frozen quotes, in yen and by cause."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.assurance.difference_pages import difference_data, difference_document
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        delivery.keep_from(output, *names or ())
        wanted = chosen(fmt, output, Result.DOCUMENT, Result.DATA, font=font)
        reader = delivery.reader_of(wanted, audience)
        made: delivery.Made
        if base is not None:
            config = configuration(no_config=no_config)
            day = a_day(as_of)
            since = api.diff_base(
                base, *names or (), policy=policy, scenario=scenario, as_of=day, audience=reader, config=config
            )
            made = _since_made(since, wanted, spoken(lang))
            is_empty, status = since.is_empty, INVALID_FILE if since.has_mistakes else 0
        else:
            old, new = _two(names, policy, no_config=no_config)
            found = api.diff(old, new, scenario=scenario, as_of=a_day(as_of), audience=reader)
            made = {
                Result.DOCUMENT: lambda: difference_document(found, spoken(lang), paths=paths),
                Result.DATA: lambda: difference_data(found),
            }
            is_empty, status = found.is_empty, 0
        delivery.present(wanted, made, output, force=force)
        raise typer.Exit(status or (DIFFERENT if exit_code and not is_empty else 0))


def _two(names: list[str] | None, policy: str | None, *, no_config: bool) -> list[str]:
    """The two that are compared where no revision is told; what goes with a revision alone is not told either."""
    for option, is_told in (("--policy", policy is not None), ("--no-config", no_config)):
        if is_told:
            raise typer.BadParameter(say_of_usage(_ONLY_BASE), param_hint=option)
    if names is None or len(names) != TWO:
        raise typer.BadParameter(say_of_usage(_TWO_NAMES), param_hint="OLD NEW")
    return names


def _since_made(since: "RevisionDifference", wanted: "Format", lang: "Lang") -> "delivery.Made":
    """The difference to a revision, as a document within the room that its format has, and as data."""
    from sangaku_price.assurance.revision_pages import revision_data, revision_document
    from sangaku_price.writers.choosing import writer_of

    writer = writer_of(wanted).write if wanted.name == "markdown" else None
    return {
        Result.DOCUMENT: lambda: revision_document(since, lang, writer),
        Result.DATA: lambda: revision_data(since),
    }
