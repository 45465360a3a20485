"""How old a rate is: said beside it, at the top of the quote, and in the JSON; a successor's contracts are refused."""

import json
from datetime import date

import pytest

from command import run
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.language.enums import Lang
from sangaku_price.loading.files import load_source
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.age import confirmed, is_old, last_day
from sangaku_price.tariff.tables import SourceTable
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source
from sangaku_price.writers.markdown import write

HEAD = """format = 1
id = "mine"
name = "架空大学"
checked = 2026-11-24
[source.a]
title = "規程"
href = "https://www.kakuu.example/rule"
"""
RULE = '[[overhead]]\nid = "indirect"\nsource = "a"\nrate = "30%"\nbase = ["direct"]\n'


def quoted(folder, tariff: str, start: str = "2026-04-01", more: str = "") -> Quote:
    (folder / "mine.toml").write_text(tariff)
    text = f'format = 1\ntariff = "./mine.toml"\n[contract]\nstart = {start}\nend = {start}\n{more}[[direct]]\namount = 1_000\n'
    return price_loaded(load_source(Source("spec.toml", text, "", folder)))


def codes(quote: Quote) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.level, one.path) for one in quote.notes if one.code in {"outdated", "old-source"}]


@pytest.mark.parametrize(
    ("dated", "since", "wanted"),
    [
        ("", "", False),
        ("dated = 2021-04-01\n", "", False),
        ("dated = 2021-03-31\n", "", True),
        ('dated = "2021"\n', "", False),
        ('dated = "2021-03"\n', "", True),
        ('dated = "2021-04"\n', "", False),
        ('dated = "2020"\n', "", True),
        ("", "since = 2021-04-01\n", False),
        ("", "since = 2021-03-31\n", True),
        ("dated = 2016-01-01\n", "since = 2021-04-01\n", False),
        ("dated = 2021-04-01\n", "since = 2016-04-01\n", False),
    ],
)
def test_a_rule_of_which_nothing_is_newer_than_five_years_before_the_deciding_day_is_noted(
    dated, since, wanted, tmp_path
):
    quote = quoted(tmp_path, HEAD + dated + RULE + since)
    assert codes(quote) == ([("old-source", "note", "indirect")] if wanted else [])
    assert quote.totals.subtotal == 1_300


def test_the_age_is_that_of_the_deciding_day(tmp_path):
    tariff = HEAD + RULE + 'since = 2016-04-01\ndecided-by = "signed"\n'
    assert codes(quoted(tmp_path, tariff, "2022-04-01", "signed = 2021-04-01\n")) == []
    assert codes(quoted(tmp_path, tariff, "2022-04-01", "signed = 2021-04-02\n")) != []


def test_a_case_has_the_age_of_its_own_page_and_day(tmp_path):
    newer = HEAD + RULE + "since = 2016-04-01\n[[overhead.case]]\nwhen.direct.below = 5\nrate = '20%'\n"
    assert codes(quoted(tmp_path, newer)) != []
    held = newer.replace("when.direct.below = 5\n", "when.direct.below = 5_000\nsince = 2024-04-01\n")
    quote = quoted(tmp_path, held)
    assert (codes(quote), quote.totals.subtotal) == ([], 1_200)


