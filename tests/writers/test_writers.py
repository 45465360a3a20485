"""The writers: nothing is cut at any width, Japanese stands in columns, no text is markup or a formula."""

import csv
import io
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price.documents.cells import (
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    Style,
    Table,
    day_cell,
    link,
    number_cell,
    one_line,
    rate_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.layout import laid_out
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.interchange.json import from_json
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text, own
from sangaku_price.language.wrapping import wrapped
from sangaku_price.money import Yen
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Quote
from sangaku_price.writers import Format, Result, formats_for, markdown, table, terminal
from sangaku_price.writers import csv as csv_writer
from sangaku_price.writers.choosing import NoFormat, chosen, writer_of
from sangaku_price.writers.delivery import pieces_of

WIDTHS = (100, 60, 30)
AWFUL = "\x1b[31m赤\x9b2J\u202e[/] [bold]:smile: | <b>&amp; `x` *y* _z_ \\ $m$ ~~k~~ #1 ![a](http://b) =1+1\r\n\t合計 0"


def plain(document: Document, width: int = 100) -> str:
    return table.write(document, width).decode()


ITEMS = (Column("項目", wraps=True), Column("金額", Kind.YEN))


def one_table(*rows, columns=ITEMS) -> Document:
    return Document("見積", (Section("内訳", (Table(columns, tuple(rows)),)),))


def body(document: Document, width: int) -> list[str]:
    """The lines under the heading of the one section."""
    return plain(document, width).splitlines()[5:]


def on_terminal(document: Document, width: int, *, colour: bool = True) -> str:
    page = io.StringIO()
    console = Console(
        file=page, width=width, force_terminal=colour, color_system="standard" if colour else None, legacy_windows=False
    )
    terminal.write(document, console)
    return page.getvalue()


def without_colour(words: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", words)


def letters(words: str) -> str:
    """Words as they are shown, without what may stand between their lines: spaces, and amounts beside them."""
    return re.sub(r"[\s0-9,.\-]", "", words)


def awful_quote() -> Quote:
    """A quote of which every text is hostile."""
    quote = rich_quote()
    return quote._replace(
        contract=quote.contract._replace(title=AWFUL, company=AWFUL, facts={"fact": AWFUL}, document={"number": AWFUL}),
        scenario=AWFUL,
        lines=tuple(
            line._replace(
                label=own(AWFUL),
                unit=AWFUL,
                formula=own(AWFUL),
                sources=(Source(AWFUL, AWFUL, "javascript:alert(1)", AWFUL),),
                marks=(AWFUL,),
            )
            for line in quote.lines
        ),
        notes=tuple(note._replace(message=own(AWFUL)) for note in quote.notes),
    )


# -- formats -----------------------------------------------------------------------------------------------------------


def rendered(name, quote, lang):
    """The quote in a format."""
    fmt = next(one for one in formats_for(Result.QUOTE) if one.name == name)
    return b"".join(pieces_of(writer_of(fmt).render(quote, lang)))


@pytest.mark.parametrize("fmt", formats_for(Result.QUOTE), ids=lambda fmt: fmt.name)
def test_every_format_of_a_quote_has_a_writer_and_the_cells_of_the_others_a_golden_file(fmt, golden):
    if fmt.is_binary:  # its cells are those of others; that the bytes are the same every time is tested with it
        assert rendered(fmt.name, rich_quote(), Lang.BOTH) == rendered(fmt.name, rich_quote(), Lang.BOTH) != b""
        return
    golden(f"rich/quote{fmt.suffixes[0]}", rendered(fmt.name, rich_quote(), Lang.BOTH))


@pytest.mark.parametrize("fmt", formats_for(Result.DOCUMENT), ids=lambda fmt: fmt.name)
def test_every_format_of_a_document_has_a_writer(fmt):
    made = b"".join(pieces_of(writer_of(fmt).write(quote_document(rich_quote()))))
    assert made if fmt.is_binary else "見積" in made.decode()


@pytest.mark.parametrize("lang", [Lang.JA, Lang.EN])
def test_plain_text_in_one_language_has_a_golden_file(lang, golden):
    golden(f"rich/quote.{lang}.txt", rendered("table", rich_quote(), lang))


def test_a_format_whose_extra_is_not_installed_says_what_to_install():
    absent = Format("pdf", (".pdf",), (Result.DOCUMENT,), "sangaku_price.writers.absent", extra="pdf")
    with pytest.raises(NoFormat) as refusal:
        writer_of(absent)
    assert (refusal.value.option, refusal.value.found) == ("--format", "pdf")
    assert all('pip install "sangaku-price[pdf]"' in words for words in refusal.value.words)


def test_a_writer_of_ours_that_is_not_there_is_a_fault_of_the_program():
    with pytest.raises(ModuleNotFoundError):
        writer_of(Format("pdf", (".pdf",), (Result.DOCUMENT,), "sangaku_price.writers.absent"))


@pytest.mark.parametrize("width", [60, 30])
def test_a_narrow_page_has_a_golden_file(width, golden):
    golden(f"rich/quote.{width}.txt", table.write(quote_document(rich_quote()), width))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.md", "markdown"),
        ("b/c.JSON", "json"),
        ("見積.csv", "csv"),
        ("a.b.txt", "table"),
        ("json", "table"),
        (".json", "table"),
        ("v1.2/quote", "table"),
        ("quote.", "table"),
        (None, "table"),
    ],
)
def test_the_suffix_of_an_output_file_tells_its_format(path, name):
    assert chosen(None, path, Result.QUOTE).name == name


