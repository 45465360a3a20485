"""Times `diff --base` and `check --changed` in a repository of very many contracts of which a few have changed.

    python benchmarks/revision.py [--contracts N] [--changed N] [--runs N]

Half of the contracts are under a tariff of the repository; another tariff changes, which none of them names. Exit
status 1 where the median of the runs is above the budget.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

BUDGET = 2.0
"""Seconds that either command may take with 2,000 contracts of which 20 have changed."""
COMMANDS = (("diff", "--base", "HEAD", "--format", "markdown"), ("check", "--changed", "HEAD"))
TARIFF = """format = 1
id = "{name}"
name = "架空大学"
checked = 2026-01-01
[source.a]
title = "規程"
[[overhead]]
id = "indirect"
source = "a"
rate = "{rate}"
base = ["direct"]
"""
CONTRACT = """format = 1
tariff = "{tariff}"
[contract]
title = "共同研究 {number}"
start = 2026-10-01
end = 2027-03-31
[[direct]]
item = "材料"
category = "consumables"
amount = {amount}
[[direct]]
item = "旅費"
category = "travel"
quantity = 4
unit = "回"
unit-price = 38_500
"""


def git(folder: Path, *words: str) -> None:
    """Run git there."""
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, stdout=subprocess.DEVNULL)


def make(folder: Path, contracts: int, changed: int) -> None:
    """A repository of contracts, of which the first are others than in its only commit."""
    git(folder, "init", "-q")
    for name in ("mine", "other"):
        (folder / f"{name}.toml").write_text(TARIFF.format(name=name, rate="20%"))
    texts = [
        CONTRACT.format(tariff="./mine.toml" if number % 2 else "kyoto", number=number, amount=1_000_000 + number)
        for number in range(contracts)
    ]
    for number, text in enumerate(texts):
        (folder / f"{number:05}.toml").write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    for number in range(changed):
        (folder / f"{number:05}.toml").write_text(texts[number].replace("amount = 1", "amount = 2"))
    (folder / "other.toml").write_text(TARIFF.format(name="other", rate="30%"))


def seconds(command: Sequence[str], folder: Path) -> float:
    """The wall time of one run."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return perf_counter() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contracts", type=int, default=2000)
    parser.add_argument("--changed", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    told = parser.parse_args()
    program = shutil.which("sangaku-price", path=str(Path(sys.executable).parent)) or "sangaku-price"
    is_over = False
    with TemporaryDirectory() as place:
        make(Path(place), told.contracts, told.changed)
        for words in COMMANDS:
            times = [seconds([program, *words], Path(place)) for _ in range(told.runs)]
            is_over |= median(times) > BUDGET
            print(f"{' '.join(words):40} {median(times):.2f} s, at most {BUDGET:.1f} s ({os.cpu_count()} processors)")
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main())
