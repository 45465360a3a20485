"""The document of a quote: what stands in it, in which order, as which kind of value."""

from datetime import date
from fractions import Fraction

import pytest

from quotes import FY2026, FY2027, a_line, a_quote, flat, replace, rich_quote
from sangaku_price.documents import headings
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import (
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    link,
    shown,
    text,
)
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.items import kinds
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import SECTIONS
from sangaku_price.language.text import Text, own, say
from sangaku_price.money import DOWN, Yen
from sangaku_price.quotation.derivation import constant, product, rounded, shares
from sangaku_price.quotation.invoices import PeriodSum
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Contingent, Note, Quote

HOSTILE = "\x1b[31m赤\x9b2J\u202e[/]:smile:\ud800\n合計 0"


def section(document: Document, heading: Text, lang: Lang = Lang.BOTH) -> Section:
    """The section under a heading."""
    return next(one for one in document.sections if one.heading == say(heading, lang))


def has(document: Document, heading: Text) -> bool:
    return any(one.heading == say(heading, Lang.BOTH) for one in document.sections)


def table(document: Document, heading: Text, number: int = 0) -> Table:
    """A table of a section."""
    return [block for block in section(document, heading).blocks if isinstance(block, Table)][number]


def written(part: Table | Section | Document) -> str:
    """All words of a part, a line a row."""
    match part:
        case Document():
            return "\n".join([part.title, *map(written, part.sections)])
        case Section():
            blocks = (block.words if isinstance(block, Paragraph) else written(block) for block in part.blocks)
            return "\n".join([part.heading, *blocks])
        case Table():
            heads = "  ".join(column.head for column in part.columns)
            return "\n".join([heads, *("  ".join(map(shown, row.cells)) for row in part.rows)])


def amounts(table_: Table) -> list[object]:
    return [cell.value for row in table_.rows for cell in row.cells if cell.kind is Kind.YEN and cell.value is not None]


def row_of(table_: Table, ident: str) -> Row:
    return next(row for row in table_.rows if row.cells[0].value == ident)


def a_contingent_quote(**told: object) -> Quote:
    line = a_line(
        "pilot", flat(10_000_000), "success", None, certainty="conditional", section="results", charged_as="separate"
    )
    line = line._replace(**told)  # type: ignore[arg-type]
    return a_quote([line], contingent=Contingent(Yen(10_000_000), None, None, ("pilot",)))


# -- order -------------------------------------------------------------------------------------------------------------


def test_the_sections_stand_in_the_order_a_reader_asks():
    names = [
        headings.ANSWER,
        headings.CONTRACT,
        headings.BREAKDOWN,
        headings.PERIODS,
        headings.ANNEX,
        headings.INVOICES,
        headings.UNCERTAIN,
        headings.IN_KIND,
        headings.NOTES,
        headings.SOURCES,
        headings.NOT_INCLUDED,
        headings.MADE_WITH,
    ]
    assert [one.heading for one in quote_document(rich_quote()).sections] == [say(name, Lang.BOTH) for name in names]


def test_the_answer_comes_first_total_with_tax_then_of_which_tax_then_what_is_contingent():
    quote = rich_quote()
    answer = table(quote_document(quote), headings.ANSWER)
    totals = quote.totals
    assert amounts(answer) == [
        totals.total,
        totals.tax,
        totals.subtotal,
        totals.contingent.maximum,
        totals.contingent.expected,
        totals.contingent.present_value,
        totals.in_kind,
    ]
    assert "税込" in shown(answer.rows[0].cells[0])
    assert "税抜" in shown(answer.rows[2].cells[0])
    assert shown(answer.rows[3].cells[0]) == "条件付・ランニングの最大額（税抜） / contingent, at most (without tax)"
    assert "8%" in shown(answer.rows[5].cells[0])


def test_a_present_value_without_a_known_rate_is_shown_without_it():
    quote = rich_quote()
    quote = quote._replace(contract=quote.contract._replace(discount_rate=None))
    assert shown(table(quote_document(quote), headings.ANSWER).rows[5].cells[0]) == "現在価値 / present value"


