"""The tables of speed in the docs: what was recorded, rendered, letter by letter; and how they are written."""

import importlib.util
import json
import sys

import pytest

from places import ROOT

sys.path.append(str(ROOT / "benchmarks"))  # benchmarks use one another
import speed_tables


def loaded(name):
    told = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(told)
    sys.modules[told.name] = module
    told.loader.exec_module(module)
    return module


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A copy of the page, and no figures recorded yet."""
    monkeypatch.setattr(speed_tables, "RECORDED", tmp_path / "figures.json")
    speed_tables.RECORDED.write_text("{}")
    found = tmp_path / "portfolio.md"
    found.write_text(speed_tables.PAGE.read_text())
    return found


def test_the_page_has_what_was_recorded_letter_by_letter():
    kept, text = speed_tables.recorded(), speed_tables.PAGE.read_text()
    assert list(speed_tables.TABLES) == sorted(kept)
    assert speed_tables.written(text, kept) == text
    assert {"100", "1000", "10000", "100000"} == set(kept["portfolio"]["sizes"])
    for name in kept:
        assert speed_tables.TABLES[name](kept[name]) in text


def test_another_figure_is_another_page():
    kept, text = speed_tables.recorded(), speed_tables.PAGE.read_text()
    kept["portfolio"]["sizes"]["10000"]["2"]["seconds"] += 1
    assert speed_tables.written(text, kept) != text


def test_what_the_benchmarks_measure_is_what_is_recorded():
    kept = speed_tables.recorded()
    assert list(kept["run"]["commands"]) == [case.name for case in loaded("run").CASES]
    whatifs = loaded("whatifs")
    trials = whatifs.Trials.of(str(ROOT / "examples" / "kyoto-battery.toml"))
    assert list(kept["whatifs"]["ways"]) == [name for name, _ in whatifs.ways(trials)]
    assert {int(size) for size in kept["portfolio"]["sizes"]} == set(loaded("portfolio").SIZES)


def test_a_benchmark_writes_its_table_and_leaves_the_others(page, monkeypatch, capsys):
    portfolio = loaded("portfolio")
    seconds = iter(range(1, 100))
    monkeypatch.setattr(portfolio, "run", lambda _: portfolio.Run(next(seconds), 40_000_000))
    monkeypatch.setattr(portfolio, "parts", lambda *_: dict.fromkeys(speed_tables.PARTS, 0.25))
    before = page.read_text()
    for words in (["--files", "2", "--runs", "1"], ["--files", "3", "--runs", "1"]):
        monkeypatch.setattr(sys, "argv", ["portfolio.py", *words, "--write", str(page)])
        assert portfolio.main() == 0
    assert capsys.readouterr().out
    after = page.read_text()
    assert "| 2 | 1.00 s | 2.00 s | 2.00 | 1 | 40 | 3.00 s | 3.00 | 1 |" in after
    assert "| 3 | 4.00 s | 5.00 s | 1.25 | 1 | 40 | 6.00 s | 1.50 | 0 |" in after
    assert "Of the 1.00 ms of the processor that a contract takes, reading 0.25," in after
    assert before.partition("figures of run")[2] == after.partition("figures of run")[2]
    assert set(json.loads(speed_tables.RECORDED.read_text())["portfolio"]["sizes"]) == {"2", "3"}


def test_each_step_of_a_contract_is_measured():
    found = loaded("portfolio").parts(3, 1)
    assert tuple(found) == speed_tables.PARTS
    assert sum(found.values()) > 0


def test_a_page_without_marks_is_refused(page):
    page.write_text("# no marks")
    with pytest.raises(SystemExit, match="no marks"):
        speed_tables.record("whatifs", {"calls": 1, "ways": {}, "made_with": speed_tables.made_with()}, page)
