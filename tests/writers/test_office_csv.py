"""The CSV for people, and the quantity that the machine layout says once."""

import csv
import io

import pytest

from command import run
from places import ROOT

BATTERY, MINIMAL = (str(ROOT / "examples" / name) for name in ("kyoto-battery.toml", "minimal.toml"))


def rows(*words: str) -> list[list[str]]:
    """The rows of a quote as CSV."""
    ran = run(["quote", *words, "-f", "csv"])
    assert ran.status == 0, ran.complaint
    return list(csv.reader(io.StringIO(ran.out.decode("utf-8-sig"))))


def test_it_has_headings_in_the_language_told_and_begins_with_the_mark():
    assert run(["quote", MINIMAL, "-f", "csv", "--layout", "office"]).out.startswith(b"\xef\xbb\xbf")
    assert rows(MINIMAL, "--layout", "office", "--lang", "ja")[0][:3] == ["番号", "項目", "数量"]
    assert rows(MINIMAL, "--layout", "office", "--lang", "en")[0][:3] == ["no.", "item", "quantity"]


def test_lines_stand_by_section_with_their_sums_the_tax_and_the_total():
    found = rows(BATTERY, "--layout", "office", "--lang", "ja")
    amounts = {row[1]: int(row[5]) for row in found[1:] if row[5]}
    assert amounts["小計：直接経費"] == 6_848_000
    assert (amounts["小計（税抜）"], amounts["消費税"], amounts["合計（確定額、税込）"]) == (
        22_665_195,
        2_266_518,
        24_931_713,
    )
    assert amounts["条件付・ランニングの最大額"] == 32_450_000
    numbered = [row for row in found if row[0].isdigit()]
    assert [row[0] for row in numbered] == [str(number) for number in range(1, len(numbered) + 1)]
    certain = [int(row[5]) for row in numbered[:12]]
    assert sum(certain) == 22_665_195
    assert ["30", "月", "81350", "2440500"] in [row[2:6] for row in found]


def test_it_says_nothing_of_what_there_is_not():
    found = rows(MINIMAL, "--layout", "office", "--lang", "ja")
    assert not any("条件付" in cell or "現物" in cell for row in found for cell in row)


@pytest.mark.parametrize("name", ["firm-years", "shared-cost", "consortium"])
def test_what_stands_beside_the_price_stands_below_it(golden, name):
    found = run(["quote", str(ROOT / "examples" / f"{name}.toml"), "-f", "csv", "--layout", "office", "--lang", "ja"])
    golden(f"office/{name}.csv", found.out)


def test_planned_years_are_in_sums_of_their_own_and_every_invoice_is_listed():
    found = rows(str(ROOT / "examples" / "firm-years.toml"), "--layout", "office", "--lang", "en")
    amounts = {row[1]: int(row[5]) for row in found[1:] if row[5]}
    assert amounts["planned for later years, with tax"] == 3_360_503
    total = amounts["total, fixed, with tax"]
    invoices = [row for row in found if row[7] and not row[0]]
    assert sum(int(row[5]) for row in invoices) == total == 4_218_501


def test_what_the_university_bears_is_in_no_sum_of_the_price():
    found = rows(str(ROOT / "examples" / "shared-cost.toml"), "--layout", "office", "--lang", "ja")
    amounts = {row[1]: int(row[5]) for row in found[1:] if row[5]}
    assert (amounts["計：大学"], amounts["合計（確定額、税込）"]) == (1_845_678, 3_850_000)
    assert any(row[1] == "大学の負担（合計に含まない）" for row in found)


def test_it_is_for_csv_and_is_written_over_by_its_next(tmp_path):
    assert run(["quote", MINIMAL, "-f", "json", "--layout", "office"]).status == 2
    for words in (["--document", "annex"], ["--freeze"], ["--brief"], ["--get", "totals.total"]):
        refused = run(["quote", MINIMAL, "--layout", "office", *words])
        assert (refused.status, refused.out) == (2, b"")
        assert words[0] in refused.complaint
    for lang in ("ja", "en", "both"):
        target = str(tmp_path / "q.csv")
        assert run(["quote", MINIMAL, "--layout", "office", "--lang", lang, "-o", target]).status == 0


@pytest.mark.parametrize(("ident", "quantity"), [("consumables", "30"), ("student", "780")])
def test_a_quantity_is_told_once_and_a_column_says_the_share_of_each_year(ident, quantity):
    head, *found = rows(BATTERY)
    lines = [dict(zip(head, row, strict=True)) for row in found if row[0] == ident]
    assert [one["quantity"] for one in lines] == [quantity, "", "", ""]
    assert [one["share"] for one in lines] == ["6/31", "12/31", "12/31", "1/31"]
    assert "share" not in rows(MINIMAL)[0]
