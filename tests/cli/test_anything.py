"""Whatever a file or a word of the command line holds, there is an answer, and never a fault of the program.

`ANYTHING=100000 pytest tests/cli/test_anything.py` tries as many examples as one likes; the suite 5,000.
"""

import os
from functools import cache
from pathlib import Path

import pytest
import typer

from anything import KINDS, POLICY, WHOLE, make
from command import run
from sangaku_price.cli.commands import app_for

EXAMPLES = int(os.environ.get("ANYTHING", "5000"))
PIECES = 10
"""Each kind in so many tests, so that they can be run beside one another."""
ANSWERS = {0, 2, 3, 4, 5, 6}
"""Every exit status but that of a fault of the program."""
APP = cache(lambda word: app_for((word,)))
COMMAND = cache(typer.main.get_command)
"""The command line is built once, and not for every example."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a contract and a tariff as they should be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SANGAKU_PRICE_TRACEBACK", raising=False)
    monkeypatch.setattr("sangaku_price.cli.running.app_for", lambda words: APP(words[0]))
    monkeypatch.setattr("typer.main.get_command", COMMAND)
    for name, data in WHOLE.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def tried(kind: str, number: int, folder: Path) -> None:
    """One example, in a folder that is as it was before."""
    example = make(kind, number, folder)
    for name, data in example.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    try:
        for command in example.commands:
            ran = run(command, b"")
            told = f"{kind} {number}: {command}: {ran.complaint}"
            assert ran.status in ANSWERS, told
            assert "fault of the program" not in ran.complaint + ran.out.decode(errors="replace"), told
            assert ran.status not in {2, 3} or ran.out or ran.err or "-o" in command, told
    finally:
        for name in {*example.files, "out.json"} - {*WHOLE}:
            (folder / name).unlink(missing_ok=True)
        for name in WHOLE.keys() & example.files.keys():
            (folder / name).write_bytes(WHOLE[name])


@pytest.mark.parametrize("piece", range(PIECES))
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_there_is_has_an_answer(kind, piece, folder):
    for number in range(piece, EXAMPLES * KINDS[kind][0] // 100, PIECES):
        tried(kind, number, folder)


def test_the_examples_of_a_hundred_are_a_hundred_and_are_made_again():
    assert sum(share for share, _ in KINDS.values()) == 100


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_made_again_by_its_number(kind, folder):
    assert make(kind, 7, folder) == make(kind, 7, folder)


def test_what_the_examples_begin_with_is_whole(folder):
    assert run(["quote", "spec.toml"]).status == 0
    assert run(["tariff", "show", "mine.toml"]).status == 0
    (folder / "policy.toml").write_text(POLICY)
    assert run(["check", "spec.toml", "--policy", "policy.toml"]).status in {0, 4}
