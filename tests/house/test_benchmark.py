"""The benchmark: its table, its budgets, its pairs."""

import importlib.util
import json
import sys

import pytest

from places import ROOT

sys.path.append(str(ROOT / "benchmarks"))  # it renders its table with a module beside it
LOADED = importlib.util.spec_from_file_location("benchmark", ROOT / "benchmarks" / "run.py")
benchmark = importlib.util.module_from_spec(LOADED)
sys.modules["benchmark"] = benchmark
LOADED.loader.exec_module(benchmark)


@pytest.fixture
def clock(monkeypatch):
    """A machine on which the plain script takes 40 ms, and each command as many times that as is said here."""
    factors = {case.arguments: case.budget or 7.0 for case in benchmark.CASES}
    runs = []

    def seconds(command):
        runs.append(command)
        return 0.04 * (1 if command is benchmark.PLAIN else factors[tuple(command[1:])])

    monkeypatch.setattr(benchmark, "seconds", seconds)
    return factors, runs


def told(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["run.py", *arguments])
    return benchmark.main(), capsys.readouterr().out


def test_a_command_may_take_what_its_budget_says(clock, monkeypatch, capsys):
    status, said = told(monkeypatch, capsys, "--runs", "3")
    assert status == 0
    assert "exceeded" not in said
    assert [line.split()[-1] for line in said.splitlines() if "quote to a pipe" in line] == ["5.2"]
    assert [line.split()[-2:] for line in said.splitlines() if line.startswith("compare")] == [["0.040", "7.00"]]


@pytest.mark.parametrize("case", [case for case in benchmark.CASES if case.budget], ids=lambda case: case.name)
def test_a_command_that_takes_longer_is_marked_and_leaves_with_1(case, clock, monkeypatch, capsys):
    clock[0][case.arguments] = case.budget * 1.01
    status, said = told(monkeypatch, capsys, "--runs", "1")
    assert status == 1
    assert [line.startswith(case.name) for line in said.splitlines() if line.endswith("exceeded")] == [True]


def test_every_run_is_followed_by_one_of_the_plain_script(clock, monkeypatch, capsys):
    told(monkeypatch, capsys, "--runs", "2")
    warm, runs = len(benchmark.CASES) + 1, clock[1]
    assert [run is benchmark.PLAIN for run in runs[warm:]] == [False, True] * len(benchmark.CASES) * 2


def test_the_same_as_json(clock, monkeypatch, capsys):
    status, said = told(monkeypatch, capsys, "--runs", "1", "--json")
    found = json.loads(said)
    assert status == 0
    assert found["commands"]["--help"] == {"seconds": 0.08, "plain": 0.04, "ratio": 2.0, "budget": 2.0}
    assert set(found["made_with"]) == {"python", "typer", "pydantic", "rich", "tomli"}


def test_every_command_that_is_timed_runs(monkeypatch):
    monkeypatch.setattr(benchmark, "CASES", benchmark.CASES[:1])
    (found,) = benchmark.measured(1)
    assert found.seconds > 0
    assert found.plain > 0
