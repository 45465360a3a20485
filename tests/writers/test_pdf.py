"""PDF: 御見積書 on A4, in a font that has what is written, readable in order, the same bytes every time."""

import re
import subprocess
import sys
from pathlib import Path

import pylopdf_fonts_jp
import pytest
import typst

from command import run
from places import ROOT
from poppler import facts_of_pdf, fonts_of_pdf, text_of_pdf, words_of_pdf
from quotes import rich_quote
from sangaku_price.api import quote
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import Column, Document, Kind, Paragraph, Section, Style, Table, row, text, yen_cell
from sangaku_price.language.enums import Lang
from sangaku_price.writers import pdf
from sangaku_price.writers.refusals import CannotWrite

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = str(ROOT / "examples" / "kyoto-battery.toml")
A4, MARGIN = 595.3, 18 / 25.4 * 72
FONT = str(pylopdf_fonts_jp.serif_path())
LONG = "x" * 60
SPEC = f"""format = 1
tariff = "kyoto"
[contract]
title = "#set text(red) *太字* $x$ @ref <label> \\\\u{{41}} // 注釈"
company = "架空電池株式会社"
start = 2026-04-01
end = 2036-03-31
billing = "fiscal-year"
discount-rate = "7.31%"
[quote]
number = "K-1"
issued = 2026-04-01
valid-until = 2026-05-31
registration-number = "T1234567890123"
issuer = "架空大学 産学連携本部"
payment-terms = "翌月末日払い"
remarks = "備考の言葉"
[[direct]]
id = "{LONG}"
amount = 9_999_999_999_999
note = "内緒の覚書"
[[success]]
id = "pilot"
trigger = "採用の決定"
amount = 5_000_000
probability = "43.21%"
[[use]]
id = "warrants"
what = "data"
as = "licence"
form = "equity"
upfront = 7_000_000
"""


@pytest.fixture
def written(tmp_path):
    """A contract of the test as a PDF, and its text page by page."""
    (tmp_path / "spec.toml").write_text(SPEC)
    ran = run(["quote", str(tmp_path / "spec.toml"), "--lang", "ja", "-o", str(tmp_path / "quote.pdf")])
    assert (ran.status, ran.complaint) == (0, "")
    return tmp_path / "quote.pdf"


def made(path, lang, folder):
    target = folder / "quote.pdf"
    target.write_bytes(pdf.render(for_company(quote(str(path))), lang))
    return target


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_quote_is_the_same_bytes(path, lang):
    priced = for_company(quote(str(path)))
    once = pdf.render(priced, lang)
    assert once == pdf.render(priced, lang)
    assert once.startswith(b"%PDF-1.7")


def test_it_claims_the_standards_for_archives_and_for_readers_who_cannot_see():
    made = pdf.render(rich_quote(), Lang.JA)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1" in made
    assert b"/Lang(ja)" in made
    assert b"/Lang(en)" in pdf.render(rich_quote(), Lang.EN)


@pytest.mark.tools
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_a4_with_its_font_and_nothing_beside_the_page(path, tmp_path):
    target = made(path, Lang.BOTH, tmp_path)
    facts = facts_of_pdf(target)
    assert facts["Page size"].endswith("(A4)")
    assert facts["Tagged"] == "yes"
    assert "見積書" in facts["Title"]
    assert all(line.split()[-5] == "yes" for line in fonts_of_pdf(target))  # embedded
    words = words_of_pdf(target)
    assert max(word.right for word in words) <= A4 - MARGIN + 1
    assert min(word.left for word in words) >= MARGIN - 1


@pytest.mark.tools
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_figures_of_the_quote_are_read_in_order(path, tmp_path):
    priced = quote(str(path))
    text = text_of_pdf(made(path, Lang.JA, tmp_path))
    total = f"{priced.totals.total:,}"
    first = text.index(f"{total}円")
    assert first < text.index("内訳（円）") < text.index("合計（税込）")
    assert f"{priced.totals.subtotal:,}" in text
    assert f"{priced.totals.tax:,}" in text
    heads = [head for head in ("内訳（円）", "請求予定（円）", "条件", "出典", "作成の記録") if head in text]
    assert [text.rindex(f"{head}\n") for head in heads] == sorted(text.rindex(f"{head}\n") for head in heads)
    pages = int(facts_of_pdf(tmp_path / "quote.pdf")["Pages"])
    sheets = text.split("\f")[:-1]
    assert [bool(re.search(rf"^{page} ?/ ?{pages}$", sheet, re.MULTILINE)) for page, sheet in enumerate(sheets, 1)] == [
        True
    ] * pages


