"""Whether the tests notice: the arithmetic with one small change each, and the tests that must fail for it.

    python benchmarks/mutants.py [--sample N] [--seed S] [--only PART-OF-A-PATH] [--list]

Every operator, comparison, number, `and`, `or`, `not` and condition of the rooms below is changed by itself, in a copy
of the package; then the tests of prices are run until one fails. What survives is printed; what no test can tell is in
mutants-equivalent.txt with its reason, and is passed over. Each takes seconds: a sample is drawn unless N is 0.
"""

import argparse
import ast
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sangaku_price"
ROOMS = ("money.py", "months.py", "quotation/derivation.py", "pricing", "items", "rules")
TESTS = (
    "tests/pricing/test_second_engine.py::test_a_second_engine_comes_to_the_same_yen",
    "tests/pricing/test_cases.py",
    "tests/money",
    "tests/quotation",
    "tests/pricing",
)
"""From those that mostly tell to those that rarely do."""
EQUIVALENT = Path(__file__).with_name("mutants-equivalent.txt")
SECONDS = 300
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
WORDS = {"Text", "Field", "messages", "message", "note", "said", "problem", "Source", "one_of", "Kind"}
"""Calls in which stands what is said, not what is computed."""


class Mutant(NamedTuple):
    """One change of one module."""

    module: str
    line: int
    before: str
    after: str
    place: tuple[int, int]
    """Which of the nodes that compute, and which of its changes."""
    where: str
    """The line as it stands in the module, and the column in it."""

    @property
    def name(self) -> str:
        """By what it is known in the list of equivalents; without the number of its line, which moves."""
        return f"{self.module}: {self.where}: {self.before} -> {self.after}"

    def source(self) -> str:
        """The module with the change."""
        tree = ast.parse((PACKAGE / self.module).read_text(encoding="utf-8"))
        number, change = self.place
        _changes(_computing(tree)[number])[change]()
        return ast.unparse(tree)


def mutants() -> Iterator[Mutant]:
    """Every mutant of the rooms, in the order of their modules."""
    for room in ROOMS:
        place = PACKAGE / room
        for path in sorted(place.glob("*.py")) if place.is_dir() else (place,):
            if path.name != "messages.py":
                yield from _of_module(path)


def _of_module(path: Path) -> Iterator[Mutant]:
    text = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.splitlines()
    module = path.relative_to(PACKAGE).as_posix()
    for number, node in enumerate(_computing(tree)):
        for change in range(len(_changes(node))):
            changed = deepcopy(node)
            _changes(changed)[change]()
            line = lines[node.lineno - 1]
            column = len(line.encode()[: node.col_offset].decode()) - (len(line) - len(line.lstrip()))
            where = f"{line.strip()} @{column}"
            yield Mutant(module, node.lineno, _shown(node), _shown(changed), (number, change), where)


def _shown(node: ast.AST) -> str:
    """A node on one line; of a statement its condition."""
    return " ".join(ast.unparse(node.test if isinstance(node, ast.If) else node).split())


def _computing(tree: ast.AST) -> list[ast.expr | ast.stmt]:
    """The nodes that compute: of functions, without annotations, defaults, docstrings and what is said."""
    found: list[ast.expr | ast.stmt] = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                found += _below(statement)
    return found


def _below(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    if isinstance(node, ast.FunctionDef | ast.Raise | ast.Assert | ast.JoinedStr):
        return
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in WORDS:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.AnnAssign):
        yield from _below(node.value) if node.value is not None else ()
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _below(child)


def _changes(node: ast.AST) -> list:
    """What may be changed in a node: functions that do it."""
    match node:
        case ast.Compare(ops=[one]) if type(one) in SWAPPED:
            return [lambda: node.ops.__setitem__(0, SWAPPED[type(one)]())]
        case ast.BinOp(op=one) if type(one) in SWAPPED and not isinstance(node.left, ast.Constant | ast.JoinedStr):
            return [lambda: setattr(node, "op", SWAPPED[type(one)]())]
        case ast.BoolOp(op=one):
            return [lambda: setattr(node, "op", SWAPPED[type(one)]())]
        case ast.UnaryOp(op=ast.Not()):
            return [lambda: (setattr(node, "op", ast.UAdd()), setattr(node, "operand", _truth(node.operand)))]
        case ast.UnaryOp(op=ast.USub()):
            return [lambda: setattr(node, "op", ast.UAdd())]
        case ast.Constant(value=int() as value):
            other = not value if isinstance(value, bool) else value + 1
            return [lambda: setattr(node, "value", other)]
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            return [lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test))]
        case _:
            return []


def _truth(operand: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("bool", ast.Load()), [operand], [])


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether every test passes in spite of the change."""
    place = folder / "src" / "sangaku_price" / mutant.module
    original = place.read_text(encoding="utf-8")
    place.write_text(mutant.source(), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder / "src"),
        "LAWS_DIVISOR": "20",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *TESTS]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    finally:
        place.write_text(original, encoding="utf-8")
    return done.returncode == 0


def equivalents() -> set[str]:
    """Names of mutants that no test can tell; a line with the reason follows each, indented."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and line[0] not in "# "}


def main(words: Sequence[str] | None = None) -> int:
    """Change, test, and print what survives."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--sample", type=int, default=100)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="")
    asked.add_argument("--list", action="store_true")
    told = asked.parse_args(words)
    known = equivalents()
    every = [one for one in mutants() if told.only in one.module]
    chosen = [one for one in every if one.name not in known]
    if told.sample:
        chosen = random.Random(told.seed).sample(chosen, min(told.sample, len(chosen)))  # noqa: S311 - no secret
    if told.list:
        print(*(f"{one.module}:{one.line}: {one.before} -> {one.after}" for one in chosen), sep="\n")
        return 0
    killed = 0
    with TemporaryDirectory() as folder:
        copytree(ROOT / "src", Path(folder) / "src")
        for one in chosen:
            if survives(one, Path(folder)):
                print(f"survives: {one.module}:{one.line}: {one.before} -> {one.after}", flush=True)
            else:
                killed += 1
    print(f"{killed} of {len(chosen)} killed; {len(every)} mutants in all, {len(known)} known to be equivalent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
