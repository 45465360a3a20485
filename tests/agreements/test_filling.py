"""Templates filled: every name, every filter, Word and text; every mistake at once, with the nearest name and its place."""

import io
import re
import sys
import zipfile

import pytest
from docx import Document

from command import run
from places import ROOT
from sangaku_price import BadFile, agreement_fill
from sangaku_price.agreements.fields import FIELDS
from sangaku_price.agreements.word import paragraphs_of_word
from sangaku_price.language.enums import Lang

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = str(ROOT / "examples" / "kyoto-battery.toml")
MINIMAL = str(ROOT / "examples" / "minimal.toml")
TEMPLATES = [ROOT / "examples" / name for name in ("agreement.md", "agreement.docx")]
SPEC = """format = 1
tariff = "hokkaido"
[contract]
title = "<研究> & {{ 7 * 7 }}"
company = "A|B\\u200b株式会社"
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_234_567
"""


def rows_of_annex(name, spec):
    """The rows of the annex of the example's agreement, in text or in Word, each as its cells."""
    made = agreement_fill(str(ROOT / "examples" / name), str(spec))
    if name.endswith(".docx"):
        return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(made)).tables[-2].rows]
    *_, annex = made.decode().split("## 別表")
    lines = annex.strip().split("\n\n")[2].split("\n")
    return [line.strip("| ").split(" | ") for line in lines if "---" not in line]


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("minimal", ["金額"]),
        ("firm-years", ["2026年度"]),
        ("change", ["2021年度", "2022年度", "計"]),
    ],
)
@pytest.mark.parametrize("template", ["agreement.md", "agreement.docx"])
def test_an_annex_has_a_column_a_year_and_one_alone_where_there_is_one(template, name, heads):
    head, *rows = rows_of_annex(template, ROOT / "examples" / f"{name}.toml")
    assert head == ["区分", *heads]
    assert len(rows) == 5
    for row in rows:
        *years, whole = (int(re.sub("[円,]", "", cell)) for cell in row[1:])
        assert not years or sum(years) == whole


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("minimal", {"一括"}),
        ("consortium", {"研究経費"}),
        ("change", {"2021年度", "2022年度", "第1回変更（2022年度）"}),
    ],
)
def test_an_invoice_of_an_agreement_is_called_as_an_office_calls_it(name, labels, filled):
    words = "{% for one in invoices %}{{ one.label }};{% endfor %}"
    assert {*filled(words, str(ROOT / "examples" / f"{name}.toml")).strip(";\n").split(";")} == labels


@pytest.fixture
def filled(tmp_path):
    """A text template filled with the small example."""

    def fill(words, spec=MINIMAL, **options):
        path = tmp_path / "template.txt"
        path.write_text(words)
        return agreement_fill(str(path), spec, **options).decode()

    return fill


def refused(words, filled, spec=MINIMAL) -> str:
    with pytest.raises(BadFile) as refusal:
        filled(words, spec)
    return refusal.value.written(Lang.EN)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{{ total | yen }}", "1,765,430円"),
        ("{{ 合計 | 円 }}", "1,765,430円"),
        ("{{ total | kin }}", "金1,765,430円也"),
        ("{{ 合計 | 大字 }}", "金壱百七拾六万五千四百参拾円也"),
        ("{{ tax | of_which_tax }}", "（うち消費税額及び地方消費税額 160,493円）"),
        ("{{ total | zenkaku }}", "１，７６５，４３０"),
        ("{{ total | kin | 全角 }}", "金１，７６５，４３０円也"),
        ("{{ total | man }}", "176万5,430円"),
        ("{{ start | wareki }}", "令和8年10月1日"),
        ("{{ 終了日 | 和暦 | 全角 }}", "令和９年３月３１日"),
        ("{{ end | seireki }}", "2027年3月31日"),
        ("{{ end }}", "2027年3月31日"),
        ("{{ total }}", "1,765,430"),
        ("{{ months }}か月", "6か月"),
        ("{{ 大学 }}", "北海道大学"),
        ("{% if company %}有{% else %}無{% endif %}", "無"),
        ("{{ company or '＿＿' }}", "＿＿"),
        ("{{ company | default('＿＿') }}", "＿＿"),
        (
            "{% for row in charges %}{{ row.label }}{{ row.amount | yen }};{% endfor %}",
            "直接経費1,234,567円;間接経費370,370円;",
        ),
        ("{% for 行 in 別表 %}{{ 行.名称 }}{% endfor %}", "直接経費間接経費"),
        ("{% for line in lines %}{{ line.rate }} {% endfor %}", " 30％ "),
        ("{{ lines[0].amount | yen }}", "1,234,567円"),
        ("{% set x = total - tax %}{{ x | yen }}", "1,604,937円"),
    ],
)
def test_a_template_says_what_the_quote_says(words, told, filled):
    assert filled(words) == told


