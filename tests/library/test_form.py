"""A form in Excel: what is filled in prices as the same contract written by hand; every mistake stands at its cell."""

import io
import json
import shutil
import sys
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from command import run
from places import ROOT
from sangaku_price import BadFile, convert, quote
from sangaku_price.api import form
from sangaku_price.documents.cells import Kind
from sangaku_price.language.enums import Lang
from sangaku_price.library.form import HEADS
from sangaku_price.library.form_columns import (
    ARRAYS,
    PARTS,
    SCENARIO,
    SINGLES,
    Asked,
    Holds,
    asked_of,
    sheet_of,
    tables,
    tops,
)
from sangaku_price.library.form_file import written_value
from sangaku_price.library.form_offers import Offers
from sangaku_price.library.form_values import value_of
from sangaku_price.loading.contract_file import contract_file
from sangaku_price.loading.scheme_file import load_schemes
from sangaku_price.writers import xlsx
from spreadsheet import dumped

EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").glob("*.toml"))
"""Every example of a contract."""
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples" / "templates").glob("*.toml"))
FILLED = ROOT / "examples" / "form.xlsx"


def blank(path, tariff="kyoto"):
    ran = run(["new", "--format", "xlsx", "--tariff", tariff, "-o", str(path), "--force"])
    assert ran.status == 0, ran.complaint
    return load_workbook(path)


def fill(book, raw):
    """A form filled in with the tables of a contract file, as somebody would type them."""
    lines = {row[3].value: row[1] for row in book["契約"].iter_rows(min_row=HEADS + 1) if row[3].value}
    for table, held in rows_of(raw).items():
        if isinstance(held, dict):
            for key, value in held.items():
                lines[f"{table}.{key}"].value = typed(value)
        elif isinstance(held, list):
            sheet = book[sheet_of(table)]
            keys = {cell.value: cell.column for cell in sheet[HEADS + 1]}
            for number, entry in enumerate(held, HEADS + 2):
                for key, value in flat(entry):
                    sheet.cell(number, keys[key]).value = typed(value)
        elif table != "format":
            lines[table].value = typed(held)


def rows_of(raw):
    """The tables of a contract file as a form has them: what stands inside another in a sheet of its own."""
    rows = {table: held for table, held in raw.items() if table not in {"scenario", "lint", "agreement"}}
    rows["scenario"] = [{"name": name, **one} for name, one in raw.get("scenario", {}).items()]
    for table in ("lint", "agreement"):
        rows[f"{table}.ignore"] = raw.get(table, {}).get("ignore", [])
    for table, key in (("use", "outcome"), ("overhead", "bands"), ("overhead", "limits")):
        parts = [
            {"id": entry["id"], **{name: value for name, value in part.items() if name != "per"}}
            for entry in raw.get(table, [])
            for part in entry.get(key, [])
        ]
        if parts:
            rows[f"{table}.{key}"] = parts
            rows[table] = [{name: value for name, value in entry.items() if name != key} for entry in rows[table]]
    return rows


def flat(entry):
    """The keys of an entry; those of a table in it by both names."""
    for key, value in entry.items():
        if key in {"royalty", "rounding"}:
            yield from ((f"{key}.{inner}", one) for inner, one in value.items())
        else:
            yield key, value


def typed(value):
    match value:
        case bool():
            return "はい" if value else "いいえ"
        case dict():
            return "、".join(
                f"{name}: {one:,}" if type(one) is int else f"{name}：{paired(one)}" for name, one in value.items()
            )
        case list():
            return "、".join(value)
        case str() if value.endswith("%"):
            return float(Decimal(value[:-1]) / 100)
        case _:
            return value


def paired(value):
    return f"「{value}」" if isinstance(value, str) and set(value) & set("、,;；") else typed_day(value)


def typed_day(value):
    return f"{value:%Y/%m/%d}" if isinstance(value, date) else value


