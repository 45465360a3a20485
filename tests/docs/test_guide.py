"""The guide to writing a tariff under test: it works through every key, and its tariffs have nothing to warn of."""

import json
from datetime import date

import pytest
import tomli

import sangaku_price
from pages import all_blocks, is_contract, laid_out, tariffs
from sangaku_price import api
from schemas import keys

GUIDE = "docs/writing-a-tariff.md"
NOT_WORKED_THROUGH = {"mirror", "succeeded-by", "published", "months", "total", "at-most", "above"}
"""A copy on another host, a successor, a fee that is not published, and conditions like those that are worked through: said in words."""


@pytest.mark.parametrize("name", tariffs(GUIDE))
def test_a_tariff_of_the_guide_has_nothing_to_warn_of(name, tmp_path):
    found = api.tariff_check(str(laid_out(GUIDE, tmp_path) / name), as_of=date(2026, 11, 24))
    assert [one.code for one in found if one.note.level == "warning"] == []


def test_every_tariff_of_the_guide_is_priced():
    priced = {block.mark.removeprefix("contract under ") for block in all_blocks("toml") if is_contract(block)}
    assert set(tariffs(GUIDE)) <= priced


def test_every_contract_of_the_guide_says_what_it_costs():
    silent = [
        block for block in all_blocks("toml") if block.page == GUIDE and is_contract(block) if "# → " not in block.text
    ]
    assert silent == []


def test_the_case_file_of_the_guide_holds(tmp_path):
    folder = laid_out(GUIDE, tmp_path)
    found = api.tariff_check(str(folder / "sakuragaoka.toml"), as_of=date(2026, 11, 24), cases=str(folder / "cases"))
    assert [one for one in found if one.code == "case-differs"] == []
    assert {one.note.path for one in found if one.code == "not-exercised"} == {
        "resident.1.steps.6",
        "resident.1.steps.12",
        "overhead.1",
        "overhead.2.case.1",
        "overhead.2.floor",
        "overhead.2.cap",
    }


def test_the_recipes_use_every_key():
    used = set(keys_used([tomli.loads(text) for text in tariffs(GUIDE).values()]))
    assert set(keys(json.loads(sangaku_price.schema("tariff")))) - used == NOT_WORKED_THROUGH


def keys_used(value: object) -> set[str]:
    match value:
        case dict():
            return set(value) | {key for one in value.values() for key in keys_used(one)}
        case list():
            return {key for one in value for key in keys_used(one)}
        case _:
            return set()
