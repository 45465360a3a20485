"""A portfolio as a workbook: typed cells that can be filtered, and no text of a contract that becomes a formula."""

from datetime import datetime

import openpyxl
import pytest

from command import run
from places import ROOT
from sangaku_price.documents.records import Field, Records
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.writers import xlsx

SPEC = """format = 1
tariff = "kitami"
[contract]
title = "{title}"
company = "甲社"
start = 2026-04-01
end = 2028-03-31
[[direct]]
amount = 1_000_001
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "contracts"
    made.mkdir()
    for number, title in enumerate(("=1+1", "研究")):
        (made / f"c{number}.toml").write_text(SPEC.format(title=title))
    (made / "wrong.toml").write_text(SPEC.format(title="誤り").replace("amount", "ammount"))
    return made


def book_of(words, tmp_path):
    path = tmp_path / "out.xlsx"
    ran = run(["portfolio", *map(str, words), "-o", str(path), "--force", "--lang", "en"])
    return ran, openpyxl.load_workbook(path)


def test_a_row_has_types_filters_and_a_head_that_stays(folder, tmp_path):
    ran, book = book_of([folder], tmp_path)
    assert ran.status == 3
    (page,) = book.worksheets
    head, *rows = page.iter_rows(max_row=4, values_only=True)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["start"], first["total with tax"]) == (datetime(2026, 4, 1), 1_430_001)  # noqa: DTZ001 - no zone
    assert 'did you mean "amount"?' in dict(zip(head, rows[2], strict=True))["mistake"]
    assert (page.auto_filter.ref, page.freeze_panes) == ("A1:S4", "A2")
    assert (
        page["A6"].value == "sangaku-price portfolio: contracts 2, total with tax 2,860,002 yen, files with mistakes 1"
    )
    assert page.column_dimensions["D"].hidden  # the tariff's id, of which a list for people has no room


def test_a_title_like_a_formula_is_text(folder, tmp_path):
    _, book = book_of([folder], tmp_path)
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_name_that_is_no_utf_8_is_shown_as_it_is_elsewhere(tmp_path):
    field = Field("file", Text("ファイル", "file"))
    path = tmp_path / "out.xlsx"
    path.write_bytes(
        xlsx.write_records(Records("contract", Text("一覧", "list"), (field,), [("a\udcff.toml",)]), Lang.EN)
    )
    assert openpyxl.load_workbook(path).worksheets[0]["A2"].value == "a\\udcff.toml"


def test_the_same_contracts_give_the_same_bytes(folder, tmp_path):
    written = [run(["portfolio", str(folder), "-f", "xlsx"]).out for _ in range(2)]
    assert written[0] == written[1]


def test_sums_of_an_impact_stand_on_a_sheet_of_their_own(folder, tmp_path):
    changed = tmp_path / "changed.toml"
    kitami = ROOT / "src" / "sangaku_price" / "data" / "tariffs" / "kitami.toml"
    changed.write_text(kitami.read_text().replace('rate = "30%"', 'rate = "40%"'))
    ran, book = book_of([folder, "--impact", changed], tmp_path)
    assert ran.status == 3
    assert len(book.worksheets) == 2
    assert all(page.auto_filter.ref for page in book.worksheets)


@pytest.mark.parametrize("words", [["--group-by", "company"], ["--effort"]])
def test_groups_and_efforts_are_sheets_too(folder, tmp_path, words):
    _, book = book_of([folder, *words], tmp_path)
    assert book.worksheets[0].auto_filter.ref


def test_more_rows_than_a_sheet_takes_are_refused_and_nothing_is_written(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    path = tmp_path / "out.xlsx"
    ran = run(["portfolio", str(folder), "-o", str(path), "--lang", "en"])
    assert ran.status == 2
    assert ran.complaint.startswith("a sheet of Excel takes 2 rows; write csv or parquet")
    assert not path.exists()
