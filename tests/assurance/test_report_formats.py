"""What hosts read of a check: SARIF by its published schema, JUnit and GitLab's code quality as their readers take it."""

import json
import re
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from command import run
from pages import text_of
from places import ROOT
from sangaku_price.assurance.finding_rules import PAGE, RULES, address_of
from sangaku_price.assurance.lints import LINTS
from sangaku_price.assurance.reports import write_report
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own
from sangaku_price.loading.finding import Checked, Finding, Report
from sangaku_price.version import HOME

HOSTILE = Text("100% <b>&\n]]>\r\x1b[31m\ufffe\ud800", "en & more")
REPORT = Report(
    5,
    (Checked("良い 契約.toml", 1), Checked("warned.toml", 2)),
    (
        Finding('a b"<&\n漢.toml', 3, "unknown-key", "error", HOSTILE),
        Finding("denied.toml", None, "gate/時間単価 <1>", "gate", HOSTILE),
        Finding("warned.toml", 8, "student-not-employed", "warning", own("w")),
        Finding("warned.toml", 9, "student-not-employed", "warning", own("w")),
        Finding("warned.toml", 1, "effort-over-100", "ignored", own("i")),
        Finding("warned.toml", None, "within-bound", "note", own("n")),
        Finding("/elsewhere/x.toml", 1, "missing", "error", own("m")),
    ),
)
SCHEMA = json.loads((ROOT / "tests" / "published" / "sarif-2.1.0-rtm.5.json").read_text())


@pytest.fixture(scope="module")
def is_sarif():
    """Refuses what is no SARIF 2.1.0, by the schema that its readers use (its prose left out)."""
    checker = jsonschema.FormatChecker()
    return jsonschema.Draft4Validator(SCHEMA, format_checker=checker).validate


def written(fmt, lang=Lang.BOTH, report=REPORT):
    return write_report(report, fmt, lang).decode()


# -- SARIF -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", Lang)
def test_sarif_is_valid_by_its_published_schema(is_sarif, lang):
    is_sarif(json.loads(written("sarif", lang=lang)))


def test_the_published_schema_refuses_what_is_none(is_sarif):
    found = json.loads(written("sarif"))
    found["runs"][0]["results"][0]["level"] = "denied"
    with pytest.raises(jsonschema.ValidationError):
        is_sarif(found)