def refilled(written, folder):
    """A contract file, made from today's form in which that file was filled in."""
    raw = tomllib.loads(written.read_text())
    book = blank(folder / "form.xlsx", raw.get("tariff", "kyoto"))
    fill(book, raw)
    if "tariff" not in raw:
        next(row[1] for row in book["契約"].iter_rows() if row[3].value == "tariff").value = None
    book.save(folder / "form.xlsx")
    shutil.copytree(ROOT / "examples" / "frozen", folder / "frozen", dirs_exist_ok=True)
    ran = run(["convert", str(folder / "form.xlsx"), "-o", str(folder / "spec.toml")])
    assert ran.status == 0, ran.complaint
    return folder / "spec.toml"


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_filled_in_prices_as_the_contract_written_by_hand(name, tmp_path):
    written = ROOT / name
    raw = tomllib.loads(written.read_text())
    refilled(written, tmp_path)
    found, wanted = quote(str(tmp_path / "spec.toml")), quote(str(written))
    assert found.lines == wanted.lines
    assert found.totals == wanted.totals
    assert found.company_net == wanted.company_net
    assert found.public_money == wanted.public_money
    assert (found.brought, found.allocation) == (wanted.brought, wanted.allocation)
    assert found.invoices == wanted.invoices
    assert found.contract == wanted.contract
    assert found.change == wanted.change
    for scenario in raw.get("scenario", ()):
        found, wanted = (quote(str(one), scenario=scenario) for one in (tmp_path / "spec.toml", written))
        assert found.lines == wanted.lines
        assert found.totals == wanted.totals


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_is_filled_in_proves_itself_as_the_one_written_by_hand(name, tmp_path):
    made, written = refilled(ROOT / name, tmp_path), ROOT / name
    found, wanted = (tomllib.loads(path.read_text()) for path in (made, written))
    assert found["example"] == wanted["example"]
    policy = str(ROOT / "examples" / "policies" / "office.toml")
    found, wanted = (run(["check", str(path), "--policy", policy, "--format", "json"]) for path in (made, written))
    assert found.status == wanted.status
    assert told(found.out) == told(wanted.out)


def told(report):
    """What a report finds, without the lines where it stands."""
    return [
        {key: value for key, value in finding.items() if key not in {"file", "line", "place", "column"}}
        for finding in json.loads(report)["findings"]
    ]


EVERY_TABLE = ROOT / "tests" / "library" / "every-table.toml"
"""A contract file with each table that a few have."""


def test_every_table_of_a_contract_file_has_a_place_in_the_form(tmp_path):
    raw = tomllib.loads(EVERY_TABLE.read_text())
    made = tomllib.loads(refilled(EVERY_TABLE, tmp_path).read_text())
    assert made == raw


def test_the_form_asks_for_every_key_of_a_contract_file():
    schema = contract_file().model_json_schema()
    sheets = {**tables(), **SINGLES}
    inner = {part.partition(".")[0]: part.partition(".")[2] for part in ARRAYS}
    assert set(schema["properties"]) - {*sheets, *inner, "facts"} == {"format", *(one.key for one in tops())}
    for table, model in sheets.items():
        if table in {*PARTS, *ARRAYS}:
            continue
        asked = {one.key.partition(".")[0] for one in asked_of(table, model, Offers())}
        asked -= {"name"} if table == SCENARIO else set()
        parts = {part.partition(".")[2] for part in PARTS if part.partition(".")[0] == table}
        assert set(model.model_json_schema()["properties"]) == asked | parts, table


def filled_in(raw):
    """Today's form with the tables of a contract file, words as they are chosen from its lists."""
    made = form(raw["tariff"])
    sheets = {sheet.name: sheet for sheet in made.sheets}
    offered = [str(cell.value) for cell in sheets["選択肢"].cells.values()]

    def put(sheet, row, column, value):
        told = next((one for one in offered if one.startswith(f"{value}：")), value) if type(value) is str else value
        cell = sheet.cells[row, column]
        sheet.cells[row, column] = cell._replace(value=told, kind=Kind.NUMBER if type(told) is int else cell.kind)

    contract = sheets["契約"]
    lines = {cell.value: row for (row, column), cell in contract.cells.items() if column == 3}
    for table, held in raw.items():
        if isinstance(held, dict):
            for key, value in held.items():
                put(contract, lines[f"{table}.{key}"], 1, value)
        elif isinstance(held, list):
            sheet = sheets[sheet_of(table)]
            keys = {cell.value: column for (row, column), cell in sheet.cells.items() if row == HEADS}
            for row, entry in enumerate(held, HEADS + 1):
                for key, value in entry.items():
                    put(sheet, row, keys[key], value)
    return xlsx.write_form(made)