def test_the_company_is_told_the_maximum_and_nothing_that_is_expected():
    document = quote_document(for_company(rich_quote()))
    words = written(document)
    assert "期待" not in words
    assert "現在価値" not in words
    assert "確率" not in words
    assert "未連絡" not in words
    assert "9,600,001" not in words
    assert "16,000,000" in words


def test_gates_and_warnings_are_counted_where_the_answer_is():
    (alert,) = [
        block for block in section(quote_document(rich_quote()), headings.ANSWER).blocks if isinstance(block, Paragraph)
    ]
    assert alert.words == "要充足 1件、警告 1件（注記を参照）\ngate: 1, warning: 1 (see the notes)"
    assert alert.style is Style.GATE


def test_without_a_gate_the_alert_is_a_warning():
    quote = replace(rich_quote(), notes=(Note("x", "warning", own("警告です"), None),))
    alert = section(quote_document(quote, Lang.JA), headings.ANSWER, Lang.JA).blocks[-1]
    assert isinstance(alert, Paragraph)
    assert (alert.words, alert.style) == ("警告 1件（注記を参照）", Style.WARNING)


# -- the contract ------------------------------------------------------------------------------------------------------


def test_the_contract_is_told_with_its_tariff_scenario_overlays_and_document():
    words = written(section(quote_document(rich_quote()), headings.CONTRACT))
    for told in (
        "見積番号 / number  SK-2026-0417",
        "発行日 / issued  2026-09-01",
        "研究題目 / title  次世代電池材料の共同研究",
        "企業 / company  みやこ電池株式会社",
        "契約期間 / period  2026-10-01 – 2028-03-31 (18か月 / 18 months)",
        "契約締結日 / signed  2026-09-15",
        "金額の税区分 / tax basis of the amounts  税抜 / without tax",
        "スタートアップ / start-up  該当 / yes",
        "企業規模 / company size  中小企業 / small or medium-sized enterprise",
        "京都大学 / Kyoto University (kyoto)\n確認日 / checked 2026-11-24",
        "積算方式 / scenario  「知」の価値付け / value-based",
        "direct.1.unit-price = 80_001",
        "備考 / remarks  御確認ください",
    ):
        assert told in words
    assert "申込日" not in words


def test_without_a_tariff_the_rates_are_the_contracts_own():
    quote = replace(rich_quote(), tariff=None, scenario="agreed")
    document = quote_document(quote, Lang.EN)
    words = written(section(document, headings.CONTRACT, Lang.EN))
    assert "tariff  none (the contract's own rates)" in words
    assert "scenario  agreed" in words
    assert "tariff SHA-256" not in written(document)


def test_a_quote_without_a_title_has_a_plain_one():
    quote = rich_quote()
    quote = quote._replace(contract=quote.contract._replace(title=None))
    assert quote_document(quote).title == "見積書 / quote"


# -- lines -------------------------------------------------------------------------------------------------------------


def test_lines_stand_in_the_ministries_sections_each_with_its_sum():
    quote = rich_quote()
    rows = table(quote_document(quote), headings.BREAKDOWN).rows
    groups = [shown(row.cells[1]) for row in rows if row.style is Style.HEAD]
    assert groups == [say(name, Lang.BOTH) for name in SECTIONS.values()]
    sums = [row.cells[-2].value for row in rows if row.style is Style.TOTAL]
    assert sums == [*quote.totals.by_section.values(), quote.totals.subtotal]


def test_a_section_without_a_line_is_not_shown():
    quote = a_quote([a_line("direct.1", flat(1))])
    rows = table(quote_document(quote), headings.BREAKDOWN).rows
    assert [shown(row.cells[1]) for row in rows if row.style is Style.HEAD] == ["直接経費 / direct cost"]


def test_every_amount_of_every_fixed_line_is_a_number_in_a_cell():
    quote = rich_quote()
    found = amounts(table(quote_document(quote), headings.PERIODS))
    for line in quote.lines:
        if line.certainty == "fixed":
            assert line.amount in found


def test_an_id_has_one_row_with_its_sum():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    assert row_of(breakdown, "direct.1").cells[-2].value == 1_440_018
    assert row_of(breakdown, "waiver.1").cells[-2].value == -479_520


