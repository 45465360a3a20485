"""A quote in Japanese alone is written as an office writes it; what does not apply is not shown."""

import re
from fractions import Fraction

import pytest

from quotes import FY2026, FY2027, a_line, a_quote, flat, replace, rich_quote
from sangaku_price.documents.cells import Document, Paragraph, shown
from sangaku_price.documents.contract_facts import contract_facts
from sangaku_price.documents.explanation_document import explain_document
from sangaku_price.documents.quote_document import quote_document, title_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import FACTS
from sangaku_price.language.text import Text
from sangaku_price.money import Yen
from sangaku_price.quotation.invoices import TaxLine
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.tariff.conditions import KNOWN_FACTS


def words_of(document: Document) -> str:
    """All words of a document, a cell a line."""
    found = [document.title]
    for section in document.sections:
        found.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(block.words)
                continue
            found += [column.head for column in block.columns]
            found += [shown(cell) for row in block.rows for cell in row.cells]
    return "\n".join(found)


def addressed(quote: Quote, **told: str) -> Quote:
    """The quote with this told in its [quote] table."""
    return replace(quote, contract=replace(quote.contract, document=told))


def test_a_quote_that_names_its_addressee_is_a_letter_to_it():
    quote = replace(rich_quote(), contract=replace(rich_quote().contract, title="電池の研究"))
    assert title_of(addressed(quote), Lang.JA) == "見積書：電池の研究"
    assert title_of(addressed(quote, addressee="甲社 御中"), Lang.JA) == "御見積書：電池の研究"
    assert title_of(addressed(quote, addressee="甲社 御中"), Lang.EN) == "quote: 電池の研究"


def test_days_are_written_in_words_and_in_the_era_on_request():
    facts = dict(contract_facts(addressed(rich_quote(), issued="2026-09-01"), Lang.JA))
    told = {name.ja: words for name, words in facts.items()}
    assert told["契約期間"] == ("2026年10月1日から2028年3月31日まで（18か月）",)
    assert told["発行日"] == ("2026年9月1日",)
    era = words_of(quote_document(rich_quote().in_era(), Lang.JA))
    assert "令和8年10月1日から令和10年3月31日まで（18か月）" in era
    assert "令和9年度" in era
    assert "2027年" not in era


def test_no_id_stands_on_a_page_in_japanese_alone():
    quote = rich_quote()
    japanese, both = words_of(quote_document(quote, Lang.JA)), words_of(quote_document(quote))
    for ident in {line.id for line in quote.lines}:
        assert ident in both
        assert not re.search(rf"^{re.escape(ident)}$", japanese, re.MULTILINE)


def test_a_note_on_an_invoice_names_its_year_where_there_are_several():
    lines = [a_line("direct.1", flat(101), period=FY2026), a_line("direct.1", flat(103), period=FY2027)]
    note = Note("tax-by-invoice", "note", Text("端数", "residue"), FY2027)
    quote = replace(a_quote(lines, (FY2026, FY2027)), notes=(note,))
    assert "注\n2027年度" in words_of(quote_document(quote, Lang.JA))
    once = replace(a_quote([a_line("direct.1", flat(101))]), notes=(note._replace(path="contract"),))
    assert "契約期間\n端数" not in words_of(quote_document(once, Lang.JA))


def test_every_known_fact_and_answer_has_words():
    assert set(FACTS) == set(KNOWN_FACTS)
    told = {"company-size": "sme", "startup": True, "public-money": False, "unsplit": True, "company-region": "岩手県"}
    quote = a_quote([a_line("direct.1", flat(1))])
    quote = replace(quote, contract=replace(quote.contract, facts=told))
    facts = {name.ja: words for name, words in contract_facts(quote, Lang.JA)}
    assert facts["企業規模"] == ("中小企業",)
    assert facts["スタートアップ"] == ("該当",)
    assert facts["公的資金"] == ("非該当",)
    assert facts["企業の所在地"] == ("岩手県",)


def test_a_plain_cost_quote_has_no_words_of_value_or_chance():
    quote = a_quote([a_line("direct.1", flat(1_000))])
    quote = replace(quote, totals=replace(quote.totals, value_share=Fraction(0)))
    japanese = words_of(quote_document(quote, Lang.JA))
    for word in ("価値", "積算方式", "条件付", "ランニング", "期待値"):
        assert word not in japanese
    named = replace(a_quote([a_line("direct.1", flat(1_000))]), scenario="cost-accumulation")
    assert "コスト積み上げ" in words_of(quote_document(named, Lang.JA))


@pytest.mark.parametrize(
    ("base", "tax", "basis", "head"),
    [
        (1_234_567, 123_456, "exclusive", "消費税（1円未満切捨て）"),
        (1_000, 100, "exclusive", "消費税"),
        (1_000, 100, "inclusive", "消費税"),
        (1_001, 100, "inclusive", "消費税（1円未満切捨て）"),
    ],
)
def test_the_head_of_the_tax_says_how_it_was_rounded_where_it_was(base, tax, basis, head):
    quote = a_quote([a_line("direct.1", flat(base))])
    line = quote.invoices[0].tax[0]
    assert line.rate is not None
    taxed = replace(quote.invoices[0], tax=(TaxLine(line.rate, Yen(base), Yen(tax)),))
    quote = replace(quote, invoices=(taxed,), contract=replace(quote.contract, tax_basis=basis))
    assert head in words_of(quote_document(quote, Lang.JA)).split("\n")


def test_the_title_of_a_source_is_that_of_the_document_whatever_is_in_it():
    """As is that of a page in two languages; only the contract's own file is named in the language told."""
    for title in ("規程 / Rules", "共同研究 / 受託研究 / 学術指導"):
        cited = Source(title, href="https://example.ac.jp/")
        line = replace(
            a_line("indirect", flat(1)), sources=(cited, Source("契約ファイル / contract file", key="direct.1.amount"))
        )
        for lang, own_file in ((Lang.JA, "契約ファイル"), (Lang.EN, "contract file")):
            words = words_of(quote_document(a_quote((line,)), lang)).splitlines()
            assert title in words
            assert own_file in words
            explained = words_of(explain_document(a_quote((line,)), lang=lang)).splitlines()
            assert {title, own_file} <= set(explained)