def test_what_is_feared_to_be_superseded_is_priced_with_a_warning_at_the_top(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    quote = quoted(tmp_path, HEAD + "dated = 2009-04-01\n" + RULE + 'outdated = true\ndoubt = "旧頁"\n')
    assert codes(quote) == [("outdated", "warning", "indirect")]
    assert quote.totals.subtotal == 1_300
    (tmp_path / "spec.toml").write_text(
        'format = 1\ntariff = "./mine.toml"\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n[[direct]]\namount = 1_000\n'
    )
    text = run(["quote", "spec.toml", "--lang", "ja"]).text
    assert text.index("改定済みのおそれがあります") < text.index("内訳")
    assert run(["check", "spec.toml", "--strict"]).status == 4
    assert "[outdated]" in run(["check", "spec.toml"]).text


def test_the_day_of_a_document_stands_in_the_sources_and_in_json_only_where_there_is_one(tmp_path):
    dated = quoted(tmp_path, HEAD + 'dated = "2024-12"\n' + RULE)
    sources = json.loads(to_json(dated))["lines"][-1]["sources"]
    assert [one.get("dated") for one in sources] == ["2024-12", None]
    assert "dated" not in sources[1]
    assert "dated 2024-12" in write(quote_document(dated, Lang.EN)).decode()
    assert from_json(to_json(dated)) == dated
    assert b'"dated"' not in to_json(quoted(tmp_path, HEAD + RULE))


SUCCESSOR = 'succeeded-by = { id = "omu", since = 2022-04-01 }\n'


@pytest.mark.parametrize(
    ("rule", "start", "more", "refused"),
    [
        ("", "2022-03-31", "", False),
        ("", "2022-04-01", "", True),
        ('decided-by = "signed"\n', "2022-05-01", "signed = 2022-03-31\n", False),
        ('decided-by = "signed"\n', "2022-05-01", "signed = 2022-04-01\n", True),
        ('decided-by = "signed"\n', "2022-05-01", "", True),
    ],
)
def test_from_the_day_of_the_succession_on_the_tariff_prices_nothing(rule, start, more, refused, tmp_path):
    tariff = HEAD.replace("[source.a]", SUCCESSOR + "[source.a]") + RULE + rule
    if not refused:
        assert quoted(tmp_path, tariff, start, more).totals.subtotal == 1_300
        return
    with pytest.raises(BadFile) as refusal:
        quoted(tmp_path, tariff, start, more)
    assert [one.code for one in refusal.value.problems] == ["succeeded"]
    assert "omu" in refusal.value.problems[0].text.en


def test_a_successor_that_publishes_nothing_has_no_id(tmp_path):
    tariff = HEAD.replace("[source.a]", "succeeded-by = { since = 2022-04-01 }\n[source.a]") + RULE
    with pytest.raises(BadFile) as refusal:
        quoted(tmp_path, tariff)
    assert "no tariff of it is known" in refusal.value.problems[0].text.en


def test_a_tariff_shows_its_successor_and_the_days_of_its_documents():
    text = run(["tariff", "show", "osaka-prefecture", "--lang", "en"]).text
    assert "succeeded since 2022-04-01 by: Osaka Metropolitan University (omu)" in text
    shown = json.loads(run(["tariff", "show", "kagawa", "--format", "json"]).text)["numbers"]
    assert "2007-03-30" in [one["source"]["dated"] for one in shown]
    rows = {one["id"]: one for one in json.loads(run(["tariff", "list", "--format", "json"]).text)}
    assert rows["osaka-prefecture"]["succeeded_by"] == {"id": "omu", "since": "2022-04-01"}
    assert (rows["hokkaido"]["dated"], rows["toyama"]["dated"]) == ("2024-12", None)


def test_a_comparison_says_which_figures_rest_on_such_a_rule():
    columns = json.loads(
        run(
            ["compare", "examples/minimal.toml", "--tariff", "hokkaido", "--tariff", "gakugei", "--format", "json"]
        ).text
    )["columns"]
    assert [one.get("outdated", False) for one in columns] == [False, True]


def test_a_month_or_year_counts_to_its_end():
    assert (last_day("2024-02"), last_day("2024"), last_day("2024-02-03")) == (
        date(2024, 2, 29),
        date(2024, 12, 31),
        date(2024, 2, 3),
    )
    source = SourceTable(title="規程", dated=date(2020, 2, 29))
    assert confirmed(source, date(2019, 1, 1)) == date(2020, 2, 29)
    assert not is_old(source, None, date(2025, 2, 28))
    assert is_old(source, None, date(2025, 3, 1))
