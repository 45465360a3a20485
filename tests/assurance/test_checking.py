"""`check` and gates: every finding at its line, each exit status, each format by a reader of its own."""

import json
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance import lints, scenarios
from sangaku_price.assurance.gates import gate_notes
from sangaku_price.assurance.measures import FIGURES, Case, measured
from sangaku_price.assurance.policy import AMOUNTS, MEASURES, RATES, load_policy, read_policy
from sangaku_price.assurance.reports import write_report
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own
from sangaku_price.loading import tariffs
from sangaku_price.loading.contract_files import is_contract
from sangaku_price.loading.finding import Finding, Report
from sangaku_price.loading.trials import Trials
from sangaku_price.quotation.values import Note
from sangaku_price.toml.problems import BadFile

EXAMPLES = ROOT / "examples"
BATTERY = str(EXAMPLES / "kyoto-battery.toml")
GOOD = """format = 1
tariff = "hokkaido"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_000_000
"""
STUDENT = (
    GOOD
    + """[[involvement]]
rank = "student"
hours = 10
hourly-rate = 1_000
"""
)


def gate(measure="total", **bounds):
    told = bounds or {"at-most": 1}
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items()]
    return "\n".join(["format = 1", "[[gate]]", 'name = "g"', f'measure = "{measure}"', *lines, ""])


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder to work in; a file by its name and text."""
    monkeypatch.chdir(tmp_path)

    def write(**texts):
        for name, words in texts.items():
            (tmp_path / f"{name}.toml").write_text(words)

    return write


def process(*arguments, stdin=None):
    command = [sys.executable, "-m", "sangaku_price", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


# -- exit statuses, by real processes ----------------------------------------------------------------------------------


def test_each_outcome_of_a_check_has_its_exit_status(files):
    files(good=GOOD, student=STUDENT, bad=GOOD + "x = 1\n", policy=gate(), wrong="format = 1\n")
    cases = {
        ("good.toml",): 0,
        ("student.toml",): 0,
        ("student.toml", "--strict"): 4,
        ("student.toml", "--strict", "--ignore", "student-not-employed"): 0,
        ("good.toml", "--policy", "policy.toml"): 4,
        ("bad.toml",): 3,
        ("bad.toml", "good.toml", "--policy", "policy.toml"): 3,
        ("good.toml", "--policy", "wrong.toml"): 3,
        ("good.toml", "--as-of", "soon"): 2,
        ("nothing.toml",): 3,
    }
    for arguments, status in cases.items():
        ran = process("check", *arguments)
        assert ran.returncode == status, (arguments, ran.stderr.decode())
        if status in {0, 4} or arguments[0] == "bad.toml":
            assert b"sangaku-price check:" in ran.stdout  # the report is printed before the status is decided


def test_standard_input_is_checked():
    ran = process("check", "-", stdin=(GOOD + "x = 1\n").encode())
    assert ran.returncode == 3
    assert ran.stdout.decode().startswith("<stdin>:8: ")


# -- which files -------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_contracts_and_passes_over_other_and_hidden_files(files, tmp_path):
    files(b=GOOD, a=GOOD, tariff='format = 1\nid = "x"\n')
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "deep" / "c.toml").write_text("[contract]\n")
    (tmp_path / "deep" / ".hidden" / "d.toml").write_text("[contract]\n")
    report = sangaku_price.check(".")
    assert report.specs == 3
    assert [one.file for one in report.priced] == ["a.toml", "b.toml"]
    assert {one.file for one in report.findings if one.level == "error"} == {"deep/c.toml"}
    assert sangaku_price.check("*.toml", "a.toml").specs == 2


@pytest.mark.usefixtures("files")
def test_a_pattern_or_a_folder_without_contracts_is_an_error(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "no*.toml"):
        report = sangaku_price.check(name)
        assert [one.code for one in report.findings] == ["no-contract-here"]
        assert report.status() == 3


def test_files_that_are_no_contract_are_passed_over_only_where_that_is_asked_for(files):
    files(other='[project]\nname = "x"\n', good=GOOD)
    assert sangaku_price.check("other.toml", "good.toml").status() == 3
    report = sangaku_price.check("other.toml", "good.toml", skip_others=True)
    assert (report.specs, report.status()) == (1, 0)


def test_a_contract_that_cannot_be_read_is_looked_at_and_reported(files, tmp_path, monkeypatch):
    files(good=GOOD)

    def refuse(_self):
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert is_contract(tmp_path / "good.toml")


# -- findings ----------------------------------------------------------------------------------------------------------


def test_lints_are_asked_and_their_findings_stand_at_the_entry(files):
    files(student=STUDENT)
    (found,) = [one for one in sangaku_price.check("student.toml").findings if one.level == "warning"]
    assert (found.code, found.line) == ("student-not-employed", 8)


def test_a_finding_on_what_is_not_in_the_file_stands_at_the_tariff(files, monkeypatch):
    monkeypatch.setattr(lints, "LINTS", (lambda *_: [Note("elsewhere", "warning", own("x"), "indirect.a.b")],))
    files(good=GOOD)
    (found,) = [one for one in sangaku_price.check("good.toml").findings if one.code == "elsewhere"]
    assert found.line == 2


def test_what_the_contract_ignores_with_a_reason_stays_visible(files):
    ignored = '[[lint.ignore]]\ncode = "{}"\nreason = "雇用契約は大学院で締結"\n'
    files(student=STUDENT + ignored.format("student-not-employed"), unused=GOOD + ignored.format("nothing"))
    (found,) = [one for one in sangaku_price.check("student.toml").findings if one.code == "student-not-employed"]
    assert (found.level, "雇用契約は大学院で締結" in found.text.ja) == ("ignored", True)
    assert run(["check", "student.toml", "--strict"]).status == 0
    assert "雇用契約は大学院で締結" in run(["check", "student.toml"]).text
    (unused,) = [one for one in sangaku_price.check("unused.toml").findings if one.level == "warning"]
    assert (unused.code, unused.line) == ("lint-ignore-unused", 8)
    assert not [one for one in sangaku_price.check("unused.toml", select=["x"]).findings if one.level == "warning"]


def test_findings_are_chosen_by_code(files):
    files(student=STUDENT)
    codes = {one.code for one in sangaku_price.check("student.toml").findings}
    assert "student-not-employed" in codes
    assert {one.code for one in sangaku_price.check("student.toml", select=["student-not-employed"]).findings} == {
        "student-not-employed"
    }
    ignored = {one.code for one in sangaku_price.check("student.toml", ignore=["student-not-employed"]).findings}
    assert ignored == codes - {"student-not-employed"}


def test_mistakes_of_other_scenarios_are_found_and_an_unknown_scenario_is_one(files):
    files(good=GOOD + '[scenario.x]\nset = { "contract.type" = "joint-chair" }\n')
    report = sangaku_price.check("good.toml")
    assert report.status() == 3
    assert report.priced[0].total == 1_430_000
    files(bad=GOOD + '[scenario.x]\nset = { "contract.type" = "joint-chair", "direct.1.hours" = 3 }\n')
    report = sangaku_price.check("bad.toml")
    assert report.status() == 3
    assert report.priced == ()
    report = sangaku_price.check("good.toml", scenario="y")
    assert [one.code for one in report.findings] == ["unknown-scenario"]
    assert process("check", "-", "--scenario", "y", stdin=GOOD.encode()).returncode == 3


# -- formats -----------------------------------------------------------------------------------------------------------

HOSTILE = Text("100%, a:b\n::error::x\r\x1b[31m", "en")
REPORT = Report(
    1,
    (),
    (
        Finding("a,b:c%.toml", 3, "code", "error", HOSTILE),
        Finding("d.toml", None, "gate/g", "gate", HOSTILE),
        Finding("d.toml", 1, "w", "warning", own("w")),
        Finding("d.toml", 1, "i", "ignored", own("i")),
        Finding("d.toml", 1, "n", "note", own("n")),
    ),
)
ANNOTATION = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*)(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]*)")


def unescaped(words):
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        words = words.replace(code, sign)
    return words


def test_annotations_have_the_runners_grammar_and_give_back_what_was_found():
    *lines, last = write_report(REPORT, "github", Lang.EN).decode().split("\n")[:-1]
    assert last.startswith("sangaku-price check: ")
    read = [ANNOTATION.fullmatch(line) for line in lines]
    assert [found[1] for found in read] == ["error", "error", "warning", "notice"]
    first = dict(one.split("=", 1) for one in read[0][2].split(","))
    assert {key: unescaped(value) for key, value in first.items()} == {
        "file": "a,b:c%.toml",
        "line": "3",
        "title": "code",
    }
    assert unescaped(read[0][3]).split("\n") == ["100%, a:b", "::error::x<U+000D><U+001B>[31m", "en"]
    assert "line=" not in read[1][2]


def test_the_text_report_leaves_notes_out_and_cannot_be_steered():
    text = write_report(REPORT, "text", Lang.BOTH).decode()
    assert "\x1b" not in text
    assert "[n]" not in text
    assert len(text.splitlines()) == 7  # two findings with English on a line of its own, two without, the summary
    assert text.splitlines()[-1].startswith("sangaku-price check: 契約 1件")


def test_the_json_report_has_every_finding(files):
    files(good=GOOD)
    found = json.loads(run(["check", "good.toml", "-f", "json"]).out)
    assert found["specs"] == [{"file": "good.toml", "total": 1_430_000}]
    assert found["summary"] == {"specs": 1, "error": 0, "gate": 0, "warning": 0, "note": 1, "ignored": 0}
    assert found["findings"][0].keys() == {"file", "line", "code", "level", "text", "help"}


# -- gates -------------------------------------------------------------------------------------------------------------


def denials(files, spec, policy, **options):
    files(spec=spec, policy=policy)
    found = sangaku_price.check("spec.toml", policy="policy.toml", **options).findings
    return [one for one in found if one.code.startswith("gate")]


def test_a_denial_gives_figure_bound_gap_and_what_would_satisfy_it(files):
    policy = gate("value-share", **{"at-least": "20%"}) + 'reason = "知の対価の方針"\n'
    (found,) = denials(files, STUDENT, policy)
    assert (found.code, found.level, found.line) == ("gate/g", "gate", 11)
    assert found.text.en == (
        "g: value share is about 0.76%, not at least 20% (gap about 19.24%) – satisfied with the value lines "
        "(now 10,000 yen) at least 325,000 yen, the other lines as they are ; reason: 知の対価の方針"
    )
    value = STUDENT.replace("1_000\n", "32_500\n", 1)
    assert not denials(files, value, policy)
    assert denials(files, value.replace("32_500", "32_499"), policy)


@pytest.mark.parametrize(
    ("measure", "key", "bound", "words"),
    [
        ("total", "at-most", 1_000_000, "satisfied with total with tax at most 1,000,000 yen"),
        ("total", "below", 1_000_000, "at most 999,999 yen"),
        ("total", "above", 2_000_000, "at least 2,000,001 yen"),
        ("subtotal", "at-least", 2_000_000, "at least 2,000,000 yen"),
        ("by-kind.involvement", "at-least", 20_000, "pay for involvement time is 10,000 yen"),
        ("overhead-rate", "at-most", "29.99%", "the indirect lines (now 300,000 yen) at most 299,900 yen"),
        ("lowest-hourly-rate", "at-least", 1_200, "involvement.1 at least 1,200 yen"),
        ("contingent-share", "at-least", "100%", "contingent share is 0%, not at least 100% (gap 100%)"),
    ],
)
def test_each_kind_of_measure_says_what_would_satisfy_it(files, measure, key, bound, words):
    (found,) = denials(files, STUDENT, gate(measure, **{key: bound}))
    assert words in found.text.en


def test_effort_is_summed_by_person_and_named_by_its_entry(files):
    person = '[[involvement]]\nwho = "A"\neffort = "{}"\nannual-hours = 1800\nhourly-rate = 1_000\n'
    spec = GOOD + person.format("30%") + person.format("30%") + person.format("10%").replace('"A"', '"B"')
    (found,) = denials(files, spec, gate("highest-effort", **{"at-most": "50%"}))
    assert (
        "highest effort is 60%, not at most 50% (gap 10%) – satisfied with involvement.1 at most 50%" in found.text.en
    )
    assert found.line == 8


def test_a_measure_that_has_nothing_to_measure_denies_nothing(files):
    free = GOOD.replace("1_000_000", "0")
    for measure in ("lowest-hourly-rate", "highest-effort", "value-share", "contingent-share", "overhead-rate"):
        bound = {"at-least": 1} if measure not in RATES else {"above": "0%"}
        assert not denials(files, free, gate(measure, **bound)), measure


def test_what_is_not_known_is_denied_and_says_what_is_missing(files):
    spec = GOOD + '[[success]]\nid = "s"\ntrigger = "x"\namount = 5\n'
    for measure in ("expected", "contingent.expected", "contingent.present-value"):
        (found,) = denials(files, spec, gate(measure, **{"at-most": 10**9}))
        assert (found.level, "missing: s" in found.text.en) == ("gate", True)
    known = spec + 'probability = "50%"\n'
    (found,) = denials(files, known, gate("contingent.present-value", **{"at-most": 10}))
    assert "missing: discount-rate | due" in found.text.en


def test_a_gate_applies_where_its_facts_hold(files):
    sme = GOOD.replace("[[direct]]", '[facts]\ncompany-size = "sme"\n[[direct]]')
    policy = gate(**{"at-most": 1}) + 'when = { type = ["joint-research"], company-size = "large" }\n'
    assert not denials(files, sme, policy)
    assert denials(files, sme.replace("sme", "large"), policy)


def test_a_gate_that_asks_what_nobody_tells_is_undecided_with_what_it_would_say(files):
    (found,) = denials(files, GOOD, gate(**{"at-most": 1}) + 'when = { company-size = ["large", "sme"] }\n')
    assert (found.code, found.level) == ("gate-undecided", "warning")
    assert "with company-size = large | sme: g: total with tax is 1,430,000 yen, not at most 1 yen" in found.text.en
    (found,) = denials(files, GOOD, gate(**{"at-least": 1}) + "when = { startup = true }\n")
    assert (
        found.text.ja
        == "g: [facts] に答えがなく判定できません。「スタートアップ」に該当（startup = true）なら: 満たします。"
    )
    assert found.level == "note"
    files(spec=GOOD, policy=gate(**{"at-most": 1}) + "when = { startup = true }\n")
    arguments = ["check", "spec.toml", "--policy", "policy.toml"]
    assert (run(arguments).status, run([*arguments, "--strict"]).status) == (0, 4)


@pytest.mark.parametrize("measure", ["total", "by-kind.involvement", "overhead-rate", "contingent.maximum"])
def test_a_denial_stands_at_the_key_of_the_largest_line_that_moves_it(files, measure):
    text = GOOD + '[[direct]]\nitem = "大"\namount = 9_000_000\n'
    assert text.splitlines()[-1] == "amount = 9_000_000"
    key = "at-least" if measure != "overhead-rate" else "at-most"
    bound = "0%" if measure == "overhead-rate" else 10**12
    (found,) = denials(files, text, gate(measure, **{key: bound}))
    assert found.line == len(text.splitlines())


def test_a_gate_of_level_warn_denies_only_with_strict(files):
    files(spec=GOOD, policy=gate(**{"at-most": 1}) + 'level = "warn"\n')
    arguments = ["check", "spec.toml", "--policy", "policy.toml"]
    assert (run(arguments).status, run([*arguments, "--strict"]).status) == (0, 4)


def test_a_change_is_measured_from_a_baseline_file_or_folder(files, tmp_path):
    files(spec=GOOD)
    (tmp_path / "spec.json").write_bytes(run(["quote", "spec.toml", "-f", "json"]).out)
    (tmp_path / "base").mkdir()
    dearer = GOOD.replace("1_000_000", "1_100_000")
    (none,) = denials(files, dearer, gate("change", **{"at-most": 100_000}))
    assert (none.code, none.level) == ("gate-no-baseline", "note")
    assert denials(files, dearer, gate("change", **{"at-most": 1}), baseline="base")[0].code == "gate-no-baseline"
    (found,) = denials(files, dearer, gate("change", **{"at-most": 100_000}), baseline="spec.json")
    assert "143,000 yen, not at most 100,000 yen (gap 43,000 yen)" in found.text.en
    assert "total with tax at most 1,530,000 yen" in found.text.en
    (found,) = denials(files, dearer, gate("change-share", below="5%"), baseline=".")
    assert "is 10%, not below 5%" in found.text.en
    assert "at most 1,501,499 yen" in found.text.en
    cheaper = GOOD.replace("1_000_000", "900_000")
    (found,) = denials(files, cheaper, gate("change-share", **{"at-least": "-1/30"}), baseline="spec.json")
    assert "is -10%, not at least about -3.33%" in found.text.en
    (tmp_path / "spec.json").write_bytes(run(["quote", "-", "-f", "json"], GOOD.replace("1_000_000", "0").encode()).out)
    assert not denials(files, dearer, gate("change-share", below="5%"), baseline="spec.json")


def test_of_many_files_each_is_checked_whatever_happened_in_one(files, tmp_path, monkeypatch):
    files(a=GOOD, b=GOOD, c=GOOD, d='"" = 1\n[contract]\n')
    for name in ("a", "c"):
        (tmp_path / f"{name}.json").write_bytes(run(["quote", "a.toml", "-f", "json"]).out)
    (tmp_path / "b.json").write_text("{}")
    report = sangaku_price.check(".", baseline=".")
    assert [one.file for one in report.priced] == ["a.toml", "c.toml"]
    told = {(one.file, one.code) for one in report.findings if one.level == "error"}
    assert {("b.json", "missing"), ("d.toml", "unknown-key")} <= told
    assert report.status() == 3

    def at_fault(source, *rest, **more):
        if source.name == "b.toml":
            raise RuntimeError("\x1b[31m")
        return load_source(source, *rest, **more)

    load_source = scenarios.load_source
    monkeypatch.setattr(scenarios, "load_source", at_fault)
    monkeypatch.delenv("SANGAKU_PRICE_TRACEBACK", raising=False)
    report = sangaku_price.check(".")
    assert [one.file for one in report.priced] == ["a.toml", "c.toml"]
    assert [(one.file, one.text.en) for one in report.findings if one.code == "program-fault"] == [
        ("b.toml", "a fault of the program: RuntimeError: <U+001B>[31m (SANGAKU_PRICE_TRACEBACK=1 shows where)")
    ]
    assert report.status() == 1
    monkeypatch.setenv("SANGAKU_PRICE_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        sangaku_price.check(".")


def test_a_tariffs_notice_of_level_gate_is_a_denial(files, tmp_path):
    (tmp_path / "mine.toml").write_text(
        'format = 1\nid = "mine"\nname = "架空大学"\nchecked = 2026-01-01\n[source.a]\ntitle = "規程"\n'
        '[[overhead]]\nid = "indirect"\nsource = "a"\nrate = "30%"\nbase = ["direct"]\n'
        '[[notice]]\nid = "least"\nsource = "a"\nbase = ["direct"]\nwhen.base.below = 2_000_000\nlevel = "gate"\ntext = "少額"\n'
    )
    files(spec=GOOD.replace("hokkaido", "./mine.toml"))
    report = sangaku_price.check("spec.toml")
    assert report.status() == 4
    assert [one.code for one in report.findings if one.level == "gate"] == ["notice"]


def test_every_measure_of_the_list_can_be_measured():
    trial = Trials.of(BATTERY, {"contract.firm-until": date(2027, 3, 31)})
    case = Case(trial.loaded(), trial.quote(), trial.quote())
    changed = Trials.of(str(EXAMPLES / "change.toml"))
    change = Case(changed.loaded(), changed.quote())
    for name in MEASURES:
        found = measured(name, change if name.startswith("change.") else case)
        assert found.value is not None, name
    assert set(FIGURES) <= set(MEASURES)
    assert set(AMOUNTS).isdisjoint(RATES)
    totals = case.quote.totals
    assert measured("value-share", case).value == totals.value_share
    assert measured("total", case).value == totals.total
    assert measured("change", case).value == 0
    assert measured("overhead-rate", case).value == Fraction(totals.by_section["indirect"], totals.by_section["direct"])


def test_a_share_that_no_amount_reaches_promises_nothing():
    policy, problems = read_policy({"format": 1, "gate": [{"name": "g", "measure": "value-share", "above": "100%"}]})
    trial = Trials.of(BATTERY)
    assert not problems
    (note,) = gate_notes(policy, Case(trial.loaded(), trial.quote()))
    assert "satisfied" not in note.message.en


# -- policy files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("format = 1\n", ["gate-none"]),
        ("format = 2\ngate = 3\n", ["format", "not-tables"]),
        (gate("totl", below=3), ["choice-near"]),
        (gate("total"), []),
        (gate("total", level="deny"), ["gate-bound-missing"]),
        (gate("total", below="3%"), ["gate-bound-yen"]),
        (gate("value-share", below=3), ["gate-bound-rate"]),
        (gate("value-share", below=0.5), []),
        (gate("change-share", below=-0.5), []),
        (gate("total", below=10**14), ["too-large"]),
        (gate("total", **{"below": 3, "at-most": 3}), ["exclusive-keys"]),
        (gate("total", **{"above": 3, "at-most": 3}), ["gate-bounds-apart"]),
        (gate("total", **{"at-least": 3, "at-most": 3}), []),
        (gate("total", **{"at-least": 4, "at-most": 3}), ["gate-bounds-apart"]),
        (gate("total", below=3) + "when = {}\n", ["when-facts"]),
        (gate("total", below=3) + "when = { type = [] }\n", ["when-fact"]),
        (gate("total", below=3) + "wen = 1\n", ["unknown-key-near"]),
        (gate("total", below=3) + gate("total", below=3).partition("\n")[2], ["gate-twice"]),
    ],
)
def test_a_policy_file_is_read_strictly_with_every_mistake_at_its_line(tmp_path, text, codes):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    if not codes:
        assert load_policy(str(path)).gates
        return
    with pytest.raises(BadFile) as refusal:
        load_policy(str(path))
    assert sorted(one.code for one in refusal.value.problems) == codes
    assert all(one.file == str(path) for one in refusal.value.problems)


def test_the_examples_are_clean():
    report = sangaku_price.check(str(EXAMPLES))
    contracts = [path for folder in ("", "templates/", "frozen/") for path in EXAMPLES.glob(f"{folder}*.toml")]
    assert (report.status(), report.specs) == (0, len(contracts))


def test_a_file_with_scenarios_is_priced_once_in_each(files, monkeypatch):
    more = '[scenario.{}]\napproach = "{}"\nset = {{ "direct.1.amount" = {} }}\n'
    files(good=GOOD + more.format("low", "value-based", 10) + more.format("own", "cost-accumulation", 20))
    priced, price_undivided, price_loaded = [], scenarios.price_undivided, scenarios.price_loaded

    def counted(price):
        return lambda loaded, *rest, **more: priced.append(loaded.scenario) or price(loaded, *rest, **more)

    monkeypatch.setattr(scenarios, "price_undivided", counted(price_undivided))
    monkeypatch.setattr(scenarios, "price_loaded", counted(price_loaded))
    assert sangaku_price.check("good.toml").status() == 0
    assert sorted(priced) == ["cost-accumulation", "low", "own", "value-based"]


def test_the_tariff_of_many_contracts_is_read_once(files, monkeypatch):
    own = (EXAMPLES.parent / "tests" / "tariffs" / "kakuu.toml").read_text()
    mine = GOOD.replace('"hokkaido"', '"./mine.toml"')
    files(mine=own, a=mine, b=mine, c=mine)
    asked, load_tariff = [], tariffs.load_tariff
    monkeypatch.setattr(tariffs, "load_tariff", lambda *told: asked.append(told) or load_tariff(*told))
    assert sangaku_price.check("a.toml", "b.toml", "c.toml").specs == 3
    assert len(asked) == 1
    assert sangaku_price.check("a.toml").specs == 1
    assert len(asked) == 2, "it may have changed by then"
