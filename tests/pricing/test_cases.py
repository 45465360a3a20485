"""Worked cases as data: every file of tests/cases, every case a sentence."""

import pytest

from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import exact
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.figures import figure_at
from worked import case_files, priced

KEYS = {"name", "ground", "spec", "set", "scenario", "expect", "exact", "notes", "error", "changes"}
GROUNDS = {"published", "rule", "design"}


def all_cases() -> list:
    return [
        pytest.param(case, case.get("spec", content.get("spec")), id=f"{stem}: {case['name']}")
        for stem, content in case_files().items()
        for case in content["case"]
    ]


def amount_of(quote: Quote, key: str) -> object:
    if key.startswith("lines.") and ".steps." not in key:
        name, _, period = key.removeprefix("lines.").partition("@")
        amounts = [line.amount for line in quote.lines if line.id == name and period in {"", line.period}]
        assert amounts, f"no line {key}"
        return sum(amounts)
    return int(figure_at(quote, key))


@pytest.mark.parametrize(("case", "spec"), all_cases())
def test_a_worked_case_comes_out_exactly(case, spec, tmp_path):
    if "error" in case:
        with pytest.raises(BadFile) as refusal:
            priced(case, spec, tmp_path)
        assert case["error"] in refusal.value.written(Lang.BOTH)
        return
    quote = priced(case, spec, tmp_path)
    assert {key: amount_of(quote, key) for key in case["expect"]} == case["expect"]
    exacts = {line.id: exact(line.exact) for line in quote.lines if line.id in case.get("exact", {})}
    assert exacts == case.get("exact", {})
    assert set(case.get("notes", [])) <= {note.code for note in quote.notes}


@pytest.mark.parametrize(("case", "spec"), all_cases())
def test_a_worked_case_is_well_written(case, spec):
    assert set(case) <= KEYS
    assert case["ground"] in GROUNDS
    assert spec
    assert case.get("expect") or case.get("error")