@pytest.mark.tools
def test_the_words_of_the_letter_stand_on_the_first_page_and_are_text(written):
    first = text_of_pdf(written).split("\f")[0]
    for words in (
        "御見積書",
        "架空電池株式会社 御中",
        "架空大学 産学連携本部",
        "登録番号 T1234567890123",
        "2026年4月1日",
        "2026年5月31日",
        "#set text(red) *太字* $x$ @ref <label>",
        "// 注釈",
    ):
        assert words in first
    text = text_of_pdf(written)
    assert "翌月末日払い" in text
    assert "備考の言葉" in text


@pytest.mark.tools
def test_what_is_not_in_the_price_has_pages_of_its_own(written):
    sheets = text_of_pdf(written).split("\f")
    (apart,) = [sheet for sheet in sheets if "参考：条件付の金額（御見積金額には含まれません）" in sheet]
    assert "採用の決定" in apart
    assert "参考：金銭によらない対価（御見積金額には含まれません）" in apart
    assert "7,000,000" in apart
    assert "合計（税込）" not in apart
    assert "出典" not in apart
    assert sum("採用の決定" in sheet for sheet in sheets) == 1


@pytest.mark.tools
def test_a_long_id_and_a_long_amount_stay_on_the_page(written):
    words = words_of_pdf(written)
    assert max(word.right for word in words) <= A4 - MARGIN + 1
    assert "9,999,999,999,999" in text_of_pdf(written)


@pytest.mark.tools
def test_nothing_private_is_in_it(written, tmp_path):
    text = text_of_pdf(written)
    for secret in ("内緒の覚書", "43.21", "7.31"):
        assert secret not in text
        assert secret.encode() not in written.read_bytes()
    office = tmp_path / "office.pdf"
    assert run(["quote", str(tmp_path / "spec.toml"), "-o", str(office), "--for", "office"]).status == 0
    assert "43.21" in text_of_pdf(office)


@pytest.mark.parametrize(
    "words",
    [
        ["quote", KYOTO, "--document", "annex"],
        ["quote", KYOTO, "--document", "invoices"],
        ["quote", KYOTO, "--document", "comparison"],
        ["quote", KYOTO, "--brief"],
        ["explain", KYOTO],
        ["compare", KYOTO],
        ["risk", KYOTO],
        ["sweep", KYOTO, "--vary", "direct.glovebox.amount=0:500000:250000"],
        ["tariff", "show", "kyoto"],
    ],
    ids=" ".join,
)
def test_every_document_is_written_and_may_be_written_again(words, tmp_path):
    for _ in range(2):
        ran = run([*words, "-f", "pdf", *([] if words[0] == "tariff" else ["-o", str(tmp_path / "made.pdf")])])
        assert (ran.status, ran.complaint) == (0, "")
    if words[0] == "tariff":
        assert ran.out.startswith(b"%PDF")


# -- what stands together ----------------------------------------------------------------------------------------------


def named(name, count):
    """A section with a table whose rows are words of their own."""
    rows = (row((text(f"{name}{i}"), yen_cell(1))) for i in range(count))
    return Section(f"heading-{name}", (Table((Column("item", wraps=True), Column("yen", Kind.YEN)), tuple(rows)),))


@pytest.mark.tools
def test_no_line_ends_within_a_number_with_its_unit_a_day_or_the_name_of_the_contract(tmp_path):
    told = ("30か月", "2027年12月31日", "共同研究")
    words = (Paragraph("あ" * before + one + "い") for before in range(30, 60) for one in told)
    (tmp_path / "made.pdf").write_bytes(pdf.write(Document("t", (Section("s", tuple(words)),))))
    lines = text_of_pdf(tmp_path / "made.pdf").splitlines()
    assert [sum(one in line for line in lines) for one in told] == [30, 30, 30]


@pytest.mark.tools
def test_a_long_addressee_is_parted_between_its_words(tmp_path):
    title = "浪速パワーエレクトロニクス株式会社 代表取締役社長 北浜 一郎 様"
    (tmp_path / "spec.toml").write_text(SPEC.replace("[quote]", f'[quote]\naddressee = "{title}"'))
    assert run(["quote", str(tmp_path / "spec.toml"), "-o", str(tmp_path / "quote.pdf")]).status == 0
    assert "代表取締役社長" in text_of_pdf(tmp_path / "quote.pdf")


