"""The script that changes the arithmetic to see whether the tests notice: it changes something, and its excuses hold."""

import ast
import importlib.util

from places import ROOT

LOADED = importlib.util.spec_from_file_location("mutants", ROOT / "benchmarks" / "mutants.py")
mutants = importlib.util.module_from_spec(LOADED)
LOADED.loader.exec_module(mutants)
EVERY = list(mutants.mutants())


def test_every_mutant_of_the_rounding_is_another_program():
    of_money = [one for one in EVERY if one.module == "money.py"]
    original = ast.unparse(ast.parse((mutants.PACKAGE / "money.py").read_text()))
    sources = {one.source() for one in of_money}
    assert len(sources) == len(of_money) > 20
    assert original not in sources
    assert all(ast.parse(source) for source in sources)


def test_every_room_of_the_arithmetic_is_changed():
    changed = {one.module.partition("/")[0] for one in EVERY}
    assert changed == {room.partition("/")[0] for room in mutants.ROOMS}
    assert all(one.before != one.after for one in EVERY)


def test_what_is_excused_is_there_and_has_a_reason():
    lines = mutants.EQUIVALENT.read_text().splitlines()
    names = {one.name for one in EVERY}
    assert mutants.equivalents() <= names
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line and line[0] not in "# ":
            assert after.startswith("    ")
            assert len(after.split()) > 3
