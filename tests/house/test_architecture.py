"""What the shape of the code must keep: no floats, one place that rounds, arrows that point downwards, small modules."""

import ast
import tomllib
from pathlib import Path

import pytest

from places import ROOT
from sangaku_price.writers import FORMATS

PACKAGE = ROOT / "src" / "sangaku_price"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def lines(path: Path) -> int:
    """The lines of a module but those of its messages, which are data."""
    tables = [node for node in tree(path).body if isinstance(node, ast.Assign) and "MESSAGES = " in ast.unparse(node)]
    of_tables = sum(node.end_lineno - node.lineno + 1 for node in tables if node.end_lineno)
    return len(path.read_text().splitlines()) - of_tables


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_float_comes_near(path):
    names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    literals = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
    assert not names & {"float", "round", "complex"}
    assert not [value for value in literals if isinstance(value, float)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_holds_one_thing(path):
    assert lines(path) <= MOST_LINES
    assert path.stem not in {"utils", "helpers", "common", "base", "constants", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_yen_are_made_in_few_places(path):
    made = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Yen"
    ]
    assert not made or path.stem in {"money", "derivation", "totals", "ledger", "figures", "counted"}, path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_true_division_makes_no_float(path):
    """`/` stands between Fractions and paths only; whole numbers are divided with //."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            both_whole = all(
                isinstance(side, ast.Constant) and isinstance(side.value, int) for side in (node.left, node.right)
            )
            assert not both_whole


@pytest.mark.parametrize("path", sorted((PACKAGE / "items").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_a_price_item_says_its_ground_formula_rounding_and_what_it_leaves_out(path):
    words = ast.get_docstring(tree(path)) or ""
    for part in ("Ground:", "Formula", "Rounding:", "Not modelled:"):
        assert part in words, part


def test_imports_point_downwards():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(PACKAGE.parent.parent / "pyproject.toml"), no_cache=True) == 0


def test_every_writer_stands_among_those_that_know_nothing_of_one_another():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (apart,) = (set(one["modules"]) for one in contracts if one["id"] == "renderers")
    assert {one.module for one in FORMATS if one.module} <= apart


def test_every_command_is_a_public_function():
    import sangaku_price
    from sangaku_price.cli import commands, tariffs

    single = {command.name or command.callback.__name__ for command in commands.app_for().registered_commands}
    grouped = {f"tariff_{command.name}" for command in tariffs.app.registered_commands}
    assert single | grouped <= set(sangaku_price.__all__)
    for name in sangaku_price.__all__:
        assert getattr(sangaku_price, name).__doc__


def test_an_unknown_public_name_is_an_attribute_error():
    import sangaku_price

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sangaku_price.nothing
