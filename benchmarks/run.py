"""Times the commands that somebody waits for, each beside the plain script, and prints one table.

    python benchmarks/run.py [--runs N] [--json] [--write docs/portfolio.md]

Every run of a command is followed by a run of the script, and a ratio is the median of those of the pairs: a machine
that is busy for a while slows both. Output goes to a pipe that is read to its end. Exit status 1 where a ratio exceeds
its budget.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import speed_tables

HERE = Path(__file__).parent
EXAMPLE = str(HERE.parent / "examples" / "kyoto-battery.toml")
PLAIN = [sys.executable, str(HERE / "plain.py"), EXAMPLE]
LIBRARIES = ("typer", "pydantic", "rich", "tomli")


class Case(NamedTuple):
    """A command, and how many times the plain script it may take."""

    name: str
    arguments: tuple[str, ...]
    budget: float | None = None


CASES = (
    Case("--version", ("--version",), 1.0),
    Case("--help", ("--help",), 2.0),
    Case("quote to a pipe", ("quote", EXAMPLE), 5.2),
    Case("quote --format json", ("quote", EXAMPLE, "--format", "json")),
    Case("quote --format html", ("quote", EXAMPLE, "--format", "html"), 5.5),
    Case("quote --format pdf", ("quote", EXAMPLE, "--format", "pdf"), 7.1),
    Case("quote --format xlsx", ("quote", EXAMPLE, "--format", "xlsx"), 8.0),
    Case("solve of an amount", ("solve", EXAMPLE, "--vary", "direct.1.amount", "--target", "25_000_000"), 9.0),
    Case("check", ("check", EXAMPLE)),
    Case("compare", ("compare", EXAMPLE)),
)


class Timed(NamedTuple):
    """The medians of one command's runs, in seconds, and of its pairs with the plain script."""

    case: Case
    seconds: float
    plain: float
    ratio: float

    @property
    def is_over(self) -> bool:
        """Whether it takes longer than it may."""
        return self.case.budget is not None and self.ratio > self.case.budget


def seconds(command: Sequence[str]) -> float:
    """The wall time of one run."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return perf_counter() - began


def measured(runs: int) -> list[Timed]:
    """Every case, in turn with the plain script, round after round."""
    program = shutil.which("sangaku-price", path=str(Path(sys.executable).parent)) or "sangaku-price"
    commands = [[program, *case.arguments] for case in CASES]
    for command in (*commands, PLAIN):
        seconds(command)  # what a first run leaves in the caches of the system and of Python
    rounds = [[(seconds(command), seconds(PLAIN)) for command in commands] for _ in range(runs)]
    return [timed(case, pairs) for case, pairs in zip(CASES, zip(*rounds, strict=True), strict=True)]


def timed(case: Case, pairs: Sequence[tuple[float, float]]) -> Timed:
    """The medians of the pairs of a case."""
    return Timed(
        case,
        median(ours for ours, _ in pairs),
        median(plain for _, plain in pairs),
        median(ours / plain for ours, plain in pairs),
    )


def table(found: Sequence[Timed]) -> str:
    """One line a command."""
    rows = [("", "seconds", "plain", "ratio", "at most", "")]
    for one in found:
        budget = "" if one.case.budget is None else f"{one.case.budget:.1f}"
        times = (f"{one.seconds:.3f}", f"{one.plain:.3f}", f"{one.ratio:.2f}")
        rows.append((one.case.name, *times, budget, "exceeded" if one.is_over else ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join([f"{row[0]:{widths[0]}}", *map(str.rjust, row[1:], widths[1:])]) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def made_with() -> dict[str, str]:
    """What the times depend on."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def data(found: Sequence[Timed], runs: int) -> dict[str, Any]:
    """The same as values."""
    commands = {
        one.case.name: {
            "seconds": round(one.seconds, 4),
            "plain": round(one.plain, 4),
            "ratio": round(one.ratio, 3),
            "budget": one.case.budget,
        }
        for one in found
    }
    return {"runs": runs, "made_with": made_with(), "commands": commands}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (default 15)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="record the figures, and put the table on this page")
    told = parser.parse_args()
    found = measured(told.runs)
    made = ", ".join(f"{name} {number}" for name, number in made_with().items())
    measures = data(found, told.runs)
    if told.write:
        speed_tables.record("run", {**measures, "made_with": speed_tables.made_with()}, told.write)
    print(json.dumps(measures, indent=2) if told.json else f"medians of {told.runs} runs; {made}\n{table(found)}")
    return int(any(one.is_over for one in found))


if __name__ == "__main__":
    sys.exit(main())
