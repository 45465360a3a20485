"""Workbooks: a second engine comes to the quote's totals, whatever is changed; no text is a formula, nothing private leaks."""

import io
import sys
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from command import run
from places import ROOT
from quotes import a_line, a_quote, flat, replace, rich_quote
from raw_pricing import read
from sangaku_price import quote
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.documents.workbook.following import followed
from sangaku_price.documents.workbook.formulas import in_braces, share, whole_units
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import own
from sangaku_price.loading.law_file import load_law
from sangaku_price.money import Mode, Rounding, Yen, apportion, to_yen
from sangaku_price.negotiation import alternatives
from sangaku_price.pricing.engine import price
from sangaku_price.quotation.derivation import walk
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers import xlsx
from second_engine.chains import chains
from second_engine.test_same_change import quotes_of
from spreadsheet import cells, dumped, named, recalculated, with_inputs
from strategies import contracts

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = ROOT / "examples" / "kyoto-battery.toml"
MADE_UP = 100
MADE_UP_CHANGES = 40
MOST = 10**9
"""Yen up to which made-up contracts are compared: a spreadsheet's binary fractions are exact to sixteen digits."""
SIGNS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
AWFUL = [f"{sign}cmd|' /C calc'!A0" for sign in SIGNS]


def made_up():
    """Quotes of contracts that are made up, the same every time."""
    found = []

    @settings(
        max_examples=5 * MADE_UP,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(contracts())
    def collect(raw):
        if len(found) == MADE_UP:
            return
        contract, rules, problems = read(raw, None)
        if problems:
            return
        try:
            priced = price(contract, rules, load_law(), "value-based", engine="0")
        except BadFile:
            return
        if priced.totals.total > 0 and _is_small(priced):
            found.append(priced)

    collect()
    assert len(found) == MADE_UP
    return found


def made_up_changes(folder):
    """Contracts that are made up and changed, over several fiscal years, the same every time."""
    found = []

    @settings(
        max_examples=10 * MADE_UP,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(chains())
    def collect(chain):
        if len(found) >= MADE_UP_CHANGES:
            return
        try:
            quotes = list(quotes_of(chain, folder))
        except BadFile:
            return
        found.extend(one for one in quotes if followed(one) and _is_small(one))

    collect()
    return found[:MADE_UP_CHANGES]


def _is_small(priced):
    behind = (abs(node.value) for line in priced.lines for step in line.steps for node in walk(step))
    return max(behind, default=0) < MOST


CHANGES = {
    "amount": ({"input_direct_travel_amount": 1_047_331}, {"direct.travel.amount": 1_047_331}),
    "unit price": ({"input_direct_consumables_unit_price": 80_999}, {"direct.consumables.unit-price": 80_999}),
    "quantity": ({"input_direct_consumables_quantity": 31}, {"direct.consumables.quantity": 31}),
    "people": ({"input_resident_resident_people": 3}, {"resident.resident.people": 3}),
    "hours": ({"input_involvement_student_hours": 777}, {"involvement.student.hours": 777}),
    "hourly rate": ({"input_management_ura_hourly_rate": 8_333}, {"management.ura.hourly-rate": 8_333}),
    "effort": ({"input_involvement_kitayama_effort": 0.0825}, {"involvement.kitayama.effort": "8.25%"}),
    "multiplier": (
        {"input_involvement_kitayama_multiplier": 1.37},
        {"involvement.kitayama.multiplier": Decimal("1.37")},
    ),
    "percent": ({"input_contribution_know_how_percent": 0.111}, {"contribution.know-how.percent": "11.1%"}),
    "waiver": ({"input_waiver_first_collaboration_percent": 0.123}, {"waiver.first-collaboration.percent": "12.3%"}),
    "fee": ({"input_use_option_option_fee": 500_001}, {"use.option.option-fee": 500_001}),
    "royalty": ({"input_use_licence_royalty_rate": 0.017}, {"use.licence.royalty.rate": "1.7%"}),
    "sales": ({"input_use_licence_royalty_sales_2031": 300_000_001}, {"use.licence.royalty.sales.2031": 300_000_001}),
    "minimum": ({"input_use_licence_royalty_minimum": 2_500_000}, {"use.licence.royalty.minimum": 2_500_000}),
}
"""Inputs of the large example: in the workbook, and in the contract file."""
RATE = '\n[[overhead]]\nid = "indirect"\nrate = "27.5%"\nreason = "試し"\n'


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """Every workbook that is tried, as it was written and as the second engine calculated it, in one start of it."""
    folder = tmp_path_factory.mktemp("workbooks")
    files, quotes = {}, {}

    def add(name, found, data):
        files[name], quotes[name] = folder / f"{name}.xlsx", found
        files[name].write_bytes(data)

    for path in EXAMPLES:
        for view, scenario in (("office", "value-based"), ("company", "value-based"), ("office", "cost-accumulation")):
            name = f"{path.stem}-{view}-{scenario}"
            ran = run(["quote", str(path), "-f", "xlsx", "--for", view, "-s", scenario])
            assert ran.status == 0, ran.complaint
            add(name, quote(str(path), scenario=scenario), ran.out)
    for name, spec in changed_contracts(folder):
        add(f"amended-{name}", quote(spec), run(["quote", spec, "-f", "xlsx"]).out)
    for number, found in enumerate(made_up()):
        add(f"made-{number}", found, xlsx.render(found, Lang.JA))
    for number, found in enumerate(made_up_changes(folder)):
        add(f"made-change-{number}", found, xlsx.render(found, Lang.JA))
    large = files["kyoto-battery-office-value-based"]

    def change(name, found, **inputs):
        files[name], quotes[name] = with_inputs(large, folder / f"{name}.xlsx", **inputs), found

    for name, (inputs, values) in CHANGES.items():
        change(f"changed-{name}", quote(str(KYOTO), set=values), **inputs)
    (folder / "rate.toml").write_text(KYOTO.read_text() + RATE)
    change("changed-overhead", quote(str(folder / "rate.toml")), input_overhead_indirect_rate=0.275)
    change("changed-nothing", quote(str(KYOTO)))
    change("changed-tax", None, tax_rate=0.08)
    months = folder / "months.toml"
    months.write_text('format = 1\ntariff = "hokkaido"\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n' + EFFORT)
    data = run(["quote", str(months), "-f", "xlsx"]).out
    (folder / "months.xlsx").write_bytes(data)
    longer = quote(str(months), set={"contract.end": date(2027, 1, 31)})
    files["changed-months"] = with_inputs(folder / "months.xlsx", folder / "changed-months.xlsx", months=4)
    quotes["changed-months"] = longer
    for name, (amended, inputs, values) in AMENDED_CHANGES.items():
        spec = str(folder / f"{amended}.toml")
        files[name] = with_inputs(files[f"amended-{amended}"], folder / f"{name}.xlsx", **inputs)
        quotes[name] = quote(spec, set=values)
    again = recalculated(list(files.values()), folder)
    return files, quotes, {name: again[path.name] for name, path in files.items()}


EFFORT = '[[involvement]]\nwho = "教授"\neffort = "7%"\nannual-hours = 1860\nhourly-rate = 9_999\n'


AMENDED = (ROOT / "examples" / "change.toml").read_text()
TRAVEL = '[[direct]]\nid = "travel"\nitem = "出張旅費"\ncategory = "travel"\namount = 300_000\nfiscal-year = 2022\n'
LONGER = AMENDED.replace("2_400_000", "3_000_000").replace("end = 2023-03-31", "end = 2024-03-31") + TRAVEL
SHARED = """
[[payer]]
id = "alpha"
name = "甲社"
share = "70%"
[[payer]]
id = "beta"
name = "乙社"
rest = true
"""
SWAPPED = LONGER.replace("amount = 1_234_567", "amount = 5_000").replace("amount = 300_000", "amount = 100_000")
LESS = (
    AMENDED.replace("2_400_000", "1_500_000")
    .replace("signed = 2022-09-01", "signed = 2021-12-01")
    .partition('[[direct]]\nid = "second')[0]
)
CHANGED = {
    "plain": AMENDED,
    "longer": LONGER,
    "shared": AMENDED + SHARED,
    "swapped": SWAPPED,
    "less": LESS,
    "longer-shared": LONGER + SHARED,
}
AMENDED_CHANGES = {
    "changed-new entry of a change": (
        "plain",
        {"input_direct_second_series_amount": 1_047_331},
        {"direct.second-series.amount": 1_047_331},
    ),
    "changed-entry of a change": (
        "longer",
        {"input_direct_materials_amount": 3_456_790},
        {"direct.materials.amount": 3_456_790},
    ),
    "changed-entry of one year of several": (
        "longer",
        {"input_direct_second_series_amount": 77_777},
        {"direct.second-series.amount": 77_777},
    ),
    "changed-base that falls in one year and grows in another": (
        "swapped",
        {
            "input_direct_materials_amount": 2_800_001,
            "input_direct_travel_amount": 10,
            "input_direct_second_series_amount": 11,
        },
        {"direct.materials.amount": 2_800_001, "direct.travel.amount": 10, "direct.second-series.amount": 11},
    ),
    "changed-decrease over several years": (
        "less",
        {"input_direct_materials_amount": 1_234_569},
        {"direct.materials.amount": 1_234_569},
    ),
    "changed-years of two companies": (
        "longer-shared",
        {"input_direct_materials_amount": 3_456_790},
        {"direct.materials.amount": 3_456_790},
    ),
}
"""Inputs of changed contracts: in the workbook, and in the contract file."""


def changed_contracts(folder):
    """A changed contract, one that goes on for a year more, one that two companies pay from now on, one of less."""
    (folder / "frozen").mkdir()
    frozen = (ROOT / "examples" / "frozen" / "surface.json").read_bytes()
    (folder / "frozen" / "surface.json").write_bytes(frozen)
    for name, words in CHANGED.items():
        (folder / f"{name}.toml").write_text(words)
        yield name, str(folder / f"{name}.toml")


def totals_of(files, book, name):
    return tuple(named(files[name], book[name], one) for one in ("subtotal", "tax", "total"))


@pytest.mark.tools
def test_a_second_engine_comes_to_the_totals_of_every_example_and_of_made_up_contracts(tried):
    files, quotes, again = tried
    compared = 0
    for name, found in quotes.items():
        if not name.startswith("changed"):
            totals = found.totals
            assert totals_of(files, again, name) == (totals.subtotal, totals.tax, totals.total), name
            compared += 1
    assert compared == 3 * len(EXAMPLES) + len(CHANGED) + MADE_UP + MADE_UP_CHANGES


@pytest.mark.tools
def test_every_cell_that_was_written_is_what_the_second_engine_calculates(tried):
    files, _, again = tried
    for name, path in files.items():
        if name.startswith("changed"):
            continue
        for sheet, rows in cells(path).items():
            for number, row in enumerate(rows):
                for one, other in zip(row, again[name][sheet][number], strict=False):
                    assert one == pytest.approx(other) if isinstance(one, float) else one == other, (name, sheet)


@pytest.mark.tools
@pytest.mark.parametrize("name", [*CHANGES, "overhead", "nothing", "months"])
def test_a_changed_input_gives_what_the_engine_makes_of_the_changed_contract(name, tried):
    files, quotes, again = tried
    found = quotes[f"changed-{name}"].totals
    assert totals_of(files, again, f"changed-{name}") == (found.subtotal, found.tax, found.total)
    book = load_workbook(files[f"changed-{name}"])
    if name in {"royalty", "sales", "minimum"}:
        row = next(row for row in again[f"changed-{name}"]["見積"] if "計：条件付" in str(row[1]))
        assert row[-1] == found.contingent.maximum
    assert book.sheetnames == ["見積", *(["比較"] if "比較" in book.sheetnames else []), "前提", "出典"]


@pytest.mark.tools
@pytest.mark.parametrize("name", AMENDED_CHANGES)
def test_what_a_change_costs_follows_its_inputs(name, tried):
    files, quotes, again = tried
    found = quotes[name]
    assert totals_of(files, again, name) == (found.totals.subtotal, found.totals.tax, found.totals.total)
    rows = again[name]["見積"]
    periods = [one.label for one in found.periods]
    for ident in {line.id for line in found.lines}:
        row = next(row for row in rows if row[0] == ident)
        each = {line.period: line.amount for line in found.lines if line.id == ident}
        assert row[-1] == sum(each.values())
        assert [one or 0 for one in row[-1 - len(periods) : -1]] == [each.get(period, 0) for period in periods], ident
    asked = [row[-1] for row in rows if str(row[0]).startswith("change-")]
    assert asked == [one.total for one in found.change.invoices]
    assert sum(asked) == found.change.total


@pytest.mark.tools
def test_a_changed_tax_rate_is_rounded_once_an_invoice(tried):
    files, _, again = tried
    found = quote(str(KYOTO))
    assert totals_of(files, again, "changed-tax")[1] == sum(
        to_yen(one.tax[0].base * Fraction(8, 100)) for one in _at_eight(found)
    )


def _at_eight(found):
    """The invoices; the researcher fee is published with tax, so that it is another without."""
    fees = {"FY2027": apportion(to_yen(Fraction(660_000) / Fraction(108, 100)), (0, 12, 6, 0))[1]}
    fees["FY2028"] = apportion(to_yen(Fraction(660_000) / Fraction(108, 100)), (0, 12, 6, 0))[2]
    for one in found.invoices:
        inside = [line for line in found.lines if line.period == one.label and line.certainty == "fixed"]
        base = sum(line.amount for line in inside if line.id not in {"resident", "indirect"})
        of = {line.id: line for line in inside}
        direct = of["indirect"].steps[0].args[0].args[0].value - (of["resident"].amount if "resident" in of else 0)
        fee = fees.get(one.label, 0)
        base += fee + to_yen((direct + fee) * Fraction(3, 10))
        yield replace(one, tax=(replace(one.tax[0], base=Yen(base)),))


# -- formulas ----------------------------------------------------------------------------------------------------------


def test_every_amount_of_an_example_is_a_formula_and_every_number_behind_it_a_cell():
    for path in (path for path in EXAMPLES if path.stem != "change"):
        data = run(["quote", str(path), "-f", "xlsx", "--for", "office"]).out
        book = load_workbook(io.BytesIO(data))
        for sheet in (one for one in book if one.title in {"見積", "比較"}):
            for row in sheet.iter_rows():
                for cell in row:
                    assert not isinstance(cell.value, int | float), (path.name, sheet.title, cell.coordinate)


def test_numbers_of_a_changed_contract_are_those_that_were_frozen_and_the_sheet_says_so():
    frozen = quote(str(ROOT / "examples" / "frozen" / "surface.json"))
    facts = {amount for line in frozen.lines for amount in (line.amount,)}
    facts |= {amount for one in frozen.invoices for amount in (one.subtotal, one.total - one.subtotal, one.total)}
    spec = str(ROOT / "examples" / "change.toml")
    book = load_workbook(io.BytesIO(run(["quote", spec, "-f", "xlsx", "--lang", "ja"]).out))
    for sheet in (book["見積"], book["比較"]):
        shown = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        numbers = {cell.value for cell in shown if isinstance(cell.value, int)}
        assert numbers <= facts
        assert {one.total for one in frozen.invoices} <= numbers
        assert not [cell for cell in shown if cell.data_type == "f" and cell.value.lstrip("=-").isdigit()]
        words = [str(cell.value) for cell in shown]
        assert words.count("2021年度（固定値）") == 1
        assert len([one for one in words if one.startswith("固定値：変更前の額と請求（凍結した見積のもの）")]) == 1


@pytest.mark.parametrize(
    ("rounding", "written"),
    [
        (Rounding(), "ROUNDDOWN(ROUND(A1,5),0)"),
        (Rounding(1000, Mode.NEAREST), "ROUND(ROUND(A1/1000,5),0)*1000"),
        (Rounding(10, Mode.UP), "ROUNDUP(ROUND(A1/10,5),0)*10"),
    ],
)
def test_a_rounding_is_written_with_its_unit(rounding, written):
    assert whole_units("A1", rounding) == written


def test_a_share_names_every_weight_its_own_and_those_before():
    written = share("A1", in_braces((6, 12, 1), 1))
    assert "{6,12,1}" in written
    assert "{6}" in written
    assert "{" not in share("A1", in_braces((6, 12, 1), 0)).replace("{6,12,1}", "")


# -- bytes -------------------------------------------------------------------------------------------------------------


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_same_quote_has_the_same_bytes():
    command = ["quote", str(KYOTO), "-f", "xlsx"]
    assert run(command).out == run(command).out


@pytest.mark.parametrize("words", AWFUL)
def test_no_text_of_a_user_becomes_a_formula_and_what_begins_like_one_is_marked_as_text(words):
    line = a_line("direct.1", flat(1), label=own(words), unit=words)
    found = a_quote([line])
    found = found._replace(contract=found.contract._replace(title=words, company=words, document={"remarks": words}))
    for data in (xlsx.render(found, Lang.BOTH), xlsx.write(quote_document(found))):
        for cell in (cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row):
            text = str(cell.value or "")
            if "calc" in text:
                assert cell.data_type == "s"
                assert not text.startswith(SIGNS) or cell.quotePrefix or text.startswith("<U+")


def test_nothing_private_is_in_any_part_of_a_file_that_a_company_gets(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(
        KYOTO.read_text()
        + '\n[[involvement]]\nid = "secret"\nwho = "甲"\nannual-cost = 9_876_543\neffort = "11%"\nnote = "秘密のメモ"\n'
    )
    private = (
        "9876543",
        "9,876,543",
        "秘密のメモ",
        "probability",
        "discount",
        "知の貢献を金額で合意する案",
        "2,500万円",
    )
    company = " ".join(parts(run(["quote", str(spec), "-f", "xlsx"]).out).values())
    office = " ".join(parts(run(["quote", str(spec), "-f", "xlsx", "--for", "office"]).out).values())
    assert [words for words in private if words in company] == []
    assert {"9876543", "知の貢献を金額で合意する案"} <= {words for words in private if words in office}


def test_the_cells_of_the_rich_quote_are_as_they_were(golden):
    golden("rich/quote.xlsx.txt", dumped(xlsx.render(rich_quote(), Lang.BOTH)))


def test_what_only_the_office_sees_is_a_number_without_its_derivation():
    found = for_company(rich_quote())
    assert b"not disclosed" in dumped(xlsx.render(found, Lang.EN)) or not any(line.private for line in found.lines)


def test_a_workbook_is_read_on_paper_too():
    book = load_workbook(io.BytesIO(run(["quote", str(KYOTO), "-f", "xlsx"]).out))
    for sheet in book:
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.freeze_panes
        assert sheet.print_area
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_margins.left < 0.5
    assert book["見積"]["C4"].number_format.endswith('"円"')


def test_facts_run_on_over_the_columns_of_amounts_and_make_none_of_them_wide():
    data = run(["quote", str(KYOTO), "-f", "xlsx", "--document", "annex", "--lang", "ja"]).out
    sheet = load_workbook(io.BytesIO(data)).active
    (place,) = [cell.coordinate for row in sheet.iter_rows() for cell in row if len(str(cell.value)) == 64][:1]
    assert not sheet[place].alignment.wrap_text
    assert sheet.column_dimensions["B"].width < 20


def test_a_document_is_a_sheet_with_its_numbers_as_numbers():
    sheet = load_workbook(io.BytesIO(run(["compare", str(KYOTO), "-f", "xlsx", "--lang", "ja"]).out)).active
    assert 24_931_713 in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_file_that_is_ours_is_written_over_and_no_other(tmp_path):
    out = tmp_path / "quote.xlsx"
    command = ["quote", str(KYOTO), "-o", str(out)]
    assert [run(command).status, run(command).status] == [0, 0]
    out.write_bytes(b"PK another")
    assert run(command).status == 2


def test_an_absent_extra_says_how_it_is_installed(monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "sangaku_price.writers.xlsx")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = run(["quote", str(KYOTO), "-o", str(tmp_path / "a.xlsx"), "--lang", "en"])
    assert ran.status == 2
    assert 'pip install "sangaku-price[xlsx]"' in ran.complaint
    assert list(tmp_path.iterdir()) == []


def test_what_stands_beside_the_price_is_on_a_sheet_of_its_own(tmp_path):
    path, there = str(ROOT / "examples" / "young-researcher.toml"), tmp_path / "beside.xlsx"
    assert run(["quote", path, "-f", "xlsx", "--for", "company", "--lang", "ja", "-o", str(there)]).status == 0
    sheet = load_workbook(there)["分担と公的資金"]
    told = {
        row[0]: [cell for cell in row[1:] if cell is not None] for row in sheet.iter_rows(values_only=True) if row[0]
    }
    assert told["研究の規模"] == [30_800_000]
    assert told["直接経費（消耗品費）"] == ["対象", 3_000_000, 3_000_000, 6_000_000]
    assert run(["quote", path, "-f", "xlsx", "--for", "office", "--lang", "ja", "-o", str(there)]).status == 0
    office = load_workbook(there)["分担と公的資金"]
    assert "直接経費（消耗品費）" not in {row[0] for row in office.iter_rows(values_only=True)}


def test_a_workbook_for_a_company_prices_no_scenario_that_it_does_not_show(monkeypatch):
    asked = []
    undivided = alternatives.price_undivided
    monkeypatch.setattr(alternatives, "price_undivided", lambda *told: asked.append(1) or undivided(*told))
    example = str(ROOT / "examples" / "kyoto-battery.toml")
    assert run(["quote", example, "-f", "xlsx"]).status == 0
    assert len(asked) == 1
    assert run(["quote", example, "-f", "xlsx", "--for", "office"]).status == 0
    assert len(asked) == 1 + 3


@pytest.mark.parametrize(
    ("name", "invoices"),
    [
        ("minimal", {"一括"}),
        ("consortium", {"アルファ建材株式会社 第1回 2026年10月31日", "ガンマ計測株式会社 第2回 2027年10月31日"}),
        ("kyoto-battery", {"2026年度", "2029年度"}),
    ],
)
def test_a_workbook_in_japanese_alone_names_invoices_and_rows_of_the_annex_as_an_office_does(name, invoices):
    made = run(["quote", str(ROOT / "examples" / f"{name}.toml"), "-f", "xlsx", "--lang", "ja"]).out
    sheet = load_workbook(io.BytesIO(made)).worksheets[0]
    words = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert invoices | {"直接経費", "間接経費"} <= words
    assert not [one for one in words if one.endswith("として")]
    assert not words & {"contract", "FY2026", "alpha", "first"}
