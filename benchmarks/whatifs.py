"""Times what-ifs of one contract beside as many calls of the bare engine, and prints one table.

    python benchmarks/whatifs.py [--calls N] [--runs N] [--write docs/portfolio.md]

A what-if is the contract with another value: as `solve` and `sweep` price it (one value of an entry that was read
already), as `--set` lays it over the file (read and checked again), under another tariff as `compare --tariff` does it.
The file itself is read once. Time is what the process used of the processor, the least of the runs. Exit status 1 where
a ratio to the engine is over its budget.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

import speed_tables
from portfolio import contract

from sangaku_price.loading.repricing import price_undivided
from sangaku_price.loading.trials import Trials
from sangaku_price.pricing.engine import price

BUDGET = 2.0
"""How many times the engine's own calls what-ifs may take."""
PATH = "direct.1.amount"
LEAST = 100_003
TARIFFS = ("kyoto", "tohoku")
Call = Callable[[int], object]


class Timed(NamedTuple):
    """One way of asking, in seconds of the processor, and how many times the bare engine that is."""

    name: str
    seconds: float
    ratio: float


def ways(trials: Trials) -> Iterator[tuple[str, Call]]:
    """The bare engine, then each way of asking; a call is given its number."""
    loaded = trials.loaded()
    what_if = trials.what_if("value-based", PATH)

    def engine(_: int) -> object:
        return price(loaded.contract, loaded.tariff, loaded.law, engine="0", worded=False)

    def laid_over(number: int) -> object:
        return price_undivided(trials.loaded("value-based", {PATH: LEAST + number}), worded=False)

    def under_tariff(number: int) -> object:
        return price_undivided(trials.loaded("value-based", {"tariff": TARIFFS[number % 2]}), worded=False)

    yield "the engine", engine
    yield "solve, sweep", lambda number: what_if(LEAST + number)
    yield "--set", laid_over
    yield "compare --tariff", under_tariff


def seconds(call: Call, calls: int) -> float:
    """What the calls used of the processor."""
    began = process_time()
    for number in range(calls):
        call(number)
    return process_time() - began


def measured(calls: int, runs: int) -> list[Timed]:
    """Every way, in turn with the others, round after round."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "contract.toml"
        path.write_text(contract(0), encoding="utf-8")
        asked = dict(ways(Trials.of(str(path))))
        rounds = [{name: seconds(call, calls) for name, call in asked.items()} for _ in range(runs)]
    best = {name: min(one[name] for one in rounds) for name in asked}
    engine = next(iter(best.values()))
    return [Timed(name, took, took / engine) for name, took in best.items()]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="record the figures, and put the table on this page")
    asked = parser.parse_args()
    found = measured(asked.calls, asked.runs)
    if asked.write:
        ways = {one.name: {"seconds": one.seconds, "ratio": one.ratio} for one in found}
        figures = {"calls": asked.calls, "ways": ways, "made_with": speed_tables.made_with()}
        speed_tables.record("whatifs", figures, asked.write)
    print(f"| {asked.calls:,} what-ifs | seconds | times the engine |\n|---|--:|--:|")
    for one in found:
        print(f"| {one.name} | {one.seconds:.2f} | {one.ratio:.2f} |")
    return int(any(one.ratio > BUDGET for one in found))


if __name__ == "__main__":
    sys.exit(main())
