"""A question that an institution asks of its own is printed as it asks it, also from what is frozen."""

import json

from command import run

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
ASKED = "学長、副学長又は部局等の長が職責として獲得したか"


def test_a_fact_of_the_tariff_is_printed_in_its_words(tmp_path):
    spec, frozen = tmp_path / "spec.toml", tmp_path / "quote.json"
    spec.write_text(SPEC)
    told = run(["quote", str(spec), "--lang", "ja"]).text
    assert f"{ASKED}  該当" in told
    assert "ex-officio" not in told
    assert "whether it was won ex officio" in run(["quote", str(spec), "--lang", "en"]).text
    assert run(["quote", str(spec), "--freeze", "-o", str(frozen)]).status == 0
    assert f"{ASKED}  該当" in run(["quote", str(frozen), "--lang", "ja"]).text
    assert run(["verify", str(frozen)]).status == 0


def test_the_data_names_only_facts_of_the_tariff(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    data = json.loads(run(["quote", str(tmp_path / "spec.toml"), "-f", "json"]).out)
    assert data["contract"]["fact_names"]["ex-officio"]["ja"] == ASKED
    assert list(data["contract"]["fact_names"]) == ["ex-officio"]
