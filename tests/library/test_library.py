"""`tariff check` and `tariff new`: what is found in a tariff, where, and what is not."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from command import run
from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.library.report import check_document
from sangaku_price.library.skeleton import skeleton
from sangaku_price.toml.problems import BadFile

TODAY = date(2026, 11, 24)
HEAD = """format = 1
id = "kakuu"
name = "架空大学"
checked = 2026-11-24
[default]
source = "rule"
[source.rule]
title = "規程"
href = "https://www.kakuu.example/rule"
"""
OVERHEAD = '[[overhead]]\nid = "indirect"\nrate = "30%"\nbase = ["direct"]\n'
CASE = "[[overhead.case]]\n"
SPEC = 'format = 1\ntariff = "../tariff.toml"\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n[[direct]]\namount = 1_234_567\n'


def found(folder: Path, rules: str, head: str = HEAD, **options: object) -> list[tuple[str, str | None]]:
    """The findings of a tariff, by code and path."""
    (folder / "tariff.toml").write_text(head + rules)
    findings = api.tariff_check(str(folder / "tariff.toml"), as_of=TODAY, **options)
    return [(one.code, one.note.path) for one in findings]


def version(dates: str, key: str = 'types = ["joint-research"]') -> str:
    return f"{OVERHEAD}{key}\n{dates}\n"


def test_nothing_is_found_in_a_plain_tariff(tmp_path):
    assert found(tmp_path, OVERHEAD) == []


# -- versions in time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        (version("until = 2024-03-31") + version("since = 2024-04-01"), []),
        (version("until = 2024-03-31") + version("since = 2024-04-02"), [("gap", "overhead.2")]),
        (version("until = 2024-04-01") + version("since = 2024-04-01"), [("overlap", "overhead.2")]),
        (
            version("until = 2024-04-01") + version("since = 2024-04-01\nuntil = 2025-03-31"),
            [("ends", "overhead.2"), ("overlap", "overhead.2")],
        ),
        (version("") + version("since = 2024-04-01\nuntil = 2025-03-31"), []),
        (version("until = 2026-03-31") + version("since = 2024-04-01\nuntil = 2025-03-31"), [("ends", "overhead.1")]),
        (version("until = 2024-03-31"), [("ends", "overhead.1")]),
        (version("since = 2024-04-01"), [("begins", "overhead.1")]),
        (version("") + version("since = 2024-04-01\ndecided-by = 'signed'"), [("mixed-dates", "overhead.1")]),
        (
            version("since = 2024-04-01") + version("since = 2024-04-01", ""),
            [("begins", "overhead.1"), ("same-day", "overhead.2"), ("begins", "overhead.2")],
        ),
        (version("", "") + version("", 'types = ["joint-chair"]'), [("same-day", "overhead.2")]),
    ],
)
def test_versions_are_compared_in_time(rules, wanted, tmp_path):
    assert found(tmp_path, rules) == wanted


def test_versions_are_compared_type_by_type(tmp_path):
    rules = version("until = 2024-03-31") + version("since = 2025-04-01", 'types = ["joint-chair"]')
    assert found(tmp_path, rules) == [("ends", "overhead.1"), ("begins", "overhead.2")]


def test_a_type_without_an_overhead_is_told(tmp_path):
    fee = '[[resident]]\ntypes = ["joint-chair"]\nsteps = { 12 = 440_000 }\ntax = "inclusive"\n'
    assert found(tmp_path, version("") + fee) == [("type-without-overhead", None)]
    assert found(tmp_path, OVERHEAD + fee) == []
    assert found(tmp_path, fee) == [("no-overhead", None)]


# -- cases -------------------------------------------------------------------------------------------------------------


def cases(*whens: str, rule: str = OVERHEAD) -> str:
    return rule + "".join(f'{CASE}{when}\nrate = "2{i}%"\n' for i, when in enumerate(whens))


@pytest.mark.parametrize(
    ("whens", "wanted"),
    [
        (["when.base.below = 1_000_000", "when.base.below = 5_000_000"], []),
        (["when.base.below = 5_000_000", "when.base.below = 1_000_000"], [("case-shadowed", "overhead.1.case.2")]),
        (["when.base.below = 5_000_000", "when.direct.below = 1_000_000"], [("case-shadowed", "overhead.1.case.2")]),
        (["when.base.below = 5_000_000", "when.total.below = 1_000_000"], []),
        (
            ["when.base = { below = 5_000_000, per = 'year' }", "when.base.below = 1_000_000\nper = 'year'"],
            [("case-shadowed", "overhead.1.case.2")],
        ),
        (["when.base = { below = 5_000_000, per = 'year' }", "when.base.below = 1_000_000"], []),
        (["when.months.below = 12", "when.months.below = 6\nper = 'year'"], [("case-shadowed", "overhead.1.case.2")]),
        (["when.base.below = 5_000_000", "when.base.below = 1_000_000\nper = 'year'"], []),
        (["when.startup = true", "when.startup = true\nwhen.base.below = 5"], [("case-shadowed", "overhead.1.case.2")]),
        (["when.startup = true", "when.startup = false"], []),
        (
            ["when.company-size = ['sme', 'large']", "when.company-size = 'sme'"],
            [("case-shadowed", "overhead.1.case.2")],
        ),
        (["when.company-size = 'sme'", "when.company-size = ['sme', 'large']"], []),
        (["when.startup = true\nuntil = 2026-03-31", "when.startup = true"], []),
        (["when.startup = true", "when.startup = true\nuntil = 2026-03-31"], [("case-shadowed", "overhead.1.case.2")]),
        (["when.base = { at-least = 5, below = 5 }"], [("case-contradicts", "overhead.1.case.1.when.base")]),
        (["when.base = { at-least = 5, at-most = 5 }"], []),
        (["when.base = { above = 5, at-most = 5 }"], [("case-contradicts", "overhead.1.case.1.when.base")]),
        (
            ["when.base.at-most = 300", "when.base = { at-least = 300, below = 500 }"],
            [("case-overlap", "overhead.1.case.2")],
        ),
        (["when.base.below = 300", "when.base.above = 300"], [("case-hole", "overhead.1.case.2")]),
        (["when.base.above = 300", "when.base.below = 300"], [("case-hole", "overhead.1.case.2")]),
        (["when.base.below = 300", "when.base.at-least = 300"], []),
        (["when.base.below = 300\nuntil = 2024-03-31", "when.base.above = 300\nsince = 2024-04-01"], []),
        (["when.base.below = 300\nwhen.startup = true", "when.base.above = 300"], []),
    ],
)
def test_cases_are_compared_with_one_another(whens, wanted, tmp_path):
    assert found(tmp_path, cases(*whens)) == wanted


def test_a_case_without_a_day_of_its_rule_is_told(tmp_path):
    rule = OVERHEAD + "since = 2024-04-01\n"
    assert ("case-dates", "overhead.1.case.1") in found(
        tmp_path, cases("when.startup = true\nuntil = 2024-03-31", rule=rule)
    )


def test_a_limit_that_stands_in_a_case_alone_is_told(tmp_path):
    assert found(tmp_path, cases("when.startup = true\nfloor = 5", rule=OVERHEAD + 'tax = "exclusive"\n')) == [
        ("limit-in-case", "overhead.1.case.1.floor")
    ]
    assert (
        found(tmp_path, cases("when.startup = true\nfloor = 5", rule=OVERHEAD + 'tax = "exclusive"\nfloor = 9\n')) == []
    )


# -- numbers, sources, doubts ------------------------------------------------------------------------------------------


def test_a_rate_that_is_probably_per_cent_is_told(tmp_path):
    rules = OVERHEAD.replace('"30%"', "3.0") + f"{CASE}when.startup = true\nrate = 2.0\n"
    assert found(tmp_path, rules) == [("rate-per-cent", "overhead.1.rate"), ("rate-per-cent", "overhead.1.case.1.rate")]
    assert found(tmp_path, OVERHEAD.replace('"30%"', '"100%"')) == []


def test_a_rule_that_goes_either_way_is_told(tmp_path):
    rule = '[[overhead]]\nid = "space"\nunit-price = 20_000\nincluded = 200\ntax = "exclusive"\n'
    assert ("either-way", "overhead.2.either-way") in found(tmp_path, OVERHEAD + rule + "either-way = true\n")
    assert found(tmp_path, OVERHEAD + rule) == []


FLAT = '[[overhead]]\nid = "flat"\namount = 5\ntax = "exclusive"\n'
UNIT = '[[overhead]]\nid = "unit"\nunit-price = 5\nunit = "m2"\ntax = "exclusive"\n'
FEE = '[[resident]]\ntax = "exclusive"\n'
RATES = '[[rates]]\nhourly = { any = 5 }\ntax = "exclusive"\n'
KIND = '[[kind]]\nid = "use"\n'
NOTICE = '[[notice]]\nid = "n"\ntext = "x"\n'


@pytest.mark.parametrize(
    ("rules", "keys"),
    [
        (KIND + 'tax = "inclusive"\ntax-rate = "8%"\n', ["kind.1.tax", "kind.1.tax-rate"]),
        (KIND + 'rounding = { mode = "up" }\n', ["kind.1.rounding"]),
        (RATES + 'rounding = { unit = 10 }\ntax-category = "taxable"\n', ["rates.1.rounding", "rates.1.tax-category"]),
        (NOTICE + 'tax = "inclusive"\nwhen.months.above = 3\n', ["notice.1.tax"]),
        (NOTICE + 'tax = "inclusive"\nbase = ["direct"]\nwhen.base.above = 3\n', []),
        (FEE + 'unit-price = 5\nper = "month"\ncounted = "elapsed"\n', ["resident.1.counted"]),
        (FEE + 'steps = { 6 = 5 }\nper = "month"\ncounted = "elapsed"\n', ["resident.1.per"]),
        (FLAT + "floor = 3\n", ["overhead.2.floor"]),
        (FLAT + f'floor = 3\nbase = ["direct"]\n{CASE}when.startup = true\nrate = "5%"\n', []),
        (FLAT + 'method = "of-total"\n', ["overhead.2.method"]),
        (FLAT + 'except-categories = ["travel"]\n', ["overhead.2.except-categories"]),
        (FLAT + 'per = "year"\n', []),
        (FLAT + f"{CASE}when.startup = true\namount = 3\ncap = 9\n", ["overhead.2.case.1.cap"]),
        (UNIT + "either-way = true\n", ["overhead.2.either-way"]),
        (UNIT + "cap = 9\n", []),
        (FLAT.replace("amount = 5", "negotiated = true") + "floor = 3\n", []),
    ],
)
def test_a_key_that_changes_no_amount_is_told(tmp_path, rules, keys):
    assert [path for code, path in found(tmp_path, OVERHEAD + rules) if code == "no-effect"] == keys


def test_what_default_says_for_all_rules_may_mean_nothing_to_some(tmp_path):
    head = HEAD.replace('source = "rule"\n', 'source = "rule"\ntax = "inclusive"\nrounding = { unit = 10 }\n', 1)
    assert found(tmp_path, OVERHEAD + KIND + NOTICE, head) == []


def test_a_span_for_which_nothing_is_counted_is_told_with_its_line(tmp_path):
    (tmp_path / "tariff.toml").write_text(HEAD + OVERHEAD + 'per = "year"\n')
    (one,) = api.tariff_check(str(tmp_path / "tariff.toml"), as_of=TODAY)
    assert (one.code, one.note.path, one.line) == ("no-effect", "overhead.1.per", 14)


def test_a_band_that_is_probably_per_cent_is_told(tmp_path):
    rules = OVERHEAD.replace('rate = "30%"', 'bands = [{ to = 5, rate = 2.0 }, { rate = 0.5 }]\ntax = "exclusive"')
    assert found(tmp_path, rules) == [("rate-per-cent", "overhead.1.bands.1.rate")]
    unstated = OVERHEAD.replace('rate = "30%"', "bands = [{ to = 5, rate = 0.5 }, { rate = 0.2 }]")
    assert found(tmp_path, unstated) == [("tax-unstated", "overhead.1")]


def test_a_fee_that_falls_with_the_months_is_told(tmp_path):
    fee = '[[resident]]\nsteps = { 6 = 220_000, 9 = { published = false }, 12 = 44_000 }\ntax = "inclusive"\n'
    assert found(tmp_path, OVERHEAD + fee) == [("fee-falls", "resident.1.steps.12")]
    assert found(tmp_path, OVERHEAD + fee.replace("44_000", "220_000")) == []


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        (OVERHEAD + "floor = 5\n", "overhead.1"),
        (OVERHEAD + "cap = 5\n", "overhead.1"),
        (OVERHEAD + f"{CASE}when.startup = true\namount = 5\n", "overhead.1"),
        (OVERHEAD + "[[resident]]\nunit-price = 5\n", "resident.1"),
        (OVERHEAD + "[[resident]]\nsteps = { 12 = 5 }\n", "resident.1"),
        (OVERHEAD + "[[rates]]\nhourly = { any = 5 }\n", "rates.1"),
    ],
)
def test_amounts_that_do_not_say_whether_tax_is_in_them_are_told(rules, path, tmp_path):
    assert found(tmp_path, rules) == [("tax-unstated", path)]


def test_sources_and_doubts_are_looked_at(tmp_path):
    head = HEAD.replace('href = "https://www.kakuu.example/rule"', "mirror = true")
    kind = '[[kind]]\nid = "contribution"\n'
    assert found(tmp_path, OVERHEAD, head) == [("mirror-unchecked", "overhead.1")]
    assert found(tmp_path, OVERHEAD + 'doubt = "写しによる"\n', head) == []
    assert found(tmp_path, OVERHEAD, head.replace("mirror = true", "")) == [("source-without-href", "source.rule")]
    rules = OVERHEAD + f'doubt = "…"\n{CASE}when.startup = true\nrate = "5%"\ndoubt = {{ ja = "推定", en = "?" }}\n'
    assert found(tmp_path, rules + kind) == [
        ("doubt-empty", "overhead.1.doubt"),
        ("doubt-empty", "overhead.1.case.1.doubt"),
    ]


def test_the_dates_of_the_file_are_compared_with_the_day(tmp_path):
    late = HEAD.replace("[default]", "review-by = 2026-11-23\n[default]").replace(
        "checked = 2026-11-24", "checked = 2026-11-25"
    )
    assert found(tmp_path, OVERHEAD, late) == [("checked-later", "checked"), ("review-by", "review-by")]
    assert found(tmp_path, OVERHEAD, late.replace("11-23", "11-24").replace("11-25", "11-24")) == []


def test_what_is_outdated_and_what_is_old_is_noted_and_counted(tmp_path, monkeypatch):
    outdated = OVERHEAD + 'types = ["joint-chair"]\noutdated = true\ndoubt = "旧頁"\n'
    old = OVERHEAD + 'types = ["joint-research"]\nsince = 2021-11-23\n'
    wanted = [("begins", "overhead.1"), ("old", "overhead.1"), ("outdated", "overhead.2")]
    assert found(tmp_path, old + outdated) == wanted
    monkeypatch.chdir(tmp_path)
    text = run(["tariff", "check", "tariff.toml", "--as-of", "2026-11-24", "--lang", "en"]).text
    assert "feared to be superseded 1、over five years old 1" in text
    newer = OVERHEAD + 'types = ["joint-research", "joint-chair"]\nsince = 2024-04-01\n'
    codes = [code for code, _ in found(tmp_path, old + outdated + newer)]
    assert "old" not in codes
    assert "outdated" not in codes
    assert "old" not in [code for code, _ in found(tmp_path, old + "until = 2026-11-23\n")]


def test_what_a_tariff_takes_over_is_told_of_the_other_one_alone(tmp_path):
    (tmp_path / "other.toml").write_text(HEAD + version("until = 2024-03-31") + "[[rates]]\nhourly = { any = 5 }\n")
    mine = HEAD.replace("[default]", 'extends = "./other.toml"\n[default]')
    rules = '[[notice]]\nid = "n"\ntext = "注意"\n[[overhead]]\nid = "new"\nrate = 3.0\nbase = ["direct"]\n'
    assert found(tmp_path, rules, mine) == [("rate-per-cent", "overhead.2.rate")]
    findings = api.tariff_check(str(tmp_path / "tariff.toml"), as_of=TODAY)
    lines = (tmp_path / "tariff.toml").read_text().splitlines()
    assert lines[findings[0].line - 1] == "rate = 3.0"


# -- coverage by cases -------------------------------------------------------------------------------------------------

RULES = (
    OVERHEAD
    + 'types = ["joint-research"]\nfloor = 90_000\ncap = 3_000_000\ntax = "exclusive"\n'
    + f'{CASE}when.startup = true\nmethod = "of-total"\n'
    + '[[overhead]]\nid = "talks"\ntypes = ["joint-research"]\nnegotiated = true\nbase = ["direct"]\noptional = true\n'
    + '[[overhead]]\nid = "area"\ntypes = ["joint-research"]\nunit-price = 5\ntax = "exclusive"\noptional = true\n'
    + '[[resident]]\ntypes = ["joint-research"]\nsteps = { 6 = 5, 12 = { published = false } }\ntax = "exclusive"\n'
    + '[[resident]]\ntypes = ["joint-chair"]\nunit-price = 5\ntax = "exclusive"\n'
    + '[[resident]]\ntypes = ["academic-consulting"]\nnegotiated = true\n'
    + '[[overhead]]\nid = "indirect"\ntypes = ["joint-chair", "academic-consulting"]\nnegotiated = true\nbase = ["direct"]\n'
    + f"{CASE}when.startup = true\nnegotiated = true\n"
    + '[[rates]]\nhourly = { professor = 20, any = 10 }\nbound = "at-least"\ntax = "exclusive"\n'
    + '[[kind]]\nid = "contribution"\n[[notice]]\nid = "n"\nwhen.months.above = 12\ntext = "注意"\n'
)
ALL = {
    "overhead.1", "overhead.1.case.1", "overhead.1.floor", "overhead.1.cap", "overhead.2", "overhead.3", "overhead.4",
    "overhead.4.case.1", "resident.1.steps.6", "resident.1.steps.12", "resident.2", "resident.3",
    "rates.1.hourly.professor", "rates.1.hourly.any", "kind.1", "notice.1",
}  # fmt: skip


def uncovered(folder: Path, spec: str, expect: str = "") -> set[str]:
    """What a case of this contract leaves untried, of all there is."""
    (folder / "cases").mkdir(exist_ok=True)
    case = f"[[case]]\nname = 'one'\nspec = '''\n{spec}'''\n{expect}"
    (folder / "cases" / "one.toml").write_text(case)
    all_found = found(folder, RULES, cases=str(folder / "cases"))
    assert [code for code, _ in all_found if code == "case-differs"] == []
    return {path for code, path in all_found if code == "not-exercised"}


@pytest.mark.parametrize(
    ("more", "tried"),
    [
        ("", {"overhead.1"}),
        ("[facts]\nstartup = true\n", {"overhead.1.case.1"}),
        ('[[overhead]]\nid = "indirect"\nrate = "40%"\nreason = "r"\n', set()),
        ('[[overhead]]\nid = "talks"\nrate = "4%"\n', {"overhead.1", "overhead.2"}),
        ('[[overhead]]\nid = "area"\nquantity = 4\n', {"overhead.1", "overhead.3"}),
        ("[[contribution]]\namount = 5\n", {"overhead.1", "kind.1"}),
        ("[[involvement]]\nhours = 5\n", {"overhead.1", "rates.1.hourly.any"}),
        (
            '[[involvement]]\nhours = 5\nhourly-rate = 30\nrank = "professor"\n',
            {"overhead.1", "rates.1.hourly.professor"},
        ),
    ],
)
def test_what_a_case_exercises(more, tried, tmp_path):
    assert uncovered(tmp_path, SPEC + more) == ALL - tried


@pytest.mark.parametrize(
    ("old", "new", "more", "tried"),
    [
        ("1_234_567", "299_999", "", {"overhead.1", "overhead.1.floor"}),
        ("1_234_567", "12_345_678", "", {"overhead.1", "overhead.1.cap"}),
        ("2027-03-31", "2026-09-30", "[[resident]]\n", {"overhead.1", "resident.1.steps.6"}),
        ("2027-03-31", "2027-04-01", "", {"overhead.1", "notice.1"}),
        (
            "[contract]",
            '[contract]\ntype = "joint-chair"',
            '[[overhead]]\nid = "indirect"\nrate = "5%"\n[[resident]]\n',
            {"overhead.4", "resident.2"},
        ),
        (
            "[contract]",
            '[contract]\ntype = "academic-consulting"',
            '[[overhead]]\nid = "indirect"\nrate = "5%"\n[[resident]]\nfee = 5\n',
            {"overhead.4", "resident.3"},
        ),
    ],
)
def test_what_a_case_on_other_terms_exercises(old, new, more, tried, tmp_path):
    assert uncovered(tmp_path, SPEC.replace(old, new) + more) == ALL - tried


@pytest.mark.parametrize(
    ("old", "new", "more", "tried"),
    [
        ("[contract]", "[contract]", "[[resident]]\n", {"resident.1.steps.12"}),
        ("[contract]", '[contract]\ntype = "joint-chair"', "", {"overhead.4", "overhead.4.case.1"}),
        (
            "[contract]",
            '[contract]\ntype = "academic-consulting"',
            "[[resident]]\n",
            {"resident.3", "overhead.4", "overhead.4.case.1"},
        ),
    ],
)
def test_a_refusal_that_is_what_the_rule_says_exercises_it(old, new, more, tried, tmp_path):
    assert uncovered(tmp_path, SPEC.replace(old, new) + more, 'error = ":"') == ALL - tried


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ('expect = { "lines.indirect" = 1 }', "lines.indirect: 1 → 370370"),
        ('expect = { "lines.nothing" = 1 }', "no figure at"),
        ('error = "x"', "error = x"),
        ('notes = ["base-zero"]', "notes: base-zero"),
        ('set = { "direct.1.amount" = -1 }', "must not be negative"),
        ('scenario = "other"', "unknown scenario"),
    ],
)
def test_a_case_that_does_not_come_out_is_told(case, said, tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.toml").write_text(f"spec = '''\n{SPEC}'''\n[[case]]\nname = 'one'\n{case}\n")
    (tmp_path / "tariff.toml").write_text(HEAD + OVERHEAD)
    spec = SPEC.replace("\n", '\n# "kakuu"\n', 1)
    text = (tmp_path / "cases" / "one.toml").read_text().replace(SPEC, spec)
    (tmp_path / "cases" / "one.toml").write_text(text)
    findings = api.tariff_check(str(tmp_path / "tariff.toml"), as_of=TODAY, cases=str(tmp_path / "cases"))
    assert [said in one.note.message.en for one in findings if one.code == "case-differs"] == [True]


def test_a_tariff_that_no_case_prices_is_told(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.toml").write_text(f"spec = '''\n{SPEC}'''\n[[case]]\nset = {{ tariff = 'kobe' }}\n")
    assert found(tmp_path, OVERHEAD, cases=str(tmp_path / "cases")) == [("no-case", None)]


def test_a_case_whose_dates_are_not_told_exercises_nothing(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.toml").write_text(f"spec = '''\n{SPEC}'''\n[[case]]\nerror = 'signed'\n")
    rules = version("since = 2020-04-01\ndecided-by = 'signed'")
    wanted = [("begins", "overhead.1"), ("old", "overhead.1"), ("not-exercised", "overhead.1")]
    assert found(tmp_path, rules, cases=str(tmp_path / "cases")) == wanted


@pytest.mark.parametrize("content", [None, "spec = 'x'\n", "case = 5\n", "[[case]]\nname = 'no spec'\n"])
def test_a_folder_of_no_cases_is_refused(content, tmp_path):
    (tmp_path / "tariff.toml").write_text(HEAD + OVERHEAD)
    (tmp_path / "cases").mkdir()
    if content is not None:
        (tmp_path / "cases" / "one.toml").write_text(content)
    ran = run(["tariff", "check", str(tmp_path / "tariff.toml"), "--cases", str(tmp_path / "cases")])
    assert ran.status == 3
    assert "cases" in ran.complaint


# -- the command -------------------------------------------------------------------------------------------------------


def test_findings_are_printed_with_their_lines_and_do_not_fail_unless_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("tariff.toml").write_text(HEAD + version("until = 2024-03-31"))
    ran = run(["tariff", "check", "tariff.toml", "kobe", "--as-of", "2026-11-27"])
    assert ran.status == 0
    assert re.search(r"tariff.toml:10 +警告 / warning", ran.text)
    assert "2024年3月31日より後に適用される版がありません（共同研究）。" in ran.text
    assert run(["tariff", "check", "tariff.toml", "--strict"]).status == 4
    assert run(["tariff", "check", "kobe", "--strict", "--as-of", "2026-11-27"]).status == 0


def test_findings_are_json_with_stable_codes(tmp_path):
    (tmp_path / "tariff.toml").write_text(HEAD + version("until = 2024-03-31"))
    path = str(tmp_path / "tariff.toml")
    rows = json.loads(run(["tariff", "check", path, "--format", "json", "--as-of", "2026-11-24"]).text)
    assert [(row["file"], row["line"], row["code"], row["level"], row["path"]) for row in rows] == [
        (path, 10, "ends", "warning", "overhead.1")
    ]


def test_a_tariff_of_standard_input_is_checked():
    ran = run(["tariff", "check", "-", "--as-of", "2026-11-24"], (HEAD + OVERHEAD).encode())
    assert ran.status == 0
    assert "指摘はありません" in ran.text


def test_every_mistake_of_all_files_is_told_at_once(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(HEAD + OVERHEAD.replace("base", "bass"))
    ran = run(["tariff", "check", str(tmp_path / "one.toml"), "kobe", str(tmp_path / "two.toml")])
    assert ran.status == 3
    assert ran.out == b""
    assert "one.toml:13" in ran.complaint
    assert "two.toml:13" in ran.complaint


def test_no_text_of_a_tariff_steers_the_terminal(tmp_path):
    (tmp_path / "tariff.toml").write_text(HEAD + version("until = 2024-03-31", 'types = ["joint-research"]'))
    (one,) = api.tariff_check(str(tmp_path / "tariff.toml"), as_of=TODAY)
    steering = one._replace(file="\x1b[2J[bold].toml", note=one.note._replace(message=Text("[/]\x1b]0;x\x07", "")))
    text = str(check_document([steering], Lang.BOTH))
    assert "\x1b" not in text
    assert "[/]" in text


# -- a new tariff ------------------------------------------------------------------------------------------------------


def test_a_new_tariff_loads_and_prices_at_once(tmp_path):
    path = tmp_path / "mine.toml"
    assert (
        run(
            ["tariff", "new", "--id", "my-uni", "--name", '桜"丘\\大学', "-o", str(path), "--as-of", "2026-11-24"]
        ).status
        == 0
    )
    tariff = api.tariff_show(str(path))
    assert (tariff.id, tariff.name.ja, tariff.checked) == ("my-uni", '桜"丘\\大学', TODAY)
    (tmp_path / "contract.toml").write_text(SPEC.replace("../tariff.toml", "./mine.toml"))
    quote = api.quote(str(tmp_path / "contract.toml"))
    assert quote.totals.by_kind["overhead"] == 370_370
    assert api.tariff_check(str(path), as_of=TODAY) == ()


@pytest.mark.parametrize(
    ("typed", "region"),
    [("岩手県", "岩手県"), ("岩手", "岩手県"), ("iwate", "岩手県"), ("京都", "京都府"), ("北海道", "北海道")],
)
def test_a_new_tariff_has_an_english_name_and_a_prefecture(tmp_path, typed, region):
    path = tmp_path / "mine.toml"
    options = ["--id", "my-uni", "--name", "桜丘大学", "--name-en", "Sakuragaoka University", "--region", typed]
    assert run(["tariff", "new", *options, "-o", str(path)]).status == 0
    tariff = api.tariff_show(str(path))
    assert tariff.name == Text("桜丘大学", "Sakuragaoka University")
    assert tariff.region == region


def test_a_region_that_is_no_prefecture_is_refused_with_the_nearest():
    ran = run(["tariff", "new", "--region", "東京市", "--lang", "ja"])
    assert ran.status == 2
    assert "「東京都」ではありませんか" in ran.complaint
    assert run(["tariff", "new", "--region", "Tokio", "--lang", "en"]).complaint.count("did you mean 東京都?") == 1
    assert "写" not in run(["tariff", "new", "--region", "xyz", "--lang", "ja"]).text


def test_a_new_tariff_loads_with_every_line_brought_to_life(tmp_path):
    lines = skeleton("my-uni", "桜丘大学", TODAY).splitlines()
    alive = "\n".join(line.removeprefix("#") if re.match(r"#[\w\[]", line) else line for line in lines)
    assert alive.count("\n[[") == 5
    (tmp_path / "mine.toml").write_text(alive)
    assert [one.code for one in api.tariff_check(str(tmp_path / "mine.toml"), as_of=TODAY)] == [
        "begins",
        "tax-unstated",
        "tax-unstated",
    ]


def test_a_new_tariff_without_options_is_printed():
    ran = run(["tariff", "new"])
    assert ran.status == 0
    assert 'id = "my-institution"' in ran.text
    assert f"checked = {date.today()}" in ran.text  # noqa: DTZ011


@pytest.mark.parametrize(("ident", "name"), [("大学", "名"), ("x\n", "名"), ("mine", ""), ("1", "名")])
def test_a_new_tariff_needs_an_id_and_a_name(ident, name):
    with pytest.raises(BadFile):
        api.tariff_new(ident, name)
    if ident != "mine":
        assert run(["tariff", "new", "--id", ident]).status == 3
