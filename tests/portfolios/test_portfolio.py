"""Many contracts at once: rows in the order of the files, whatever is wrong with one, by one process or by several."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
import tomli

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.loading import contract_files
from sangaku_price.portfolios import spreading
from sangaku_price.portfolios.grouping import By, grouped
from sangaku_price.portfolios.row import Asking, row_of

EXAMPLES = sorted(str(path) for path in (ROOT / "examples").glob("*.toml") if "[contract]" in path.read_text())
SUMMED = [
    str(ROOT / "examples" / f"{name}.toml") for name in ("consulting", "kyoto-battery", "minimal", "startup-equity")
]
SPEC = """format = 1
tariff = "{tariff}"
[contract]
title = "{title}"
company = "{company}"
start = {start}
end = {end}
billing = "fiscal-year"
[[direct]]
amount = {amount}
"""


def spec(tariff="kitami", title="題", company="甲社", start="2026-04-01", end="2028-03-31", amount=1_000_001, more=""):
    return SPEC.format(tariff=tariff, title=title, company=company, start=start, end=end, amount=amount) + more


@pytest.fixture
def folder(tmp_path):
    for number in range(7):
        (tmp_path / f"c{number}.toml").write_text(spec(title=f"題{number}", amount=1_000_001 + number))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "d.toml").write_text(spec(tariff="kyoto", company="乙社"))
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "h.toml").write_text(spec())
    (tmp_path / "e-template.toml").write_text("template = true\n" + spec())
    (tmp_path / "policy.toml").write_text('[[gate]]\nid = "x"\n')
    return tmp_path


def rows(found):
    return [json.loads(line) for line in found.text.splitlines()]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: Path(path).stem)
def test_a_row_says_what_the_quote_says(path):
    row, quote = row_of(path), sangaku_price.quote(path)
    told = quote.totals
    assert (row.total, row.tax, row.value_share) == (told.total, told.tax, told.value_share)
    assert (row.contingent_maximum, row.contingent_expected) == (told.contingent.maximum, told.contingent.expected)
    assert row.warnings == sum(note.level == "warning" for note in quote.notes)
    assert row.planned == (told.planned.total if told.planned else 0)
    assert sum(amount for _, amount in row.by_year) == row.total
    assert (row.title, row.start, row.end) == (quote.contract.title, quote.contract.start, quote.contract.end)


def test_rows_come_in_the_order_of_the_files_and_what_is_no_contract_is_passed_over(folder):
    found = run(["portfolio", str(folder), "-f", "jsonl"])
    names = [Path(row["file"]).relative_to(folder).as_posix() for row in rows(found)]
    assert names == [*(f"c{number}.toml" for number in range(7)), "deep/d.toml"]
    assert found.status == 0


def test_a_file_with_mistakes_is_a_row_and_stops_nothing(folder):
    (folder / "c3.toml").write_text(spec(amount='"x"', more="colour = 1\n"))
    found = run(["portfolio", str(folder), "-f", "jsonl", "--lang", "en"])
    bad = rows(found)[3]
    assert bad["total"] is None
    assert f"{folder / 'c3.toml'}:10" in bad["mistake"]
    assert len(rows(found)) == 8
    assert found.status == 3
    assert "files that could not be priced: 1" in found.complaint


def test_a_file_that_is_named_is_answered_whatever_it_is(folder):
    found = run(["portfolio", str(folder / "policy.toml"), str(folder / "gone.toml"), "-f", "jsonl", "--lang", "en"])
    assert [bool(row["mistake"]) for row in rows(found)] == [True, True]
    assert "there is no such file" in rows(found)[1]["mistake"]
    assert found.status == 3


def test_a_file_that_goes_while_the_folder_is_read_is_answered(folder, monkeypatch):
    found = list(contract_files.found_in([str(folder)]))
    (folder / "c2.toml").unlink()
    monkeypatch.setattr(contract_files, "found_in", lambda *_: found)
    made = run(["portfolio", str(folder), "-f", "jsonl", "--lang", "en"])
    assert made.status == 3
    assert "there is no such file" in rows(made)[2]["mistake"]


def test_a_scenario_that_a_file_has_not_is_its_mistake(folder):
    (folder / "c1.toml").write_text(spec(more='[scenario.low]\nset = { "direct.1.amount" = 10 }\n'))
    found = run(["portfolio", str(folder), "-f", "jsonl", "--scenario", "low", "--lang", "en"])
    assert [row["total"] is not None for row in rows(found)][:3] == [False, True, False]
    assert "unknown scenario" in rows(found)[0]["mistake"]


@pytest.mark.parametrize("fmt", ["csv", "html", "jsonl", "markdown", "table"])
def test_two_workers_write_the_same_bytes_as_one(folder, monkeypatch, fmt):
    (folder / "c5.toml").write_text("[contract]\nnonsense = [")
    monkeypatch.setattr(spreading, "WORTH", 2)
    monkeypatch.setattr(spreading, "PART", 1)
    one, two = (run(["portfolio", str(folder), "-f", fmt, "--workers", count]) for count in "12")
    assert one == two
    assert one.status == 3


def test_what_is_read_slowly_is_not_priced_far_ahead(monkeypatch):
    monkeypatch.setattr(spreading, "WORTH", 2)
    monkeypatch.setattr(spreading, "PART", 1)
    asked = []

    def files():
        for number in range(1000):
            asked.append(number)
            yield contract_files.Found(f"{number}", named=True)

    made = spreading.spread(str, files(), 2)
    next(made)
    time.sleep(0.2)
    assert len(asked) < 100
    made.close()


@pytest.mark.parametrize(
    ("where", "count"),
    [("company=乙社", 1), ("company=乙 社", 1), ("tariff=kitami", 7), ("start=2026-04-01", 8), ("total=1,430,001", 2)],
)
def test_filters_compare_values_as_people_write_them(folder, where, count):
    assert len(rows(run(["portfolio", str(folder), "-f", "jsonl", "--where", where]))) == count


@pytest.mark.parametrize("where", ["企業=乙社", "company=乙社", "料金表=kyoto", "研究題目=題", "機関 = 京都大学"])
def test_a_filter_names_a_column_as_the_list_heads_it(folder, where):
    found = rows(run(["portfolio", str(folder), "-f", "jsonl", "--where", where]))
    assert [one["company"] for one in found if one["mistake"] is None] == ["乙社"]


SUFFIXES = {"table": ".txt", "markdown": ".md"}
SIGNS = {"joint-research", "academic-consulting", "value-based", "kobe", "shinshu", "kyoto", "hokkaido", "lean"}


@pytest.mark.parametrize("fmt", ["table", "markdown", "html", "xlsx"])
@pytest.mark.parametrize("more", [(), ("--group-by", "type"), ("--group-by", "tariff")], ids=" ".join)
def test_a_page_in_japanese_alone_has_words_where_others_have_ids(fmt, more, tmp_path):
    def shown(lang):
        out = tmp_path / f"{lang}{SUFFIXES.get(fmt, f'.{fmt}')}"
        assert run(["portfolio", *SUMMED, *more, "-f", fmt, "--lang", lang, "-o", str(out), "--force"]).status == 0
        if fmt != "xlsx":
            return re.sub(r"<style>.*?</style>|\S+\.toml", "", out.read_text(), flags=re.DOTALL)
        cells = (cell.value for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row)
        return "\n".join(str(one) for one in cells if not str(one).endswith(".toml"))

    japanese, english = shown("ja"), shown("en")
    assert not {one for one in SIGNS if one in japanese}
    wanted = {("--group-by", "type"): ("共同研究", "学術コンサルティング"), ("--group-by", "tariff"): ("信州大学",)}
    if fmt not in {"table", "html"} or more:  # a list for people has no room for such columns
        assert all(one in japanese for one in wanted.get(more, ("共同研究", "「知」の価値付け", "信州大学")))
        assert {one for one in SIGNS if one in english}


@pytest.mark.parametrize("fmt", ["csv", "jsonl"])
def test_what_programs_read_has_ids_in_every_language(fmt):
    japanese, english = (run(["portfolio", *SUMMED, "-f", fmt, "--lang", lang]).text for lang in ("ja", "en"))
    assert japanese == english
    assert all(one in japanese for one in ("joint-research", "academic-consulting", "value-based", "kyoto"))


def test_so_has_a_parquet_file(tmp_path):
    assert run(["portfolio", *SUMMED, "--lang", "ja", "-o", str(tmp_path / "p.parquet")]).status == 0
    table = pyarrow.parquet.read_table(tmp_path / "p.parquet")
    assert set(table["type"].to_pylist()) == {"joint-research", "academic-consulting"}


@pytest.mark.parametrize(
    "where",
    [
        "契約種別=学術コンサルティング",
        "type=academic-consulting",
        "type=academic consulting",
        "料金表=信州大学",
        "tariff=shinshu",
    ],
)
def test_a_filter_takes_an_id_or_its_words(where):
    (found,) = rows(run(["portfolio", *SUMMED, "-f", "jsonl", "--where", where]))
    assert found["tariff"] == "shinshu"


def test_a_scenario_of_the_file_is_told_by_its_title(tmp_path):
    battery = str(ROOT / "examples" / "kyoto-battery.toml")
    told = run(["portfolio", battery, "--scenario", "lean", "-f", "markdown", "--lang", "ja"]).text
    title = tomli.loads(Path(battery).read_text())["scenario"]["lean"]["title"]
    assert f"| {title} |" in told
    assert (
        len(rows(run(["portfolio", battery, "--scenario", "lean", "-f", "jsonl", "--where", f"scenario={title}"]))) == 1
    )


def test_words_come_through_other_processes(folder):
    told = [run(["portfolio", str(folder), "-f", "markdown", "--lang", "ja", "--workers", n]).text for n in ("1", "2")]
    assert told[0] == told[1]
    assert "北見工業大学" in told[0]
    assert "joint-research" not in told[0]


def test_a_filter_by_no_column_names_the_nearest(folder):
    found = run(["portfolio", str(folder), "--where", "compny=x", "--lang", "en"])
    assert found.status == 2
    assert 'did you mean "company"' in found.complaint


@pytest.mark.parametrize("by", list(By))
def test_groups_add_up_to_the_rows(folder, by):
    priced = [row_of(str(path)) for path in sorted(folder.rglob("[cd]*.toml"))]
    made = grouped(priced, by)
    place = [field.name for field in made.fields].index("total")
    assert sum(row[place] for row in made.rows) == sum(row.total for row in priced)


def test_an_unknown_expectation_is_no_sum(folder):
    (folder / "c1.toml").write_text(spec(more="[[success]]\namount = 5\n"))
    found = run(["portfolio", str(folder), "--group-by", "tariff", "-f", "jsonl"])
    kitami, kyoto = rows(found)
    assert kitami["tariff"] == "kitami"
    assert kitami["contingent_maximum"] == 5
    assert kitami["contingent_expected"] is None
    assert kyoto["contingent_expected"] == 0


def test_a_contract_counts_in_each_fiscal_year_that_it_touches(folder):
    found = rows(run(["portfolio", str(folder), "--group-by", "fiscal-year", "-f", "jsonl"]))
    assert [(row["fiscal_year"], row["contracts"]) for row in found] == [("FY2026", 8), ("FY2027", 8)]


def test_parquet_has_types(folder, tmp_path):
    path = tmp_path / "out.parquet"
    assert run(["portfolio", str(folder), "-o", str(path)]).status == 0
    table = pyarrow.parquet.read_table(path)
    kinds = dict(zip(table.schema.names, map(str, table.schema.types), strict=True))
    assert (kinds["total"], kinds["start"], kinds["warnings"]) == ("int64", "date32[day]", "int64")
    assert table.num_rows == 8
    first = table.to_pylist()[0]
    assert (first["total"], first["start"]) == (1_430_001, date(2026, 4, 1))
    assert run(["portfolio", str(folder), "-o", str(path)]).status == 0, "the file is known as ours again"


def test_without_pyarrow_the_extra_is_named(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "sangaku_price.writers.parquet", raising=False)
    found = run(["portfolio", str(folder), "-f", "parquet"])
    assert found.status == 2
    assert 'pip install "sangaku-price[parquet]"' in found.complaint


def test_csv_rows_are_read_back_and_texts_are_no_formulas(folder):
    (folder / "c0.toml").write_text(spec(title="=1+1"))
    found = list(csv.DictReader(io.StringIO(run(["portfolio", str(folder), "-f", "csv"]).text)))
    assert found[0]["title"] == "'=1+1"
    assert found[1]["total"] == "1430002"


@pytest.mark.parametrize("lang", ["ja", "en", "both"])
def test_a_list_is_what_it_was(folder, monkeypatch, golden, lang):
    (folder / "c3.toml").write_text(spec(amount='"x"'))
    monkeypatch.chdir(folder)
    found = run(["portfolio", ".", "--lang", lang])
    golden(f"portfolio/list.{lang}.txt", found.out)


@pytest.mark.parametrize("by", list(By))
def test_sums_are_what_they_were(golden, by):
    found = run(["portfolio", *SUMMED, "--group-by", by, "--lang", "ja"])
    golden(f"portfolio/by-{by}.ja.txt", found.out)


@pytest.mark.parametrize(
    "words",
    [
        ["--workers", "0"],
        ["--workers", "x"],
        ["--group-by", "colour"],
        ["--effort-limit", "90%"],
        ["--impact", "a", "--effort"],
    ],
)
def test_words_that_make_no_sense_are_refused(folder, words):
    found = run(["portfolio", str(folder), *words])
    assert (found.status, found.out) == (2, b"")


def alive(group):
    """The processes of a group that still run; those that nobody has asked for yet are dead all the same."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(group) and "Z" not in line.split()[1]]


