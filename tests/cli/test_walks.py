"""Three people followed from their first command, with what each must see."""

import csv
import io
import json

import pytest
import tomli

import sangaku_price
from command import run
from places import ROOT

BATTERY = ROOT / "examples" / "kyoto-battery.toml"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder of one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def seen(*words: str, status: int = 0) -> str:
    """What a command shows; it leaves with this status."""
    ran = run([*words])
    assert ran.status == status, ran.complaint
    return ran.text + ran.complaint


def test_a_newcomer_engineer_begins_checks_changes_and_prices_from_python(desk):
    seen("new", "--tariff", "iwate", "--direct", "5_000_000", "-o", "contract.toml")
    seen("check", "--strict", "contract.toml")
    assert tomli.loads((desk / "contract.toml").read_text())["facts"]["company-size"] == "large"
    total = seen("quote", "contract.toml", "--get", "total").strip()
    page = seen("quote", "contract.toml", "--lang", "en")
    assert f"{int(total):,}" in page.split("contract\n")[0]  # the answer is on top
    assert "overhead.indirect.rate" in seen("explain", "contract.toml", "indirect", "--lang", "en")
    (desk / "contract.toml").write_text((desk / "contract.toml").read_text().replace("amount =", "ammount ="))
    wrong = seen("quote", "contract.toml", status=3)
    assert 'did you mean "amount"?' in wrong
    assert "contract.toml:" in wrong
    (desk / "contract.toml").write_text((desk / "contract.toml").read_text().replace("ammount =", "amount ="))
    solved = seen("solve", "contract.toml", "--vary", "direct.direct-1.amount", "--target", "6_000_000", "--write")
    assert seen("quote", "contract.toml", "--set", solved.split("\n")[0], "--get", "total").strip() <= "6000000"
    quote = sangaku_price.quote("contract.toml")
    assert quote.totals.total == int(total)
    assert json.loads(seen("explain", "contract.toml", "tax", "-f", "json"))["amount"] == quote.totals.tax


def test_an_officer_who_reads_only_japanese_prices_explains_and_opens_excel(desk):
    (desk / "契約.toml").write_bytes(BATTERY.read_bytes())
    page = seen("quote", "契約.toml", "--lang", "ja")
    assert page.startswith("御見積書：")
    for told in (
        "2026年10月15日から2029年4月14日まで（30か月）",
        "2026年9月1日",
        "見積番号",
        "消費税（1円未満切捨て）",
    ):
        assert told in page
    for foreign in ("kitayama", "contract file", "company-size", "direct.", "2026-10-15"):
        assert foreign not in page
    assert "令和8年10月15日から令和11年4月14日まで" in seen("quote", "契約.toml", "--lang", "ja", "--era")
    assert "2,487,298円" in seen("explain", "契約.toml", "産官学連携推進経費", "--lang", "ja")
    assert "7,234,755円の10%（1円未満切捨て）" in seen("explain", "契約.toml", "消費税", "--lang", "ja")
    assert seen("quote", "契約.toml", "--scenario", "成果連動", "--get", "合計") == "10342637\n"
    assert "東北大学" in seen("tariff", "show", "東北大学", "--lang", "ja")
    seek = seen("solve", "契約.toml", "--vary", "direct.travel.amount", "--target", "２５００万", "--lang", "ja")
    assert "研究打合せ・学会の金額" in seek
    assert "direct.travel.amount" not in seek.split("設定")[0]
    seen("quote", "契約.toml", "--lang", "ja", "--layout", "office", "-o", "見積.csv")
    rows = list(csv.reader(io.StringIO((desk / "見積.csv").read_bytes().decode("utf-8-sig"))))
    assert rows[0][:2] == ["番号", "項目"]
    assert ["", "合計（確定額、税込）", "", "", "", "24931713", "", ""] in rows
    wrong = seen("quote", "契約.toml", "--lang", "ja", "--scenario", "成果", status=2)
    assert "エラー" in wrong
    assert "Error" not in wrong
    (desk / "簡易.toml").write_bytes((ROOT / "examples" / "minimal.toml").read_bytes())
    plain = seen("quote", "簡易.toml", "--lang", "ja")
    assert "一括" in plain
    for absent in ("価値付け", "条件付", "積算方式"):
        assert absent not in plain


def test_a_companys_staff_reads_compares_and_verifies_what_was_sent(desk):
    (desk / "new.toml").write_text(BATTERY.read_text().replace("81_350", "90_000"))
    seen("quote", str(BATTERY), "--freeze", "--for", "company", "-o", "v1.json")
    seen("quote", "new.toml", "--freeze", "--for", "company", "-o", "v2.json")
    page = seen("quote", "v1.json", "--lang", "ja")
    assert "24,931,713" in page
    assert "期待値" not in page
    assert "直接経費＋研究料 3,795,435円の30％（1円未満切捨て）" in page  # what each percentage is of
    seen("quote", "v1.json", "-f", "markdown", "-o", "v1.md")
    assert "産官学連携推進経費" in seen("explain", "v1.json", "産官学連携推進経費", "--lang", "ja")
    memo = seen("diff", "v1.json", "v2.json", "--lang", "ja")
    for told in ("SK-2026-0417", "全固体電池", "電解質原料・セル部材", "+259,500"):
        assert told in memo
    for private in ("40%", "9,600,001", "期待値"):
        assert private not in memo
    listed = seen("verify", "v1.json", "v2.json", "--lang", "ja")
    assert listed.count("同じです。") == 2
    assert "another frozen quote" in seen("quote", "new.toml", "--freeze", "-o", "v1.json", "--lang", "en", status=2)
    (desk / "v1.json").write_bytes((desk / "v1.json").read_bytes().replace(b"\n", b"\r\n"))
    assert ".gitattributes" in seen("verify", "v1.json", "--lang", "ja", status=6)
