"""The script that changes the arithmetic to see whether the tests notice: what it changes, and what it finds out."""

import ast
import importlib.util
import json
import os
import subprocess
import sys

import pytest

from places import ROOT

BENCHMARKS = ROOT / "benchmarks"
PLANTED = '''
"""Arithmetic of which some is tested."""

from functools import cache


def doubled(amount):
    return amount * 2


def untold(amount):
    return amount + 5


def same(amount):
    return -amount if amount < 0 else amount


def counted(amount):
    count = 0
    while count < amount:
        count += 1
    return count


@cache
def table():
    return [3 * 4]


TWELVE = table()[0]
'''
TESTS = """
from planted.arithmetic import TWELVE, counted, doubled, same


def test_doubled():
    assert doubled(3) == 6


def test_same():
    assert [same(one) for one in (-2, 0, 2)] == [2, 0, 2]


def test_counted():
    assert counted(3) == 3


def test_twelve():
    assert TWELVE == 12
"""


def loaded(name):
    made = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(made)
    sys.modules[name] = module
    made.loader.exec_module(module)
    return module


for one in ("mutations", "copies", "reaching"):
    loaded(one)
mutants = loaded("mutants")
EVERY = list(mutants.mutants())


def test_every_mutant_of_the_rounding_is_another_program():
    of_money = [one for one in EVERY if one.module == "money.py"]
    original = ast.unparse(ast.parse((mutants.PACKAGE / "money.py").read_text()))
    sources = {ast.unparse(one.tree(mutants.PACKAGE)) for one in of_money}
    assert len(sources) == len(of_money) > 20
    assert original not in sources
    assert all(ast.parse(source) for source in sources)


def test_every_room_of_the_arithmetic_is_changed_and_every_change_has_a_name_of_its_own():
    changed = {one.module.partition("/")[0] for one in EVERY}
    assert changed == {room.partition("/")[0] for room in mutants.ROOMS}
    assert len({one.name for one in EVERY}) == len(EVERY)
    assert all(len(set(one.change.split(" -> "))) > 1 for one in EVERY)


def test_what_is_excused_is_there_and_has_a_reason():
    lines = mutants.EQUIVALENT.read_text().splitlines()
    names = {one.name for one in EVERY}
    assert mutants.equivalents() <= names
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line and line[0] not in "# ":
            assert after in names or after.startswith("    ")
        if line.startswith("    "):
            assert len(line.split()) > 3


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """What the script says of a package with few tests, by the function that is changed."""
    folder = tmp_path_factory.mktemp("planted")
    for name, content in {
        "src/planted/__init__.py": "",
        "src/planted/arithmetic.py": PLANTED,
        "tests/test_arithmetic.py": TESTS,
        "equivalent.txt": "",
    }.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)
    script = f"""
import sys
sys.path.insert(0, {str(BENCHMARKS)!r})
import mutants, reaching
from pathlib import Path
reaching.PATIENCE = 0.5
mutants.ROOT = Path({str(folder)!r})
mutants.PACKAGE = mutants.ROOT / "src" / "planted"
mutants.EQUIVALENT = mutants.ROOT / "equivalent.txt"
mutants.main([str(mutants.PACKAGE), "--tests", "tests", "--results", "results.jsonl"])
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]
    return done.stdout, {one["name"].removeprefix("arithmetic.py "): one["by"] for one in results}


def test_what_a_test_computes_and_nobody_else_is_killed_by_that_test_and_by_no_fault_of_the_script(planted):
    _, by = planted
    times = by["doubled: return amount * 2 @7: amount * 2 -> amount // 2"]
    assert times == "tests/test_arithmetic.py::test_doubled AssertionError"
    assert "AssertionError" in by["doubled: return amount * 2 @16: 2 -> 3"]


def test_what_no_test_runs_and_what_no_test_can_tell_survives(planted):
    said, by = planted
    assert by["untold: return amount + 5 @7: amount + 5 -> amount - 5"] == ""
    assert by["same: return -amount if amount < 0 else amount @18: amount < 0 -> amount <= 0"] == ""
    assert "arithmetic.py:16 same: amount < 0 -> amount <= 0" in said


def test_what_does_not_end_is_noticed(planted):
    _, by = planted
    assert by["counted: count += 1 @0: count += 1 -> count -= 1"] == "no end"


def test_what_runs_only_while_the_package_is_imported_is_imported_again(planted):
    _, by = planted
    assert "test_twelve" in by["table: return [3 * 4] @12: 4 -> 5"]


def test_the_share_is_of_what_was_asked(planted):
    said, by = planted
    killed = sum(map(bool, by.values()))
    assert said.splitlines()[-1].split() == [
        "all", str(len(by)), str(killed), "0", str(len(by) - killed), "0", f"{killed / len(by):.1%}"
    ]  # fmt: skip
