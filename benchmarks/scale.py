"""How time and memory grow with a contract: entries × fiscal years, as a table and as JSON.

    python benchmarks/scale.py [RUNS]

Each quote is priced by a process of its own and read to its end; time is what the process used of the processor (the
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


def contract(entries: int, years: int) -> str:
    """A contract of direct costs that are divided over all its fiscal years."""
    head = ["format = 1", 'tariff = "kyoto"', "[contract]", "start = 2026-04-01", f"end = {2026 + years}-03-31"]
    items = [f"[[direct]]\namount = {100_003 + number}" for number in range(entries)]
    return "\n".join([*head, 'billing = "fiscal-year"', *items, ""])


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