def test_a_real_check_is_valid_sarif(is_sarif, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    target = tmp_path / "found.sarif"
    options = ["--policy", "examples/policies/office.toml", "-o", str(target), "--lang", "en"]
    assert run(["check", "examples", *options]).status == 0
    found = json.loads(target.read_text())
    is_sarif(found)
    warnings = [one for one in found["runs"][0]["results"] if one["level"] == "warning"]
    assert {one["ruleId"] for one in warnings} == {"gate/contingent", "gate-undecided"}
    (warning,) = [one for one in warnings if one["ruleId"] == "gate/contingent"]
    place = warning["locations"][0]["physicalLocation"]
    assert (warning["ruleId"], place["artifactLocation"]["uri"]) == ("gate/contingent", "examples/startup-equity.toml")
    assert place["region"] == {"startLine": 58}
    assert run(["check", "examples", *options]).status == 0  # what we wrote we write over


def test_codes_are_rules_and_results_point_to_them():
    (one,) = json.loads(written("sarif", lang=Lang.EN))["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 6
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in one["results"])
    (student,) = [rule for rule in rules if rule["id"] == "student-not-employed"]
    assert student["helpUri"] == f"{PAGE}#student-not-employed"
    assert (
        student["help"]["text"] == "a student's time is charged without an employment\n`employed = true`, or no charge"
    )
    (missing,) = [rule for rule in rules if rule["id"] == "missing"]
    assert missing["shortDescription"]["text"] == 'the key "{key}" is missing'
    assert [result["ruleId"] for result in one["results"] if "suppressions" in result] == ["effort-over-100"]


def test_a_file_is_an_address_whatever_its_name():
    (one,) = json.loads(written("sarif"))["runs"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in one["results"]]
    assert uris[0] == "a%20b%22%3C%26%0A%E6%BC%A2.toml"
    assert uris[-1] == "file:///elsewhere/x.toml"


# -- JUnit -------------------------------------------------------------------------------------------------------------


def suites(**options):
    return ET.fromstring(written("junit", **options))  # noqa: S314 - what was written just now


def test_junit_has_a_suite_a_file_and_counts_what_it_holds():
    root = suites()
    assert [one.get("name") for one in root][:2] == ["良い 契約.toml", "warned.toml"]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("9", "1", "2")
    for one in (root, *root):
        counted = {name: str(len(list(one.iter(name)))) for name in ("testcase", "failure", "error")}
        assert [one.get(key) for key in ("tests", "failures", "errors")] == list(counted.values())
    (passed,) = next(iter(root))
    assert passed.get("name") == "priced"
    assert list(passed) == []


def test_a_warning_fails_a_case_of_junit_only_where_it_fails_the_check():
    strict = suites(report=REPORT._replace(strict=frozenset({"warned.toml"})))
    assert strict.get("failures") == "3"
    kinds = {one.get("type") for one in strict.iter("failure")}
    assert kinds == {"gate/時間単価 <1>", "student-not-employed"}


def test_junit_tells_what_was_found_in_characters_that_xml_has():
    first = next(suites(lang=Lang.JA).iter("error"))
    assert first.get("message").split() == ["100%", "<b>&", "]]><U+000D><U+001B>[31m\ufffd\ufffd"]
    assert first.text.endswith(f"{PAGE}#errors")


def test_junit_and_code_quality_are_known_as_ours_and_strangers_are_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    example = str(ROOT / "examples" / "minimal.toml")
    for name, fmt in (("junit.xml", "junit"), ("quality.json", "gitlab"), ("log.json", "sarif")):
        for _ in range(2):
            assert run(["check", example, "-f", fmt, "-o", name]).status == 0
    (tmp_path / "junit.xml").write_text('<?xml version="1.0"?><testsuites name="pytest"/>')
    (tmp_path / "quality.json").write_text('[{"engine_name": "another"}]')
    assert run(["check", example, "-f", "junit", "-o", "junit.xml"]).status == 2
    assert run(["check", example, "-f", "gitlab", "-o", "quality.json"]).status == 2


# -- GitLab ------------------------------------------------------------------------------------------------------------


def test_code_quality_has_what_gitlab_reads_of_what_is_to_be_mended():
    found = json.loads(written("gitlab", lang=Lang.EN))
    assert [one["severity"] for one in found] == ["blocker", "critical", "minor", "minor", "blocker"]
    for one in found:
        assert one.keys() >= {"description", "check_name", "fingerprint", "severity", "location"}
        assert re.fullmatch("[0-9a-f]{64}", one["fingerprint"])
        assert one["location"]["lines"]["begin"] >= 1
        assert "\n" not in one["description"]
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_a_finding_whose_line_and_figures_move_is_the_same_to_a_host():
    moved = [one._replace(line=(one.line or 0) + 7, text=own("other figures")) for one in REPORT.findings]
    before, after = (
        json.loads(write_report(report, "gitlab", Lang.EN))
        for report in (REPORT, REPORT._replace(findings=tuple(moved)))
    )
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


# -- addresses ---------------------------------------------------------------------------------------------------------


def test_every_lint_has_its_rule():
    assert {one.__name__.replace("_", "-") for one in LINTS} | {"lint-ignore-unused"} <= set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_a_row_of_the_page_in_the_same_words(code):
    rule = RULES[code]
    for page, why, remedy in (
        ("docs/ci.md", rule.why.en, rule.remedy.en),
        ("docs/ja/ci.md", rule.why.ja, rule.remedy.ja),
    ):
        row = f'| <a id="{code}"></a>`{code}` | {why} |' + (f" {remedy} |" if remedy else "")
        assert f"{row}\n" in text_of(page)


def test_every_finding_is_led_to_a_place_of_the_page():
    page = text_of("docs/ci.md")
    headings = {f"{'#' * level} {name}" for level, name in ((3, "Errors"), (3, "Notes"), (2, "Lints"), (2, "Gates"))}
    assert headings <= set(page.splitlines())
    anchors = {address_of(one).partition("#")[2] for one in REPORT.findings}
    assert anchors == {"errors", "gates", "student-not-employed", "effort-over-100", "notes"}
    other = Finding("x", 1, "a-code-of-a-tariff", "warning", own("w"))
    assert address_of(other) == f"{PAGE}#lints"
    assert PAGE.startswith(HOME)
    assert f'Repository = "{HOME}"' in (ROOT / "pyproject.toml").read_text()
