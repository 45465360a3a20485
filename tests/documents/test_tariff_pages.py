"""A tariff for its readers: every number with what it is applied to, its dates, source and doubt."""

import re
from datetime import date

import pytest

from command import run
from places import TESTS
from sangaku_price import api
from sangaku_price.documents.tariff_data import data_of
from sangaku_price.documents.tariff_rates import main_rates, rates_by_type
from sangaku_price.documents.tariff_view import dates_words, numbers, types_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text

TARIFFS = TESTS / "tariffs"


def shown(name):
    return api.tariff_show(str(TARIFFS / f"{name}.toml"))


def number(name, path):
    return next(one for one in numbers(shown(name)) if one.path == path)


@pytest.mark.parametrize(
    ("path", "value", "of"),
    [
        ("kind.1", "as direct cost", ""),
        ("resident.1.steps.6", "220,000 yen", "up to 6 months, a person, again every 12 months, with tax"),
        (
            "resident.1.steps.12",
            "440,000 yen (direct + indirect 367,000 + 73,000)",
            "up to 12 months, a person, again every 12 months, with tax",
        ),
        ("resident.2.unit-price", "65,000 yen a month", "without tax"),
        ("rates.1.hourly.professor", "at least 20,000 yen/hour", "with tax"),
        ("overhead.1", "30%", "direct cost + researcher fee (on top) without facility"),
        ("overhead.1.floor", "90,000 yen", "with tax"),
        ("overhead.1.cap", "3,000,000 yen", "with tax"),
        ("overhead.1.case.1", "20%", "base at least 1,000,000 yen, base below 5,000,000 yen, company-size = sme"),
        ("overhead.2", "3/13", "direct cost (taken out)"),
        ("overhead.2.case.1", "1/11", "base below 1,000,000 yen, hardship = true"),
        ("overhead.3", "at least 15% (optional)", "direct cost + indirect (on top)"),
        ("overhead.4", "1,200 yen/時間", ""),
        ("overhead.5", "20,000 yen a month/m2", ""),
        ("notice.1", "at least 20,000,000 yen a year", "base below 20,000,000 yen"),
    ],
)
def test_every_number_of_a_tariff_is_said_with_what_it_is_applied_to(path, value, of):
    found = number("kakuu", path)
    assert (found.value.en, found.of.en) == (value, of)


@pytest.mark.parametrize(
    ("path", "value", "of"),
    [
        ("overhead.1", "30% up to 5,000,000 yen, 20% up to 20,000,000 yen, 10% above", "direct cost (on top)"),
        ("overhead.5.case.1", "0% up to 999,999 yen, 7% above", "startup = true"),
        (
            "overhead.8",
            "30%",
            "direct cost (on top), of outsourcing 25,000 yen a recipient, equipment below 500,000 yen",
        ),
    ],
)
def test_bands_and_what_of_a_category_counts_are_said(path, value, of):
    found = number("bands", path)
    assert (found.value.en, found.of.en) == (value, of)


@pytest.mark.parametrize(
    ("path", "value", "of"),
    [
        ("overhead.2.case.1", "100,000円", "合計（税抜）が1,100,000円以下"),
        ("overhead.3.case.1", "1年度当たり100,000円", "合計（税抜）が1,100,000円以下"),
        ("overhead.6.case.1", "別途協議", "合計（税抜）が5,000,000円超"),
        ("overhead.9.case.1", "内数", "「スタートアップ」に該当"),
    ],
)
def test_an_exception_says_what_it_changes(path, value, of):
    found = number("thresholds", path)
    assert (found.value.ja, found.of.ja) == (value, of)


def test_a_fee_that_is_not_published_or_negotiated_says_so(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'format = 1\nid = "mine"\nname = "架空大学"\nchecked = 2026-11-24\n[default]\nsource = "rule"\n'
        '[source.rule]\ntitle = "規程"\n'
        '[[kind]]\nid = "use"\nname = "成果の対価"\n'
        '[[resident]]\ntypes = ["joint-research"]\nsteps = { 6 = 220_000, 12 = { published = false } }\n'
        '[[resident]]\ntypes = ["joint-chair"]\nnegotiated = true\n'
        '[[overhead]]\nid = "indirect"\nrate = "10%"\nbase = ["total"]\n'
        '[[overhead]]\nid = "extra"\nnegotiated = true\n'
        '[[notice]]\nid = "ask"\ntext = "事前に相談"\n'
    )
    said = {one.path: (one.value.ja, one.of.ja) for one in numbers(api.tariff_show(str(path)))}
    assert said == {
        "kind.1": ("–", ""),
        "resident.1.steps.6": ("220,000円", "6か月まで、1人、税込・税抜の別は不明"),
        "resident.1.steps.12": ("非公表", "12か月まで、1人、税込・税抜の別は不明"),
        "resident.2": ("別途協議", ""),
        "overhead.1": ("10%", "合計（税抜）（外数）"),
        "overhead.2": ("別途協議", ""),
        "notice.1": ("事前に相談", ""),
    }


def test_the_dates_of_a_number_say_by_which_day_of_the_contract_they_are_meant():
    exception = number("kakuu", "overhead.1.case.1")
    both = Text("2020-04-01～2027-03-31（研究開始日）", "2020-04-01 to 2027-03-31 (research start)")
    assert dates_words(exception, Lang.BOTH) == both
    assert dates_words(number("thresholds", "overhead.1"), Lang.BOTH) == Text("", "")
    assert dates_words(exception._replace(since=None), Lang.EN).en == " to 2027-03-31 (research start)"
    assert dates_words(exception._replace(until=None), Lang.BOTH).ja == "2020-04-01～（研究開始日）"
    assert dates_words(exception, Lang.JA).ja == "2020年4月1日～2027年3月31日（研究開始日）"