def test_a_basis_is_the_formula_with_its_rounding_and_its_division():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "direct.1").cells[-1]) == ("80,001円 × 18月　期間で按分 6:12")
    assert shown(row_of(breakdown, "yamada").cells[-1]) == (
        "9,600,001円 × 10％ × 1.5年（1円未満切捨て）　期間で按分 6:12"
    )
    assert "1,000円単位で四捨五入" in shown(row_of(breakdown, "strategic").cells[-1])


def test_beside_headings_in_both_languages_what_is_long_stands_once_in_japanese():
    both, english = (written(quote_document(rich_quote(), lang)) for lang in (Lang.BOTH, Lang.EN))
    for words in ("30% of direct cost", "the rounding is not stated", "Stamp duty"):
        assert words in english
        assert words not in both
    for words in ("直接経費 480,006円の30％", "端数処理の記載なし", "印紙税", "注記 / notes", "出典 / sources"):
        assert words in both


def test_a_rounding_that_changed_nothing_is_not_said():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    assert "切捨て" not in shown(row_of(breakdown, "resident.1").cells[-1])


def test_a_rounding_to_a_thousand_is_said_though_the_exact_value_was_whole():
    line = a_line("a", rounded(product(constant(1_499), constant(3)), DOWN._replace(unit=1000)))
    breakdown = table(quote_document(a_quote([line])), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "a").cells[-1]) == "1,499 × 3（1,000円未満切捨て）"


def test_a_basis_that_differs_by_period_stands_with_each_period():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    place = breakdown.rows.index(row_of(breakdown, "indirect"))
    assert shown(breakdown.rows[place].cells[-1]) == "うち 本部 432,004円"
    periods = breakdown.rows[place + 1 : place + 3]
    assert [shown(row.cells[1]) for row in periods] == ["2026年度 / FY2026", "2027年度 / FY2027"]
    assert [row.cells[2].value for row in periods] == [144_001, 288_003]
    assert [row.indent for row in periods] == [1, 1]
    assert shown(periods[0].cells[-1]).startswith("直接経費 480,006円の30％（1円未満切捨て）")


def test_a_line_in_one_of_several_periods_names_it():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "agreed").cells[-1]) == "定額　2027年度"


def test_the_only_period_of_a_quote_is_not_named():
    document = quote_document(a_quote([a_line("direct.1", flat(5_000))]))
    breakdown = table(document, headings.BREAKDOWN)
    assert shown(row_of(breakdown, "direct.1").cells[-1]) == "定額"
    assert not has(document, headings.PERIODS)


def test_a_flat_amount_of_which_a_line_is_a_part_is_named():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    line = a_line("direct.1", shares(flat(5_000), (1, 4))[0])
    basis = row_of(table(quote_document(a_quote([line])), headings.BREAKDOWN), "direct.1").cells[-1]
    assert shown(basis) == "定額 5,000円　按分 1/5"
    assert breakdown.columns[-1].below


def test_an_unusual_charge_and_tax_category_are_marks_on_the_line():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    assert "戦略的産学連携経費として　消費税の対象外" in shown(row_of(breakdown, "strategic").cells[-1])
    know_how = shown(row_of(breakdown, "know-how").cells[-1])
    assert "直接経費として　輸出免税" in know_how


def test_the_parts_of_a_split_fee_are_named_over_the_contract():
    breakdown = table(quote_document(rich_quote()), headings.BREAKDOWN)
    basis = shown(row_of(breakdown, "resident.1").cells[-1])
    assert "うち 直接経費分 333,637円、間接経費分 66,363円" in basis


def test_parts_without_a_name_are_shown_as_stated():
    step = flat(100)
    unnamed = step._replace(op="parts", args=(constant(100, "yen"),))
    breakdown = table(quote_document(a_quote([a_line("direct.1", step, steps=(step, unnamed))])), headings.BREAKDOWN)
    assert "うち 記載値 100円" in shown(row_of(breakdown, "direct.1").cells[-1])


