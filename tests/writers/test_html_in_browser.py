"""HTML as a browser shows it: on a phone, a tablet, a desk and on paper. Needs Chromium and poppler-utils."""

import pytest

from chromium import A4, OPEN, browser, look_at, printed
from command import run
from places import ROOT
from poppler import facts_of_pdf, text_of_pdf, words_of_pdf

pytestmark = pytest.mark.tools
WIDTHS = (360, 768, 1280)
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = str(ROOT / "examples" / "kyoto-battery.toml")
PAPER = 595
"""Points of its width."""
MARGIN = 14 / 25.4 * 72
LONG = "あ" * 60 + "W" * 200
HOSTILE = f"""format = 1
tariff = "kyoto"
[contract]
title = "<script>document.title='run'</script><b>{LONG}"
start = 2026-04-01
end = 2036-03-31
billing = "fiscal-year"
[quote]
addressee = "{LONG}"
number = "{LONG}"
[[direct]]
id = "{"x" * 60}"
item = "{LONG}"
amount = 9_999_999_999
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    spec = tmp_path_factory.mktemp("hostile") / "hostile.toml"
    spec.write_text(HOSTILE)
    commands = {
        **{path.stem: ["quote", str(path)] for path in EXAMPLES},
        "office": ["quote", KYOTO, "--for", "office"],
        "english": ["quote", KYOTO, "--lang", "en"],
        "hostile": ["quote", str(spec)],
        "hostile annex": ["quote", str(spec), "--document", "annex"],
        "annex": ["quote", KYOTO, "--document", "annex"],
        "invoices": ["quote", KYOTO, "--document", "invoices"],
        "invoices of three": ["quote", str(ROOT / "examples" / "consortium.toml"), "--document", "invoices"],
        "comparison": ["quote", KYOTO, "--document", "comparison"],
        "change annex": ["quote", str(ROOT / "examples" / "change.toml"), "--document", "change"],
        "one of three": ["quote", str(ROOT / "examples" / "consortium.toml"), "--payer", "beta"],
        "compare": ["compare", KYOTO, "--for", "office"],
        "tariffs": ["compare", str(ROOT / "examples" / "minimal.toml"), "--tariff", "all"],
        "risk": ["risk", KYOTO],
        "sweep": ["sweep", KYOTO, "--vary", "direct.glovebox.amount=0:6000000:500000", "--measure", "total"],
        "explain": ["explain", KYOTO],
        "tariff": ["tariff", "show", "kyoto"],
        "portfolio": ["portfolio", *map(str, EXAMPLES)],
        "effort": ["portfolio", *map(str, EXAMPLES), "--effort"],
    }
    ran = {name: run([*words, "-f", "html"]) for name, words in commands.items()}
    assert {name: one.status for name, one in ran.items() if one.status} == {}
    return {name: one.out for name, one in ran.items()}


@pytest.fixture(scope="module")
def seen(pages):
    return look_at(pages, WIDTHS)


PARTED = """
() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode())
    for (const one of t.textContent.matchAll(/\\d+か月|\\d+年\\d+月\\d+日|\\d+ %|(?:\\[\\d+\\])+/g)) {
      const range = document.createRange(); range.setStart(t, one.index); range.setEnd(t, one.index + one[0].length);
      found.push([one[0], new Set([...range.getClientRects()].map(box => Math.round(box.top))).size]) }
  return found;
}
"""
"""Numbers with their units, days and signs of sources, each with how many lines it takes."""


@pytest.mark.parametrize("name", ["kyoto-battery", "consortium", "change"])
def test_a_phone_parts_no_number_from_its_unit_and_no_day(name):
    page = run(["quote", str(ROOT / "examples" / f"{name}.toml"), "--lang", "ja", "-f", "html"]).out.decode()
    with browser() as phone:
        for width in (300, 320, 340, 360, 390):
            phone.set_viewport_size({"width": width, "height": 900})
            phone.set_content(page)
            phone.evaluate(OPEN)
            found = [one for one in phone.evaluate(PARTED) if one[1]]
            assert len(found) > 10
            assert [words for words, lines in found if lines != 1] == [], width


def test_a_phone_tells_what_each_of_several_tables_is_of_where_it_hides_their_heads():
    page = run(["quote", str(ROOT / "examples" / "change.toml"), "--lang", "ja", "-f", "html"]).out.decode()
    with browser() as phone:
        phone.set_viewport_size({"width": 360, "height": 900})
        phone.set_content(page)
        section = phone.locator("section").first.inner_text().split("\n")
    heads = ["項目", "区分", "別表の区分", "期間", "請求"]
    assert [one for one in section if one in heads] == heads


def test_every_page_fits_and_can_be_read_at_every_width_and_on_paper(seen, pages):
    assert len(seen.found) == len(pages) * (len(WIDTHS) + 1)
    assert {name: found[:5] for name, found in seen.found.items() if found} == {}, seen.found


def test_what_axe_leaves_undecided_is_the_contrast_of_words_in_pictures_which_is_looked_at_here(seen, pages):
    assert len(seen.undecided) == len(pages) * 2
    others = {
        name: [one for one in undecided if not one.startswith("color-contrast: <text ")]
        for name, undecided in seen.undecided.items()
    }
    on_paper = {name: found for name, found in others.items() if found and name.endswith(f" {A4}")}
    assert {name: found for name, found in others.items() if found and name not in on_paper} == {}
    # the first heading, whose ink is the same on the screen
    assert all(one.startswith("color-contrast: <h1>") for found in on_paper.values() for one in found)


def test_the_browser_has_nothing_to_say(seen):
    assert seen.console == []


def test_a_hostile_title_is_shown_as_text(seen):
    assert "<script>document.title='run'</script>" in seen.titles["hostile 360"]


def test_what_is_wrong_with_a_page_would_be_seen():
    bad = (
        b"<!DOCTYPE html><h3 style='color:#999'>grey</h3><svg role=img><text y=20 fill='#aaa'>pale</text></svg><a href='x'></a>"
        b"<details><summary></summary></details><table><tr><th></th></tr></table>"
        b"<script>console.error('oh')</script><div style='width:900px'>wide</div><p style='font-size:8px'>small</p>"
        b"<style>@media print{p{color:#bbb}}</style>"
    )
    seen = look_at({"bad": bad}, (360,))
    said = " ".join(seen.found["bad 360"])
    for words in (
        "wider than 360",
        "stands out",
        "small 8",
        "contrast 2.32: pale",
        "color-contrast: <h3",
        "page-has-heading-one",
        "svg-img-alt",
        "link-name",
        "summary-name",
        "html-has-lang",
        "document-title",
        "empty-table-header",
    ):
        assert words in said
    assert "color-contrast: <p" in " ".join(seen.found[f"bad {A4}"])
    assert "color-contrast: <p" not in said
    assert any("oh" in line for line in seen.console)


@pytest.mark.parametrize("name", ["kyoto-battery", "compare", "hostile"])
def test_a_page_is_printed_on_a4_with_nothing_beside_it(name, pages, tmp_path):
    pdf = printed(pages[name], tmp_path)
    assert facts_of_pdf(pdf)["Page size"].startswith(("595 x 842", "594.96 x 841.92"))
    words = words_of_pdf(pdf)
    assert max(word.right for word in words) <= PAPER - MARGIN + 2
    assert min(word.left for word in words) >= MARGIN - 2


def test_contingent_money_is_printed_on_pages_of_its_own(pages, tmp_path):
    each = text_of_pdf(printed(pages["kyoto-battery"], tmp_path)).split("\f")
    (number,) = [i for i, page in enumerate(each) if "参考：条件付の金額" in page]
    assert "内訳" not in each[number].partition("参考")[0]
    assert "出典" not in each[number]
    assert "室温で界面抵抗" in each[number]
