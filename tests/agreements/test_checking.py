"""Documents held against a quote: what differs is said with its place and the nearest figure, and only that."""

import json

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from command import run
from sangaku_price import BadFile, agreement_check
from sangaku_price.language.enums import Lang

SPEC = """format = 1
tariff = "hokkaido"
[contract]
company = "架空電機株式会社"
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_234_567
[[backfill]]
id = "lecture"
mode = "hire"
hours = 90
hourly-rate = 11_300
[[success]]
id = "target"
trigger = "目標の達成"
amount = 8_000_000
probability = "37%"
"""
"""1,234,567 + 1,017,000, 30 % of direct cost, tax 10 %."""
GOOD = """第1条 研究期間は令和８年１０月１日から二〇二七年三月三十一日までとする。
第5条 研究経費は金弐百八拾八万四千百参拾円也（うち消費税額及び地方消費税額 ２６２，１９３円）とする。
別表1 直接経費 1,234,567円、間接経費（100分の30） 370,370円、その他 101万7千円。成功報酬 800万円。
1名、電話 075-753-1234、1円未満の端数、90時間、消費税率10％。
"""


@pytest.fixture
def held(tmp_path):
    """The findings of a text held against the contract, as the JSON has them, and the exit status."""

    def hold(words, more="", name="agreement.txt"):
        (tmp_path / "spec.toml").write_text(SPEC + more)
        if words is not None:
            (tmp_path / name).write_text(words)
        ran = run(["agreement", "check", str(tmp_path / name), str(tmp_path / "spec.toml"), "-f", "json"])
        assert ran.status in {0, 6}, ran.complaint
        return [
            (one["code"], one["line"], one["level"], one["text"]["en"]) for one in json.loads(ran.text)["findings"]
        ], ran.status

    return hold


def test_an_agreement_that_says_the_same_in_other_words_is_fine(held):
    assert held(GOOD) == ([], 0)


def test_a_wrong_figure_is_said_with_its_line_and_the_nearest(held):
    found, status = held(GOOD.replace("弐百八拾八万四千百参拾", "弐百八拾八万四千壱百壱拾参"))
    assert status == 6
    assert [one[:3] for one in found] == [("agreement-amount", 2, "error"), ("agreement-missing", None, "error")]
    assert "nearest: 2,884,130 yen (total, fixed, with tax)" in found[0][3]
    assert found[0][3].startswith("金弐百八拾八万四千壱百壱拾参円也: ")
    assert found[1][3] == "total, fixed, with tax 2,884,130 yen does not stand in the document"


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("令和８年１０月１日", "令和８年１０月２日", ["agreement-day", "agreement-missing-day"]),
        ("二〇二七年三月三十一日", "2027年3月", ["agreement-missing-day"]),
        ("二〇二七年三月三十一日", "2027年3月31日、2027年2月30日", ["agreement-unreadable"]),
        ("100分の30", "100分の35", ["agreement-rate"]),
        ("370,370円", "370,307円", ["agreement-amount", "agreement-missing"]),
        ("370,370円", "370千円", ["agreement-amount", "agreement-missing"]),
        ("370,370円", "37,0370円", ["agreement-unreadable", "agreement-missing"]),
        ("間接経費（100分の30） 370,370円", "", ["agreement-missing"]),
        ("800万円", "800万円（確率 37％）", ["agreement-private"]),
        ("800万円", "296万円", ["agreement-private"]),
        ("800万円", "8,000,000", []),
        ("１名", "2,000名", []),
    ],
)
def test_each_way_to_differ_has_its_code(old, new, codes, held):
    found, status = held(GOOD.replace(old, new))
    assert [one[0] for one in found] == codes
    assert status == (6 if codes else 0)


def test_a_day_that_is_none_is_said_to_be_one(held):
    found, _ = held(GOOD + "令和8年2月30日、37,0370円。\n")
    assert [one[3] for one in found] == [
        "令和8年2月30日: there is no such day (令和8年2月30日、37,0370円。)",
        "37,0370円: cannot be read as a figure (令和8年2月30日、37,0370円。)",
    ]


def test_a_table_in_thousands_says_the_same(held):
    spec = GOOD.replace(
        "直接経費 1,234,567円、", "直接経費 1,234,567円、\n（単位：千円）\nその他 | 1,017 |\n単位：円\n"
    )
    assert held(spec.replace("その他 101万7千円", "")) == ([], 0)


def test_what_is_meant_is_ignored_with_its_reason_and_what_is_not_there_is_told(held):
    late = GOOD + "遅延利息は年14.5％とする。締結日 令和8年9月30日。控除 2,000円。\n"
    ignore = "".join(
        f'[[agreement.ignore]]\ntext = "{words}"\nreason = "{reason}"\n'
        for words, reason in (("年14.5%", "約款の遅延利息"), ("締結日 令和8年9月30日", "締結の日"), ("999円", "ない"))
    )
    found, status = held(late, ignore)
    assert status == 6
    assert [one[:3] for one in found] == [
        ("agreement-day", 5, "ignored"),
        ("agreement-rate", 5, "ignored"),
        ("agreement-amount", 5, "error"),
        ("agreement-ignore-unused", 26, "warning"),
    ]
    assert found[0][3].endswith("(ignored: 締結の日)")