def test_a_derivation_that_is_not_disclosed_says_so():
    breakdown = table(quote_document(for_company(rich_quote())), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "yamada").cells[-1]) == "算定の内訳は非公開"


def test_a_line_with_a_formula_and_no_tree_says_its_rounding_from_the_line():
    line = replace(a_line("a", flat(1)), steps=(), formula=own("3 ÷ 2"), exact=Fraction(3, 2))
    whole = line._replace(id="b", exact=Fraction(1))
    unknown = line._replace(id="c", exact=None, formula=None)
    breakdown = table(quote_document(a_quote([line, whole, unknown]), Lang.BOTH), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "a").cells[-1]) == "3 ÷ 2（1円未満切捨て）"
    assert shown(row_of(breakdown, "b").cells[-1]) == "3 ÷ 2"
    assert shown(row_of(breakdown, "c").cells[-1]) == ""


def test_a_line_without_a_tree_in_two_periods_is_not_said_to_be_divided():
    lines = [replace(a_line("a", flat(1), period=period), steps=(), formula=own("1円")) for period in (FY2026, FY2027)]
    breakdown = table(quote_document(a_quote(lines, (FY2026, FY2027))), headings.BREAKDOWN)
    assert shown(row_of(breakdown, "a").cells[-1]) == "1円"


def test_a_line_bears_the_marks_of_its_notes_and_the_numbers_of_its_sources():
    document = quote_document(rich_quote())
    notes = table(document, headings.NOTES)
    numbered = {shown(row.cells[2]).split("\n")[0]: shown(row.cells[0]) for row in notes.rows}
    label = shown(row_of(table(document, headings.BREAKDOWN), "indirect").cells[1])
    doubt, differs = numbered["端数処理の記載なし"], numbered["公表値と異なります。"]
    assert differs == "※2"
    assert label == f"産学連携推進経費 {differs} {doubt} [1][3]\ncollaboration promotion cost"


def test_a_note_on_an_entry_marks_each_of_its_lines():
    document = quote_document(rich_quote())
    notes = table(document, headings.NOTES)
    (mark,) = [shown(row.cells[0]) for row in notes.rows if "売上は見込みです。" in shown(row.cells[2])]
    assert mark in shown(row_of(table(document, headings.BREAKDOWN), "licence/upfront").cells[1])
    assert mark in shown(row_of(table(document, headings.UNCERTAIN), "licence/royalty").cells[1])


def test_a_quote_of_nothing_certain_says_so():
    document = quote_document(a_contingent_quote())
    (block,) = section(document, headings.BREAKDOWN).blocks
    assert isinstance(block, Paragraph)
    assert block.words == "確定して支払われる項目はありません。"
    assert not has(document, headings.ANNEX)


def test_the_inclusive_basis_is_said_and_its_sum_is_the_total():
    quote = rich_quote()
    quote = quote._replace(contract=quote.contract._replace(tax_basis="inclusive"))
    document = quote_document(quote)
    breakdown = table(document, headings.BREAKDOWN)
    assert breakdown.columns[-2].head == "金額（税込）\nwith tax"
    assert breakdown.rows[-1].cells[-2].value == quote.totals.total
    assert amounts(table(document, headings.PERIODS))[-1] == quote.totals.total
    assert amounts(table(document, headings.ANNEX))[-1] == quote.totals.total


# -- charges, periods, invoices ----------------------------------------------------------------------------------------


def test_the_annex_shows_the_charges_that_are_not_zero_and_the_share_of_value():
    quote = rich_quote()
    document = quote_document(quote)
    charges = [amount for amount in quote.totals.by_charge.values() if amount]
    assert amounts(table(document, headings.ANNEX)) == [*charges, quote.totals.subtotal]
    share = table(document, headings.ANNEX, 1).rows[0].cells[1]
    assert (share.kind, share.value, shown(share)) == (Kind.RATE, Fraction("0.3846"), "38.46%")


def test_without_a_share_of_value_none_is_shown():
    quote = rich_quote()
    quote = quote._replace(totals=quote.totals._replace(value_share=None))
    assert len(section(quote_document(quote), headings.ANNEX).blocks) == 1


