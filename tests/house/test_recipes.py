"""The recipes of CONTRIBUTING.md, each followed from here: what they name is touched, and nothing else of the program.

What is added stands in tests/recipes as it would stand in its room; it is put into its list before the rest of the
program is loaded, in a process of its own. A message is added in tests/language/test_messages.py.
"""

import csv
import json
import shutil
import subprocess
import sys
from io import StringIO
from typing import NamedTuple

import jsonschema
import pytest
import tomli

from places import ROOT, TESTS

PROGRAM = """
import json, sys
sys.path[:0] = {folders!r}
{added}
from command import run
print(json.dumps([[ran.status, ran.text, ran.complaint] for ran in map(run, json.loads(sys.argv[1]))]))
"""
SPEC = """format = 1
tariff = "hokkaido"
[contract]
title = "保険付きの研究"
start = 2026-10-01
end = 2027-09-30
billing = "fiscal-year"
[[direct]]
id = "goods"
amount = 1_234_567
"""


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    text: str
    complaint: str


def ran(added, folder, *commands):
    """Commands of a program to which something was added, in one process."""
    program = PROGRAM.format(folders=[str(TESTS / "recipes"), str(TESTS)], added=added)
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(commands)], capture_output=True, text=True, check=True, cwd=folder
    )
    return [Ran(*one) for one in json.loads(done.stdout)]


# -- a price item ------------------------------------------------------------------------------------------------------

ITEM = """
import sangaku_price.items as items, insurance
items.PRICE_LIST = (*items.PRICE_LIST[:2], insurance.ITEM, *items.PRICE_LIST[2:])
"""
COVER = """[[insurance]]
id = "cover"
insured-value = 12_345_678
rate = "0.35%"
insurer = "架空海上"
note = "代理店経由"
"""
PREMIUM = 43_209
"""12,345,678 × 0.35 % = 43,209.873."""


@pytest.fixture(scope="module")
def insured(tmp_path_factory):
    """Each thing that is done with a contract that has the new item, done once."""
    folder = tmp_path_factory.mktemp("insured")
    files = {
        "spec": SPEC + COVER,
        "typo": SPEC + COVER.replace("insured-value", "insured-valu"),
        "both": SPEC + COVER + "amount = 5\n",
        "alone": SPEC + COVER.replace('rate = "0.35%"\n', "amount = 5\n"),
        "bare": SPEC + '[[insurance]]\nid = "cover"\n',
        "misspelt": SPEC + COVER.replace("[[insurance]]", "[[insurence]]"),
        "waived": SPEC + COVER + '[[waiver]]\nline = "cover"\npercent = "50%"\nreason = "自家保険"\n',
        "based": SPEC + COVER + '[[contribution]]\nof = ["insurance"]\npercent = "10%"\n',
        "reserved": SPEC.replace('id = "goods"', 'id = "insurance"'),
    }
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text)
    commands = {
        **{fmt: ["quote", "spec.toml", "-f", fmt] for fmt in ("table", "markdown", "json", "csv")},
        "company": ["quote", "spec.toml", "--for", "company"],
        "explain": ["explain", "spec.toml", "cover"],
        "schema": ["schema", "contract"],
        "schema-quote": ["schema", "quote"],
        "set": ["quote", "spec.toml", "--set", "insurance.cover.rate=1%", "--get", "lines.cover.amount"],
        "set-wrong": ["quote", "spec.toml", "--set", "insurance.cover.rat=1%"],
        "kind": ["quote", "spec.toml", "--get", "totals.by_kind.insurance"],
        "cost": ["quote", "spec.toml", "-s", "cost-accumulation", "--get", "totals.by_kind.insurance"],
        "compare": ["compare", "spec.toml"],
        "solve": ["solve", "spec.toml", "--vary", "insurance.cover.rate", "--target", "2_000_000", "--step", "0.01%"],
        "frozen": ["quote", "spec.toml", "--freeze", "-o", "frozen.json"],
        "verify": ["verify", "frozen.json", "--spec", "spec.toml"],
        "check": ["check", "spec.toml"],
        "before": ["verify", str(ROOT / "examples" / "frozen" / "surface.json")],
        "amended": ["quote", str(ROOT / "examples" / "change.toml")],
        **{
            name: ["quote", f"{name}.toml", "-f", "json"]
            for name in ("typo", "both", "alone", "bare", "misspelt", "waived", "based", "reserved")
        },
    }
    return dict(zip(commands, ran(ITEM, folder, *commands.values()), strict=True))


