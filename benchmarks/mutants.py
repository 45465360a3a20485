"""Whether the tests notice: the arithmetic with one small change each, and the tests that must fail for it.

    nice python benchmarks/mutants.py [PATH…] [--results FILE] [--sample N] [--list] [--seconds S] [--tests PATH…]

The package and its tests are imported once; a run without a change writes down which test reaches which line. For each
mutant a copy of this process (so it needs `fork`) gets the changed function in the place of its own, and runs the
tests that reach the line, those first that killed the mutants beside it, until one fails. What runs while the package
is imported has done its work by then: if nothing notices such a line afterwards, everything is imported again with the
change.

What no test can tell is in mutants-equivalent.txt with its reason, and is passed over. With `--results` what was
killed is written down and not asked again; who has mended a hole runs the same words again.
"""

import argparse
import ast
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import monotonic

from mutations import Mutant, of_module
from reaching import Session

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sangaku_price"
ROOMS = ("money.py", "months.py", "quotation/derivation.py", "pricing", "items", "rules")
TESTS = (
    "pricing/test_whole_quotes.py",
    "pricing",
    "rules",
    "items",
    "money",
    "quotation",
    "interchange",
    "documents",
    "negotiation",
    "library",
    "loading",
)
"""Where the tests are that are run, as far as they reach the changed line; those of the first path before others."""
EQUIVALENT = Path(__file__).with_name("mutants-equivalent.txt")
ANEW = 300
"""How many seconds the tests may take where everything is imported again."""


def mutants(paths: Sequence[Path] = ()) -> Iterator[Mutant]:
    """Every mutant of the rooms, or of the files and folders that are told, in the order of their modules."""
    for place in paths or [PACKAGE / room for room in ROOMS]:
        for path in sorted(place.glob("*.py")) if place.is_dir() else (place,):
            if path.name != "messages.py":
                yield from of_module(path.resolve(), PACKAGE)


def equivalents() -> set[str]:
    """Names of mutants that no test can tell; the reason follows, indented, below one or several of them."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and line[0] not in "# "}


def anew(mutant: Mutant, tests: Sequence[str]) -> str:
    """What the tests say in a new process, with the change in a copy of the package; nothing if all pass."""
    with TemporaryDirectory() as folder:
        copytree(PACKAGE.parent, Path(folder) / "src")
        changed = Path(folder) / "src" / PACKAGE.name / mutant.module
        changed.write_text(ast.unparse(mutant.tree(PACKAGE)), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(Path(folder) / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=ANEW, check=False
            )
        except subprocess.TimeoutExpired:
            return "no end"
    if done.returncode not in {0, 1, 2}:
        raise RuntimeError(f"{mutant}: pytest ended with {done.returncode}\n{done.stdout}{done.stderr}")
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if done.returncode and failed else ""


class Results:
    """What is known of each mutant by its name; kept in a file where one is told."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        known = path.read_text(encoding="utf-8").splitlines() if path is not None and path.exists() else []
        self.killed_by: dict[str, str] = {one["name"]: one["by"] for one in map(json.loads, known)}

    def add(self, mutant: Mutant, killed_by: str, seconds: float) -> None:
        """Write one result down at once: whoever stops the run loses nothing."""
        self.killed_by[mutant.name] = killed_by
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                told = {"name": mutant.name, "by": killed_by, "seconds": round(seconds, 2)}
                print(json.dumps(told, ensure_ascii=False), file=file)


def run(chosen: Sequence[Mutant], results: Results, tests: Sequence[str], seconds: float) -> None:
    """Change, test, and print what survives as it is found."""

    def ask(session: Session) -> None:
        for number, one in enumerate(chosen, 1):
            start = monotonic()
            by = session.killer(one, seconds)
            if not by and session.runs_while_importing(one):
                by = anew(one, tests)
            results.add(one, by, monotonic() - start)
            if not by:
                print(f"survives ({number} of {len(chosen)}): {one}", flush=True)

    Session(ROOT, PACKAGE, sorted({one.module for one in chosen}), ask).run(tests)


def table(every: Sequence[Mutant], excused: set[str], killed_by: dict[str, str]) -> Iterator[str]:
    """By module and together: mutants, killed, equivalent, left, not asked, and the share that is killed."""
    sums: dict[str, Counter[str]] = {}
    for one in every:
        by = killed_by.get(one.name)
        state = "equivalent" if one.name in excused else "not asked" if by is None else "killed" if by else "left"
        for row in (one.module, f"{one.module.partition('/')[0]} in all", "all"):
            sums.setdefault(row, Counter()).update((state, "mutants"))
    columns = ("mutants", "killed", "equivalent", "left", "not asked")
    yield "".join([f"{'':32}", *(f"{name:>12}" for name in columns), f"{'share':>9}"])
    for row in sorted(sums, key=lambda name: (name == "all", " in all" in name, name)):
        one = sums[row]
        asked = one["killed"] + one["left"]
        share = f"{one['killed'] / asked:9.1%}" if asked else f"{'-':>9}"
        yield "".join([f"{row:32}", *(f"{one[name]:12}" for name in columns), share])


def main(words: Sequence[str] | None = None) -> int:
    """Change, test, and print what survives and what share does not."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("paths", nargs="*", type=Path, help="only these files and folders of the package")
    asked.add_argument("--results", type=Path, help="where results are kept; what was killed is not asked again")
    asked.add_argument("--sample", type=int, default=0, help="only so many, by chance")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--seconds", type=float, default=20, help="how much of the tests is run for one mutant")
    asked.add_argument("--tests", nargs="+", default=[f"tests/{room}" for room in TESTS])
    asked.add_argument("--list", action="store_true", help="print the mutants, do nothing")
    told = asked.parse_args(words)
    excused, results = equivalents(), Results(told.results)
    every = list(mutants(told.paths))
    chosen = [one for one in every if one.name not in excused and not results.killed_by.get(one.name)]
    if told.sample:
        chosen = random.Random(told.seed).sample(chosen, min(told.sample, len(chosen)))  # noqa: S311 - no secret
    if told.list:
        print(*chosen, sep="\n")
        return 0
    if chosen:
        run(chosen, results, told.tests, told.seconds)
    print(*table(every, excused, results.killed_by), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
