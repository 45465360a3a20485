"""`portfolio`."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sangaku_price.cli.leaving import DENIED, INVALID_FILE, UNEXPECTED, complain, ended_by_signals
from sangaku_price.cli.options import (
    AsOfOption,
    ForceOption,
    LangOption,
    NoConfigOption,
    OutputOption,
    ScenarioOption,
    a_day,
    a_rate,
    configuration,
    format_option,
    one_of_these,
    reporting,
)
from sangaku_price.cli.progress import progress
from sangaku_price.cli.speaking import spoken
from sangaku_price.language.text import Text, said, say
from sangaku_price.writers import Format, Result

if TYPE_CHECKING:
    from sangaku_price.language.enums import Lang
    from sangaku_price.portfolios.grouping import By
    from sangaku_price.portfolios.impact import Move
    from sangaku_price.portfolios.row import Row
    from sangaku_price.toml.problems import Problem

T = TypeVar("T")
FOR_PROGRAMS = ("csv", "jsonl", "parquet")
"""Formats in which a contract is a record, and nothing stands beside them."""
MOST_WORKERS = 256

GROUPS = ("tariff", "company", "fiscal-year", "principal", "type")
REFUSED = Text("価格を計算できないファイル: {count}件", "files that could not be priced: {count}")
OVER = Text(
    "エフォートの限度（{limit}）を超える人・年度: {count}件", "people and years above the limit of {limit}: {count}"
)
UNNAMED = Text(
    "氏名（who）のない項目 {count}件は、誰のエフォートにも数えていません。",
    "{count} entries name nobody (who) and count for nobody",
)


def portfolio(  # noqa: PLR0913, PLR0917 - a parameter is an option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help=said("契約ファイル、またはそれを含むフォルダー。", "Contract files, or folders of them."),
        ),
    ],
    fmt: Annotated[str | None, format_option(Result.RECORDS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar=one_of_these(GROUPS),
            help=said("集計の単位。", "Sum up by this."),
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="KEY=VALUE",
            help=said("この列がこの値の契約だけ（繰返し可）。", "Only contracts with this value; may be repeated."),
        ),
    ] = None,
    impact: Annotated[
        list[str] | None,
        typer.Option(
            "--impact",
            metavar="TARIFF",
            help=said(
                "改定後の料金表。どの契約がいくら動くかを示す（繰返し可）。",
                "A changed tariff: which contracts it moves, and by how much; may be repeated.",
            ),
        ),
    ] = None,
    effort: Annotated[
        bool,
        typer.Option(
            "--effort",
            help=said(
                "氏名・年度ごとの時間とエフォート。限度を超えれば終了コード 4。",
                "Hours and effort by person and fiscal year; exit 4 above the limit.",
            ),
        ),
    ] = False,
    effort_limit: Annotated[
        str | None,
        typer.Option(
            "--effort-limit",
            metavar="RATE",
            help=said("月のエフォートの限度（既定は 100%）。", "The limit of a month's effort; default 100%."),
        ),
    ] = None,
    workers: Annotated[
        str | None,
        typer.Option(
            "--workers",
            metavar="N",
            help=said("使うプロセスの数（既定は効果のある数）。", "Processes to use; default as many as pay."),
        ),
    ] = None,
    no_config: NoConfigOption = False,
    scenario: ScenarioOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
) -> None:
    """多くの契約を一度に計算し、一覧・集計する。 / Many contracts at once: a row each, sums, impact, effort."""
    with reporting(lang):
        from sangaku_price import api
        from sangaku_price.portfolios.columns import records_of
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        if sum((group_by is not None, bool(impact), effort)) > 1:
            raise typer.BadParameter("--group-by, --impact, --effort", param_hint="--group-by")
        if effort_limit is not None and not effort:
            raise typer.BadParameter("--effort", param_hint="--effort-limit")
        if impact and where:
            raise typer.BadParameter("--impact", param_hint="--where")
        wanted, config = chosen(fmt, output, Result.RECORDS), configuration(no_config=no_config)
        words = spoken(lang)
        day, at_once, named = a_day(as_of), _a_count(workers), scenario or "value-based"
        seen = _Seen()
        limit = Fraction(1) if effort_limit is None else a_rate(effort_limit, "--effort-limit")
        group = None if group_by is None else _a_group(group_by)
        with ended_by_signals(), progress(output) as told:
            common = {"scenario": named, "as_of": day, "workers": at_once, "config": config, "progress": told}
            if impact:
                moves = seen.counted(api.impact(*paths, tariffs=impact, **common))  # type: ignore[arg-type] # as named
                _write_impact(moves, wanted, words, output, force=force)
            else:
                rows = seen.counted(api.portfolio(*paths, where=where or (), people=effort, **common))  # type: ignore[arg-type] # as named
                if effort:
                    seen.denied = _write_efforts(rows, limit, wanted, words, output, force=force)
                elif group is None:
                    delivery.present_records(records_of(rows, words), wanted, words, output, force=force)
                else:
                    _write_groups(rows, group, wanted, words, output, force=force)
        if seen.refused:
            complain(say(REFUSED.filled(count=f"{seen.refused:,}"), words))
        raise typer.Exit(seen.status())


class _Seen:
    """What has passed on the way to the output, for the exit status."""

    def __init__(self) -> None:
        self.refused, self.faulty, self.denied = 0, False, False

    def status(self) -> int:
        """The exit status, as that of a check: a fault of the program, a file with mistakes, a denial."""
        return UNEXPECTED if self.faulty else INVALID_FILE if self.refused else DENIED if self.denied else 0

    def counted(self, rows: Iterable[T]) -> Iterator[T]:
        """The rows as they are asked for."""
        from sangaku_price.loading.finding import FAULT

        for row in rows:
            mistake: Problem | None = getattr(row, "mistake", None)
            self.refused += mistake is not None
            self.faulty |= mistake is not None and mistake.code == FAULT
            yield row


def _write_impact(moves: "Iterator[Move]", wanted: Format, lang: "Lang", output: str | None, *, force: bool) -> None:
    """The contracts that move or not, one by one; for people, the sums below them."""
    from sangaku_price.portfolios.impact import move_records, sum_records
    from sangaku_price.writers import delivery

    if wanted.name in FOR_PROGRAMS:
        delivery.present_records(move_records(moves, lang), wanted, lang, output, force=force)
        return
    kept = tuple(moves)
    each, sums = move_records(kept, lang), sum_records(kept)
    delivery.present_records(each._replace(rows=tuple(each.rows)), wanted, lang, output, force=force, below=(sums,))


def _write_groups(
    rows: "Iterator[Row]", group: "By", wanted: Format, lang: "Lang", output: str | None, *, force: bool
) -> None:
    """The sums of each group; in a workbook the contracts, and the sums on a sheet behind them."""
    from sangaku_price.portfolios.columns import records_of
    from sangaku_price.portfolios.grouping import Groups, grouped
    from sangaku_price.writers import delivery

    if not wanted.has_sheets:
        delivery.present_records(grouped(rows, group), wanted, lang, output, force=force)
        return
    groups = Groups(group)
    each, sums = records_of(groups.counted(rows), lang), (groups.records() for _ in range(1))
    delivery.present_records(each, wanted, lang, output, force=force, below=sums)


def _write_efforts(
    rows: "Iterator[Row]", limit: Fraction, wanted: Format, lang: "Lang", output: str | None, *, force: bool
) -> bool:
    """Every person's years; says on standard error who is promised above the limit. Returns whether somebody is."""
    from sangaku_price import api
    from sangaku_price.language.numbers import percent
    from sangaku_price.portfolios.effort import effort_records
    from sangaku_price.writers import delivery

    nameless = 0

    def counted() -> "Iterator[Row]":
        nonlocal nameless
        for row in rows:
            nameless += row.counts and sum(time.who is None for time in row.people)
            yield row

    found = api.efforts(counted(), limit)
    delivery.present_records(effort_records(found), wanted, lang, output, force=force)
    if nameless:
        complain(say(UNNAMED.filled(count=f"{nameless:,}"), lang))
    above = sum(year.above > 0 for year in found.years)
    if above:
        complain(say(OVER.filled(limit=percent(limit), count=f"{above:,}"), lang))
    return found.is_denied


def _a_group(name: str) -> "By":
    from sangaku_price.portfolios.grouping import By

    if name not in GROUPS:
        raise typer.BadParameter(f"{name!r}: {' | '.join(GROUPS)}", param_hint="--group-by")
    return By(name)


def _a_count(words: str | None) -> int | None:
    if words is None:
        return None
    if not words.isascii() or not words.isdigit() or not 0 < int(words[:5]) <= MOST_WORKERS:
        raise typer.BadParameter(f"{words!r}: 1–{MOST_WORKERS}", param_hint="--workers")
    return int(words)