@pytest.mark.parametrize(("asked", "path"), [("csv", "a.md"), ("table", "a.json"), (None, "a.ods"), (None, "a.txt.gz")])
def test_a_suffix_of_another_format_is_refused(asked, path):
    with pytest.raises(NoFormat) as refusal:
        chosen(asked, path, Result.QUOTE)
    assert (refusal.value.option, refusal.value.found) == ("--output", path)


def test_a_format_that_a_command_does_not_have_is_refused():
    with pytest.raises(NoFormat) as refusal:
        chosen("csv", "a.csv", Result.DOCUMENT)
    assert (refusal.value.option, refusal.value.found) == ("--format", "csv")
    assert (
        refusal.value.words.en
        == "not a format of this command; formats: table (.txt), markdown (.md), html (.html), pdf (.pdf), xlsx (.xlsx)"
    )


@pytest.mark.parametrize("result", Result)
def test_what_a_command_may_have_is_written_by_a_format_and_each_suffix_means_one(result):
    suffixes = [suffix for one in formats_for(result) for suffix in one.suffixes]
    assert suffixes
    assert len(suffixes) == len(set(suffixes))


def test_the_json_writer_writes_the_quote_itself():
    assert from_json(rendered("json", rich_quote(), Lang.JA)) == rich_quote()
    assert rendered("json", rich_quote(), Lang.EN) == rendered("json", rich_quote(), Lang.BOTH)


def test_a_writer_is_loaded_when_it_is_asked_for():
    code = (
        "import sys; import sangaku_price.writers; "
        "print([m for m in ('rich', 'pydantic', 'json', 'csv', 'sangaku_price.quotation') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- plain text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", [rich_quote, awful_quote])
def test_every_amount_and_every_label_is_there_in_full_at_every_width(width, make):
    quote = make()
    words = plain(quote_document(quote), width)
    for line in quote.lines:
        if line.certainty == "fixed":
            assert re.search(rf"(?<![0-9,]){re.escape(yen(line.amount))}(?![0-9,])", words), line.id
    for amount in (quote.totals.total, quote.totals.tax, quote.totals.maximum, quote.totals.in_kind):
        assert f" {yen(amount)}\n" in words
    for line in quote.lines:
        assert letters(one_line(line.label.ja)) in letters(words), line.id
    assert "…" not in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", [rich_quote, awful_quote])
def test_no_line_is_wider_than_the_page(width, make):
    for line in plain(quote_document(make()), width).splitlines():
        assert table.columns(line) <= width, line