@pytest.mark.parametrize(("ending", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_what_ends_it_leaves_no_half_file_and_no_child(tmp_path, ending, status):
    for number in range(8000):
        (tmp_path / f"c{number:04}.toml").write_text(spec(amount=1_000_001 + number))
    output = tmp_path / "out" / "rows.csv"
    output.parent.mkdir()
    command = [sys.executable, "-m", "sangaku_price", "portfolio", str(tmp_path), "-o", str(output), "--workers", "2"]
    was = signal.signal(ending, signal.SIG_DFL)  # what the tests ignore, where they run in the background, so would it
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    finally:
        signal.signal(ending, was)
    with process:
        deadline = time.monotonic() + 20
        while not any(output.parent.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, ending)
        _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (status, b"")
    assert list(output.parent.iterdir()) == []
    deadline = time.monotonic() + 10
    while alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(process.pid)


def test_rows_on_a_dask_cluster_are_those_of_the_command(folder):
    found = run(["portfolio", str(folder), "-f", "jsonl"])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    example = [sys.executable, str(ROOT / "examples" / "portfolio_dask.py"), str(folder)]
    made = subprocess.run(example, capture_output=True, check=True, env=environment)
    assert made.stdout == found.out


def test_from_python_rows_are_made_when_they_are_asked_for(folder):
    made = sangaku_price.portfolio(folder, where=["tariff=kyoto"])
    assert next(made).company == "乙社"
    with pytest.raises(LookupError):
        sangaku_price.portfolio(str(folder), where=["nothing"])


def test_a_fault_of_the_program_is_a_row(folder, monkeypatch):
    from sangaku_price.portfolios import row

    def broken(*_args, **_kwargs):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(row, "price_loaded", broken)
    monkeypatch.delenv("SANGAKU_PRICE_TRACEBACK", raising=False)
    assert row_of(str(folder / "c0.toml"), Asking()).mistake.code == "program-fault"
    found = run(["portfolio", str(folder), "--workers", "1", "--lang", "en"])
    assert found.status == 1
    assert found.text.count("a fault of the program: ZeroDivisionError: oh") == 8


def test_paths_are_taken_where_names_are():
    examples = ROOT / "examples"
    kyoto = ROOT / "src" / "sangaku_price" / "data" / "tariffs" / "kyoto.toml"
    assert sangaku_price.tariff_show(kyoto).id == "kyoto"
    assert sangaku_price.tariff_history(kyoto).sections
    assert not list(sangaku_price.impact(examples / "minimal.toml", tariffs=[kyoto]))
    filled = sangaku_price.agreement_fill(examples / "agreement.md", examples / "minimal.toml")
    assert filled.startswith(b"#")
