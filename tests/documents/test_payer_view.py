"""What one of several payers sees: its own lines, its share, its invoices, the total; of the others nothing."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from command import run
from sangaku_price import quote
from sangaku_price.documents.payer_view import for_payer
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.writers import Result, formats_for

SPEC = """
format = 1
tariff = "kitami"
[contract]
company = "甲株式会社・乙株式会社"
start = 2026-04-01
end = 2028-03-31
billing = "fiscal-year"
firm-until = 2027-03-31
[quote]
addressee = "甲株式会社・乙株式会社 御中"
remarks = "甲株式会社が幹事"
[[direct]]
id = "glovebox"
item = "専用の装置"
note = "装置の覚書"
amount = 1_234_567
fiscal-year = 2026
[[direct]]
id = "ours"
item = "乙の試料"
amount = 700_007
[[direct]]
amount = 2_000_002
[[waiver]]
line = "glovebox"
amount = 34_567
reason = "装置の減額"
[[payer]]
id = "kou-co"
name = "甲株式会社"
share = "63.7%"
lines = ["glovebox"]
[[payer]]
id = "otsu"
name = "乙株式会社"
rest = true
lines = ["ours"]
[[payment]]
id = "first"
fiscal-year = 2026
due = 2026-10-31
share = "50%"
[[payment]]
id = "last"
fiscal-year = 2026
due = 2027-03-31
share = "50%"
"""
SECRETS = (
    "甲",
    "kou-co",
    "63.7",
    "0.637",
    "glovebox",
    "専用の装置",
    "1234567",
    "1,234,567",
    "装置の",
    "34567",
    "34,567",
)


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(SPEC)
    return "spec.toml"


def formats():
    return [pytest.param(one.name, id=one.name) for one in formats_for(Result.QUOTE)]


@pytest.mark.parametrize("fmt", formats())
@pytest.mark.parametrize("lang", ["ja", "en", "both"])
def test_nothing_of_another_is_in_any_format(spec, fmt, lang):
    sets = ["--set", "payer.kou-co.share=63.7%", "--set", "direct.glovebox.amount=1234567"]
    ran = run(["quote", spec, *sets, "--payer", "otsu", "--format", fmt, "--lang", lang])
    assert ran.status == 0
    words = words_of(fmt, ran.out)
    assert [secret for secret in SECRETS if secret in words or secret.encode() in ran.out] == []
    assert "乙" in words


def words_of(fmt, made):
    """What can be read in a file: in a PDF its text, in an Office file what it packs."""
    if fmt == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    if made.startswith(b"PK"):
        with ZipFile(BytesIO(made)) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return made.decode()


def test_the_secrets_would_be_found(spec):
    shown = run(["quote", spec]).text + run(["quote", spec, "--format", "json"]).text
    assert [secret for secret in SECRETS if secret not in shown] == []


@pytest.mark.parametrize("fmt", ["table", "markdown", "csv", "json"])
def test_an_invoice_plan_may_be_that_of_one_payer(spec, fmt):
    ran = run(["quote", spec, "--document", "invoices", "--payer", "otsu", "--format", fmt])
    assert (ran.status, ran.complaint) == (0, "")
    assert f"{quote(spec).totals.total:,}" not in ran.text.replace("_", ",")
    assert str(quote(spec).totals.total) not in ran.text
    assert [secret for secret in SECRETS if secret in ran.text] == []


def test_a_brief_quote_may_be_that_of_one_payer(spec):
    ran = run(["quote", spec, "--brief", "--payer", "otsu"])
    assert [secret for secret in SECRETS if secret in ran.text] == []
    assert "乙株式会社の支払額" in ran.text


def test_the_lines_that_are_seen_add_up_and_the_total_is_that_of_the_contract(spec):
    whole = quote(spec)
    mine = for_payer(whole, "otsu")
    assert (mine.totals.total, mine.totals.planned) == (whole.totals.total, whole.totals.planned)
    assert {line.id for line in mine.lines} == {"ours", "direct.3", "indirect"}
    fixed = sum(line.amount for line in mine.lines if line.certainty == "fixed")
    assert [sum(by.values()) for by in (mine.totals.by_kind, mine.totals.by_section, mine.totals.by_charge)] == [
        fixed
    ] * 3
    assert sum(one.total for one in mine.invoices if not one.planned) == mine.totals.by_payer["otsu"].total
    assert sum(one.total for one in mine.invoices if one.planned) == mine.totals.by_payer["otsu"].planned.total
    assert from_json(to_json(mine)) == mine


def test_who_bears_a_line_whole_sees_it_with_its_waiver(spec):
    mine = for_payer(quote(spec), "甲株式会社")
    assert {line.id for line in mine.lines} == {"glovebox", "direct.3", "indirect", "waiver.1"}
    assert mine.contract.document["addressee"] == "甲株式会社"
    assert mine.contract.company == "甲株式会社"


def test_a_quote_of_lines_that_all_share_has_its_sums_as_they_are(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC.replace('lines = ["glovebox"]\n', ""))
    whole = quote(str(path))
    assert for_payer(whole, "otsu").totals.by_section == whole.totals.by_section


def test_the_view_in_python_is_that_of_the_option(spec):
    assert quote(spec, payer="otsu") == for_payer(quote(spec), "otsu")
    found = run(["quote", spec, "--payer", "otsu", "--get", "totals.by_payer.otsu.total"]).text
    assert int(found) == quote(spec).totals.by_payer["otsu"].total


def test_the_records_of_the_view_are_its_invoices(spec):
    rows = list(csv.DictReader(StringIO(run(["quote", spec, "--payer", "otsu", "--format", "csv"]).text)))
    told = json.loads(run(["quote", spec, "--payer", "otsu", "--format", "json"]).text)
    sums = [int(row["amount"]) for row in rows if row["kind"] == "invoice"]
    assert sums == [one["total"] for one in told["invoices"]]


def test_a_payer_that_there_is_not_is_answered_with_the_nearest(spec):
    ran = run(["quote", spec, "--payer", "otu", "--lang", "en"])
    assert ran.status == 2
    assert 'did you mean "otsu"?' in ran.complaint
    with pytest.raises(NoAnswer):
        for_payer(quote(spec), "x")


def test_a_contract_without_payers_has_no_such_view(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC[: SPEC.index("[[payer]]")])
    with pytest.raises(NoAnswer, match="no \\[\\[payer\\]\\]"):
        quote(str(path), payer="otsu")


@pytest.mark.parametrize("more", [["--freeze"], ["--for", "office"], ["--document", "annex"]])
def test_what_is_of_all_is_not_shown_to_one(spec, more):
    assert run(["quote", spec, "--payer", "otsu", *more]).status == 2


AMENDS = """
[amends]
quote = "frozen.json"
signed = 2026-12-01
number = 1
reason = "試料の追加"
"""


@pytest.fixture
def amended(spec, tmp_path):
    """The same contract changed: more of what is shared, and of what the other takes whole."""
    assert run(["quote", spec, "--freeze", "-o", "frozen.json"]).status == 0
    text = SPEC.replace("2_000_002", "2_600_002").replace("1_234_567", "1_334_567")
    (tmp_path / "amended.toml").write_text(text.replace("[quote]", f"{AMENDS}[quote]"))
    return "amended.toml"


@pytest.mark.parametrize("fmt", formats())
def test_nothing_of_another_is_in_a_change(amended, fmt):
    ran = run(["quote", amended, "--payer", "otsu", "--format", fmt])
    assert ran.status == 0
    words = words_of(fmt, ran.out)
    secrets = (*SECRETS, "1,334,567", "1334567")
    assert [secret for secret in secrets if secret in words or secret.encode() in ran.out] == []


def test_a_change_is_invoiced_to_whom_it_concerns(amended):
    whole, mine = quote(amended), quote(amended, payer="otsu")
    assert {one.payer for one in whole.change.invoices} == {"kou-co", "otsu"}
    assert mine.change.invoices == tuple(one for one in whole.change.invoices if one.payer == "otsu")
    assert {one.id for one in mine.change.lines} == {"ours", "direct.3", "indirect"}
    shown = sum(line.difference for line in mine.change.lines)
    assert sum(one.difference for one in mine.change.by_section.values()) == shown
    assert (mine.change.total, mine.totals.total) == (whole.change.total, whole.totals.total)
    assert "第1回変更" in run(["quote", amended, "--lang", "ja"]).text