@pytest.mark.parametrize("width", WIDTHS)
def test_plain_text_has_no_control_character_no_box_and_no_space_at_a_lines_end(width):
    words = plain(quote_document(awful_quote()), width)
    assert not set(words) & set("\x1b\x9b\u202e\r\t")
    assert not re.search("[\u2500-\u259f]", words)
    assert not re.search(" $", words, re.MULTILINE)


def test_amounts_stand_in_one_column_beside_japanese_and_english():
    document = one_table(row((text("設備備品費"), yen_cell(1_234_567))), row((text("travel"), yen_cell(89))))
    head, first, second = body(document, 40)
    assert head == "項目             金額"
    assert first == "設備備品費  1,234,567"
    assert second == "travel             89"
    assert len({table.columns(line) for line in (head, first, second)}) == 1


def test_a_character_of_ambiguous_width_takes_one_column_and_a_combining_one_none():
    assert [table.columns(words) for words in ("※×÷", "が", "か\u3099", "ｱ", "e\u0301", "\u200b", "abc")] == [
        3,
        2,
        2,
        1,
        1,
        0,
        3,
    ]


def test_columns_are_two_or_more_spaces_apart():
    document = one_table(row((text("a"), yen_cell(1_000_000))))
    assert body(document, 80)[1] == "a     1,000,000"


def test_a_row_is_stacked_where_it_does_not_fit():
    document = one_table(row((text("全固体電池用硫化物電解質の合成"), yen_cell(1_234_567_890))))
    assert body(document, 30) == [
        "                          金額",
        "全固体電池用硫化物電解質の合成",
        "                 1,234,567,890",
    ]


def test_an_amount_wider_than_the_page_is_not_broken():
    document = one_table(row((text("合計"), yen_cell(10_000_000_000_000))))
    assert "10,000,000,000,000" in body(document, 8)


def test_a_stacked_amount_bears_the_head_of_its_column_where_there_are_several():
    columns = (
        Column("請求", wraps=True),
        Column("税抜\nwithout tax", Kind.YEN, named=True),
        Column("率", Kind.RATE, named=True),
    )
    document = one_table(row((text("x" * 30), yen_cell(1_000), rate_cell(Fraction(1, 10)))), columns=columns)
    assert body(document, 30) == ["x" * 30, "  税抜 / without tax     1,000", "  率                       10%"]
    assert body(document, 20)[2:] == ["  税抜 / without tax", "               1,000", "  率             10%"]


def test_stacked_texts_share_a_line_while_they_fit():
    columns = (Column(), Column(wraps=True), Column("期日", Kind.DAY, named=True), Column("", Kind.YEN))
    cells = (text("a.1"), text("項目", "item"), text("2026-04-01"), yen_cell(123_456_789_012))
    assert body(one_table(row(cells), columns=columns), 24) == [
        "a.1  項目",
        "  item  期日: 2026-04-01",
        "         123,456,789,012",
    ]


def test_a_stacked_row_without_text_shows_its_amount():
    columns = (Column(wraps=True), Column("", Kind.YEN))
    rows = (row((text(""), yen_cell(5))), row((text("長い項目の名前がここにあります"), yen_cell(123_456))))
    assert body(one_table(*rows, columns=columns), 20)[0] == "                   5"


def test_a_sum_stands_under_a_line_of_dashes():
    rows = (row((text("a"), yen_cell(100))), row((text("計"), yen_cell(1_100)), style=Style.TOTAL))
    assert body(one_table(*rows), 40)[2:] == ["      -----", "計    1,100"]
    assert body(one_table(*rows), 6)[3:] == [" -----", "計", " 1,100"]


def test_a_sum_without_an_amount_has_no_dashes():
    rows = (row((text("計"), yen_cell(None)), style=Style.TOTAL),)
    assert body(one_table(*rows), 5)[1:] == ["計"]


def test_a_group_of_rows_is_named_over_all_columns():
    rows = (
        row((text("区分一"), yen_cell(None)), style=Style.HEAD),
        row((text("a"), yen_cell(1))),
        row((text("区分二の長い名前"), yen_cell(None)), style=Style.HEAD),
    )
    assert body(one_table(*rows), 40) == ["項目  金額", "区分一", "a        1", "", "区分二の長い名前"]