def test_an_item_is_priced_and_counted(insured):
    quote = json.loads(insured["json"].text)
    lines = [line for line in quote["lines"] if line["id"] == "cover"]
    assert [line["kind"] for line in lines] == ["insurance"] * 2  # the contract touches two fiscal years
    assert sum(line["amount"] for line in lines) == PREMIUM
    assert quote["totals"]["by_kind"]["insurance"] == PREMIUM
    assert list(quote["totals"]["by_kind"])[1:4] == ["resident", "insurance", "involvement"]  # the order of the list
    assert quote["totals"]["by_charge"]["direct"] == quote["totals"]["by_section"]["direct"] == 1_234_567 + PREMIUM
    assert insured["kind"].text == insured["cost"].text == f"{PREMIUM}\n"


@pytest.mark.parametrize("fmt", ["table", "markdown"])
def test_an_item_is_printed(insured, fmt):
    assert insured[fmt].status == 0
    for words in ("保険料", "insurance premium", "12,345,678円 × 0.35％"):
        assert words in insured[fmt].text
    assert "別項目" not in insured["table"].text  # it is charged where it usually is


def test_an_item_is_a_row_of_the_csv(insured):
    rows = [row for row in csv.DictReader(StringIO(insured["csv"].text)) if row["id"] == "cover"]
    assert [row["label_ja"] for row in rows] == ["保険料"] * 2
    assert {(row["kind"], row["rate"]) for row in rows} == {("insurance", "0.0035")}


def test_an_item_keeps_its_secrets(insured):
    assert "代理店経由" in insured["table"].text
    assert "代理店経由" not in insured["company"].text
    assert "架空海上" not in insured["company"].text + insured["markdown"].text


def test_an_item_is_explained_to_its_line_in_the_file(insured):
    line = SPEC.count("\n") + COVER.split("\n").index('rate = "0.35%"') + 1
    for words in ("保険価額 / value insured", "insurance.cover.insured-value", "43,209.873", f"spec.toml:{line}"):
        assert words in insured["explain"].text


def test_an_item_stands_in_both_schemas(insured):
    schema = json.loads(insured["schema"].text)
    jsonschema.validate(json.loads(json.dumps(tomli.loads(SPEC + COVER), default=str)), schema)
    for wrong in ("insured-valu = 5\n", "amount = 5\n"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(json.dumps(tomli.loads(SPEC + COVER + wrong), default=str)), schema)
    assert "保険料率。 / Rate of the premium." in insured["schema"].text
    jsonschema.validate(json.loads(insured["json"].text), json.loads(insured["schema-quote"].text))


def test_an_item_takes_values_of_the_command_line(insured):
    assert insured["set"].text == "123456\n"
    assert insured["set-wrong"].status == 3
    assert '"rate"' in insured["set-wrong"].complaint
    assert "insurance.cover.rate" in insured["solve"].text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("typo", ["typo.toml:13: insurance.cover.insured-valu", "「insured-value」"]),
        ("both", ["both.toml:14: insurance.cover.rate", '"amount" and "rate" exclude each other']),
        ("alone", ["alone.toml:13: insurance.cover.insured-value", '"insured-value" needs "rate"']),
        ("bare", ["bare.toml:11: insurance.cover", "amount | rate"]),
        ("misspelt", ["misspelt.toml:11: insurence", "「insurance」"]),
        ("reserved", ["reserved.toml:9: direct", "insurance"]),
    ],
)
def test_mistakes_in_an_item_are_told_in_its_words(insured, name, said):
    assert insured[name].status == 3
    for words in said:
        assert words in insured[name].complaint