def test_an_invoice_shows_each_rate_apart_and_its_sum():
    rows = table(quote_document(rich_quote()), headings.INVOICES).rows
    assert [shown(row.cells[1]) for row in rows[:3]] == [
        "10%",
        "0% 輸出免税 / export-exempt",
        "消費税の対象外 / outside consumption tax",
    ]
    assert shown(rows[3].cells[0]) == "計：2026年度 / sum: FY2026"
    assert rows[3].style is Style.TOTAL
    quote = rich_quote()
    assert rows[3].cells[-1].value == quote.invoices[0].total
    assert rows[-1].cells[-1].value == quote.totals.total


def test_one_invoice_has_no_sum_of_invoices():
    rows = table(quote_document(a_quote([a_line("direct.1", flat(1_000))])), headings.INVOICES).rows
    assert [shown(cell) for cell in rows[0].cells] == ["一括 / in one sum", "10%", "1,000", "100", "1,100"]
    assert len(rows) == 1


def test_due_dates_and_payers_of_invoices_are_shown_where_there_are_any():
    quote = rich_quote()
    first, second = quote.invoices
    quote = quote._replace(invoices=(first._replace(due=date(2027, 4, 30), payer="甲社"), second))
    invoices = table(quote_document(quote), headings.INVOICES)
    assert [column.head for column in invoices.columns[1:3]] == ["支払者\npayer", "期日\ndue"]
    assert [shown(cell) for cell in invoices.rows[0].cells[1:3]] == ["甲社", "2027-04-30"]
    assert [shown(cell) for cell in invoices.rows[1].cells[1:3]] == ["", ""]
    assert [shown(row.cells[2]) for row in invoices.rows if "FY2027" in shown(row.cells[0])] == [""]


def test_periods_with_tax_are_shown_where_the_invoices_do_not_say_the_same():
    quote = rich_quote()
    assert len(section(quote_document(quote), headings.PERIODS).blocks) == 1
    quote = quote._replace(invoices=quote.invoices[:1])
    periods = table(quote_document(quote), headings.PERIODS, 1)
    assert amounts(periods) == [amount for one in quote.periods for amount in (one.subtotal, one.tax, one.total)]
    assert shown(periods.rows[0].cells[0]) == "2026年度 / FY2026\n2026-04-01 – 2027-03-31"


def test_one_period_that_the_invoice_does_not_repeat_is_shown_alone():
    quote = a_quote([a_line("direct.1", flat(1_000))], ("第1期",))
    quote = quote._replace(periods=(PeriodSum("第2期", date(2026, 4, 1), date(2026, 5, 1), Yen(1), Yen(0), Yen(1)),))
    assert len(section(quote_document(quote), headings.PERIODS).blocks) == 1


# -- what is not certain -----------------------------------------------------------------------------------------------


def test_uncertain_money_stands_apart_with_due_date_and_probability():
    quote = rich_quote()
    document = quote_document(quote)
    uncertain = table(document, headings.UNCERTAIN)
    assert [shown(cell) for cell in row_of(uncertain, "pilot").cells[2:]] == [
        "2028-09-30",
        "50%",
        "",
        "10,000,000",
        "定額　条件付",
    ]
    assert uncertain.rows[-1].cells[-2].value == quote.totals.contingent.maximum
    figures = table(document, headings.UNCERTAIN, 1)
    assert amounts(figures) == [7_000_000, 5_812_345, quote.totals.maximum, quote.totals.expected]
    assert "pilot" not in written(table(document, headings.BREAKDOWN))


def test_a_running_line_has_a_row_a_year_though_every_year_is_alike():
    uncertain = table(quote_document(rich_quote()), headings.UNCERTAIN)
    place = uncertain.rows.index(row_of(uncertain, "licence/royalty"))
    assert uncertain.rows[place].cells[-2].value == 6_000_000
    assert "ランニング" in shown(uncertain.rows[place].cells[-1])
    assert [shown(row.cells[1]) for row in uncertain.rows[place + 1 : place + 3]] == [
        "2029年度 / FY2029",
        "2030年度 / FY2030",
    ]
    assert [row.cells[4].value for row in uncertain.rows[place + 1 : place + 3]] == [3_000_000, 3_000_000]