def test_what_stands_below_is_indented_under_its_row():
    columns = (Column("id"), Column("項目", wraps=True), Column("円", Kind.YEN), Column("算定", below=True))
    rows = (
        row((text("a"), text("項目"), yen_cell(1_000), text("式"))),
        row((text(""), text("年度"), yen_cell(None), text("")), indent=1),
    )
    assert body(one_table(*rows, columns=columns), 60) == [
        "id  項目       円",
        "a   項目    1,000",
        "      式",
        "      年度",
    ]


def test_a_column_that_wraps_gives_way_to_amounts():
    document = one_table(row((text("次世代全固体電池用硫化物系電解質の界面"), yen_cell(1_234_567))))
    assert body(document, 36) == [
        "項目                            金額",
        "次世代全固体電池用硫化物   1,234,567",
        "系電解質の界面",
    ]


def test_dates_and_numbers_with_units_are_written_as_such():
    columns = (Column("日", Kind.DAY), Column("量", Kind.NUMBER))
    document = one_table(row((day_cell(date(2026, 4, 1)), number_cell(Fraction(3, 2), "時間"))), columns=columns)
    assert body(document, 40)[1] == "2026-04-01  1.5時間"


def test_an_empty_row_is_an_empty_line():
    assert body(one_table(row((text(""), yen_cell(None)))), 40) == ["項目  金額", ""]


def test_a_table_without_rows_has_its_heads_only():
    assert body(one_table(), 40) == ["項目  金額"]


def test_paragraphs_and_tables_of_a_section_stand_apart():
    document = Document("t", (Section("h", (Paragraph("一\n二"), Paragraph("三"))),))
    assert plain(document).splitlines() == ["t", "=", "", "h", "-", "一", "二", "", "三"]


# -- wrapping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("30% of direct cost", 8, ["30% of", "direct", "cost"]),
        ("直接経費1,480,000円の30％", 12, ["直接経費", "1,480,000円", "の30％"]),
        ("あいうえ。", 8, ["あいう", "え。"]),
        ("ああ（いい）", 6, ["ああ", "（い", "い）"]),
        ("time (森 千尋)", 6, ["time", "(森 千", "尋)"]),
        ("定額　按分", 5, ["定額", "按分"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n二", 10, ["一", "二"]),
        ("", 10, [""]),
        ("円円", 1, ["円", "円"]),
        ("a  b", 10, ["a  b"]),
    ],
)
def test_words_are_broken_where_japanese_and_english_may_be(words, width, lines):
    assert wrapped(words, width, table.columns) == lines


@given(st.text(max_size=80), st.integers(1, 40))
@example("が" * 40, 1)
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_the_width(words, width):
    lines = wrapped(words, width, table.columns)
    assert "".join(lines).replace(" ", "").replace("\n", "") == words.replace(" ", "").replace("\n", "")
    assert all(table.columns(line) <= width or one_wide(line) for line in lines)


def one_wide(line: str) -> bool:
    """Whether a line is a single character, with what combines with it."""
    return sum(table.columns(char) > 0 for char in line) <= 1


@given(
    st.lists(st.tuples(st.text(max_size=40), st.integers(-(10**15), 10**15)), max_size=6),
    st.integers(1, 120),
)
def test_no_amount_is_ever_cut(rows, width):
    document = one_table(*(row((text(label), yen_cell(amount))) for label, amount in rows))
    words = plain(document, width)
    for _, amount in rows:
        assert yen(amount) in words


def test_a_hostile_width_is_a_page_of_one_column():
    lines = list(laid_out(one_table(row((text("ab"), yen_cell(12)))), 0, table.columns))
    assert "12" in ["".join(span.text for span in line).strip() for line in lines]


def test_a_very_long_word_is_laid_out_in_no_time():
    document = one_table(row((text("x" * 200_000), yen_cell(1))))
    assert plain(document, 30).count("x") == 200_000


