"""A portfolio as a workbook: typed cells that can be filtered, and no text of a contract that becomes a formula."""

from datetime import datetime

import openpyxl
import pytest

from command import run
from places import ROOT
from sangaku_price.documents.records import Field, Records
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.language.wrapping import columns, wrapped
from sangaku_price.portfolios.grouping import By
from sangaku_price.writers import xlsx
from spreadsheet import cells, recalculated

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
    assert (page.auto_filter.ref, page.freeze_panes) == ("A1:T4", "A2")
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


def test_efforts_are_a_sheet_too(folder, tmp_path):
    _, book = book_of([folder, "--effort"], tmp_path)
    assert book.worksheets[0].auto_filter.ref


@pytest.mark.parametrize("by", By)
def test_the_contracts_stand_on_a_sheet_and_their_sums_on_another(folder, tmp_path, by):
    _, book = book_of([folder, "--group-by", by], tmp_path)
    each, sums = book.worksheets
    assert (each.title, sums.title) == ("Contracts", "Contracts, summed up")
    assert [cell.value for cell in each["A"]][1:4] == [
        str(folder / name) for name in ("c0.toml", "c1.toml", "wrong.toml")
    ]
    head, *rows = sums.iter_rows(values_only=True)
    assert sum(row[head.index("total with tax")] for row in rows) == 2_860_002
    assert sums.auto_filter.ref == f"A1:{sums.cell(1, len(head)).column_letter}2"


def test_a_fiscal_year_is_called_as_its_readers_call_it(tmp_path):
    path = tmp_path / "out.xlsx"
    example = str(ROOT / "examples" / "kyoto-battery.toml")
    assert run(["portfolio", example, "--group-by", "fiscal-year", "--lang", "ja", "-o", str(path)]).status == 0
    told = [cell.value for cell in openpyxl.load_workbook(path).worksheets[1]["A"]]
    assert told == ["年度", "2026年度", "2027年度", "2028年度", "2029年度"]


@pytest.mark.parametrize("lang", ["ja", "en", "both"])
def test_a_head_has_the_height_of_all_its_lines(tmp_path, lang):
    path = tmp_path / "out.xlsx"
    assert run(["portfolio", str(ROOT / "examples"), "--lang", lang, "-o", str(path)]).status == 0
    page = openpyxl.load_workbook(path).worksheets[0]
    widths = {cell.column_letter: page.column_dimensions[cell.column_letter].width for cell in page[1]}
    needed = [len(wrapped(cell.value, round(widths[cell.column_letter]) - 2, columns)) for cell in page[1]]
    assert max(needed) >= {"ja": 2, "en": 3, "both": 4}[lang]
    assert page.row_dimensions[1].height >= xlsx.LINE * max(needed)


@pytest.mark.tools
def test_a_second_engine_opens_a_portfolio_and_its_sums_are_those_of_its_rows(tmp_path):
    path = tmp_path / "out.xlsx"
    command = ["portfolio", str(ROOT / "examples"), "--group-by", "company", "--lang", "en", "-o", str(path)]
    assert run(command).status == 0
    found = recalculated([path], tmp_path)[path.name]
    assert list(found) == ["Contracts", "Contracts, summed up"]
    written = cells(path)
    for sheet, rows in found.items():
        for row, before in zip(rows, written[sheet], strict=False):
            for one, other in zip(row, before, strict=False):
                assert not str(one).startswith(("#", "Err:"))
                assert one == pytest.approx(other) if isinstance(other, float) else one == other
    head, *each = found["Contracts"]
    company, total, beside = map(head.index, ("company", "total with tax", "not in the sums"))
    sums = {}
    for row in each:
        if row[total] != "" and row[beside] == "":
            sums[row[company]] = sums.get(row[company], 0) + row[total]
    head, *groups = found["Contracts, summed up"]
    assert {row[0]: row[head.index("total with tax")] for row in groups} == sums
    assert len(sums) > 5


def test_more_rows_than_a_sheet_takes_are_refused_and_nothing_is_written(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    path = tmp_path / "out.xlsx"
    ran = run(["portfolio", str(folder), "-o", str(path), "--lang", "en"])
    assert ran.status == 2
    assert ran.complaint.startswith("a sheet of Excel takes 2 rows; write csv or parquet")
    assert not path.exists()
