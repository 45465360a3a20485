"""Templates that prove themselves: examples priced, what differs figure by figure, and expectations filled in."""

import json
from pathlib import Path

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance.policy import load_policy

TEMPLATES = sorted((ROOT / "examples" / "templates").glob("*.toml"))
OFFICE = str(ROOT / "examples" / "policies" / "office.toml")
HEAD = """format = 1
template = true
tariff = "hokkaido"
[contract]
start = 2027-04-01
end = 2028-03-31
[[direct]]
id = "m"
item = "材料"
"""
GOOD = '[[example]]\nname = "標準"\nset = { "direct.m.amount" = 1_000_000 }\n'
EXPECT = 'expect = { "totals.total" = 1_430_000, "lines.indirect.amount" = 300_000 }\n'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def found(text, *arguments):
    """Exit status; line, code and English words of what is no note."""
    Path("t.toml").write_text(text)
    ran = run(["check", "t.toml", "-f", "json", *arguments])
    told = json.loads(ran.text)["findings"]
    return ran.status, [(one["line"], one["code"], one["text"]["en"]) for one in told if one["level"] != "note"]


# -- what ships --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_that_ships_proves_itself_and_can_be_broken(path):
    assert run(["check", str(path), "--policy", OFFICE, "--strict"]).status == 0
    text = path.read_text()
    assert run(["quote", str(path)]).status == 3
    broken = text.replace('"totals.total" = 1', '"totals.total" = 2').replace(
        '"totals.total" = 6', '"totals.total" = 7'
    )
    assert broken != text
    Path("t.toml").write_text(broken)
    assert run(["check", "t.toml", "--policy", OFFICE]).status == 4


def test_three_templates_ship():
    assert [path.stem for path in TEMPLATES] == ["academic-consulting", "joint-chair", "joint-research"]


# -- proof -------------------------------------------------------------------------------------------------------------


def test_a_template_is_priced_by_its_examples_alone():
    assert found(HEAD + GOOD + EXPECT) == (0, [])
    report = sangaku_price.check("t.toml")
    assert [(one.file, one.total) for one in report.priced] == [("t.toml", None)]
    ran = run(["quote", "t.toml", "--lang", "en"])
    assert (ran.status, ran.complaint.startswith("t.toml:2: template = true: is a template")) == (3, True)
    assert run(["quote", "t.toml", "--set", "direct.m.amount=1_000_000", "--get", "total"]).text == "1430000\n"


def test_what_differs_is_told_figure_by_figure():
    wrong = EXPECT.replace("1_430_000", "1_400_000").replace("300_000", '"300_000"')
    status, told = found(HEAD + GOOD + wrong)
    assert status == 4
    assert told == [
        (10, "example-differs", 'example "標準": totals.total is 1,430,000, expected 1,400,000, difference +30,000'),
        (10, "example-differs", 'example "標準": lines.indirect.amount is 300,000, expected 300_000'),
    ]
    status, told = found(HEAD + GOOD + 'expect = { "totals.totl" = 1 }\n')
    assert (status, told[0][1]) == (4, "no-figure")
    assert 'did you mean "totals.total"?' in told[0][2]


def test_an_example_that_leaves_an_amount_open_is_a_mistake_unless_it_expects_one():
    status, told = found(HEAD + '[[example]]\nname = "a"\n' + EXPECT)
    assert (status, [(line, code) for line, code, _ in told]) == (3, [(7, "price-missing")])
    assert found(HEAD + '[[example]]\nname = "a"\nfails = "price-missing"\n') == (0, [])
    status, told = found(HEAD + GOOD + 'fails = "price-missing"\n')
    assert (status, told[0][1]) == (4, "example-not-refused")
    assert told[0][2].endswith("(found: –)")


def test_a_value_that_leads_nowhere_stands_at_its_example():
    status, told = found(HEAD + GOOD.replace("direct.m.amount", "direct.n.amount") + EXPECT)
    assert status == 3
    assert told[0][0] == 12
    assert told[0][2].startswith("example.1.set.direct.n.amount")


def test_a_gate_may_be_expected():
    gate = 'format = 1\n[[gate]]\nname = "most"\nmeasure = "total"\nat-most = 1_000_000\n'
    Path("p.toml").write_text(gate)
    assert load_policy("p.toml").gates
    text = HEAD + GOOD + 'fails = "gate/most"\n'
    assert found(text, "--policy", "p.toml") == (0, [])
    status, told = found(text)
    assert (status, told[0][1]) == (0, "example-untested")
    assert found(text, "--strict")[0] == 4
    assert found(text, "--strict", "--ignore", "example-untested") == (0, [])
    assert found(text, "--strict", "--select", "outdated") == (0, [])
    status, told = found(HEAD + GOOD + EXPECT, "--policy", "p.toml")
    assert (status, told[0][1]) == (4, "gate/most")
    assert told[0][2].startswith('example "標準": most: ')