def test_a_figure_that_is_missing_may_be_ignored(held):
    ignore = '[[agreement.ignore]]\ntext = "間接経費 370,370円"\nreason = "別紙にある"\n'
    found, status = held(GOOD.replace("間接経費（100分の30） 370,370円", ""), ignore)
    assert (found[0][0], found[0][2], status) == ("agreement-missing", "ignored", 0)


def test_an_annex_may_state_the_lines_of_a_charge_in_its_place(held):
    more = '[[direct]]\nid = "travel"\namount = 100_001\n'
    words = "2026年10月1日 2027年3月31日 1,234,567円 100,001円 400,370円 1,017,000円 275,193円 3,027,131円"
    assert held(words, more) == ([], 0)


def test_each_year_of_the_annex_must_be_there(held, tmp_path):
    spec = SPEC.replace("2027-03-31", '2028-03-31\nbilling = "fiscal-year"')
    (tmp_path / "years.toml").write_text(spec)
    (tmp_path / "a.md").write_text(
        "2026年10月1日 2028年3月31日 1,234,567円 370,370円 1,017,000円 262,193円 2,884,130円"
    )
    ran = run(["agreement", "check", str(tmp_path / "a.md"), str(tmp_path / "years.toml"), "--lang", "en"])
    assert "direct cost FY2026 411,522 yen does not stand in the document" in ran.text
    assert "error [agreement-missing] FY2027 1,747,958 yen does not stand in the document" in ran.text


def test_annotations_are_those_of_check(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    (tmp_path / "a.txt").write_text(GOOD.replace("370,370円", "370,307円"))
    ran = run(["agreement", "check", str(tmp_path / "a.txt"), str(tmp_path / "spec.toml"), "-f", "github"])
    assert ran.status == 6
    assert ran.text.startswith(f"::error file={tmp_path}/a.txt,line=3,title=agreement-amount::370,307円: ")


# -- documents ---------------------------------------------------------------------------------------------------------


def a_word_document(path):
    """A document of which the figures stand in all its places."""
    document = Document()
    lines = GOOD.splitlines()
    document.add_paragraph(lines[0])
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = lines[1], lines[2]
    document.sections[0].footer.paragraphs[0].text = "控え 5,555円"
    changed = f'<w:p {nsdecls("w")}><w:ins w:id="1" w:author="a"><w:r><w:t>変更 6,</w:t></w:r></w:ins><w:r><w:t>666円</w:t></w:r><w:del w:id="2" w:author="a"><w:r><w:delText>旧 7,777円</w:delText></w:r></w:del></w:p>'
    document.element.body.insert(0, parse_xml(changed))
    document.save(path)


def test_a_word_document_is_read_in_its_tables_and_feet_with_what_a_change_has_added(held, tmp_path):
    a_word_document(tmp_path / "agreement.docx")
    found, status = held(None, name="agreement.docx")
    assert status == 6
    assert [one[3].partition(":")[0] for one in found] == ["6,666円", "5,555円"]
    assert 'paragraph 1: "変更 6,666円"' in found[0][3]


LINES = ("2026-10-01 - 2027-03-31", "1,234,567 370,370 1,017,000 262,193", "2,884,", "130 and 9,999 30%")


def a_pdf(path, lines):
    stream = DecodedStreamObject()
    stream.set_data(("BT /F1 12 Tf 14 TL 72 700 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET").encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(path)


def test_a_pdf_that_has_text_is_read_with_its_pages_and_an_amount_over_two_lines(held, tmp_path):
    a_pdf(tmp_path / "agreement.pdf", LINES)
    found, _ = held(None, name="agreement.pdf")
    assert [one[:2] for one in found] == [("agreement-amount", None)]
    assert found[0][3].startswith("9,999: an amount")
    assert 'page 1, line 3: "…884,130 and 9,999 30%"' in found[0][3]


def test_a_document_that_cannot_be_read_says_why(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    a_pdf(tmp_path / "scan.pdf", ())
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0")
    for name, told in {
        "scan.pdf": "the PDF has no text",
        "broken.pdf": "cannot be read as a PDF",
        "a.doc": "a document is a .docx",
        "a.docx": "cannot be read as a Word document",
        "none.txt": "there is no such file",
    }.items():
        with pytest.raises(BadFile) as refusal:
            agreement_check(str(tmp_path / name), str(tmp_path / "spec.toml"))
        assert told in refusal.value.written(Lang.EN)


def test_a_locked_pdf_says_that_it_is(tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC)
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(BadFile) as refusal:
        agreement_check(str(tmp_path / "a.pdf"), str(tmp_path / "spec.toml"))
    assert "asks for a password" in refusal.value.written(Lang.EN)