def pages_of(words, begins):
    return {one.page for one in words if one.text.startswith(begins)}


@pytest.mark.tools
@pytest.mark.parametrize("lang", Lang)
def test_a_quote_of_few_lines_fits_on_one_page_with_how_it_was_made_at_its_foot(lang, tmp_path):
    target = made(ROOT / "examples" / "minimal.toml", lang, tmp_path)
    assert facts_of_pdf(target)["Pages"] == "1"
    *_, record = re.split("作成の記録|how this was made", text_of_pdf(target))
    assert re.search("北海道大学|Hokkaido University", record)
    assert len(re.findall(r"\b[0-9a-f]{64}\b", record)) == 2


@pytest.mark.parametrize(("rows", "setting"), [(40, "wide"), (54, "close"), (70, "wide")])
def test_lines_stand_closer_where_that_saves_a_page_and_only_there(rows, setting, monkeypatch):
    settings, as_it_is = {}, pdf._set

    def noted(told, font, how):
        settings[how] = as_it_is(told, font, how)
        return settings[how]

    monkeypatch.setattr(pdf, "_set", noted)
    made = pdf.write(Document("t", (named("row", rows),)))
    assert {how for how, one in settings.items() if one == made} == {setting}


@pytest.mark.tools
def test_a_table_of_few_rows_stays_on_one_page_with_its_heading_and_a_long_one_does_not(tmp_path):
    sections = (named("long", 70), *(named(f"few{i}-", 12) for i in range(9)))
    (tmp_path / "made.pdf").write_bytes(pdf.write(Document("t", sections)))
    words = words_of_pdf(tmp_path / "made.pdf")
    assert len(pages_of(words, "long")) == 2
    for i in range(9):
        assert len(pages_of(words, f"few{i}-") | pages_of(words, f"heading-few{i}-")) == 1, i
    assert len(pages_of(words, "few")) > 1


@pytest.mark.tools
def test_no_group_of_bars_is_parted_and_the_bars_of_all_begin_at_one_place(tmp_path):
    def group(i):
        yield row((text(f"group{i}"), text(""), text("")), style=Style.HEAD)
        for j in range(6):
            yield row((text(f"group{i}-{j}" * (1 + i)), yen_cell(10**i), text("=" * (1 + i), style=Style.RULE)))

    columns = (Column(wraps=True), Column("", Kind.YEN), Column(wraps=True))
    bars = Table(columns, tuple(one for i in range(9) for one in group(i)))
    (tmp_path / "made.pdf").write_bytes(pdf.write(Document("t", (Section("bars", (bars,)),))))
    words = words_of_pdf(tmp_path / "made.pdf")
    assert facts_of_pdf(tmp_path / "made.pdf")["Pages"] == "2"
    assert all(len(pages_of(words, f"group{i}")) == 1 for i in range(9))
    assert len({round(one.right) for one in words if re.fullmatch("[10,]{2,}", one.text)}) == 1


def test_bars_of_characters_are_drawn_as_long_as_the_longest_of_them():
    bars = [
        row((yen_cell(amount), text("=" * length, style=Style.RULE))) for amount, length in ((5, 24), (3, 12), (0, 0))
    ]
    made = pdf._block(Table((Column("amount", Kind.YEN), Column("")), tuple(bars)))
    assert [one["cells"][1]["bar"] for one in made["rows"]] == [100, 50, 0]
    assert [one["cells"][0]["words"] for one in made["rows"]] == ["5", "3", "0"]


# -- fonts -------------------------------------------------------------------------------------------------------------


def test_a_character_that_the_font_does_not_have_is_an_error_and_writes_nothing(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC.replace("備考の言葉", "ไ😀"))
    ran = run(["quote", str(tmp_path / "spec.toml"), "-o", str(tmp_path / "quote.pdf")])
    assert ran.status == 2
    assert "Noto Sans JP" in ran.complaint
    assert "😀" in ran.complaint
    assert "ไ" in ran.complaint
    assert not (tmp_path / "quote.pdf").exists()


def test_a_font_is_the_one_that_was_told():
    assert b"NotoSerifJP" in pdf.render(rich_quote(), Lang.JA, FONT)
    assert b"NotoSansJP" in pdf.render(rich_quote(), Lang.JA)


