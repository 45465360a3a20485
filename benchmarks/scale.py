"""How time and memory grow with a contract.

Quotes by entries × fiscal years, as a table and as JSON; the difference of two contracts in which every amount is
another; a goal-seek; overheads that are taken out of their base.

    python benchmarks/scale.py [RUNS]

Each command is run by a process of its own and read to its end; time is what the process used of the processor (the
least of the runs), memory the most that it held.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

SIZES = ((100, 1), (100, 10), (100, 50), (1000, 1), (1000, 10), (1000, 50))
"""Entries and fiscal years."""
FORMATS = ("table", "json")
DIFFS = ((100, 1), (100, 10), (300, 10), (1000, 10))
"""Entries, each of another amount, and fiscal years."""
SEEKS = ((100, 1), (1000, 1), (1000, 10))
INSIDE = ((50, 6), (100, 6), (200, 6), (400, 6))
"""Overheads, each taken out of the total, and fiscal years: each has a line for all before it, in every year."""
READ = 1 << 20
MAXRSS = 1024 if sys.platform != "darwin" else 1
"""In how many bytes the system counts memory."""


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    peak: int
    """Bytes of memory."""
    written: int
    """Bytes of output."""


class Size(NamedTuple):
    """What a contract of one size took, by format."""

    entries: int
    years: int
    runs: dict[str, Run]


def contract(entries: int, years: int, least: int = 100_003) -> str:
    """A contract of direct costs that are divided over all its fiscal years."""
    head = ["format = 1", 'tariff = "kyoto"', "[contract]", "start = 2026-04-01", f"end = {2026 + years}-03-31"]
    items = [f"[[direct]]\namount = {least + number}" for number in range(entries)]
    return "\n".join([*head, 'billing = "fiscal-year"', *items, ""])


def inside(overheads: int, years: int) -> str:
    """A contract of one direct cost out of which many overheads are taken."""
    head = ["format = 1", "[contract]", "start = 2026-04-01", f"end = {2026 + years}-03-31", 'billing = "fiscal-year"']
    rule = 'rate = "0.1%"\nbase = ["total"]\nmethod = "from-base"'
    items = [f'[[overhead]]\nid = "o{number}"\n{rule}' for number in range(overheads)]
    return "\n".join([*head, "[[direct]]\namount = 1_000_000_003", *items, ""])


def run(arguments: Sequence[str]) -> Run:
    """Run the program, read what it writes, and ask the system what it took."""
    command = [sys.executable, "-m", "sangaku_price", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        written = sum(map(len, iter(lambda: process.stdout.read(READ), b"")))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS, written)


def measure(sizes: Sequence[tuple[int, int]] = SIZES, runs: int = 3) -> Iterator[Size]:
    """Measure each size in each format."""
    with TemporaryDirectory() as folder:
        for entries, years in sizes:
            spec = Path(folder) / f"{entries}x{years}.toml"
            spec.write_text(contract(entries, years), encoding="utf-8")
            best = {fmt: min(run(["quote", str(spec), "--format", fmt]) for _ in range(runs)) for fmt in FORMATS}
            yield Size(entries, years, best)


def measure_diffs(sizes: Sequence[tuple[int, int]] = DIFFS, runs: int = 1) -> Iterator[Size]:
    """Measure the difference of two contracts of each size."""
    with TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.toml", Path(folder) / "new.toml"
        for entries, years in sizes:
            old.write_text(contract(entries, years), encoding="utf-8")
            new.write_text(contract(entries, years, 200_003), encoding="utf-8")
            yield Size(entries, years, {"diff": min(run(["diff", str(old), str(new)]) for _ in range(runs))})


def measure_seeks(sizes: Sequence[tuple[int, int]] = SEEKS, runs: int = 1) -> Iterator[Size]:
    """Measure a goal-seek of one amount, to about twice the price, in a contract of each size."""
    with TemporaryDirectory() as folder:
        for entries, years in sizes:
            spec = Path(folder) / f"{entries}x{years}.toml"
            spec.write_text(contract(entries, years), encoding="utf-8")
            words = ["solve", str(spec), "--vary", "direct.1.amount", "--target", str(280_000 * entries)]
            yield Size(entries, years, {"solve": min(run(words) for _ in range(runs))})


def measure_inside(sizes: Sequence[tuple[int, int]] = INSIDE, runs: int = 1) -> Iterator[Size]:
    """Measure quotes of overheads that are taken out of their base."""
    with TemporaryDirectory() as folder:
        for overheads, years in sizes:
            spec = Path(folder) / f"inside-{overheads}x{years}.toml"
            spec.write_text(inside(overheads, years), encoding="utf-8")
            words = ["quote", str(spec), "--get", "totals.total"]
            yield Size(overheads, years, {"from-base": min(run(words) for _ in range(runs))})


def main() -> int:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("entries × years    table s   MB    JSON s    MB   written MB   JSON / table")
    for size in measure(runs=runs):
        table, json = size.runs["table"], size.runs["json"]
        print(
            f"{size.entries:>7} × {size.years:<5}"
            f"{table.seconds:>11.2f}{table.peak / 1e6:>5.0f}"
            f"{json.seconds:>10.2f}{json.peak / 1e6:>6.0f}{json.written / 1e6:>13.1f}"
            f"{json.seconds / table.seconds:>15.2f}",
            flush=True,
        )
    for head, sizes in (
        ("changed entries × years: diff", measure_diffs()),
        ("entries × years: solve", measure_seeks()),
        ("overheads × years: from-base", measure_inside()),
    ):
        print(f"\n{head}         s   MB")
        for size in sizes:
            (one,) = size.runs.values()
            name = f"{size.entries} × {size.years}"
            print(f"{name:<{len(head)}}{one.seconds:>10.2f}{one.peak / 1e6:>5.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