def test_every_field_can_be_asked_for_in_both_languages(filled):
    for field in FIELDS:
        for name in (field.name, field.japanese):
            assert filled(f"{{% if {name} is defined %}}{{% endif %}}") == ""
            if field.inside and field.name not in {"conditional", "payers", "planned"}:
                each = "".join(
                    f"{{{{ row['{inner.japanese}'] if row.{inner.name} else '' }}}}" for inner in field.inside
                )
                assert filled(f"{{% for row in {name} %}}{each}{{% endfor %}}")


def test_payers_instalments_and_planned_years_can_be_asked_for(filled):
    names = "{% for one in 負担企業 %}{{ one.名称 }} {{ one.負担割合 or '残り' }} {{ one.税込 | 円 }};{% endfor %}"
    told = filled(names, str(ROOT / "examples" / "consortium.toml"))
    assert "ガンマ計測株式会社 残り 609,888円;" in told
    each = "{% for one in 請求 %}{{ one.支払者 }} {{ one.分割 }} {{ one.税込 | 円 }};{% endfor %}"
    assert "ベータ樹脂株式会社 第2回 454,217円;" in filled(each, str(ROOT / "examples" / "consortium.toml"))
    firm = str(ROOT / "examples" / "firm-years.toml")
    planned = "{{ 予定額合計 | 円 }}{% for one in 予定額 %} {{ one.名称 }} {{ one.税抜 | 円 }}{% endfor %}"
    assert filled(planned, firm) == "3,360,503円 2027年度 3,055,003円"
    assert filled("{% for one in 期間 %}{{ one.名称 }}{% endfor %}", firm) == "2026年度"


def test_every_mistake_is_said_at_once_with_the_nearest_name_and_the_line(filled):
    words = "{{ totl }}\n{% for line in lines %}\n{{ line.amuont | yen }}{{ lines[0].lable }}\n{% endfor %}\n{{ 合系 | kinn }}{{ nothing_like_it }}"
    told = [line.partition("template.txt:")[2].partition(" (at")[0] for line in refused(words, filled).splitlines()]
    assert told == [
        '1: totl: is no name that a template can use; did you mean "total"?',
        '3: line.amuont: is no name that a template can use; did you mean "amount"?',
        '3: ….lable: is no name that a template can use; did you mean "label"?',
        '5: kinn: there is no filter "kinn"; did you mean "kin"?',
        '5: 合系: is no name that a template can use; did you mean "合計"?',
        "5: nothing_like_it: is no name that a template can use",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{{ company }}{{ 企業 }}", 'the contract file does not tell "contract.company"'),
        ("{{ company | zenkaku }}", 'the contract file does not tell "contract.company"'),
        ("{{ signed | wareki }}", 'the contract file does not tell "contract.signed"'),
        ("{{ start | yen }}", 'the filter "yen" takes an amount'),
        ("{{ total | wareki }}", 'the filter "wareki" takes a date'),
        ("{{ (0 - total) | daiji }}", "only amounts of 0 and more are written in formal numerals"),
        ("{% if total %}", "the template's syntax is wrong"),
        ("{{ total / 0 }}", "the template cannot be filled: division by zero"),
        ("a\n{{ total + type }}", ":2: the template cannot be filled"),
        ("{% include 'other' %}", "a template cannot read other files"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "the template cannot be filled"),
        ("{{ lines.__class__.__mro__ }}", "is unsafe"),
    ],
)
def test_what_cannot_be_filled_is_said(words, told, filled):
    assert told in refused(words, filled)


def test_a_value_is_never_read_as_a_template(filled, tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(SPEC)
    assert filled("{{ title }}", str(spec)) == "<研究> & {{ 7 * 7 }}"


def test_what_only_the_office_sees_is_in_no_template(filled):
    everything = "".join(f"{{{{ {field.name} if {field.name} }}}}" for field in FIELDS)
    told = filled(everything, KYOTO)
    for private in ("40%", "0.4", "8%"):
        assert private not in told


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.suffix)
@pytest.mark.parametrize("spec", EXAMPLES, ids=lambda path: path.stem)
def test_an_agreement_that_was_filled_says_what_the_quote_says(template, spec, tmp_path):
    out = tmp_path / f"out{template.suffix}"
    assert run(["agreement", "fill", str(template), str(spec), "-o", str(out)]).status == 0
    ran = run(["agreement", "check", str(out), str(spec), "--lang", "en"])
    assert (ran.status, ran.text) == (
        0,
        "sangaku-price check: contracts 1: error 0, denied 0, warning 0, note 0, ignored 0\n",
    )


def test_the_filled_example_is_as_it_was(golden):
    golden("agreements/kyoto-battery.md", agreement_fill(str(TEMPLATES[0]), KYOTO))


