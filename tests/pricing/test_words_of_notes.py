"""Notes are made in words: names in Japanese, ids in English, whose pages have them."""

import re

import pytest

from sangaku_price.api import quote as priced
from sangaku_price.assurance.lints import lints
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.loading.files import load
from sangaku_price.quotation.values import Note
from worked import case_files
from worked import priced as worked

OF_TARIFFS = {"doubt", "notice"}
"""Notes in the words of a tariff's file, as they stand there."""
AS_WRITTEN = {"Joint Research (older English page)"}
"""The title of a page."""
WORD = re.compile(r"[a-z][a-z-]{2,}")
DAY = re.compile(r"\d{4}-\d{2}|FY\d{4}")
HEAD = "format = 1\n"
TARIFF = 'tariff = "kitami"\n'
CONTRACT = "[contract]\nstart = 2026-04-01\nend = 2027-03-31\n"
DIRECT = '[[direct]]\nid = "power"\nitem = "電気料"\namount = 1_000_000\n'


def noted(path, text: str, code: str, **options: object) -> Note:
    """The note of a code that a contract is priced with."""
    (path / "spec.toml").write_text(HEAD + text, encoding="utf-8")
    quote = priced(path / "spec.toml", **options)
    (found,) = [one for one in quote.notes if one.code == code]
    assert from_json(to_json(quote)) == quote
    return found


def said(found: Note) -> str:
    return say(found.message, Lang.JA)


@pytest.mark.parametrize("stem", case_files())
def test_no_note_of_a_worked_contract_has_an_id_or_a_bare_day_in_it(stem, tmp_path):
    file = case_files()[stem]
    for case in file["case"]:
        if "error" in case:
            continue
        quote = worked(case, case.get("spec") or file["spec"], tmp_path)
        for found in quote.notes:
            if found.code not in OF_TARIFFS:
                words = said(found)
                for one in AS_WRITTEN:
                    words = words.replace(one, "")
                assert not WORD.findall(words), (case["name"], words)
                assert not DAY.findall(words), (case["name"], words)


def test_a_fact_that_is_not_told_is_named_and_its_key_stands_beside_the_note(tmp_path):
    tariff = (
        'format = 1\nid = "t"\nname = "乙大学"\nchecked = 2026-11-01\n[source.a]\ntitle = "頁"\n'
        'href = "https://a.example/"\n[facts.abroad]\nmeaning = { ja = "国外で行う", en = "done abroad" }\n'
        '[[overhead]]\nid = "indirect"\nsource = "a"\nrate = "30%"\nbase = ["direct"]\n'
        '[[overhead.case]]\nwhen = { startup = true, abroad = true }\nrate = "20%"\n'
    )
    (tmp_path / "t.toml").write_text(tariff, encoding="utf-8")
    found = noted(tmp_path, 'tariff = "./t.toml"\n' + CONTRACT + DIRECT, "fact-not-told")
    told = "「スタートアップ」「国外で行う」"
    assert said(found) == f"契約ファイルに{told}の記載がないため、例外（20%）は適用していません。"
    english = "the contract file does not tell start-up, done abroad; the exception (20%) was not applied"
    assert say(found.message, Lang.EN) == english
    assert found.keys == ("facts.startup", "facts.abroad")


def test_an_exemption_is_told_in_words(tmp_path):
    entry = DIRECT + 'tax-category = "export-exempt"\nreason = "国外の企業"\n'
    found = noted(tmp_path, TARIFF + CONTRACT + entry, "exempt")
    assert said(found) == "消費税の扱い: 輸出免税。理由: 国外の企業"


def test_a_rule_that_is_not_in_force_is_named_with_its_institution(tmp_path):
    own = '[[overhead]]\nid = "indirect"\namount = 5\n'
    text = f'tariff = "kyoto"\n{CONTRACT}type = "joint-chair"\n{DIRECT}{own}'
    found = noted(tmp_path, text, "overhead-not-in-force")
    assert said(found).startswith("京都大学の料金表の規則「産官学連携推進経費」はこの契約に適用されません。")
    assert 'the rule "indirect" of the tariff kyoto' in say(found.message, Lang.EN)


def test_a_key_without_effect_is_named_with_its_entry(tmp_path):
    text = f'{TARIFF}{CONTRACT}{DIRECT}unit = "kWh"\n'
    assert said(noted(tmp_path, text, "no-effect")) == "「電気料の単位」は金額に影響しません: 数量がありません"


def test_a_fact_that_nobody_asks_is_named(tmp_path):
    text = f"{TARIFF}[facts]\nstartup = true\n{CONTRACT}{DIRECT}"
    words = "「スタートアップ」は金額に影響しません: どの規則も問うていません"
    assert said(noted(tmp_path, text, "no-effect")) == words


