"""Key paths and what stands at them, in words."""

import pytest

from sangaku_price.documents.figure_words import figure_words
from sangaku_price.documents.key_words import labels_in, path_words, value_words
from sangaku_price.items import entry_tables
from sangaku_price.language.keys import ENTRY_KEYS, TABLE_KEYS
from sangaku_price.language.text import Text, own
from sangaku_price.loading.overlay import single_tables
from sangaku_price.toml.table import keys_of

FILE = {
    "direct": [{"id": "materials", "item": "電解質原料"}, {"amount": 5}],
    "involvement": [{"who": "山田 教授"}],
    "use": [{"id": "licence", "what": "patent"}],
}


def test_entries_are_called_by_their_printed_name_else_by_what_they_say():
    names = labels_in(FILE)
    assert names["materials"] == own("電解質原料")
    assert names["direct.2"] == Text("直接経費", "direct cost")
    assert names["involvement.1"].ja == "関与時間に対する報酬（山田 教授）"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("direct.materials.unit-price", Text("電解質原料の単価", "unit price of 電解質原料")),
        ("direct.2.amount", Text("直接経費の金額", "amount of direct cost")),
        ("payer.alpha.share", Text("支払者（alpha）の負担割合", "share of the payer alpha")),
        ("in-kind.1.worth", Text("現物での提供（1）の評価額", "worth of the contribution in kind no. 1")),
        ("amends.signed", Text("変更契約の締結日", "day of the change")),
        ("amends.quote", Text("変更契約の変更前の見積", "earlier quote of the change")),
        ("grant.1.ceiling", Text("公的資金（1）の補助上限額", "maximum of the grant no. 1")),
        ("payment.first.due", Text("分割払い（first）の期日", "due date of the instalment first")),
        (
            "use.licence.royalty.rate",
            Text("成果活用の対価（特許）の実施料率", "royalty rate of consideration for use of results (patent)"),
        ),
        (
            "use.licence.royalty.sales.2030",
            Text(
                "成果活用の対価（特許）の売上高の見込み",
                "expected sales of consideration for use of results (patent)",
            ),
        ),
        ("direct.materials", own("電解質原料")),
        ("contract.end", Text("契約期間の終了日", "last day of the contract")),
        ("tax.basis", Text("金額の税区分", "tax basis of the amounts")),
        ("facts.company-size", Text("企業規模", "company size")),
        ("quote.number", Text("見積番号", "number")),
        ("tariff", Text("料金表", "tariff")),
        ("lint.ignore", own("lint.ignore")),
    ],
)
def test_a_path_is_told_in_words(path, words):
    assert path_words(path, labels_in(FILE)) == words


@pytest.mark.parametrize(
    ("path", "written", "ja"),
    [
        ("direct.materials.unit-price", "81350", "81,350円"),
        ("direct.materials.amount", "1000000", "1,000,000円"),
        ("involvement.1.hours", "200", "200時間"),
        ("involvement.1.effort", "0.1", "10%"),
        ("involvement.1.effort", "10%", "10%"),
        ("resident.1.people", "2", "2人"),
        ("direct.materials.item", "600", "600"),
        ("contract.end", "2029-03-31", "2029年3月31日"),
        ("contract.billing", "fiscal-year", "年度ごと"),
        ("facts.startup", "true", "該当"),
        ("facts.company-size", "sme", "中小企業"),
        ("direct.materials.unit-price", "1e9999999", "1e9999999"),
        ("direct.materials.unit-price", "9" * 50, "9" * 50),
        ("use.licence.what.deep", "1", "1"),
        ("use.licence.what", "know-how", "ノウハウ"),
        ("use.licence.as", "licence", "実施許諾"),
        ("success.1.form", "equity", "株式等"),
        ("in-kind.1.party", "company", "企業"),
        ("grant.1.to", "university", "大学"),
        ("overhead.own.method", "of-total", "内数"),
        ("amends.rates", "all", "全体を変更日の率で"),
        ("payer.alpha.rest", "true", "はい"),
        ("contribution.1.of", "[direct, licence]", "直接経費、成果活用の対価（特許）"),
        ("payer.alpha.lines", "[materials, unknown]", "電解質原料、unknown"),
    ],
)
def test_a_value_is_told_as_a_memo_has_it(path, written, ja):
    assert value_words(path, written, labels_in(FILE)).ja == ja


def test_every_word_of_a_table_that_stands_once_is_one_of_a_key_that_there_is():
    for name, words in TABLE_KEYS.items():
        table = single_tables()[name]
        assert table is not None
        assert set(words) <= set(keys_of(table))


def test_every_word_is_one_of_a_key_that_there_is():
    known = {key for table in entry_tables().values() for key in keys_of(table)}
    assert {key.partition(".")[0] for key in ENTRY_KEYS} <= known


@pytest.mark.parametrize(
    ("path", "ja"),
    [
        ("total", "合計（確定額、税込）"),
        ("totals.value-share", "確定額に占める「知」の価値の割合（四捨五入）"),
        ("by-section.indirect", "間接経費"),
        ("by-section.間接経費", "間接経費"),
        ("lines.kitayama.amount", "lines.kitayama.amount"),
    ],
)
def test_a_figure_is_told_in_words(path, ja):
    assert figure_words(path).ja == ja