def test_a_word_document_has_the_same_bytes_every_time_and_its_rows(tmp_path):
    first, second = (agreement_fill(str(TEMPLATES[1]), KYOTO) for _ in range(2))
    assert first == second
    words = [cell.text for table in Document(io.BytesIO(first)).tables for row in table.rows for cell in row.cells]
    assert {
        "2029年度",
        "46,746",
        "24,931,713",
        "8,021,432円",
        "金24,931,713円也\n（うち消費税額及び地方消費税額 2,266,518円）",
    } <= set(words)
    assert not any("{" in word for word in words)


def test_a_column_of_days_stands_only_where_a_day_is_told(tmp_path):
    heads = {}
    for name in ("kyoto-battery", "consortium", "minimal"):
        tables = Document(io.BytesIO(agreement_fill(str(TEMPLATES[1]), str(ROOT / f"examples/{name}.toml")))).tables
        heads[name] = [
            cell.text for table in tables for cell in table.rows[0].cells if cell.text in {"支払期限", "期日"}
        ]
        dashes = [cell.text for table in tables for row in table.rows for cell in row.cells].count("—")
        assert dashes == (name == "kyoto-battery")
    assert heads == {"kyoto-battery": ["期日"], "consortium": ["支払期限"], "minimal": []}


def test_the_example_template_is_in_japanese_for_a_word_processor():
    told = zipfile.ZipFile(TEMPLATES[1]).read("word/styles.xml").decode()
    assert re.findall(r'<w:lang [^>]*w:eastAsia="([^"]*)"', told) == ["ja-JP"]


def a_word_template(path, *paragraphs, head="", title=""):
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = head
    document.core_properties.title = title
    document.save(path)
    return str(path)


def test_mistakes_of_a_word_template_are_said_with_the_words_around_them(tmp_path):
    path = a_word_template(tmp_path / "t.docx", "一", "研究経費は{{ totl | yen }}とする。", head="{{ compny }}")
    with pytest.raises(BadFile) as refusal:
        agreement_fill(path, MINIMAL)
    told = refusal.value.written(Lang.EN)
    assert 'did you mean "total"? (at "研究経費は{{ totl | yen }}とする。")' in told
    assert 'did you mean "company"? (at "{{ compny }}")' in told


def test_what_a_word_template_cannot_print_is_said(tmp_path):
    path = a_word_template(tmp_path / "t.docx", "{{ company }}", "{{ start | yen }}")
    with pytest.raises(BadFile) as refusal:
        agreement_fill(path, MINIMAL)
    assert 'the filter "yen" takes an amount' in refusal.value.written(Lang.EN)


def test_words_of_a_contract_file_are_no_markup_in_word(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(SPEC)
    path = a_word_template(tmp_path / "t.docx", "{{ title }}{{ company }}", head="{{ title }}", title="{{ months }}")
    out = tmp_path / "out.docx"
    out.write_bytes(agreement_fill(path, str(spec)))
    assert list(paragraphs_of_word(str(out)))[:2] == ["<研究> & {{ 7 * 7 }}A|B<U+200B>株式会社", "<研究> & {{ 7 * 7 }}"]


def test_a_file_that_is_no_template_is_refused(tmp_path):
    (tmp_path / "t.docx").write_bytes(b"PK\x03\x04 nothing")
    with zipfile.ZipFile(tmp_path / "z.docx", "w") as archive:
        archive.writestr("a", "b")
    for name, told in (
        ("t.docx", "cannot be read as a Word document"),
        ("z.docx", "cannot be read as a Word document"),
        ("t.odt", "a template is a .docx, .md or .txt file"),
        ("no.docx", "there is no such file"),
    ):
        ran = run(["agreement", "fill", str(tmp_path / name), MINIMAL, "--lang", "en"])
        assert ran.status == 3
        assert told in ran.complaint


def test_the_output_has_the_suffix_of_the_template_and_nothing_is_written_otherwise(tmp_path):
    out = tmp_path / "out.docx"
    ran = run(["agreement", "fill", str(TEMPLATES[0]), MINIMAL, "-o", str(out), "--lang", "en"])
    assert ran.status == 3
    assert "the output needs the template's suffix, .md" in ran.complaint
    assert not out.exists()


def test_an_agreement_that_somebody_may_have_changed_is_not_written_over(tmp_path):
    out = tmp_path / "out.docx"
    command = ["agreement", "fill", str(TEMPLATES[1]), MINIMAL, "-o", str(out), "--lang", "en"]
    assert [run(command).status, run(command).status, run([*command, "--force"]).status] == [0, 2, 0]


@pytest.mark.parametrize("name", ["jinja2", "docxtpl"])
def test_an_absent_extra_says_how_it_is_installed(name, monkeypatch):
    for module in [one for one in sys.modules if one.startswith((name, "sangaku_price.agreements."))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    ran = run(["agreement", "fill", str(TEMPLATES[1]), MINIMAL, "--lang", "en"])
    assert ran.status == 3
    assert 'needs more than is installed: pip install "sangaku-price[docx]"' in ran.complaint
