"""Notes on a page have words in the place of ids; the quote itself has them as they were made."""

import re

import pytest

from quotes import a_line, a_quote, flat, replace
from sangaku_price.api import quote as priced
from sangaku_price.assurance import lints
from sangaku_price.documents.note_words import IN_ENGLISH, IN_JAPANESE, note_words
from sangaku_price.interchange.json import to_json
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import declared, message
from sangaku_price.language.text import Text, own
from sangaku_price.loading import overlay
from sangaku_price.negotiation import from_total, true_cost
from sangaku_price.pricing import amendment_quote, company_net, engine
from sangaku_price.quotation.answers import Answers
from sangaku_price.quotation.values import Note, Quote
from worked import case_files
from worked import priced as worked

DECLARED_BY = (lints, overlay, from_total, true_cost, amendment_quote, company_net, engine)
"""What must be loaded for all messages to be known."""
FOUND = {
    "exempt": ({"category": "out-of-scope", "reason": "r"}, "消費税の扱い: 消費税の対象外。理由: r"),
    "fact-not-told": (
        {"facts": "company-size, abroad", "outcome": "overhead.indirect.case.1.rate 20%"},
        "契約ファイルに「企業規模」「国外で行う」の記載がないため、例外（20%）は適用していません。",
    ),
    "outdated": (
        {"tariff": "kyoto", "name": own("resident"), "title": "t"},
        "京都大学の料金表の「研究料」は改定済みのおそれがあります（出典: t）。契約の前に現行の額を機関に確認してください。",
    ),
    "no-overhead-at-all": (
        {"tariff": "kyoto"},
        "京都大学の料金表には間接経費の定めがないため、間接経費なしで計算しました。",
    ),
    "overhead-not-in-force": (
        {"tariff": "kyoto", "id": "power"},
        "京都大学の料金表の規則「電気料」はこの契約に適用されません。契約独自の間接経費として計算しました。",
    ),
    "review-by": (
        {"tariff": "kyoto", "day": "2027-03-31"},
        "京都大学の料金表の見直し期限（2027年3月31日）を過ぎています。",
    ),
    "old-source": (
        {"day": "2020-04-01"},
        "料金表で確認できる最新の日付は2020年4月1日で、5年より前です。現行か確認してください。",
    ),
    "own-fee": ({"rule": "resident"}, "研究料は契約で定めた額です（料金表の規則に代わる）。"),
    "amends-rule": (
        {"rates": Text("全体を変更日の率で", ""), "rule": "amendment"},
        "変更契約の扱い: 全体を変更日の率で（料金表の変更契約の規則）",
    ),
    "amends-not-moved": (
        {"rule": "amendment", "on": Text("金額", "")},
        "料金表の変更契約の規則は金額の変更に適用され、この変更には当たりません。",
    ),
    "amends-scenario": (
        {"before": "value-based", "after": "cost-accumulation"},
        "凍結見積の積算方式は「知」の価値付けですが、変更後はコスト積み上げで計算しました。",
    ),
    "amends-year-ended": (
        {"year": "FY2025", "into": "FY2026"},
        "2025年度は変更日までに終わっているため、増減は2026年度に計上しました。",
    ),
    "credit-unknown": (
        {"year": "FY2026"},
        "2026年度に始まる事業年度の税額控除の率は収録していないため、控除を見積もっていません。",
    ),
    "credit-no-rate": (
        {"year": "FY2018", "partner": "startup"},
        "2018年度の相手方の区分「研究開発型新興企業」の控除率は収録していません。",
    ),
    "credit-before-cap": (
        {"year": "FY2025"},
        "2025年度の法人税額がないため、控除は上限を適用する前の額です。",
    ),
    "credit-note": (
        {"label": "contract", "amount": "1"},
        "一括は減額です。1円を返金または相殺します（返還請求書）。",
    ),
    "method-assumed": ({}, "算定方法の指定がないため外数としました。"),
    "of-dropped": (
        {"name": "involvement"},
        "算定の基礎のうち「関与時間に対する報酬」はこの積算方式に含まれないため0円です。",
    ),
    "partly-counted": (
        {"ids": "power, direct.1"},
        "算定の基礎に含めない、または一部だけを含める費目があります: 電気料、直接経費",
    ),
    "no-effect": (
        {"key": "abroad", "why": Text("積算方式 cost-accumulation はこの種類を含みません", "")},
        "「国外で行う」は金額に影響しません: 積算方式コスト積み上げはこの種類を含みません",
    ),
    "replaced-by-set": (
        {"key": "hours", "other": "direct.power.amount"},
        "「時間数」は「電気料の金額」の設定により外しました。",
    ),
    "time-and-appointment": (
        {"who": "甲", "other": "power"},
        "甲 はクロスアポイントメントのほかに「電気料」にもあります。同じ時間の二重計上ではないか確認してください。",
    ),
    "faculty-hours-twice": (
        {"id": "power", "people": "direct.1"},
        "料金表によれば「電気料」には教員の時間が含まれています。直接経費 の計上と二重にならないか確認してください。",
    ),
    "value-on-public-money": (
        {"ids": "power, direct.1"},
        "公的資金の契約に「知」の価値の項目があります（電気料、直接経費）。資金の規則で認められるか確認してください。",
    ),
    "scenario-changes-nothing": (
        {"name": "甲案", "approach": "outcome-linked"},
        "シナリオ「甲案」は成果連動と同じ結果です。",
    ),
    "success-after-expiry": (
        {"due": "2027-04-01", "expires": "2027-03-31"},
        "期日2027年4月1日が失効日2027年3月31日より後です。",
    ),
    "true-cost-missing": (
        {"ids": "power"},
        "真のコストは示していません。時間の原価のない項目: 電気料",
    ),
    "from-total": (
        {"target": "2", "path": "direct.power.amount", "value": "1", "total": "2"},
        "受入額 2円 から逆算しました: 電気料の金額 = 1。合計は 2円 です。",
    ),
    "from-total-near": (
        {"target": "3", "path": "direct.1.amount", "value": "1", "total": "2", "other": "2", "more": "4"},
        "受入額 3円 ちょうどにはなりません。直接経費の金額 = 1 で 2円、2 で 4円 です。",
    ),
}
"""What each note is filled with, and what a page in Japanese alone says."""
PATHS = {"no-effect": "facts.abroad"}
OF_TARIFFS = {"doubt", "notice"}
"""Notes in the words of a tariff's file, as they stand there."""
AS_WRITTEN = {"Joint Research (older English page)", "「yamada」", "（beta）"}
"""The title of a page; an entry that a scenario drops and a payer that is gone, of which a quote knows only the id."""
WORD = re.compile(r"[a-z][a-z-]{2,}")