def test_what_an_approach_drops_is_named(tmp_path):
    success = '[[success]]\nid = "s"\nitem = "成果報酬"\ntrigger = "量産"\namount = 5\n'
    scenario = '[scenario.a]\napproach = "cost-accumulation"\nset = { "success.s.amount" = 6 }\n'
    found = noted(tmp_path, TARIFF + CONTRACT + DIRECT + success + scenario, "no-effect")
    words = "「成果報酬の金額」は金額に影響しません: 積算方式「コスト積み上げ」はこの種類を含みません"
    assert said(found) == words


def test_an_entry_that_a_percentage_is_of_and_that_is_dropped_is_named(tmp_path):
    involved = '[[involvement]]\nid = "yamada"\nwho = "山田 教授"\nhours = 1\nhourly-rate = 5\n'
    share = '[[use]]\nid = "u"\nwhat = "patent"\nas = "licence"\nupfront = 5\n'
    success = '[[success]]\nid = "s"\ntrigger = "量産"\npercent = "10%"\nof = ["yamada"]\n'
    text = TARIFF + CONTRACT + DIRECT + involved + share + success
    words = "算定の基礎のうち「関与時間に対する報酬」はこの積算方式に含まれないため0円です。"
    assert said(noted(tmp_path, text, "of-dropped", scenario="outcome-linked")) == words


def test_what_is_replaced_by_a_value_that_is_set_is_named(tmp_path):
    entry = '[[direct]]\nid = "power"\nitem = "電気料"\nquantity = 2\nunit-price = 5\n'
    (tmp_path / "spec.toml").write_text(HEAD + TARIFF + CONTRACT + entry, encoding="utf-8")
    quote = priced(tmp_path / "spec.toml", set={"direct.power.amount": 7})
    found = [said(one) for one in quote.notes if one.code == "replaced-by-set"]
    assert found == [f"「{key}」は「電気料の金額」の設定により外しました。" for key in ("単価", "数量")]


def test_a_method_that_nobody_named_is_said_without_a_key(tmp_path):
    own = '[[overhead]]\nid = "own"\nrate = "10%"\nbase = ["direct"]\n'
    found = noted(tmp_path, CONTRACT + DIRECT + own, "method-assumed")
    assert found.message == ("算定方法の指定がないため外数としました。", "no method is given; on-base was taken")


def test_the_day_by_which_a_tariff_was_to_be_reviewed_is_of_the_era_where_the_contract_counts_so(tmp_path):
    tariff = (
        'format = 1\nid = "t"\nname = "乙大学"\nchecked = 2026-11-01\nreview-by = 2026-11-30\n'
        '[source.a]\ntitle = "頁"\nhref = "https://a.example/"\n'
        '[[overhead]]\nid = "indirect"\nsource = "a"\nrate = "30%"\nbase = ["direct"]\n'
    )
    (tmp_path / "t.toml").write_text(tariff, encoding="utf-8")
    later = CONTRACT.replace("2026-04-01", "2026-12-01")
    text = f'tariff = "./t.toml"\n{later}{DIRECT}'
    assert said(noted(tmp_path, text, "review-by")) == "乙大学の料金表の見直し期限（2026年11月30日）を過ぎています。"
    era = f"{text}[quote]\nera = true\n"
    assert said(noted(tmp_path, era, "review-by")) == "乙大学の料金表の見直し期限（令和8年11月30日）を過ぎています。"


def test_lints_name_lines_days_and_approaches(tmp_path):
    text = (
        f"{HEAD}{TARIFF}{CONTRACT}{DIRECT}[facts]\npublic-money = true\n"
        '[[involvement]]\nid = "y"\nitem = "山田教授の時間"\nwho = "山田"\nhours = 10\nhourly-rate = 5_000\n'
        '[[cross-appointment]]\nwho = "山田"\nbase = 10_000_000\nassessed = 10_000_000\neffort = "10%"\n'
        '[[success]]\ntrigger = "量産"\namount = 5\ndue = 2027-04-01\nexpires = 2027-03-31\n'
        '[scenario.plain]\napproach = "value-based"\n'
    )
    (tmp_path / "spec.toml").write_text(text, encoding="utf-8")
    loaded = load(str(tmp_path / "spec.toml"))
    found = {one.code: one for one in lints(loaded, priced(tmp_path / "spec.toml"))}
    assert "のほかに「山田教授の時間」にもあります。" in said(found["time-and-appointment"])
    assert "（山田教授の時間" in said(found["value-on-public-money"])
    assert said(found["success-after-expiry"]) == "期日（2027年4月1日）が失効日（2027年3月31日）より後です。"
    assert said(found["scenario-changes-nothing"]) == "シナリオ「plain」は「知」の価値付けと同じ結果です。"