def test_contract_types_are_named_as_the_tariff_names_them():
    kakuu = shown("kakuu")
    assert types_words(kakuu, ["joint-research", "donation"]).en == "joint research, donation"
    assert types_words(kakuu, ()).ja == "全種別"


def test_the_main_rates_stand_newest_first_and_once():
    dated, undated = "直接経費＋indirectの15％以上（外数、任意）", "直接経費の40％（外数）"
    rates = list(main_rates(shown("hospital")))
    assert rates.index(dated) < rates.index(undated)
    assert list(main_rates(shown("thresholds"))).count("直接経費の30％（外数）") == 1
    assert main_rates(shown("fees")) == ()


@pytest.mark.parametrize(
    ("name", "words", "english"),
    [
        ("thresholds", "直接経費の30％（外数）", "30% of direct cost (on top)"),
        ("kakuu", "直接経費の3/13（差引き）", "3/13 of direct cost (taken out)"),
        (
            "kakuu",
            "直接経費＋研究料（施設・設備使用料を除く）の30％（外数）",
            "30% of direct cost + researcher fee (without facility) (on top)",
        ),
        ("kakuu", "1,200円/時間", "1,200 yen/時間"),
        (
            "hospital",
            "直接経費＋indirectの15％以上（外数、任意）",
            "at least 15% of direct cost + indirect (on top, optional)",
        ),
    ],
)
def test_a_rate_of_a_list_is_written_as_an_office_writes_it(name, words, english):
    assert (words, english) in [
        (one.ja.partition("：")[2], one.en.partition(": ")[2]) for one in rates_by_type(shown(name))
    ]


def test_what_is_negotiated_is_said_to_be_a_share_of_nothing():
    hiroshima = api.tariff_show("hiroshima")
    assert "別途協議" in main_rates(hiroshima)
    assert [one for one in main_rates(hiroshima) if "別途協議" in one] == ["別途協議"]


def test_a_tariff_as_data_has_every_number_with_source_date_and_doubt():
    data = data_of(shown("kakuu"))
    first = next(one for one in data["numbers"] if one["path"] == "overhead.1")
    assert (data["review_by"], data["succeeded_by"]) == ("2027-04-01", None)
    assert first == {
        "path": "overhead.1",
        "name": {"ja": "間接経費", "en": "indirect cost"},
        "value": {"ja": "30%", "en": "30%"},
        "applies_to": {
            "ja": "直接経費＋研究料（外数） 施設・設備使用料を除く",
            "en": "direct cost + researcher fee (on top) without facility",
        },
        "types": ["joint-research", "joint-chair"],
        "since": date(2020, 4, 1).isoformat(),
        "until": None,
        "decided_by": "start",
        "source": {
            "title": "共同研究取扱規程",
            "article": "第8条",
            "href": "https://www.kakuu.example/rule",
            "dated": None,
            "mirror": False,
        },
        "doubt": {"ja": "端数処理は推定", "en": "端数処理は推定"},
        "outdated": False,
    }
    assert data_of(shown("ranks"))["review_by"] is None


def test_a_tariff_that_extends_another_shows_what_is_in_force_in_it():
    hospital = shown("hospital")
    said = [
        (one.path, one.value.en)
        for one in numbers(hospital)
        if one.path.startswith("overhead") and "." not in one.path[9:]
    ]
    assert said == [
        ("overhead.1", "40%"),
        ("overhead.2", "at least 15% (optional)"),
        ("overhead.3", "1,200 yen/時間"),
        ("overhead.4", "20,000 yen a month/m2"),
        ("overhead.5", "50,000 yen"),
    ]
    assert hospital.region == "架空県"


def test_a_contract_type_of_which_only_fees_are_known_says_so():
    ran = run(["tariff", "list", "kagawa", "--lang", "ja"])
    assert "受託研究：間接経費は確認できず（研究料等のみ）" in "".join(ran.text.split())
    english = run(["tariff", "list", "kagawa", "--lang", "en"])
    assert "commissioned research: overhead not known; fees only" in " ".join(english.text.split())


def test_days_of_the_list_are_written_out_in_japanese_alone():
    japanese, both = (run(["tariff", "list", "kitami", "--lang", lang]).text for lang in ("ja", "both"))
    assert "2026年11月27日" in japanese
    assert not re.search(r"\d{4}-\d{2}", japanese)
    assert "2026-11-27" in both
    assert "2024年12月" in run(["tariff", "list", "hokkaido", "--lang", "ja"]).text


def test_a_tariff_without_a_dated_source_says_so():
    assert "日付なし" in run(["tariff", "list", "auhw", "--lang", "ja"]).text
    assert "undated" in run(["tariff", "list", "auhw", "--lang", "en"]).text


def test_the_page_of_all_tariffs_says_where_its_doubts_stand_in_english():
    both, english = (
        run(["tariff", "list", "--full", "-f", "markdown", "--lang", lang]).text for lang in ("both", "en")
    )
    assert "in English: sangaku-price tariff list --full --lang en" in both
    assert "stand once" not in english
    doubt = next(rule.doubt for rule in api.tariff_show("hokkaido").rules["overhead"] if rule.doubt)
    assert doubt.ja in both
    assert doubt.en not in both
    assert doubt.en in english