@pytest.fixture(scope="module")
def quote() -> Quote:
    named = {"power": "電気料", "direct.1": "直接経費"}
    lines = [a_line(ident, flat(1_000), label=own(label)) for ident, label in named.items()]
    made = a_quote(lines)
    facts = Answers.to({"abroad": Text("国外で行う", "done abroad")}, {"abroad": True})
    return replace(made, contract=replace(made.contract, facts=facts))


def a_note(code: str) -> Note:
    return Note(code, "note", message(code, **FOUND[code][0]), PATHS.get(code))


@pytest.mark.parametrize("code", IN_JAPANESE)
def test_a_page_in_japanese_alone_has_words(code, quote):
    assert note_words(a_note(code), quote, Lang.JA).ja == FOUND[code][1]


def test_every_rule_is_of_a_message_that_is_said():
    assert set(FOUND) == set(IN_JAPANESE)
    assert set(IN_JAPANESE) | set(IN_ENGLISH) <= set(declared())


@pytest.mark.parametrize("code", sorted(set(IN_JAPANESE) - {"exempt", "fact-not-told", "amends-year-ended"}))
def test_what_is_typed_stays_on_a_page_in_both_languages(code, quote):
    note = a_note(code)
    said = note_words(note, quote, Lang.BOTH)
    assert said.en == note.message.en
    assert set(re.findall(r"kyoto|power|direct\.1", said.ja)) == set(
        re.findall(r"kyoto|power|direct\.1", note.message.ja)
    )


@pytest.mark.parametrize(
    ("outcome", "price"), [("overhead.indirect.case.1.amount 1,000", "1,000"), ("overhead.indirect.case.2", "別途協議")]
)
def test_a_fact_that_is_not_told_is_named_to_everybody_with_its_key_for_whom_types_keys(quote, outcome, price):
    note = Note(
        "fact-not-told", "warning", message("fact-not-told", facts="startup, abroad", outcome=outcome), "indirect"
    )
    both, english = note_words(note, quote, Lang.BOTH).ja, note_words(note, quote, Lang.EN).en
    told = "「スタートアップ（startup）」「国外で行う（abroad）」"
    assert both == f"契約ファイルに{told}の記載がないため、例外（{price}）は適用していません。"
    assert english.startswith(
        "the contract file does not tell start-up (startup), done abroad (abroad); the exception ("
    )
    assert english.endswith(") was not applied")


def test_english_alone_has_no_japanese_term(quote):
    note = a_note("method-assumed")
    assert note_words(note, quote, Lang.EN).en == "no method is given; on-base was taken"
    assert note_words(note, quote, Lang.BOTH).en == note.message.en


def test_what_is_told_in_other_words_stays_as_it_is(quote):
    for code in IN_JAPANESE:
        note = Note(code, "note", Text("別の言い方の 注記 1", "said otherwise"), None)
        assert note_words(note, quote, Lang.JA) == note.message


def test_an_exemption_is_told_in_words_and_held_as_it_was(tmp_path):
    entry = '[[direct]]\namount = 5\ntax-category = "export-exempt"\nreason = "国外の企業"\n'
    contract = "[contract]\nstart = 2026-04-01\nend = 2027-03-31\n"
    (tmp_path / "spec.toml").write_text(f'format = 1\ntariff = "kitami"\n{contract}{entry}')
    quote = priced(tmp_path / "spec.toml")
    (note,) = [one for one in quote.notes if one.code == "exempt"]
    for lang in (Lang.JA, Lang.BOTH):
        assert note_words(note, quote, lang).ja == "消費税の扱い: 輸出免税。理由: 国外の企業"
    assert "消費税の扱い: export-exempt。理由: 国外の企業".encode() in to_json(quote)


@pytest.mark.parametrize("stem", case_files())
def test_no_note_of_a_worked_contract_has_an_id_in_it(stem, tmp_path):
    file = case_files()[stem]
    for case in file["case"]:
        if "error" in case:
            continue
        quote = worked(case, case.get("spec") or file["spec"], tmp_path)
        for note in quote.notes:
            if note.code not in OF_TARIFFS:
                words = note_words(note, quote, Lang.JA).ja
                for one in AS_WRITTEN:
                    words = words.replace(one, "")
                assert not WORD.findall(words), (case["name"], words)
