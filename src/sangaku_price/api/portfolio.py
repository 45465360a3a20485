"""`portfolio`: many contract files, a row each; what changed tariffs would move; who is promised twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath, path_of

if TYPE_CHECKING:
    from sangaku_price.assurance.configuration import Configuration
    from sangaku_price.loading.searching import Search
    from sangaku_price.portfolios.effort import Efforts
    from sangaku_price.portfolios.impact import Move
    from sangaku_price.portfolios.row import Row


def portfolio(
    *paths: FileName,
    scenario: str = "value-based",
    as_of: date | None = None,
    where: Sequence[str] = (),
    workers: int | None = None,
    people: bool = False,
    config: "FileName | Configuration | None" = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator["Row"]:
    """Every contract file of the paths, priced in their order: a row each, made when it is asked for.

    `where` are KEY=VALUE filters, `workers` the most processes that are used (by default as many as pay), `people`
    adds the time that each contract promises of people, `config` a configuration, which says what is left out of
    folders; `progress` is told how many files are done, of how many. A file that cannot be priced is a row with its
    mistake. In the shell: `sangaku-price portfolio PATH…`. Raises NoAnswer (a LookupError) for a filter that is none.
    """
    from sangaku_price.loading.contract_files import found_in
    from sangaku_price.portfolios.columns import tests_of
    from sangaku_price.portfolios.in_force import in_force, marked
    from sangaku_price.portfolios.row import Asking
    from sangaku_price.portfolios.spreading import rows_of

    tests = tests_of(where)
    names, search = [fspath(one) for one in paths], _search(config)
    made = rows_of(found_in(names, search), Asking(scenario, as_of, people), workers)
    rows = marked(made, lambda: in_force(found_in(names, search)), progress)
    return (row for row in rows if all(test(row) for test in tests))


def impact(
    *paths: FileName,
    tariffs: Sequence[FileName],
    scenario: str = "value-based",
    as_of: date | None = None,
    workers: int | None = None,
    config: "FileName | Configuration | None" = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator["Move"]:
    """Each contract of the institutions whose changed tariffs are given, priced under both.

    In the shell: `sangaku-price portfolio PATH… --impact FILE`. Raises BadFile with every mistake of the tariffs.
    """
    from sangaku_price.loading.contract_files import CONTRACTS, found_in
    from sangaku_price.portfolios.impact import changed_tariffs, moves_of
    from sangaku_price.portfolios.in_force import QUOTE, in_force, marked
    from sangaku_price.portfolios.row import Asking

    changed, names, search = tuple(fspath(one) for one in tariffs), [fspath(one) for one in paths], _search(config)
    changed_tariffs(changed)
    moves = moves_of(found_in(names, search, (*CONTRACTS, QUOTE)), changed, Asking(scenario, as_of), workers)
    return marked(moves, lambda: in_force(found_in(names, search), found_in(names, search, (QUOTE,))), progress)


def efforts(rows: Iterable["Row"], limit: Fraction = Fraction(1)) -> "Efforts":
    """What rows with people promise of each person, by fiscal year; above the limit in any month it is denied.

    In the shell: `sangaku-price portfolio PATH… --effort [--effort-limit RATE]`.
    """
    from sangaku_price.portfolios.effort import efforts_of

    return efforts_of((time for row in rows if row.counts for time in row.people), limit)


def _search(config: "FileName | Configuration | None") -> "Search":
    """How folders are searched: as `check` searches them."""
    from sangaku_price.loading.searching import DEFAULT

    if config is None:
        return DEFAULT
    from sangaku_price.assurance.configuration import Configuration, load_configuration

    told = config if isinstance(config, Configuration) else load_configuration(path_of(config))
    return told.search
