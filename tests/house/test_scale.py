"""The benchmark of size: what it makes can be priced, and what it counts is there."""

import importlib.util

import sangaku_price
from places import ROOT

LOADED = importlib.util.spec_from_file_location("scale", ROOT / "benchmarks" / "scale.py")
scale = importlib.util.module_from_spec(LOADED)
LOADED.loader.exec_module(scale)


def test_a_contract_of_the_benchmark_has_a_line_for_each_entry_and_year(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(scale.contract(7, 3))
    quote = sangaku_price.quote(str(spec))
    assert len(quote.lines) == 7 * 3 + 3  # and the overhead of each year
    assert len(quote.periods) == 3


def test_both_formats_are_measured():
    (size,) = scale.measure([(3, 2)], runs=1)
    assert (size.entries, size.years) == (3, 2)
    assert size.runs["json"].written > size.runs["table"].written > 1000
    assert all(one.seconds > 0 and one.peak > 5_000_000 for one in size.runs.values())


def test_an_overhead_that_is_taken_out_has_a_line_for_each_before_it(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(scale.inside(4, 2))
    assert len(sangaku_price.quote(str(spec)).lines) == 2 * (1 + 4 + (1 + 2 + 3 + 4))


def test_what_grows_otherwise_is_measured_too():
    for measured, name in (
        (scale.measure_diffs([(2, 1)]), "diff"),
        (scale.measure_seeks([(2, 1)]), "solve"),
        (scale.measure_inside([(2, 1)]), "from-base"),
    ):
        (size,) = measured
        assert size.runs[name].seconds > 0