def test_a_due_date_of_its_own_stands_with_each_period():
    quote = rich_quote()
    lines = tuple(
        line._replace(due=date(int(line.period[2:]) + 1, 5, 31))
        if line.id == "licence/royalty" and line.period
        else line
        for line in quote.lines
    )
    uncertain = table(quote_document(quote._replace(lines=lines)), headings.UNCERTAIN)
    place = uncertain.rows.index(row_of(uncertain, "licence/royalty"))
    assert [shown(row.cells[2]) for row in uncertain.rows[place : place + 3]] == ["", "2030-05-31", "2031-05-31"]


def test_a_conditional_line_of_a_year_names_it():
    uncertain = table(quote_document(a_contingent_quote(period="FY2029")), headings.UNCERTAIN)
    assert "2029年度" in shown(row_of(uncertain, "pilot").cells[-1])


def test_an_expected_value_that_cannot_be_given_names_what_is_missing():
    document = quote_document(a_contingent_quote())
    words = written(section(document, headings.UNCERTAIN))
    assert "期待値は出せません。確率のない項目：pilot" in words
    english = quote_document(a_contingent_quote(), Lang.EN)
    uncertain = section(english, headings.UNCERTAIN, Lang.EN)
    assert "no expected value; entries without a probability: pilot" in written(uncertain)
    assert amounts(table(document, headings.UNCERTAIN, 1)) == [10_000_000]


def test_in_kind_is_never_among_money():
    document = quote_document(rich_quote())
    assert amounts(table(document, headings.IN_KIND)) == [5_000_000, 5_000_000]
    assert "warrants" not in written(section(document, headings.UNCERTAIN))
    assert not has(quote_document(a_quote([a_line("direct.1", flat(1))])), headings.IN_KIND)


def test_a_quote_of_certain_money_alone_has_no_uncertain_section():
    document = quote_document(a_quote([a_line("direct.1", flat(1))]))
    assert not has(document, headings.UNCERTAIN)
    assert amounts(table(document, headings.ANSWER))[3:] == []


# -- notes, sources, closing -------------------------------------------------------------------------------------------


def test_notes_are_numbered_gates_first_and_doubts_are_named():
    notes = table(quote_document(rich_quote()), headings.NOTES)
    assert [shown(row.cells[0]) for row in notes.rows] == [f"※{i}" for i in range(1, 9)]
    assert [shown(row.cells[1]).split("\n")[0] for row in notes.rows] == [
        "要充足 / gate",
        "警告 / warning",
        "疑義 / doubt",
        *["注 / note"] * 5,
    ]
    assert [row.style for row in notes.rows[:3]] == [Style.GATE, Style.WARNING, Style.BODY]
    assert shown(notes.rows[2].cells[1]) == "疑義 / doubt\nindirect"
    assert shown(notes.rows[2].cells[2]) == "端数処理の記載なし"
    assert shown(notes.rows[-1].cells[1]) == "注 / note"


def test_a_note_that_stands_twice_is_shown_once():
    note = Note("x", "note", own("同じ注"), None)
    document = quote_document(replace(rich_quote(), notes=(note, note)))
    assert len(table(document, headings.NOTES).rows) == 1


def test_a_quote_without_notes_has_no_section_for_them():
    assert not has(quote_document(replace(rich_quote(), notes=())), headings.NOTES)


def test_each_source_is_shown_once_with_its_article_and_address():
    sources = table(quote_document(rich_quote()), headings.SOURCES)
    assert [shown(row.cells[1]) for row in sources.rows] == [
        "ガイドライン【追補版】\nA-1 3 必要となるコストの適切な分担",
        "契約ファイル",
        "京都大学 経費のページ",
    ]
    assert [row.cells[2].kind for row in sources.rows] == [Kind.LINK] * 3
    assert shown(sources.rows[2].cells[2]) == "https://iac.kyoto-u.ac.jp/info/cat-4/if04-05"
    assert not has(quote_document(a_quote([])), headings.SOURCES)


