"""Sweeps: rows over a range, and the values at which another rule begins to decide."""

import json
from fractions import Fraction

import pytest

from command import run
from negotiations import FEES, HEAD, THIRTY, trials_of
from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.negotiation.candidates import WrongRange
from sangaku_price.negotiation.pages import sweep_document
from sangaku_price.negotiation.sweeping import _marks, sweep, sweep_of
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.table import write

ONE = f"{HEAD}signed = 2026-06-01\n[[direct]]\namount = 1_000_000\n"


def swept(text, words, *measures, **values):
    return sweep(trials_of(text, **values), sweep_of(words), measures or ("total",))


def marks(found):
    return {(row.value, mark.code, mark.at) for row in found.rows for mark in row.marks}


def shown(found, lang=Lang.BOTH):
    return write(sweep_document(found, lang)).decode()


def words(found):
    """What a sweep marks, however a page breaks it."""
    return {f"{mark.said.en} (from {mark.at})" for row in found.rows for mark in row.marks}


def test_every_value_is_priced_from_the_first_to_the_last():
    found = swept(ONE + THIRTY, "direct.1.amount=1_000_000:2_000_000:500_000", "total", "by_section.indirect")
    assert [row.measures for row in found.rows] == [(1_430_000, 300_000), (2_145_000, 450_000), (2_860_000, 600_000)]
    assert not marks(found)


def test_a_step_that_does_not_meet_the_end_stops_before_it():
    assert [row.value for row in swept(ONE + THIRTY, "overhead.indirect.rate=20%:30%:4%").rows] == ["20%", "24%", "28%"]


def test_the_value_at_which_a_tier_begins_is_marked_to_the_yen():
    found = swept(ONE, "direct.1.amount=4_000_000:6_000_000:700_000", tariff="muroran")
    assert marks(found) == {("5,400,000", "rule", "5,000,000")}
    assert "5,000,000" in shown(found)


def test_the_value_at_which_a_floor_ends_is_marked():
    found = swept(ONE, "direct.1.amount=100_000:500_000:150_000", tariff="tottori")
    assert ("400,000", "floor-applied", "300,000") in marks(found)
    assert "the floor (indirect cost) ceases to apply (from 300,000)" in words(found)


def test_a_cap_that_begins_is_marked_in_steps_of_a_rate_without_a_place():
    text = ONE + THIRTY + "cap = 250_000\n"
    found = swept(text, "overhead.indirect.rate=20%:30%:5%")
    assert marks(found) == {("30%", "cap-applied", None)}
    assert "the cap (indirect cost) begins to apply" in shown(found, Lang.EN)


def test_a_note_of_the_contract_is_marked_by_its_code():
    found = swept(ONE + THIRTY, "direct.1.amount=0:1_000:1_000")
    assert {(code, at) for _, code, at in marks(found)} == {("costs-nothing", "1"), ("base-zero", "1")}
    assert "no longer noted: nothing is certainly paid: 0 yen" in shown(found, Lang.EN)
    assert "注記がなくなる：確定額は0円です。" in shown(found, Lang.JA)


def test_a_place_beyond_what_cannot_be_priced_is_the_first_that_differs():
    text = f'{ONE}{THIRTY}floor = 90\n[[waiver]]\nline = "direct.1"\namount = 100\nreason = "r"\n'
    found = swept(text, "direct.1.amount=200:400:200")
    assert ("400", "floor-applied", "300") in marks(found)


def test_a_value_that_cannot_be_priced_says_why_and_the_others_are_priced():
    text = f'{ONE}{THIRTY}[[waiver]]\nline = "direct.1"\namount = 500\nreason = "r"\n'
    found = swept(text, "direct.1.amount=0:1_000:500")
    assert [bool(row.refused) for row in found.rows] == [True, False, False]
    assert "cannot be priced" in shown(found)


def test_where_nothing_can_be_priced_the_mistakes_are_told():
    with pytest.raises(BadFile):
        swept(ONE + THIRTY, "direct.7.amount=0:10:5")


def test_a_figure_that_is_not_known_is_an_empty_cell():
    found = swept(FEES.replace('probability = "30%"\n', ""), "direct.1.amount=0:10:5", "contingent.expected")
    assert [row.measures for row in found.rows] == [(None,)] * 3
    assert "5" in shown(found)


@pytest.mark.parametrize(
    "words",
    [
        "direct.1.amount",
        "direct.1.amount=1:2",
        "direct.1.amount=1:x:1",
        "direct.1.amount=0:5000:1",
        "direct.1.amount=0:5:0",
    ],
)
def test_a_range_that_is_none_is_refused(words):
    with pytest.raises(WrongRange):
        sweep_of(words)


def test_only_so_many_changes_are_sought_to_the_yen(monkeypatch):
    monkeypatch.setattr("sangaku_price.negotiation.sweeping.MOST_SOUGHT", 0)
    found = swept(ONE, "direct.1.amount=4_000_000:6_000_000:1_000_000", tariff="muroran")
    assert marks(found) == {("5,000,000", "rule", None)}


def test_a_line_that_comes_or_goes_is_no_change_of_rules():
    quote = trials_of(ONE + THIRTY).quote()
    some = {("rule", "x"): ("a",)}
    assert list(_marks(some, {}, quote, quote, None)) == list(_marks({}, some, quote, quote, None)) == []


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(ONE.replace("format = 1", 'format = 1\ntariff = "tottori"'))
    return str(path)


def test_the_command_writes_a_table_csv_and_json(spec):
    arguments = ["sweep", spec, "--vary", "direct.1.amount=200_000:400_000:100_000"]
    assert b"=====" in run(arguments).out
    rows = run([*arguments, "-f", "csv", "--measure", "total", "--measure", "value_share"]).text.splitlines()
    assert rows[0] == "sangaku-price,direct.1.amount,total,value_share,marks,refused"
    assert rows[1] == "value,200000,319000,0,,"
    assert rows[2].startswith("value,300000,429000,0,")
    assert "(from 300,000)" in rows[2]
    data = json.loads(run([*arguments, "-f", "json"]).out)
    assert data["rows"][1]["marks"][0] == {
        "code": "floor-applied",
        "path": "indirect",
        "message": {"ja": "下限額（間接経費）の適用が終わる", "en": "the floor (indirect cost) ceases to apply"},
        "at": "300,000",
    }
    assert run([*arguments, "--measure", "nothing"]).status == 2


def test_what_cannot_be_priced_stands_in_the_data(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(f'{ONE}{THIRTY}[[waiver]]\nline = "direct.1"\namount = 500\nreason = "r"\n')
    arguments = ["sweep", str(path), "--vary", "direct.1.amount=0:1000:1000"]
    rows = run([*arguments, "-f", "csv"]).text.splitlines()
    assert rows[1].startswith("value,0,,,waiver.1.line: waivers of 500 yen")
    assert json.loads(run([*arguments, "-f", "json"]).out)["rows"][0]["refused"][0]["code"] == "waived-too-much"
    assert api.sweep(str(path), "direct.1.amount=500:1000:500").rows[0].measures == (Fraction(165),)


def test_the_sweep_of_an_example_is_as_it_was(golden):
    ran = run(
        [
            "sweep",
            "examples/minimal.toml",
            "--set",
            "tariff=tottori",
            "--vary",
            "direct.1.amount=100_000:600_000:100_000",
        ]
    )
    assert ran.status == 0, ran.complaint
    golden("sweep/tottori.txt", ran.out)