def test_a_scenario_of_an_example_is_that_of_the_file_or_a_mistake():
    scenario = '[scenario.cheap]\nset = { "direct.m.amount" = 500_000 }\n'
    assert found(
        HEAD + scenario + '[[example]]\nname = "a"\nscenario = "cheap"\nexpect = { "totals.total" = 715_000 }\n'
    ) == (
        0,
        [],
    )
    status, told = found(HEAD + '[[example]]\nname = "a"\nscenario = "chaep"\n' + EXPECT)
    assert (status, told[0][:2]) == (3, (10, "unknown-name"))


def test_a_contract_that_is_no_template_may_have_examples_too():
    text = HEAD.replace("template = true\n", "") + "amount = 2_000_000\n" + GOOD + EXPECT
    assert found(text) == (0, [])
    assert sangaku_price.quote("t.toml").totals.total == 2_860_000
    status, told = found(text.replace("1_430_000", "1"))
    assert (status, told[0][1]) == (4, "example-differs")


def test_mistakes_in_examples_are_told_at_their_lines():
    text = HEAD + GOOD + EXPECT + 'fails = "x"\nnmae = "y"\n[[example]]\nname = "b"\nexpect = 3\n' + GOOD
    status, told = found(text)
    assert status == 3
    assert [(line, code) for line, code, _ in told] == [(15, "unknown-key-near"), (18, "expect-table")]
    status, told = found(HEAD + GOOD + EXPECT + 'fails = "x"\n' + GOOD)
    assert [(line, code) for line, code, _ in told] == [(14, "exclusive-keys"), (16, "example-twice")]
    status, told = found(HEAD)
    assert (status, [(line, code) for line, code, _ in told]) == (3, [(2, "example-none")])
    assert found(HEAD.replace("true", '"yes"') + GOOD)[1][0][:2] == (2, "flag")


def test_examples_are_no_input_of_a_difference():
    plain = HEAD.replace("template = true\n", "") + "amount = 1\n"
    Path("a.toml").write_text(plain)
    Path("b.toml").write_text(plain + GOOD + EXPECT)
    assert sangaku_price.diff("a.toml", "b.toml").is_empty


# -- written -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_new_expectations_are_written_and_nothing_else_changes(ending, bom):
    text = (
        HEAD
        + "# 例\n"
        + GOOD
        + "  # 標準の後\n\n# 次の例\n[[example]] # x\nname = 'b' # 名\nset = { \"direct.m.amount\" = 1 }\n\n[lint]\n"
    )
    Path("t.toml").write_bytes((bom + text).replace("\n", ending).encode())
    assert run(["check", "t.toml", "--strict"]).status == 4
    ran = run(["check", "t.toml", "--strict", "--write-examples", "--lang", "en"])
    assert (ran.status, ran.complaint) == (0, "t.toml: today's figures were written as expected; read them: 標準, b\n")
    written = Path("t.toml").read_bytes().decode()
    first = 'expect = { "totals.total" = 1_430_000, "lines.m.amount" = 1_000_000, "lines.indirect.amount" = 300_000 }\n'
    second = 'expect = { "totals.total" = 1, "lines.m.amount" = 1, "lines.indirect.amount" = 0 }\n'
    wanted = text.replace("  # 標準の後", f"{first}  # 標準の後").replace("\n\n[lint]", f"\n{second}\n[lint]")
    assert written == (bom + wanted).replace("\n", ending)
    before = Path("t.toml").stat().st_mtime_ns
    assert run(["check", "t.toml", "--write-examples"]).complaint == ""
    assert Path("t.toml").stat().st_mtime_ns == before


def test_an_expectation_goes_behind_values_of_many_lines_and_at_the_end_of_a_file_without_a_line_end():
    text = HEAD + '[[example]]\nname = """a\n\n# no comment\n[x]"""\nset = { "direct.m.amount" = 1_000_000 }'
    Path("t.toml").write_text(text)
    assert run(["check", "t.toml", "--write-examples"]).status == 0
    assert Path("t.toml").read_text().startswith(text + "\nexpect = {")


def test_what_cannot_be_priced_is_left_as_it_is():
    text = HEAD + '[[example]]\nname = "a"\n'
    Path("t.toml").write_text(text)
    assert run(["check", "t.toml", "--write-examples"]).status == 3
    assert Path("t.toml").read_text() == text
    Path("t.toml").write_text("x =\n")
    assert run(["check", "t.toml", "--write-examples"]).status == 3


def test_where_an_expectation_cannot_be_put_it_is_said():
    text = HEAD.replace("[contract]", 'example = [{ name = "a", set = { "direct.m.amount" = 1 } }]\n[contract]')
    Path("t.toml").write_text(text)
    ran = run(["check", "t.toml", "--write-examples", "--lang", "en"])
    assert (ran.status, "write expect = { } yourself" in ran.complaint) == (3, True)
    assert Path("t.toml").read_text() == text