def test_the_filled_example_is_the_form_of_today(request):
    raw = tomllib.loads((ROOT / "examples" / "hokkaido-contribution.toml").read_text())
    data = filled_in(raw)
    assert data == filled_in(raw)
    if request.config.getoption("--update-golden"):
        FILLED.write_bytes(data)
    assert dumped(data) == dumped(FILLED.read_bytes())
    asked, there = (
        [
            (str(one.sqref), one.type, one.formula1, one.prompt)
            for sheet in book
            for one in sheet.data_validations.dataValidation
        ]
        for book in (load_workbook(io.BytesIO(data)), load_workbook(FILLED))
    )
    assert asked == there


def test_the_filled_example_is_the_example_written_by_hand(tmp_path):
    (tmp_path / "spec.toml").write_bytes(convert(str(FILLED)))
    found, wanted = quote(str(tmp_path / "spec.toml")), quote(str(ROOT / "examples" / "hokkaido-contribution.toml"))
    assert (found.lines, found.totals, found.contract) == (wanted.lines, wanted.totals, wanted.contract)


def test_what_is_chosen_from_the_lists_of_a_tariff_is_read_as_the_word_of_the_file(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    offered = {str(cell.value) for row in book["選択肢"].iter_rows() for cell in row}
    chosen = {"joint-research：共同研究", "indirect：産官学連携推進費", "large：大企業"}
    schemes = [one for one in offered if one.startswith("wakasapo：")]
    assert chosen <= offered
    assert len(schemes) == 1
    fill(
        book,
        {
            "contract": {
                "start": date(2026, 10, 1),
                "end": date(2027, 3, 31),
                "type": "joint-research：共同研究",
                "company": "甲社",
            },
            "facts": {"company-size": "large：大企業"},
            "direct": [{"item": "旅費", "amount": 1_000_000}],
            "overhead": [{"id": "indirect：産官学連携推進費", "rate": "35%", "reason": "合意"}],
            "grant": [{"scheme": schemes[0]}],
        },
    )
    book.save(tmp_path / "form.xlsx")
    raw = tomllib.loads(convert(str(tmp_path / "form.xlsx")).decode())
    assert raw["contract"]["type"] == "joint-research"
    assert raw["facts"] == {"company-size": "large"}
    assert raw["overhead"][0]["id"] == "indirect"
    assert raw["grant"] == [{"scheme": "wakasapo"}]


def test_every_scheme_that_is_shipped_can_be_chosen(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    offered = [str(cell.value).partition("：")[0] for row in book["選択肢"].iter_rows() for cell in row]
    assert set(load_schemes()) <= set(offered)
    sheet = book[sheet_of("grant")]
    (column,) = [cell.column_letter for cell in sheet[HEADS + 1] if cell.value == "scheme"]
    (asked,) = [
        one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{column}{HEADS + 2}")
    ]
    assert asked.type == "list"


@pytest.mark.parametrize(
    ("table", "key", "typed_in", "told"),
    [
        (
            "use",
            "royalty.sales",
            "2030: 90,000,000、2031: 一億くらい",
            '= "2031: 一億くらい": is written by fiscal year',
        ),
        ("use", "royalty.sales", "八千万", '= "八千万": is written by fiscal year, as "2030: 90,000,000、2031: 1億円"'),
        ("use", "royalty.sales", "来年: 1", '= "来年: 1": is written by fiscal year'),
        ("company-tax", "corporate-tax", "2026: 少し", '= "2026: 少し": is written by fiscal year'),
        (
            "company-tax",
            "eligible",
            "direct: たぶん",
            '= "direct: たぶん": is written as "direct: はい、overhead: いいえ"',
        ),
        ("allocation", "to", "本部: 3割、学部: 残り", '= "本部: 3割": is written as "学部等: 50、本部: 50'),
        ("scenario", "set", "direct.1.amount 5", 'is written as "direct.travel.amount: 500,000'),
        ("direct", "amount", "百万くらい", 'is written as "1,500,000"'),
        ("contract", "signed", "来年", 'is written as "2026/10/1"'),
    ],
)
def test_a_mistake_in_a_cell_is_said_in_the_words_of_the_form(table, key, typed_in, told, tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    raw = {
        "contract": {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
        "direct": [{"item": "旅費", "amount": 1_000_000}],
    }
    entry = {"of": ["direct"]} if table == "allocation" else {"id": "x"} if table == "use" else {}
    if table == "scenario":
        raw[table] = {"late": {key: typed_in}}
    elif table in {"company-tax", "contract"}:
        raw.setdefault(table, {})[key] = typed_in
    else:
        raw[table] = [{**entry, key: typed_in}]
    fill(book, raw)
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    (line,) = [one for one in refusal.value.written(Lang.EN).splitlines() if key in one]
    sheet = "契約" if table in {"company-tax", "contract"} else sheet_of(table)
    assert f"form.xlsx: {sheet}!" in line
    assert told in line
    assert "{" not in line
    assert "quotes" not in line


def test_a_form_offers_what_the_tariff_has(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    lists = {cell.value for row in book["選択肢"].iter_rows() for cell in row if cell.value}
    assert {
        "consumables：消耗品費",
        "joint-research：共同研究",
        "fiscal-year：年度ごと",
        "はい",
        "cost-accumulation：コスト積み上げ",
    } <= lists
    assert any(one.startswith("indirect：") for one in lists)
    checks = book[sheet_of("direct")].data_validations.dataValidation
    assert "list" in {one.type for one in checks}
    assert all(one.prompt for one in checks)
    assert run(["new", "-f", "xlsx", "--tariff", "kyoto"]).out == run(["new", "-f", "xlsx", "--tariff", "kyoto"]).out


@pytest.mark.parametrize(
    ("typed_in", "read"),
    [
        ("2026/10/1", "start = 2026-10-01"),
        ("令和８年１０月１日", "start = 2026-10-01"),
        (date(2026, 10, 1), "start = 2026-10-01"),
    ],
)
def test_a_day_is_read_however_it_is_typed(typed_in, read, tmp_path):
    book = blank(tmp_path / "form.xlsx", "hokkaido")
    fill(
        book,
        {"contract": {"start": typed_in, "end": date(2027, 3, 31)}, "direct": [{"amount": "１，２３４，５６７円"}]},
    )
    book.save(tmp_path / "form.xlsx")
    text = convert(str(tmp_path / "form.xlsx")).decode()
    assert read in text
    assert "amount = 1_234_567" in text


@pytest.mark.parametrize(
    ("typed_in", "read"),
    [
        ("2026年度: 80,000,000円、2027年度：１億円", "{ 2026 = 80_000_000, 2027 = 100_000_000 }"),
        ("2026:80,000,000,2027:90000000", "{ 2026 = 80_000_000, 2027 = 90_000_000 }"),
        ("２０２６＝８０，０００，０００\n2027 = 0", "{ 2026 = 80_000_000, 2027 = 0 }"),
        ("2026: 80,000,000、2026: 90,000,000", '"2026: 80,000,000、2026: 90,000,000"'),
        ("八千万", '"八千万"'),
    ],
)
def test_amounts_by_year_are_read_however_they_are_typed(typed_in, read):
    cell = value_of(typed_in, Asked("corporate-tax", "", Holds.PAIRS))
    assert written_value(cell) == read


@pytest.mark.parametrize(
    ("typed_in", "read"),
    [
        ("change.total: ▲1,200,000円、lines.a.amount: -5", '{ "change.total" = -1_200_000, "lines.a.amount" = -5 }'),
        (
            "contract.title: 「甲,乙、丙」、tax.rounding: up",
            '{ "contract.title" = "甲,乙、丙", "tax.rounding" = "up" }',
        ),
        ("a: --5、b: 30%", '{ a = "--5", b = "30%" }'),
    ],
)
def test_figures_by_their_paths_are_read_however_they_are_typed(typed_in, read):
    assert written_value(value_of(typed_in, Asked("expect", "", Holds.PAIRS))) == read


def test_an_allocation_is_filled_in_as_places_with_their_shares(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kitami")
    fill(
        book,
        {
            "contract": {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
            "direct": [{"id": "trip", "item": "旅費", "amount": 100_000}],
            "allocation": [
                {
                    "of": ["direct"],
                    "to": {"工学部": "3/10", "本部": "残り"},
                    "rounding": {"unit": 1000, "mode": "down：切捨て"},
                }
            ],
            "company-tax": {"eligible": {"direct": "はい"}, "partner": "university：大学"},
        },
    )
    book.save(tmp_path / "form.xlsx")
    raw = tomllib.loads(convert(str(tmp_path / "form.xlsx")).decode())
    assert raw["allocation"] == [
        {"of": ["direct"], "to": {"工学部": "3/10", "本部": "rest"}, "rounding": {"unit": 1000, "mode": "down"}}
    ]
    assert raw["company-tax"] == {"eligible": {"direct": True}, "partner": "university"}


WITH_PARTS = {
    "contract": {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
    "direct": [{"item": "旅費", "amount": 1_000_000}],
    "use": [{"id": "option", "upfront": 1}, {"id": "licence", "royalty": {"rate": "2%"}}],
    "overhead": [{"id": "own", "item": "段階制", "base": ["direct"]}],
    "use.outcome": [
        {"id": "licence", "probability": "30%", "sales": {"2030": 90_000_000, "2031": 200_000_000}},
        {"id": "licence", "probability": "10%", "sales": {"2030": 900_000_000}},
    ],
    "overhead.bands": [{"id": "own", "to": 500_000, "rate": "10%"}, {"id": "own", "rate": "20%"}],
}


def test_outcomes_and_bands_go_into_the_entries_that_they_name(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    fill(book, WITH_PARTS)
    book.save(tmp_path / "form.xlsx")
    (tmp_path / "spec.toml").write_bytes(convert(str(tmp_path / "form.xlsx")))
    raw = tomllib.loads((tmp_path / "spec.toml").read_text())
    for part in ("use.outcome", "overhead.bands"):
        parent, _, key = part.partition(".")
        wanted = [{key: value for key, value in row.items() if key != "id"} for row in WITH_PARTS[part]]
        assert raw[parent][-1][key] == wanted
    assert "outcome" not in raw["use"][0]
    lines = {line.id: line.amount for line in quote(str(tmp_path / "spec.toml")).lines}
    assert lines["own"] == 150_000


def test_a_mistake_in_a_part_of_an_entry_stands_at_its_cell(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    rows = [
        {"id": "licence", "probability": "30%", "sales": {"2030": 1}},
        {"id": "licens", "probability": "30%"},
        {"probability": "10%"},
        {"id": "licence", "probability": "多分", "sales": {"2030": 1}},
    ]
    fill(book, {**WITH_PARTS, "use.outcome": rows})
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    told = refusal.value.written(Lang.EN)
    sheet = sheet_of("use.outcome")
    assert f"{sheet}!A6: use.outcome.id: no entry has this id" in told
    assert f"{sheet}!A7: use.outcome.id: no entry has this id" in told
    assert f"{sheet}!B8: use.licence.outcome.2.probability" in told


def test_every_mistake_is_said_at_once_at_its_sheet_and_cell(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    fill(
        book,
        {
            "contract": {"start": "来年", "type": "joint-reserch"},
            "direct": [{"amount": "百万くらい", "category": "consumable"}, {"item": "旅費"}],
            "involvement": [{"who": "教授", "hours": 10}],
        },
    )
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    told = refusal.value.written(Lang.EN).replace(str(tmp_path), "")
    direct = sheet_of("direct")
    keys = {cell.value: cell.column_letter for cell in book[direct][HEADS + 1]}
    assert f"/form.xlsx: {direct}!{keys['amount']}5: direct.1.amount" in told
    assert f"/form.xlsx: {direct}!{keys['category']}5: direct.1.category" in told
    assert f"/form.xlsx: {direct}!" in told.partition("direct.2")[0].splitlines()[-1]
    assert "/form.xlsx: 契約!B" in told
    assert 'the key "end" is missing' in told
    ran = run(["convert", str(tmp_path / "form.xlsx"), "-o", str(tmp_path / "spec.toml")])
    assert ran.status == 3
    assert not (tmp_path / "spec.toml").exists()


def test_a_mistake_of_pricing_stands_at_its_cell_too(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    raw = {
        "contract": {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
        "involvement": [{"who": "教授", "hours": 10}],
    }
    fill(book, raw)
    book.save(tmp_path / "form.xlsx")
    ran = run(["convert", str(tmp_path / "form.xlsx"), "--lang", "en"])
    assert ran.status == 3
    assert f"form.xlsx: {sheet_of('involvement')}!" in ran.complaint


def test_what_is_no_form_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    assert run(["quote", str(ROOT / "examples" / "minimal.toml"), "-o", str(tmp_path / "q.xlsx")]).status == 0
    for name in ("a.xlsx", "q.xlsx"):
        ran = run(["convert", str(tmp_path / name), "--lang", "en"])
        assert (ran.status, "is no form; use one that new" in ran.complaint) == (3, True)


def test_a_form_needs_a_tariff_and_no_amount():
    ran = run(["new", "-f", "xlsx", "--lang", "en"])
    assert ran.status == 2
    assert "--tariff" in ran.complaint


def test_an_absent_extra_says_how_it_is_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    ran = run(["convert", str(FILLED), "--lang", "en"])
    assert ran.status == 3
    assert 'pip install "sangaku-price[xlsx]"' in ran.complaint


def test_a_mistake_in_a_table_beside_the_entries_stands_at_its_cell(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    raw = {
        "contract": {"start": date(2026, 10, 1), "end": date(2027, 3, 31)},
        "direct": [{"item": "旅費", "amount": 100_000}],
        "payer": [{"id": "alpha", "name": "アルファ", "share": "120%"}, {"id": "beta", "name": "ベータ", "rest": True}],
        "payment": [{"id": "first", "due": "来春", "rest": True}],
        "in-kind": [{"party": "supplier", "item": "装置"}],
        "use": [{"id": "licence", "royalty": {"rate": "3割"}}],
        "allocation": [{"of": "direct", "to": "本部"}],
    }
    fill(book, raw)
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    told = refusal.value.written(Lang.EN)
    for table, key, path in (
        ("payer", "share", "payer.alpha.share"),
        ("payment", "due", "payment.first.due"),
        ("in-kind", "party", "in-kind.1.party"),
        ("use", "royalty.rate", "use.licence.royalty.rate"),
        ("allocation", "to", "allocation.1.to"),
    ):
        letter = next(cell.column_letter for cell in book[sheet_of(table)][HEADS + 1] if cell.value == key)
        assert f"form.xlsx: {sheet_of(table)}!{letter}5: {path}" in told


@pytest.mark.parametrize(
    ("raw", "place", "told"),
    [
        (
            {"overhead.limits": [{"id": "own", "category": "equipment", "first": 1, "below": 2}]},
            "overhead.limits!A5",
            "either first, the yen of each payee that count, or below",
        ),
        (
            {"overhead.limits": [{"id": "other", "category": "equipment", "below": 2}]},
            "overhead.limits!A5",
            "no entry has",
        ),
        ({"amends": {"quote": "none.json", "signed": date(2026, 12, 1)}}, "契約!B", "none.json"),
        ({"amends": {"number": 1}}, "契約!B", '"signed" is missing'),
        ({"example": [{"name": "a", "expect": "合計"}]}, "example!D5", 'is written as "totals.total: 1,765,430'),
        ({"example": [{"name": "a"}, {"name": "a"}]}, "example!A6", "this name is used by example.1 too"),
        ({"lint.ignore": [{"code": "small-invoice：請求"}]}, "lint.ignore!B5", 'the key "reason" is missing'),
        ({"agreement.ignore": [{"reason": "約款"}]}, "agreement.ignore!A5", 'the key "text" is missing'),
    ],
)
def test_a_mistake_in_a_table_that_few_have_stands_at_its_cell(raw, place, told, tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    fill(book, WITH_PARTS)
    for table, held in raw.items():
        if isinstance(held, dict):
            fill(book, {table: held})
            continue
        sheet = book[sheet_of(table)]
        keys = {cell.value: cell.column for cell in sheet[HEADS + 1]}
        for number, row in enumerate(held, HEADS + 2):
            for key, value in row.items():
                sheet.cell(number, keys[key]).value = value
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    lines = refusal.value.written(Lang.EN).splitlines()
    assert any(place in line and told in line for line in lines), lines


def test_a_template_says_which_of_its_examples_are_wrong_or_that_it_has_none(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    left_open = {**WITH_PARTS, "template": True, "direct": [{"id": "trip", "item": "旅費"}]}
    fill(book, left_open)
    book.save(tmp_path / "form.xlsx")
    ran = run(["convert", str(tmp_path / "form.xlsx"), "--lang", "en"])
    assert (ran.status, "契約!B5: template" in ran.complaint) == (3, True), ran.complaint
    examples = [
        {"name": "額がない"},
        {"name": "負の額", "set": {"direct.trip.amount": -1}},
        {"name": "知らない方式", "scenario": "cheap", "set": {"direct.trip.amount": 1}},
        {"name": "額がないと断る", "fails": "price-missing"},
    ]
    fill(book, {"example": examples})
    book.save(tmp_path / "form.xlsx")
    ran = run(["convert", str(tmp_path / "form.xlsx"), "--lang", "en"])
    told = ran.complaint.splitlines()
    sheet = sheet_of("example")
    assert any(f"{sheet_of('direct')}!A5: direct.trip" in line for line in told)
    assert any(f"{sheet}!C6: example.2.set.direct.trip.amount" in line for line in told)
    assert any(f"{sheet}!B7: example.3.scenario" in line for line in told)
    assert not any(f"{sheet}!A8" in line for line in told)


def test_what_check_passes_over_is_chosen_from_what_it_can_find(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    offered = {str(cell.value).partition("：")[0] for row in book["選択肢"].iter_rows() for cell in row}
    assert {
        "student-not-employed",
        "small-invoice",
        "increment",
        "original",
        "outsourcing",
        "cost-accumulation",
    } <= offered


def test_every_column_has_a_head_that_says_what_stands_in_it(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    heads = {sheet: [cell.value for cell in book[sheet][HEADS]] for sheet in book.sheetnames if " " in sheet}
    assert all(head and head.strip("・") == head and "{" not in head for row in heads.values() for head in row)
    assert "企業負担額に対する比率" in heads[sheet_of("grant")]
    assert "端数処理・単位" in heads[sheet_of("allocation")]
    assert all(len(set(row)) == len(row) for row in heads.values()), heads


def test_a_mistake_in_a_scenario_stands_at_its_cell(tmp_path):
    book = blank(tmp_path / "form.xlsx", "kyoto")
    fill(book, WITH_PARTS)
    sheet = book[sheet_of("scenario")]
    for number, row in enumerate(
        (
            ("late", None, None, None, "contract.end: 2027/9/30"),
            ("late", "同じ名前"),
            (None, "名前なし"),
            ("agreed", None, "lump-sum：総額の合意"),
            ("lost", None, None, None, "direct.none.amount: 1"),
        ),
        HEADS + 2,
    ):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(BadFile) as refusal:
        convert(str(tmp_path / "form.xlsx"))
    told = refusal.value.written(Lang.EN)
    assert f"{sheet.title}!A6: scenario.name: a scenario without a name" in told
    assert f"{sheet.title}!A7: scenario.name: a scenario without a name" in told
    assert f"{sheet.title}!D8: scenario.agreed.agreed" in told
    assert f"{sheet.title}!E9: scenario.lost.set.direct.none.amount" in told
    assert "scenario.late" not in told


def test_what_stands_beside_a_line_says_more_than_its_name(tmp_path):
    lines = [[cell.value or "" for cell in row] for row in blank(tmp_path / "form.xlsx")["契約"].iter_rows(HEADS + 1)]
    for name, _, more, path in lines:
        asked = name.removesuffix("（必須）")
        assert name.count("（") == name.count("）"), path
        assert not more.startswith(asked), path
    told = {path: (name, more) for name, _, more, path in lines}
    assert told["contract.title"] == ("題名", "")
    assert told["contract.start"] == ("開始日（必須）", "例 2026/10/1")
    assert told["tax.category"] == ("消費税の扱い", "一覧から選ぶ")
    assert told["amends.number"] == ("第何回の変更か", "変更契約のときだけ記入。")
