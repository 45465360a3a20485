"""`compare`, `solve`, `sweep`, `risk`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.trials import Trials
from sangaku_price.quotation.values import Quote

if TYPE_CHECKING:
    from sangaku_price.negotiation.comparison import Comparison
    from sangaku_price.negotiation.distribution import Distribution
    from sangaku_price.negotiation.solution import Solution
    from sangaku_price.negotiation.sweeping import Sweep


def compare(
    spec: FileName,
    *scenarios: str,
    tariffs: Sequence[FileName] = (),
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Comparison":
    """Scenarios side by side, or the same contract under several tariffs (`all`: every shipped one, sorted).

    In the shell: `sangaku-price compare SPEC [--scenario NAME]… [--tariff NAME]…`. Raises UnknownScenario for a
    scenario that is none.
    """
    spec = fspath(spec)
    from sangaku_price.assurance.lints import lints
    from sangaku_price.negotiation.comparison import compare_scenarios, compare_tariffs

    trials = Trials.of(spec, set, as_of)
    if tariffs:
        return compare_tariffs(trials, [fspath(one) for one in tariffs], scenarios, lints)
    return compare_scenarios(trials, scenarios, lints)


def solve(
    spec: FileName,
    vary: str,
    target: int | str,
    *,
    measure: str = "total",
    least: str | None = None,
    most: str | None = None,
    step: str | None = None,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Solution":
    """Which value of a path makes a figure what is wanted; exactly, or the neighbours that straddle it.

    `target` is yen, or for a share a rate as text. In the shell: `sangaku-price solve SPEC --vary PATH --target YEN`.
    Raises LookupError for a path that holds no number, and for a figure that no quote has.
    """
    spec = fspath(spec)
    from sangaku_price.negotiation.candidates import grid_of, target_in
    from sangaku_price.negotiation.solving import solve as seek

    grid = grid_of(vary, least, most, step)
    return seek(Trials.of(spec, set, as_of), grid, target_in(str(target)), measure, scenario)


def sweep(
    spec: FileName,
    vary: str,
    *measures: str,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Sweep":
    """Figures over a range PATH=FROM:TO:STEP, and where another rule begins to decide.

    In the shell: `sangaku-price sweep SPEC --vary PATH=FROM:TO:STEP [--measure FIGURE]…`. Raises LookupError for a
    path that holds no number, a range that is none, and a figure that no quote has.
    """
    spec = fspath(spec)
    from sangaku_price.negotiation.sweeping import sweep as over
    from sangaku_price.negotiation.sweeping import sweep_of

    return over(Trials.of(spec, set, as_of), sweep_of(vary), measures or ("total",), scenario)


def risk(
    spec: FileName,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "tuple[Quote, Distribution]":
    """A quote, and the exact distribution of its contingent money.

    In the shell: `sangaku-price risk SPEC`. Raises BadFile with every entry that has no probability.
    """
    spec = fspath(spec)
    from sangaku_price.negotiation.distribution import distribution

    loaded = load(spec, set, scenario)
    priced = price_loaded(loaded, as_of)
    return priced, distribution(loaded, priced)
