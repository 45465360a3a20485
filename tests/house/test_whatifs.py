"""The benchmark of what-ifs: every way of asking is another price, and the file is read once for all of them."""

import importlib.util
import sys

from places import ROOT

sys.path.append(str(ROOT / "benchmarks"))  # it uses the contract of the portfolio's benchmark
LOADED = importlib.util.spec_from_file_location("whatifs", ROOT / "benchmarks" / "whatifs.py")
whatifs = importlib.util.module_from_spec(LOADED)
LOADED.loader.exec_module(whatifs)


def test_every_way_of_asking_gives_the_price_of_what_is_asked(tmp_path):
    path = tmp_path / "contract.toml"
    path.write_text(whatifs.contract(0))
    ways = dict(whatifs.ways(whatifs.Trials.of(str(path))))
    path.unlink()
    totals = {name: [call(number).totals.total for number in range(3)] for name, call in ways.items()}
    assert len(set(totals.pop("the engine"))) == 1
    under = totals.pop("compare --tariff")
    assert under[0] == under[2] != under[1]
    assert totals["solve, sweep"] == totals["--set"]
    assert len(set(totals["--set"])) == 3


def test_each_way_is_measured_beside_the_engine():
    found = whatifs.measured(calls=3, runs=1)
    assert [one.name for one in found] == ["the engine", "solve, sweep", "--set", "compare --tariff"]
    assert found[0].ratio == 1
    assert all(one.seconds > 0 for one in found)
