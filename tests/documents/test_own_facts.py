"""What an institution asks of its own is printed as it asks it; the data of a quote has the key alone."""

import copy
from io import BytesIO

import pytest
import tomli
from openpyxl import load_workbook

from command import run
from sangaku_price import api
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.loading.tariffs import SHIPPED

SPEC = """format = 1
tariff = "kitami"
[contract]
title = "研究"
company = "甲社"
start = 2026-04-01
end = 2027-03-31
[facts]
ex-officio = true
company-size = "sme"
[[direct]]
amount = 1_000_003
"""
JAPANESE = "学長、副学長又は部局等の長が職責として獲得したか"
ENGLISH = "whether it was won ex officio by the president, a vice-president or a head"


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC)
    return str(path)


def test_a_page_has_the_words_of_the_tariff(spec):
    japanese = run(["quote", spec, "--lang", "ja"]).text
    assert f"{JAPANESE}  該当" in japanese
    assert "ex-officio" not in japanese
    assert f"{ENGLISH}  yes" in " ".join(run(["quote", spec, "--lang", "en"]).text.split("\n"))


def test_so_has_a_sheet_of_the_workbook(spec):
    book = load_workbook(BytesIO(run(["quote", spec, "-f", "xlsx", "--lang", "ja"]).out))
    shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert JAPANESE in shown
    assert "ex-officio" not in shown


def test_so_has_the_page_of_a_frozen_quote(spec, tmp_path):
    frozen = tmp_path / "quote.json"
    assert run(["quote", spec, "--freeze", "-o", str(frozen)]).status == 0
    assert f"{JAPANESE}  該当" in run(["quote", str(frozen), "--lang", "ja"]).text
    assert run(["verify", str(frozen)]).status == 0


def test_the_data_has_the_key_alone(spec):
    quote = api.quote(spec)
    assert JAPANESE not in to_json(quote).decode()
    assert from_json(to_json(quote)) == quote
    assert copy.deepcopy(quote).contract.facts.asked["ex-officio"].ja == JAPANESE


def test_a_tariff_that_extends_another_asks_what_that_asks(tmp_path):
    own = 'format = 1\nid = "mine"\nname = "甲大学"\nchecked = 2026-01-01\nextends = "kitami"\n'
    (tmp_path / "mine.toml").write_text(own + '[facts]\nsite = { meaning = "実施場所", values = ["main"] }\n')
    spec, frozen = tmp_path / "spec.toml", tmp_path / "quote.json"
    spec.write_text(SPEC.replace('"kitami"', '"./mine.toml"').replace("[facts]", '[facts]\nsite = "main"'))
    assert run(["quote", str(spec), "--freeze", "-o", str(frozen)]).status == 0
    for one in (spec, frozen):
        told = run(["quote", str(one), "--lang", "ja"]).text
        assert JAPANESE in told
        assert "実施場所" in told


def test_a_difference_has_them_too(spec, tmp_path):
    frozen, later = tmp_path / "quote.json", tmp_path / "later.toml"
    assert run(["quote", spec, "--freeze", "-o", str(frozen)]).status == 0
    later.write_text(SPEC.replace("ex-officio = true", "ex-officio = false"))
    for old in (spec, str(frozen)):
        told = run(["diff", old, str(later), "--lang", "ja"]).text
        assert f"{JAPANESE} 該当 → 非該当" in "".join(told.split("\n"))


def test_every_question_of_a_shipped_tariff_is_in_both_languages():
    for path in sorted(SHIPPED.glob("*.toml")):
        for name, fact in tomli.loads(path.read_text(encoding="utf-8")).get("facts", {}).items():
            assert set(fact["meaning"]) == {"ja", "en"}, (path.stem, name)