# -- terminal ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_the_terminal_shows_what_plain_text_shows(width):
    document = quote_document(rich_quote())
    shown = without_colour(on_terminal(document, width)).translate(str.maketrans({"─": "-", "━": "="}))
    assert [line.rstrip() for line in shown.splitlines()] == plain(document, width).splitlines()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_terminal_obeys_no_control_and_reads_no_markup(width):
    words = without_colour(on_terminal(quote_document(awful_quote()), width))
    assert not set(words) & set("\x1b\x9b\u202e")
    assert "[/]" in words
    assert "[bold]" in words
    assert ":smile:" in words
    assert all(cell_len(line) <= width for line in words.splitlines())


def test_without_colour_the_terminal_has_no_escape():
    assert "\x1b" not in on_terminal(quote_document(rich_quote()), 100, colour=False)


def test_every_style_has_a_look():
    assert set(terminal.LOOKS) == set(Style)


def test_headings_and_sums_stand_out_and_derivations_stand_back():
    words = on_terminal(quote_document(rich_quote(), Lang.JA), 100)
    assert "\x1b[1;36m内訳（円）\x1b[0m" in words
    assert re.search("\x1b\\[1m合計（確定額、税込） *\x1b", words)
    assert "\x1b[2m80,001円 × 18月" in words
    assert "\x1b[1;31m" in words


# -- Markdown ----------------------------------------------------------------------------------------------------------


def parsed(words: str):
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(words)


def test_markdown_has_the_heads_and_amounts_of_a_table():
    words = rendered("markdown", rich_quote(), Lang.JA).decode()
    assert "| 番号 | 項目 | 期間別 | 金額（税抜） | 算定 |\n| --- | --- | ---: | ---: | --- |\n" in words
    assert "| **合計（確定額、税込）** |" in words
    assert "&emsp;うち消費税" in words
    assert "**要充足 1件、警告 1件（注記を参照）**" in words
    assert "<https://iac.kyoto-u.ac.jp/info/cat-4/if04-05>" in words
    assert words.endswith("\n")


def test_no_text_is_markup_in_markdown():
    words = rendered("markdown", awful_quote(), Lang.BOTH).decode()
    inline = [child for token in parsed(words) for child in token.children or ()]
    kinds = {child.type for child in inline}
    assert kinds <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>", "<!-- -->"}
    shown = "".join(child.content for child in inline).replace("<!-- -->", "")
    assert (
        "<U+001B>[31m赤<U+009B>2J<U+202E>[/] [bold]:smile: | <b>&amp; `x` *y* _z_ \\ $m$ ~~k~~ #1 ![a](http://b)"
        in shown
    )


BY_THEMSELVES = {
    "@octocat": "@<!-- -->octocat",
    "a.b@example.jp": "a.b@<!-- -->example.jp",
    "@org/team": "@<!-- -->org/team",
    "#12": "\\#<!-- -->12",
    "org/repo#12": "org/repo\\#<!-- -->12",
    "GH-12": "GH-<!-- -->12",
    "gh-12": "gh-<!-- -->12",
    "http://x.jp/a": "http:<!-- -->//x.jp/a",
    "ftp://x.jp": "ftp:<!-- -->//x.jp",
    "www.x.jp": "www.<!-- -->x.jp",
    ":smile:": ":<!-- -->smile:",
    ":+1:": ":<!-- -->+1:",
    ":100:": ":<!-- -->100:",
    ":white_check_mark:": ":<!-- -->white\\_check\\_mark:",
    "6:12:12:1": "6:12:12:1",
    "10:30": "10:30",
    "a # b": "a \\# b",
    "費用 @ 1": "費用 @ 1",
}
"""Words that GitHub makes something of by itself, and some that it does not."""


@pytest.mark.parametrize(("words", "written"), BY_THEMSELVES.items())
def test_nobody_is_called_and_nothing_is_linked_by_the_words_of_a_file(words, written):
    document = one_table(row((text(words),)), columns=(Column("x"),))
    assert markdown.write(document).decode().splitlines()[-1] == f"| {written} |"
    (inline,) = [token for token in parsed(written) if token.children]
    assert "".join(child.content for child in inline.children if child.type != "html_inline") == words


