"""Times `portfolio` over folders of contracts beside a plain script that loops over the same files.

    python benchmarks/portfolio.py [--files N …] [--runs N] [--json] [--write docs/portfolio.md]

Sizes that are not measured stay on the page as they are recorded, so that a long table can be measured in parts. Each
contract has ten entries over two fiscal years. The least of the runs counts; a ratio is that to the plain script.
Memory is the most that any process of the command held. Exit status 1 where a ratio of 10,000 files is over its budget.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

import speed_tables

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000, 100_000)
BUDGETS = {1: 1.5, 2: 0.85}
"""By workers, how many times the plain script 10,000 files may take."""
JUDGED = 10_000
READ = 1 << 20
MAXRSS = 1024 if sys.platform != "darwin" else 1
ALONE = 1_000
"""Contracts of which each step is measured in this process."""


class Run(NamedTuple):
    """What one command took."""

    seconds: float
    peak: int
    """Bytes of memory."""


class Size(NamedTuple):
    """A folder of so many files: the plain script, and the command by its workers."""

    files: int
    plain: Run
    runs: dict[int, Run]

    def ratio(self, workers: int) -> float:
        """How many times the plain script the command takes."""
        return self.runs[workers].seconds / self.plain.seconds


def contract(number: int) -> str:
    """Six direct costs, two people, a contribution and a success fee."""
    lines = ["format = 1", 'tariff = "kyoto"', "[contract]", f'title = "共同研究 {number}"', 'company = "甲社"']
    lines += ["start = 2026-04-01", "end = 2028-03-31", 'billing = "fiscal-year"']
    for place in range(6):
        lines += ["[[direct]]", f"amount = {100_003 + number + place}", f"fiscal-year = {2026 + place % 2}"]
    for place in range(2):
        lines += ["[[involvement]]", f'who = "教授 {place}"', f"hours = {100 + place}", "hourly-rate = 12_345"]
    lines += ["[[contribution]]", "amount = 300_001", "[[success]]", "amount = 1_000_000", 'probability = "30%"']
    return "\n".join([*lines, ""])


def run(command: Sequence[str]) -> Run:
    """Run a command to its end, reading what it writes."""
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for _ in iter(lambda: process.stdout.read(READ), b""):
            pass
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(perf_counter() - began, used.ru_maxrss * MAXRSS)


def measured(sizes: Sequence[int], runs: int) -> Iterator[Size]:
    """Each size in turn; the plain script beside the command in every round."""
    with TemporaryDirectory() as folder:
        made = 0
        for size in sizes:
            for number in range(made, size):
                (Path(folder) / f"{number:06}.toml").write_text(contract(number), encoding="utf-8")
            made = size
            program = [sys.executable, "-m", "sangaku_price", "portfolio", folder, "--format", "csv", "--workers"]
            commands = {0: [sys.executable, str(HERE / "plain_folder.py"), folder]}
            commands |= {workers: [*program, str(workers)] for workers in BUDGETS}
            rounds = [{name: run(command) for name, command in commands.items()} for _ in range(runs)]
            best = {name: min(one[name] for one in rounds) for name in commands}
            yield Size(size, best.pop(0), best)


def parts(files: int, runs: int) -> dict[str, float]:
    """Milliseconds of the processor for each step of one contract, in one process; the least of the runs."""
    from sangaku_price.loading.files import load_source
    from sangaku_price.loading.repricing import price_loaded
    from sangaku_price.portfolios.row import row_of, tariffs
    from sangaku_price.toml.reading import parse, read

    with TemporaryDirectory() as folder:
        names = [str(Path(folder) / f"{number}.toml") for number in range(files)]
        for number, name in enumerate(names):
            Path(name).write_text(contract(number), encoding="utf-8")
        row_of(names[0])  # the tariff is read once

        def load(name: str) -> object:
            return load_source(read(name), tariff_of=tariffs())

        def took(step: Callable[[str], object]) -> float:
            began = process_time()
            for name in names:
                step(name)
            return (process_time() - began) * 1000 / files

        steps: tuple[Callable[[str], object], ...] = (
            lambda name: parse(read(name)),
            load,
            lambda name: price_loaded(load(name), worded=False),
            row_of,
        )
        best = [min(took(step) for _ in range(runs)) for step in steps]
    return {part: best[n] - (best[n - 1] if n else 0) for n, part in enumerate(speed_tables.PARTS)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="record the figures, and put the table on this page")
    asked = parser.parse_args()
    found = []
    if not asked.json:
        print("| files | plain script | one worker | ratio | files/s | MB | two workers | ratio | files/s |")
        print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in measured(sorted(asked.files), asked.runs):
        found.append(size)
        if not asked.json:
            print(row(size), flush=True)
    if asked.json:
        told = [
            {"files": one.files, "plain": one.plain._asdict(), **{str(n): run._asdict() for n, run in one.runs.items()}}
            for one in found
        ]
        print(json.dumps(told, indent=2))
    if asked.write:
        write(found, parts(ALONE, asked.runs), asked.write)
    return int(any(one.files == JUDGED and one.ratio(n) > most for one in found for n, most in BUDGETS.items()))


def write(found: Sequence[Size], each: dict[str, float], page: Path) -> None:
    """Record what was measured beside what was before, and put the table of all on the page."""
    made_with = speed_tables.made_with()
    kept = speed_tables.recorded().get("portfolio", {"sizes": {}})
    for one in found:
        runs = {"plain": one.plain, **{str(workers): run for workers, run in one.runs.items()}}
        kept["sizes"][str(one.files)] = {name: run._asdict() for name, run in runs.items()} | {"made_with": made_with}
    speed_tables.record("portfolio", {**kept, "parts": {**each, "made_with": made_with}}, page)


def row(size: Size) -> str:
    """One line of the table."""
    one, two = size.runs[1], size.runs[2]
    return (
        f"| {size.files:,} | {size.plain.seconds:.2f} s | {one.seconds:.2f} s | {size.ratio(1):.2f} "
        f"| {size.files / one.seconds:,.0f} | {one.peak / 1e6:.0f} | {two.seconds:.2f} s | {size.ratio(2):.2f} "
        f"| {size.files / two.seconds:,.0f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