@pytest.mark.parametrize("name", ["missing.otf", "spec.toml"])
def test_a_file_that_is_no_font_is_told(name, tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    ran = run(["quote", str(tmp_path / "spec.toml"), "-f", "pdf", "--font", str(tmp_path / name)])
    assert (ran.status, ran.out) == (2, b"")
    assert f"{name}: フォントのファイルではありません" in ran.complaint


def test_a_font_is_of_pdf_alone():
    ran = run(["quote", KYOTO, "-f", "html", "--font", FONT])
    assert ran.status == 2
    assert "--font" in ran.complaint


@pytest.mark.parametrize(
    "command",
    [
        ["compare", KYOTO],
        ["solve", KYOTO, "--vary", "direct.1.amount", "--target", "10000000"],
        ["sweep", KYOTO, "--vary", "direct.1.amount=0:2000000:1000000"],
        ["risk", KYOTO],
        ["explain", KYOTO, "total"],
        ["diff", KYOTO, KYOTO],
        ["verify", str(ROOT / "examples" / "frozen" / "surface.json")],
        ["tariff", "show", "kyoto"],
        ["tariff", "list", "京都"],
        ["tariff", "check", "kyoto"],
    ],
)
def test_each_command_that_writes_pages_takes_the_file_of_a_font(command):
    told = run([*command, "-f", "pdf", "--font", "missing.otf"])
    assert told.status == 2
    assert "missing.otf" in told.complaint
    refused = run([*command, "--font", FONT])
    assert refused.status == 2
    assert "--font" in refused.complaint


class OfSystem:
    """The fonts of a system that has these families, drawn with the font of the extra."""

    def __init__(self, families):
        self.names = families

    def families(self):
        return self.names


def test_without_the_font_of_the_extra_the_first_of_the_system_is_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    monkeypatch.setattr(pdf.typst, "Fonts", lambda **_told: OfSystem(["Meiryo", "IPAexGothic", "DejaVu Sans"]))
    assert pdf._chosen(None, tmp_path).family == "IPAexGothic"


def test_a_system_without_a_japanese_font_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    monkeypatch.setattr(pdf.typst, "Fonts", lambda **_told: OfSystem(["DejaVu Sans"]))
    with pytest.raises(CannotWrite) as refused:
        pdf._chosen(None, tmp_path)
    assert 'pip install "sangaku-price[pdf]"' in refused.value.text.en
    assert "--font" in refused.value.text.ja


def test_a_family_that_typst_does_not_find_draws_no_boxes(monkeypatch):
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(FONT).parent)])
    monkeypatch.setattr(pdf, "_chosen", lambda _font, _folder: pdf._Font("No Such Font", fonts))
    with pytest.raises(CannotWrite):
        pdf.render(rich_quote(), Lang.JA)


# -- the terminal, and the extra ---------------------------------------------------------------------------------------


def test_a_terminal_is_not_given_a_pdf():
    ran = run(["quote", KYOTO, "-f", "pdf"], terminal=True)
    assert (ran.status, ran.out) == (2, b"")
    assert "-o 見積.pdf" in ran.complaint
    assert run(["quote", KYOTO, "-f", "pdf"]).out.startswith(b"%PDF")


def test_an_absent_extra_is_told_with_its_command():
    program = "import sys; sys.modules['typst'] = None; from sangaku_price.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "quote", KYOTO, "-f", "pdf"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "sangaku-price[pdf]"' in done.stderr


def test_a_word_longer_than_a_line_may_break_anywhere_and_no_other_word_is_touched():
    long, japanese, address = "W" * 72, "あ" * 80, "https://www.example.ac.jp/a/b/c"
    table = Table(
        (Column("a", wraps=True), Column("b")), (row((text(address), text(address))), row((text(long), text(japanese))))
    )
    made = pdf._data(Document("t", (Section("s", (table,)),)))
    (block,) = made["sections"][0]["blocks"]
    (first, second), (third, fourth) = ([cell["words"] for cell in one["cells"]] for one in block["rows"])
    assert (first, fourth) == (address, japanese)
    assert second == "https:" + "\u200b".join("//www.example.ac.jp/a/b/c")
    assert third == "\u200b".join(long)


def test_what_paper_cannot_open_is_not_made(monkeypatch):
    def refused(*_):
        raise AssertionError

    monkeypatch.setattr("sangaku_price.documents.behind.opened", refused)
    assert pdf.render(quote(str(ROOT / "examples" / "minimal.toml")), Lang.JA).startswith(b"%PDF")