def test_an_item_is_waived_and_is_a_base(insured):
    for name, kind, amount in (("waived", "waiver", -21_604), ("based", "contribution", 4_320)):
        assert json.loads(insured[name].text)["totals"]["by_kind"][kind] == amount


def test_an_item_is_compared_frozen_and_checked(insured):
    assert "保険料" in insured["compare"].text
    assert [insured[name].status for name in ("compare", "frozen", "verify", "check")] == [0] * 4


def test_a_quote_that_was_frozen_before_an_item_was_there_stays_what_it_was(insured):
    assert [insured[name].status for name in ("before", "amended")] == [0] * 2, insured["before"].complaint


# -- an output format --------------------------------------------------------------------------------------------------

FORMAT = """
import sangaku_price.writers as writers
from sangaku_price.writers import Format, Result
writers.FORMATS = (
    *writers.FORMATS,
    Format("lines", (".lines",), (Result.QUOTE, Result.DOCUMENT), "lines"),
    Format("absent", (".absent",), (Result.QUOTE,), "no_such_module", extra="absent"),
)
"""


def test_a_format_is_asked_for_by_its_name_and_by_its_suffix(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    named, by_suffix, explained, listed, company, told, apart, absent, of_none, helped = ran(
        FORMAT,
        tmp_path,
        ["quote", "spec.toml", "-f", "lines"],
        ["quote", "spec.toml", "-o", "quote.lines"],
        ["explain", "spec.toml", "-f", "lines"],
        ["tariff", "list", "kyoto", "-o", "list.lines"],
        ["quote", "spec.toml", "-f", "lines", "--for", "company"],
        ["quote", "spec.toml", "-o", "quote.line"],
        ["quote", "spec.toml", "-f", "csv", "-o", "quote.lines"],
        ["quote", "spec.toml", "-f", "absent"],
        ["check", "spec.toml", "-f", "lines"],
        ["quote", "--help"],
    )
    assert named.text.startswith("LINES of sangaku-price")
    assert "goods\t" in named.text
    assert (tmp_path / "quote.lines").read_text() == named.text
    assert explained.text.startswith("LINES")
    assert (tmp_path / "list.lines").read_text().startswith("LINES")
    assert [one.status for one in (named, by_suffix, explained, listed, company)] == [0] * 5
    assert [one.status for one in (told, apart, absent, of_none)] == [2] * 4
    assert "csv (.csv), html (.html), pdf (.pdf), xlsx (.xlsx), lines (.lines), absent (.absent)" in told.complaint
    assert "--format csv" in apart.complaint
    assert 'pip install "sangaku-price[absent]"' in absent.complaint
    assert "lines" not in of_none.complaint.partition("formats: ")[2]
    assert "[table|markdown|json|csv|html|pdf|xlsx|lines|absent]" in helped.text
    assert "office for table, json, lines, absent" in " ".join(helped.text.split())


# -- a command ---------------------------------------------------------------------------------------------------------

COMMAND = """
import sangaku_price.cli.commands as commands, shouting
sys.modules["sangaku_price.cli.shouting"] = shouting
commands.COMMANDS = {**commands.COMMANDS, "shout": "shouting"}
"""


def test_a_command_has_the_statuses_and_the_words_of_all_others(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    said, listed, missing, wrong = ran(
        COMMAND,
        tmp_path,
        ["shout", "spec.toml"],
        ["--help"],
        ["shout", "missing.toml"],
        ["shout", "spec.toml", "-o", "title.csv"],
    )
    assert said == Ran(0, "保険付きの研究!\n", "")
    assert "shout" in listed.text
    assert (missing.status, wrong.status) == (3, 2)
    assert "missing.toml" in missing.complaint


# -- an institution ----------------------------------------------------------------------------------------------------

INSTITUTION = """
from pathlib import Path
import sangaku_price.loading.tariffs as tariffs
tariffs.SHIPPED = Path("tariffs")
"""
TARIFF = """format = 1
id = "shiken"
name = { ja = "試験大学", en = "Test University" }
checked = 2026-11-24
[source.rule]
title = "共同研究取扱規程"
[[overhead]]
id = "indirect"
name = { ja = "間接経費", en = "indirect cost" }
source = "rule"
types = ["joint-research"]
rate = "30%"
base = ["direct"]
"""
CASES = """spec = '''
format = 1
tariff = "shiken"
[contract]
start = 2026-04-01
end = 2027-03-31
[[direct]]
amount = 1_234_567
'''
[[case]]
name = "Test University charges 30 % on direct cost"
ground = "rule"
expect = { "lines.indirect" = 370_370 }
"""


def test_an_institution_is_its_tariff_file_and_its_cases(tmp_path):
    shutil.copytree(ROOT / "src" / "sangaku_price" / "data" / "tariffs", tmp_path / "tariffs")
    (tmp_path / "tariffs" / "shiken.toml").write_text(TARIFF)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "shiken.toml").write_text(CASES)
    (tmp_path / "spec.toml").write_text(SPEC.replace("hokkaido", "shiken").replace('billing = "fiscal-year"\n', ""))
    listed, shown, priced, begun, checked, compared = ran(
        INSTITUTION,
        tmp_path,
        ["tariff", "list", "試験"],
        ["tariff", "show", "shiken"],
        ["quote", "spec.toml", "--get", "totals.by_kind.overhead"],
        ["new", "--tariff", "shiken", "--direct", "1_000_000"],
        ["tariff", "check", "shiken", "--cases", "cases", "--as-of", "2026-11-24", "-f", "json"],
        ["compare", "spec.toml", "--tariff", "all"],
    )
    assert "試験大学" in listed.text
    assert "30%" in shown.text
    assert priced.text == "370370\n"
    assert 'tariff = "shiken"' in begun.text
    assert checked.status == 0
    assert "case-differs" not in checked.text
    assert "rule-without-case" not in checked.text
    assert "試験大学" in compared.text


# -- a key of an entry -------------------------------------------------------------------------------------------------

KEY = """
from pydantic import Field
import sangaku_price.items as items
from sangaku_price.items import direct
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Words

class Direct(direct.Direct):
    supplier: Words | None = Field(default=None, description=said("納入業者。", "Who supplies it."))

items.PRICE_LIST = tuple(
    item._replace(table=Direct) if item.kind.id == "direct" else item for item in items.PRICE_LIST
)
"""


def test_a_key_is_one_line_in_the_module_of_its_item(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC + 'supplier = "架空理化"\n')
    (tmp_path / "typo.toml").write_text(SPEC + 'suplier = "架空理化"\n')
    (tmp_path / "wrong.toml").write_text(SPEC + "supplier = 5\n")
    priced, typo, wrong, put, put_wrong, schema = ran(
        KEY,
        tmp_path,
        ["quote", "spec.toml", "--get", "lines.goods.amount"],
        ["quote", "typo.toml"],
        ["quote", "wrong.toml"],
        ["quote", "spec.toml", "--set", "direct.goods.supplier=別の業者", "-f", "json"],
        ["quote", "spec.toml", "--set", "direct.goods.supplier=5"],
        ["schema", "contract"],
    )
    assert priced.status == 0
    assert (typo.status, wrong.status, put.status, put_wrong.status) == (3, 3, 0, 3)
    assert "typo.toml:11: direct.goods.suplier" in typo.complaint
    assert "supplier" in typo.complaint
    assert "wrong.toml:11: direct.goods.supplier = 5" in wrong.complaint
    assert json.loads(put.text)["set"] == {"direct.goods.supplier": "別の業者"}
    assert "納入業者。 / Who supplies it." in schema.text
