"""What is changed in the arithmetic to see whether the tests notice: every mutant of a module, and its name.

Every operator, comparison, number, `and`, `or`, `not` and condition of a function is changed by itself, `min` and
`max`, `any` and `all` are taken one for the other, and what is called for its effect is not called. What is said
(texts, problems, notes), annotations, defaults and docstrings are left alone.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

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
OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}
"""Functions that are taken one for another."""
CHANGED = ast.Compare | ast.BoolOp | ast.UnaryOp
"""Conditions that are changed themselves."""
WORDS = {"Text", "Field", "messages", "message", "note", "said", "problem", "Source", "one_of", "Kind"}
"""Calls in which stands what is said, not what is computed."""


class Mutant(NamedTuple):
    """One change of one module."""

    module: str
    """The path of its file, from the folder of the package."""
    function: str
    line: int
    lines: range
    """The lines of the statement, up to the end of what is changed: who runs none of them cannot notice."""
    change: str
    place: tuple[int, int]
    """Which of the nodes that compute, and which of its changes."""
    where: str
    """The line as it stands in the module, and the column in it."""
    twin: int
    """How many of the same name stand before it."""

    @property
    def name(self) -> str:
        """By what it is known in the list of equivalents; without the number of its line, which moves."""
        again = f" ({self.twin + 1})" if self.twin else ""
        return f"{self.module} {self.function}: {self.where}: {self.change}{again}"

    def __str__(self) -> str:
        """For people: where it stands today, and what is changed."""
        return f"{self.module}:{self.line} {self.function}: {self.change}"

    def tree(self, package: Path) -> ast.Module:
        """The module with the change."""
        tree = ast.parse((package / self.module).read_text(encoding="utf-8"))
        number, change = self.place
        _changes(_computing(tree)[number].node)[change]()
        return ast.fix_missing_locations(tree)


class _Computing(NamedTuple):
    """A node that computes, the statement in which it stands, and the function."""

    node: ast.expr | ast.stmt
    statement: ast.stmt
    function: str


def of_module(path: Path, package: Path) -> Iterator[Mutant]:
    """Every mutant of one module, in the order of its functions."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    module = path.relative_to(package).as_posix()
    seen: Counter[str] = Counter()
    spare = _computing(ast.parse(text))
    for number, (node, statement, function) in enumerate(_computing(ast.parse(text))):
        for change in range(len(_changes(node))):
            before, changed = _shown(node), spare[number].node
            _changes(changed)[change]()
            line = lines[node.lineno - 1]
            column = len(line.encode()[: node.col_offset].decode()) - (len(line) - len(line.lstrip()))
            end = (node.test if isinstance(node, ast.If) else node).end_lineno or node.lineno
            reach = range(min(statement.lineno, node.lineno), end + 1)
            what, where = f"{before} -> {_shown(changed)}", f"{line.strip()} @{column}"
            one = Mutant(module, function, node.lineno, reach, what, (number, change), where, 0)
            yield one._replace(twin=seen[one.name])
            seen[one.name] += 1


def _shown(node: ast.AST) -> str:
    """A node on one line; of a statement its condition."""
    return " ".join(ast.unparse(node.test if isinstance(node, ast.If) else node).split())


def _computing(tree: ast.AST) -> list[_Computing]:
    """The nodes that compute: of functions, without annotations, defaults, docstrings and what is said."""
    found: list[_Computing] = []
    for function, name in _functions(tree, ""):
        for statement in function.body:
            found += [_Computing(node, inside, name) for node, inside in _below(statement, statement)]
    return found


def _functions(tree: ast.AST, outside: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    for child in ast.iter_child_nodes(tree):
        inside = f"{outside}{child.name}" if isinstance(child, ast.FunctionDef | ast.ClassDef) else outside
        if isinstance(child, ast.FunctionDef):
            yield child, inside
        yield from _functions(child, f"{inside}." if inside != outside else outside)


def _below(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, ast.stmt]]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Raise | ast.Assert | ast.JoinedStr):
        return
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in WORDS:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.keyword) and node.arg == "strict":  # of zip: it asserts, as `assert` does
        return
    inside = node if isinstance(node, ast.stmt) else statement
    if isinstance(node, ast.AnnAssign):
        yield from _below(node.value, inside) if node.value is not None else ()
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node, inside
    for child in ast.iter_child_nodes(node):
        yield from _below(child, inside)


def _changes(node: ast.AST) -> list:
    """What may be changed in a node: functions that do it."""
    match node:
        case ast.Compare(ops=[one]) if type(one) in SWAPPED:
            return [lambda: node.ops.__setitem__(0, SWAPPED[type(one)]())]
        case ast.BinOp(op=one) if type(one) in SWAPPED and not isinstance(node.left, ast.Constant | ast.JoinedStr):
            return [lambda: setattr(node, "op", SWAPPED[type(one)]())]
        case ast.AugAssign(op=one) if type(one) in SWAPPED:
            return [lambda: setattr(node, "op", SWAPPED[type(one)]())]
        case ast.BoolOp(op=one):
            return [lambda: setattr(node, "op", SWAPPED[type(one)]())]
        case ast.UnaryOp(op=ast.Not()):
            return [lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))]
        case ast.UnaryOp(op=ast.USub()):
            return [lambda: setattr(node, "op", ast.UAdd())]
        case ast.Constant(value=int() as value):
            other = not value if isinstance(value, bool) else value + 1
            return [lambda: setattr(node, "value", other)]
        case _:
            return _other_changes(node)


def _other_changes(node: ast.AST) -> list:
    """What may be changed in what is no operator and no number."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, CHANGED):
            return [lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test))]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return [
                partial(one.ifs.__setitem__, number, ast.UnaryOp(ast.Not(), test))
                for one in node.generators
                for number, test in enumerate(one.ifs)
                if not isinstance(test, CHANGED)
            ]
        case ast.Call(func=ast.Name(id=name) as function) if name in OTHER:
            return [lambda: setattr(function, "id", OTHER[name])]
        case ast.Expr(value=ast.Call() as call):  # not called, but what it names stays a name of the function
            return [lambda: setattr(node, "value", ast.BoolOp(ast.And(), [ast.Constant(None), call]))]
        case _:
            return []
