"""HTML: one page that needs nothing but itself, in which no text is markup, and whose figures open."""

import re
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

from command import run
from places import ROOT
from quotes import rich_quote
from sangaku_price.api import quote, quote_with_chances
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import Document, Section
from sangaku_price.documents.formal_quote import formal_quote
from sangaku_price.documents.pictures import Drawing, Mark, Picture
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import percent
from sangaku_price.negotiation.pictured import CHANCES
from sangaku_price.writers import html, table
from sangaku_price.writers.html_pictures import drawn

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = str(ROOT / "examples" / "kyoto-battery.toml")
LARGEST = 60_000
"""Bytes of the largest example's page."""
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"
SPEC = f"""format = 1
tariff = "kyoto"
[contract]
title = '''{HOSTILE}'''
company = '''{HOSTILE}'''
start = 2026-04-01
end = 2028-03-31
billing = "fiscal-year"
[quote]
issuer = '''{HOSTILE}'''
addressee = '''{HOSTILE}'''
remarks = '''{HOSTILE}'''
[[direct]]
item = '''{HOSTILE}'''
amount = 3_000_001
"""


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_page_of_an_example_is_small_and_needs_nothing_else(path, lang):
    page = run(["quote", str(path), "-f", "html", "--lang", lang]).text
    assert len(page.encode()) <= LARGEST
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|url\(|@import|\bon\w+=", page)
    assert page.endswith("</main></body></html>\n")
    assert page == run(["quote", str(path), "-f", "html", "--lang", lang]).text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_office_sees_in_a_picture_what_contingent_money_may_come_to_and_a_company_does_not(path):
    quoted, found = quote_with_chances(str(path))
    office, company = (run(["quote", str(path), "-f", "html", "--for", one]).text for one in ("office", "company"))
    assert len(office.encode()) <= LARGEST
    assert CHANCES.ja not in company
    assert (found is not None) == bool(quoted.totals.contingent.maximum)
    assert (CHANCES.ja in office) == (found is not None)
    if found is not None:
        (label,) = re.findall(rf'aria-label="({CHANCES.ja}[^"]*)"', office)
        assert all(f"{payoff:,} {percent(found.probability(payoff))}" in label for payoff in found.payoffs)


def test_no_picture_is_drawn_of_chances_that_are_not_known(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(Path(KYOTO).read_text().replace('probability = "40%"\n', ""))
    assert spec.read_text() != Path(KYOTO).read_text()
    assert quote_with_chances(str(spec))[1] is None
    assert CHANCES.ja not in run(["quote", str(spec), "-f", "html", "--for", "office"]).text


def test_a_page_for_a_company_takes_no_time_for_chances(monkeypatch):
    monkeypatch.setattr("sangaku_price.negotiation.distribution.distribution", None)
    assert run(["quote", KYOTO, "-f", "html"]).status == 0
    assert run(["quote", str(ROOT / "examples" / "minimal.toml"), "-f", "html", "--for", "office"]).status == 0
    assert run(["quote", KYOTO, "-f", "html", "--for", "office"]).status == 1


@pytest.mark.parametrize(
    "words", [["compare"], ["risk"], ["sweep", "--vary", "direct.glovebox.amount=0:6000000:250000"]]
)
def test_pages_of_negotiations_are_small(words):
    command, *more = words
    ran = run([command, KYOTO, *more, "-f", "html"])
    assert ran.status == 0
    assert len(ran.out) <= LARGEST
    assert "<svg" in ran.text


@pytest.mark.parametrize("words", [["quote"], ["compare"], ["explain"], ["quote", "--document", "annex"]])
def test_no_text_of_a_contract_is_markup(words, tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    page = run([words[0], str(tmp_path / "spec.toml"), *words[1:], "-f", "html"]).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "&amp;amp;" in page


def test_only_a_plain_address_becomes_a_link():
    page = html.write(formal_quote(rich_quote(), Lang.EN)).decode()
    assert '<a href="https://www.mext.go.jp/a_menu/00778.html">' in page
    hostile = rich_quote()
    sources = (hostile.lines[0].sources[0]._replace(href="javascript:alert(1)"),)
    hostile = hostile._replace(lines=(hostile.lines[0]._replace(sources=sources), *hostile.lines[1:]))
    assert '<a href="javascript' not in html.write(formal_quote(hostile, Lang.EN)).decode()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_line_opens_to_its_derivation_and_its_sources(path):
    priced = for_company(quote(str(path)))
    page = re.sub("</?span[^>]*>", "", html.write(formal_quote(priced, Lang.EN)).decode())
    opened = [unescape(one) for one in re.findall(r"<details>.*?</details>", page, re.DOTALL)]
    for ident in {line.id for line in priced.lines}:
        lines = [line for line in priced.lines if line.id == ident]
        (found,) = [
            one
            for one in opened
            if f"<td class=id>{ident}<" in page and lines[0].label.en.split("\n")[0] in one.partition("</summary>")[0]
        ][:1]
        for source in lines[0].sources:
            assert source.title.split(" / ")[-1] in found
        for one in lines[0].beaten:
            assert one.what.split(" ")[0] in found
    assert f"<b>{priced.totals.total:,} yen</b>" in page


def test_a_line_opens_to_the_rule_that_won_and_the_doubt_about_it():
    page = html.write(formal_quote(rich_quote(), Lang.EN)).decode()
    (opened,) = [
        one
        for one in re.findall(r"<details>.*?</details>", page, re.DOTALL)
        if "collaboration promotion" in one.partition("</summary>")[0]
    ]
    for words in (
        "from 2023-04-01, decided by the",
        "not in force on 2026-10-01",
        "the rounding is not stated",
        "rounded down to 1 yen",
    ):
        assert words in opened


def test_a_line_of_another_table_leads_to_its_derivation_and_an_invoice_opens_to_its_tax():
    page = run(["quote", KYOTO, "--lang", "en", "-f", "html"]).text
    (place,) = re.findall(r"<td class=id><a href=#(r\d+)>kitayama</a><td>", page)
    assert f"<tr id={place}><td class=id>kitayama<td><details>" in page
    assert len(re.findall(r"<tr id=r\d+>", page)) == len(set(re.findall(r"<tr id=(r\d+)>", page)))
    (invoice,) = [
        one for one in re.findall(r"<details>.*?</details>", page) if one.startswith("<details><summary>FY2027")
    ]
    assert "10% of 7,552,213 yen → 755,221 yen" in invoice
    assert "once for each invoice and rate, rounded down to 1 yen" in invoice


def test_a_sum_names_each_line_by_its_own_words_and_what_bears_no_tax_opens_to_nothing():
    page = run(["quote", str(ROOT / "examples" / "cross-appointment.toml"), "-f", "html", "--lang", "ja"]).text
    assert (
        "クロスアポイントメント（佐藤 准教授、エフォート 20%） 3,000,000円" in page.split("行の合計（試験用電池", 1)[1]
    )
    assert "社会保険料（事業主負担）（佐藤 准教授） 3,000,000円" not in page
    assert page.count("<p>小計（税抜）7,350,000円＋消費税390,000円 → 7,740,000円</p>") == 2
    assert "<summary>消費税（10%対象 3,900,000円）</summary>" in page
    assert "<td>消費税の対象外（3,450,000円）<td" in page


def test_what_is_not_in_the_price_stands_apart_under_a_heading_that_says_so():
    document = formal_quote(rich_quote(), Lang.JA)
    apart = [section.heading for section in document.sections if section.apart]
    assert len(apart) == 2
    assert all("御見積金額には含まれません" in heading for heading in apart)
    page = html.write(document).decode()
    assert page.count("<section class=apart>") == 2


def test_one_of_several_companies_is_quoted_what_it_pays():
    example = str(ROOT / "examples" / "consortium.toml")
    mine = quote(example, payer="beta").totals.by_payer["beta"]
    page = run(["quote", example, "--payer", "beta", "--lang", "en", "-f", "html"]).text
    assert f"<b>{mine.total:,} yen</b>" in page
    assert f">subtotal of your share, without tax<td class=n>{mine.subtotal:,}" in page
    assert f">total (with tax)<td class=n>{mine.total:,}" in page
    assert "the price in pictures" not in page


def test_sums_with_uncertain_money_are_for_the_office_only():
    office, company = (formal_quote(one, Lang.EN) for one in (rich_quote(), for_company(rich_quote())))
    assert "fixed and contingent" in table.write(office).decode()
    assert "fixed and contingent" not in table.write(company).decode()


@pytest.mark.parametrize(("example", "lang"), [("kyoto-battery", "ja"), ("startup-equity", "both"), ("minimal", "en")])
def test_the_cells_of_a_formal_quote_are_these(example, lang, golden):
    priced = for_company(quote(str(ROOT / "examples" / f"{example}.toml")))
    document = formal_quote(priced, Lang(lang))
    document = document._replace(sections=document.sections[:-1])  # without the hashes of the files
    letter = document.letterhead
    head = Document("letter", (Section("letter", (letter.references, letter.subject)),))
    parties = "\n".join(
        ["|".join((letter.addressee, *letter.sender)), *(str(cell.value) for cell in letter.figure.cells)]
    )
    golden(
        f"documents/formal.{example}.{lang}.txt", f"{parties}\n".encode() + table.write(head) + table.write(document)
    )


def test_a_page_is_known_as_ours_and_may_be_written_again(tmp_path):
    for _ in range(2):
        assert run(["quote", KYOTO, "-o", str(tmp_path / "quote.html")]).status == 0
    (tmp_path / "other.html").write_text("<!DOCTYPE html><title>mine</title>")
    assert run(["quote", KYOTO, "-o", str(tmp_path / "other.html")]).status == 2


# -- pictures ----------------------------------------------------------------------------------------------------------


def marks(*values):
    return tuple(
        Mark(f"m{i}", (None if value is None else Fraction(value),), str(value), Fraction(i))
        for i, value in enumerate(values)
    )


def bars(picture):
    return [(int(x), int(width)) for x, width in re.findall(r"<rect x=(\d+) y=\d+ width=(\d+)", drawn(picture))]


@pytest.mark.parametrize("drawing", Drawing)
def test_a_picture_says_in_words_what_it_shows(drawing):
    picture = Picture(drawing, "cap<tion", marks(5, 3, 8))
    assert "cap&lt;tion; m0 5; m1 3; m2 8" in drawn(picture)
    assert "role=img" in drawn(picture)


def test_the_steps_of_a_walk_follow_one_another_and_end_at_the_sum():
    assert bars(Picture(Drawing.WALK, "", marks(100, -40, 140, 200))) == [(0, 170), (102, 68), (102, 238), (0, 340)]


def test_a_walk_below_nothing_has_room_for_it():
    assert bars(Picture(Drawing.WALK, "", marks(-100, 300, 200))) == [(0, 113), (0, 340), (113, 227)]


def test_what_is_taken_away_stands_at_the_left_of_nothing():
    one = Mark("a", (Fraction(300), Fraction(-100), Fraction(50)))
    other = Mark("b", (Fraction(200), None, Fraction(0)))
    assert bars(Picture(Drawing.STACKED, "", (one, other), ("x", "y", "z"))) == [
        (76, 226),
        (0, 76),
        (302, 38),
        (76, 151),
    ]


def test_a_line_is_interrupted_where_nothing_can_be_priced_and_its_steps_are_numbered():
    points = list(marks(0, 10, None, 30, 40))
    points[3] = Mark("m3", points[3].values, "30", Fraction(3), "the cap begins")
    drawing = drawn(Picture(Drawing.LINE, "", tuple(points)))
    (line,) = re.findall(r'class=l0 d="([^"]*)"', drawing)
    assert line.count("M") == 2
    assert line.count("L") == 2
    assert drawing.count("class=step") == 1
    assert ">1</text>" in drawing


def test_every_column_that_is_not_nothing_is_seen():
    drawing = drawn(Picture(Drawing.COLUMNS, "", marks(0, 1, 100_000)))
    assert re.findall(r"height=(\d+) class=s0", drawing) == ["1", "154"]


def test_a_picture_of_nothing_can_be_drawn():
    for drawing in Drawing:
        assert "<svg" in drawn(Picture(drawing, "nothing", marks(0)))