def test_what_is_not_in_the_price_is_said_at_the_end():
    words = written(section(quote_document(rich_quote()), headings.NOT_INCLUDED))
    for missing in ("印紙税", "源泉徴収", "外貨", "返還", "遅延利息", "発明者"):
        assert missing in words


def test_the_files_that_made_the_quote_are_named_by_their_hashes():
    words = written(section(quote_document(rich_quote()), headings.MADE_WITH))
    assert "sangaku-price 0.1.0" in words
    assert "a" * 64 in words
    assert "b" * 64 in words


# -- languages and hostile text ----------------------------------------------------------------------------------------


def test_one_language_has_no_heading_of_the_other():
    ja, en = quote_document(rich_quote(), Lang.JA), quote_document(rich_quote(), Lang.EN)
    assert [one.heading for one in ja.sections][:3] == ["金額（円）", "契約", "内訳（円）"]
    assert [one.heading for one in en.sections][:3] == ["amounts in yen", "contract", "breakdown in yen"]
    assert "without tax" not in written(ja)
    assert "税抜" not in written(en)
    assert "消耗品" in written(en)


def test_a_period_of_another_name_is_shown_as_written():
    assert [headings.period_words(label) for label in ("contract", "FY2026", "第1回", None, "FY２０２６", "FYx")] == [
        Text("契約期間", "contract period"),
        Text("2026年度", "FY2026"),
        own("第1回"),
        own(""),
        own("FY２０２６"),
        own("FYx"),
    ]


def test_no_hostile_text_reaches_a_cell_a_heading_or_a_paragraph():
    quote = rich_quote()
    hostile = quote._replace(
        contract=quote.contract._replace(title=HOSTILE, company=HOSTILE, facts={HOSTILE: HOSTILE}),
        scenario=HOSTILE,
        set={HOSTILE: HOSTILE},
        lines=tuple(
            line._replace(
                id=HOSTILE + line.id, label=own(HOSTILE), sources=(Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
            )
            for line in quote.lines
        ),
        notes=(Note(HOSTILE, "note", own(HOSTILE), HOSTILE),),
    )
    words = written(quote_document(hostile))
    assert not set(words) & set("\x1b\x9b\u202e\ud800")
    assert "<U+001B>[31m赤<U+009B>2J<U+202E>[/]:smile:\\ud800<U+000A>合計 0" in words


def test_a_cell_a_column_and_a_section_are_safe_however_they_are_made():
    assert Cell(Kind.TEXT, "a\x1b\nb").value == "a<U+001B>\nb"
    assert Cell(Kind.YEN, 1, unit="\x1b").unit == "<U+001B>"
    assert Column("\x1b").head == "<U+001B>"
    assert Paragraph("\x1b").words == "<U+001B>"
    assert Section("a\nb", ()).heading == "a<U+000A>b"
    assert Document("a\nb", ()).title == "a<U+000A>b"
    assert text("a\nb", "", "c").value == "a<U+000A>b\nc"
    assert link(None).value == ""


def test_a_row_has_a_cell_for_every_column():
    with pytest.raises(ValueError, match="as many cells"):
        Table((Column(),), (Row((text("a"), text("b"))),))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(Kind.YEN, 1_234_567), "1,234,567"),
        (Cell(Kind.YEN, -1_000, unit="円"), "-1,000円"),
        (Cell(Kind.RATE, Fraction(3, 10)), "30%"),
        (Cell(Kind.RATE, Fraction(3, 13)), "3/13"),
        (Cell(Kind.NUMBER, Fraction(2_172_387, 2)), "1,086,193.5"),
        (Cell(Kind.NUMBER, Fraction(10_000, 3)), "10,000/3"),
        (Cell(Kind.DAY, date(2026, 4, 1)), "2026-04-01"),
        (Cell(Kind.YEN, None), ""),
    ],
)
def test_a_value_is_shown_as_people_write_it(cell, words):
    assert shown(cell) == words


def test_every_kind_of_line_has_a_usual_label():
    lines = [a_line(kind, flat(1), kind) for kind in kinds()]
    assert len(table(quote_document(a_quote(lines)), headings.BREAKDOWN).rows) == len(kinds()) + 3