def test_a_long_run_of_signs_is_written_at_once():
    words = ":" + "a_" * 100_000 + "@" * 100_000 + ":a" * 100_000
    assert len(markdown.escaped(words)) > len(words)


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    words = rendered("markdown", awful_quote(), Lang.BOTH).decode()
    for block in re.findall(r"(?:^\|.*\n)+", words, re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(counts) == 1


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.jp/b?c=d&e=%20", "<https://a.jp/b?c=d&e=%20>"),
        ("http://a.jp:80/", "<http://a.jp:80/>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.jp/><b>", "https:<!-- -->//a.jp/&gt;&lt;b&gt;"),
        ("https://a.jp/a|b", "https:<!-- -->//a.jp/a&#124;b"),
        ("", ""),
    ],
)
def test_an_address_is_a_link_only_where_it_is_a_web_page(address, written):
    document = one_table(row((link(address),)), columns=(Column("URL", Kind.LINK),))
    assert markdown.write(document).decode().splitlines()[-1] == f"| {written} |"


# -- CSV ---------------------------------------------------------------------------------------------------------------


def records(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_one_row_a_line_with_plain_numbers():
    rows = records(rendered("csv", rich_quote(), Lang.BOTH))
    assert len(rows) == len(rich_quote().lines)
    first = rows[0]
    assert list(first) == [*csv_writer.COLUMNS, csv_writer.SHARE]  # some of its lines are divided
    assert (first["id"], first["period"], first["amount"]) == ("direct.1", "FY2026", "480006")
    assert (first["quantity"], first["unit"], first["unit_price"]) == ("18", "月", "80001")
    indirect = next(row for row in rows if row["id"] == "indirect")
    assert (indirect["exact"], indirect["rate"]) == ("720009/5", "0.3")
    assert indirect["rounding"] == "1円未満切捨て / rounded down to 1 yen"
    assert indirect["formula"] == "直接経費 480,006円の30％ / 30% of direct cost 480,006 yen"
    assert indirect["sources"].startswith("京都大学 経費のページ https://iac.kyoto-u.ac.jp/info/cat-4/if04-05 (kyoto:")
    assert indirect["marks"] == "doubt differs-from-published"
    waiver = next(row for row in rows if row["id"] == "waiver.1")
    assert (waiver["amount"], waiver["reduces"]) == ("-159840", "yamada")
    pilot = next(row for row in rows if row["id"] == "pilot")
    assert (pilot["period"], pilot["due"], pilot["probability"]) == ("", "2028-09-30", "0.5")


def test_csv_lines_end_as_the_standard_has_it():
    data = rendered("csv", awful_quote(), Lang.BOTH)
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") == 1 + len(rich_quote().lines)


def test_a_byte_order_mark_is_there_only_when_asked_for():
    assert csv_writer.write(rich_quote(), Lang.JA, bom=True).startswith(b"\xef\xbb\xbfid,")
    assert csv_writer.write(rich_quote(), Lang.JA).startswith(b"id,")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", " =", "\r="])
def test_no_text_is_a_formula_in_a_spreadsheet(sign):
    line = a_line("direct.1", flat(1), label=Text(f"{sign}cmd|' /C calc'!A0", f"{sign}1+1"), unit=f"{sign}月")
    (record,) = records(rendered("csv", a_quote([line]), Lang.BOTH))
    for key in ("label_ja", "label_en", "unit"):
        assert not record[key].lstrip().startswith(csv_writer.FORMULA_SIGNS)
        assert record[key][0] in "'<"


def test_a_negative_amount_stays_a_number():
    quote = a_quote([])
    line = replace(a_line("a", flat(1)), amount=Yen(-5), exact=Fraction(-11, 2), unit_price=None)
    (record,) = records(csv_writer.write(quote._replace(lines=(line,)), Lang.JA))
    assert (record["amount"], record["exact"]) == ("-5", "-11/2")


def test_what_a_line_does_not_have_is_an_empty_field():
    line = replace(a_line("a", flat(1), period=None), exact=None, formula=None)
    (record,) = records(csv_writer.write(replace(a_quote([]), lines=(line,)), Lang.JA))
    assert [record[key] for key in ("period", "due", "probability", "quantity", "exact", "formula", "rate")] == [""] * 7
