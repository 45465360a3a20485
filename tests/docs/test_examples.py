"""Every example in every format and language, letter by letter; refreshed with --update-golden."""

import pytest

from command import run
from places import ROOT
from sangaku_price.language.enums import Lang
from sangaku_price.writers import Result, formats_for

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("fmt", formats_for(Result.QUOTE), ids=lambda fmt: fmt.name)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_quoted_as_it_was(path, fmt, lang, golden):
    if fmt.name == "json" and lang is not Lang.BOTH:
        assert run(["quote", str(path), "-f", fmt.name, "--lang", lang]) == run(["quote", str(path), "-f", fmt.name])
        return
    ran = run(["quote", str(path), "--format", fmt.name, "--lang", lang])
    assert ran.status == 0, ran.complaint
    assert ran.err == b""
    golden(f"quotes/{path.stem}.{lang}{fmt.suffixes[0]}", ran.out)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_explained_as_it_was(path, golden, monkeypatch):
    monkeypatch.chdir(path.parent.parent)
    ran = run(["explain", f"examples/{path.name}"])
    assert ran.status == 0, ran.complaint
    golden(f"explanations/{path.stem}.txt", ran.out)


@pytest.mark.parametrize("scenario", ["cost-accumulation", "outcome-linked", "lean", "agreed"])
def test_a_scenario_of_the_large_example_is_quoted_as_it_was(scenario, golden):
    path = next(path for path in EXAMPLES if path.stem == "kyoto-battery")
    ran = run(["quote", str(path), "--scenario", scenario, "--lang", "ja"])
    assert ran.status == 0, ran.complaint
    golden(f"quotes/kyoto-battery.{scenario}.txt", ran.out)


@pytest.mark.parametrize("name", ["kyoto", "iwate", "tottori", "yamaguchi"])
def test_a_tariff_is_shown_as_it_was(name, golden):
    for fmt, suffix in (("table", "txt"), ("json", "json"), ("markdown", "md")):
        ran = run(["tariff", "show", name, "--format", fmt])
        assert ran.status == 0, ran.complaint
        golden(f"tariffs/{name}.{suffix}", ran.out)
