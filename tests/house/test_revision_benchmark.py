"""The benchmark of revisions: what its repository holds, and what is read of it."""

import importlib.util
import subprocess
import sys

import sangaku_price
from places import ROOT

LOADED = importlib.util.spec_from_file_location("revision_benchmark", ROOT / "benchmarks" / "revision.py")
benchmark = importlib.util.module_from_spec(LOADED)
LOADED.loader.exec_module(benchmark)


def test_of_the_benchmark_s_contracts_those_that_changed_are_read_and_no_other(tmp_path, monkeypatch):
    benchmark.make(tmp_path, 40, 6)
    monkeypatch.chdir(tmp_path)
    found = sangaku_price.diff_base("HEAD")
    assert [row.what for row in found.rows] == ["changed"] * 6
    assert all(row.total > 1_000_000 for row in found.rows)
    assert found.read == 6 + 1 + 1  # the contracts, their tariff, and the other, which could have been a contract
    assert sangaku_price.check(changed="HEAD").specs == 6


def test_the_benchmark_runs(monkeypatch):
    words = [
        sys.executable,
        str(ROOT / "benchmarks" / "revision.py"),
        "--contracts",
        "4",
        "--changed",
        "1",
        "--runs",
        "1",
    ]
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    assert len(ran.stdout.splitlines()) == 2
