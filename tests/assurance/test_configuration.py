"""The configuration: found upwards, strict as every file, and weaker than the command line; folders searched as ruff does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance.configuration import load_configuration, nearest_configuration
from sangaku_price.toml.problems import BadFile

GOOD = """format = 1
tariff = "hokkaido"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_000_000
"""
STUDENT = GOOD + '[[involvement]]\nrank = "student"\nhours = 10\nhourly-rate = 1_000\n'
POLICY = 'format = 1\n[[gate]]\nname = "{name}"\nmeasure = "total"\nat-most = 1\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, filled from a table of names and texts."""
    monkeypatch.chdir(tmp_path)

    def fill(texts):
        for name, words in texts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words)
        return tmp_path

    return fill


def checked(*arguments):
    """Exit status, and the findings that are no notes, by file and code."""
    ran = run(["check", *arguments, "-f", "json"])
    assert ran.status in {0, 3, 4}, ran.complaint
    found = json.loads(ran.text)["findings"]
    return ran.status, [(one["file"], one["code"]) for one in found if one["level"] != "note"]


def files(*arguments):
    """The contracts that a check looked at."""
    return [one["file"] for one in json.loads(run(["check", *arguments, "-f", "json"]).text)["specs"]]


# -- found -------------------------------------------------------------------------------------------------------------


def test_the_nearest_configuration_upwards_is_used_alone(folder, monkeypatch):
    top = folder(
        {
            "sangaku-price.toml": "strict = true\n",
            "a/pyproject.toml": '[project]\nname = "x"\n',
            "a/b/pyproject.toml": "[tool.sangaku-price]\nstrict = false\n",
            "a/b/c/x.toml": GOOD,
            "d/sangaku-price.toml": "strict = true\n",
            "d/pyproject.toml": "[tool.sangaku-price]\nstrict = false\n",
        }
    )
    found = {}
    for name in ("a", "a/b", "a/b/c", "d"):
        monkeypatch.chdir(top / name)
        found[name] = nearest_configuration()
    assert found == {
        "a": "../sangaku-price.toml",
        "a/b": "pyproject.toml",
        "a/b/c": "../pyproject.toml",
        "d": "sangaku-price.toml",
    }


def test_a_pyproject_that_is_not_for_us_is_passed_over_even_where_it_is_no_toml(folder):
    folder({"pyproject.toml": "[tool.other]\nsangaku-price = \n"})
    assert nearest_configuration() is None
    folder({"pyproject.toml": "[tool.sangaku-price]\nstrict = \n"})
    with pytest.raises(BadFile):
        load_configuration(nearest_configuration())


def test_a_check_without_arguments_checks_what_the_configuration_names_from_any_folder_below(folder, monkeypatch):
    top = folder(
        {
            "sangaku-price.toml": 'paths = ["contracts"]\npolicy = "policies/p.toml"\n',
            "policies/p.toml": POLICY.format(name="g"),
            "contracts/a.toml": GOOD,
            "other/b.toml": GOOD,
        }
    )
    assert checked() == (4, [("contracts/a.toml", "gate/g")])
    monkeypatch.chdir(top / "other")
    assert checked() == (4, [("../contracts/a.toml", "gate/g")])
    assert checked("b.toml") == (4, [("b.toml", "gate/g")])


def test_without_any_configuration_a_check_without_arguments_checks_the_working_folder(folder):
    folder({"a.toml": GOOD, "b/c.toml": GOOD})
    assert files() == ["a.toml", "b/c.toml"]


def test_the_command_line_wins(folder):
    folder(
        {
            "sangaku-price.toml": 'policy = "p.toml"\nstrict = true\nignore = ["student-not-employed"]\nlanguage = "en"\n',
            "p.toml": POLICY.format(name="config"),
            "q.toml": POLICY.format(name="line"),
            "x.toml": STUDENT,
        }
    )
    assert checked("x.toml") == (4, [("x.toml", "gate/config")])
    assert checked("x.toml", "--policy", "q.toml") == (4, [("x.toml", "gate/line")])
    student = ("x.toml", "student-not-employed")
    assert checked("x.toml", "--no-config") == (0, [student])
    assert checked("x.toml", "--ignore", "other", "--no-strict") == (4, [student, ("x.toml", "gate/config")])
    assert "contracts 1:" in run(["check", "x.toml"]).text
    assert run(["check", "x.toml", "--policy", "x.toml"]).complaint.count("\n") == len(
        run(["check", "x.toml", "--policy", "x.toml", "--lang", "en"]).complaint.splitlines()
    )
    assert "契約 1件" in run(["check", "x.toml", "--lang", "ja"]).text
    assert "契約 1件" in run(["--lang", "ja", "check", "x.toml"]).text


def test_settings_by_path_take_the_place_of_those_above_the_last_one_wins(folder):
    folder(
        {
            "sangaku-price.toml": """policy = "p.toml"
[[path]]
match = ["old"]
policy = "q.toml"
ignore = ["student-not-employed"]
[[path]]
match = ["*/b.toml"]
strict = true
select = ["student-not-employed"]
ignore = ["nothing"]
""",
            "p.toml": POLICY.format(name="all").replace("at-most", "at-least"),
            "q.toml": POLICY.format(name="old"),
            "new/a.toml": STUDENT,
            "old/a.toml": STUDENT,
            "old/b.toml": STUDENT,
            "c.toml": STUDENT,
        }
    )
    status, found = checked()
    assert found == [
        ("c.toml", "student-not-employed"),
        ("new/a.toml", "student-not-employed"),
        ("old/a.toml", "gate/old"),
        ("old/b.toml", "student-not-employed"),
        ("old/b.toml", "gate/old"),
    ]
    assert status == 4
    assert checked("new", "c.toml")[0] == 0  # not strict there
    assert checked("old/b.toml", "--policy", "p.toml")[0] == 4  # strict there
    assert checked("old/b.toml", "--policy", "p.toml", "--no-strict")[0] == 0


def test_a_library_call_reads_the_configuration_that_it_is_given_and_no_other(folder):
    folder({"sangaku-price.toml": 'strict = true\npaths = ["x.toml"]\n', "x.toml": STUDENT})
    assert sangaku_price.check("x.toml").status() == 0
    assert sangaku_price.check(config="sangaku-price.toml").status() == 4


# -- mistakes ----------------------------------------------------------------------------------------------------------

WRONG = """path = []
strikt = true
strict = "yes"
language = "de"
paths = 5
exclude = 1
policy = ""
"""


@pytest.mark.parametrize("name", ["sangaku-price.toml", "pyproject.toml"])
def test_every_mistake_in_a_configuration_is_told_at_its_line(folder, name, golden):
    head = "[project]\nname = 'x'\n[tool.sangaku-price]\n" if name == "pyproject.toml" else ""
    table = "[[tool.sangaku-price.path]]" if head else "[[path]]"
    folder(
        {
            name: f"{head}{WRONG.replace('path = []', '')}{table}\nmatch = ['a']\n{table}\nstrict = true\n",
            "x.toml": GOOD,
        }
    )
    ran = run(["check", "x.toml"])
    assert (ran.status, ran.out) == (3, b"")
    golden(f"configuration/{name}.txt", ran.err)


def test_a_policy_that_is_not_there_is_a_mistake_of_the_key_that_names_it(folder, monkeypatch):
    top = folder({"sangaku-price.toml": 'strict = true\npolicy = "p.toml"\n', "deep/x.toml": GOOD})
    monkeypatch.chdir(top / "deep")
    ran = run(["check", "--lang", "en"])
    assert ran.complaint == '../sangaku-price.toml:2: policy = "p.toml": there is no such file (../p.toml)\n'
    folder({"pyproject.toml": '[[tool.sangaku-price.path]]\nmatch = ["x"]\npolicy = "q.toml"\n'})
    (top / "sangaku-price.toml").unlink()
    ran = run(["check", "--lang", "en"])
    assert ran.complaint.startswith('../pyproject.toml:3: tool.sangaku-price.path.1.policy = "q.toml": there is no')


def test_what_holds_is_shown_with_where_it_comes_from(folder):
    folder({"sangaku-price.toml": 'paths = ["a b"]\npolicy = "p.toml"\n[[path]]\nmatch = ["old"]\nstrict = true\n'})
    shown = run(["check", "--show-config", "--strict", "--lang", "en"])
    assert shown.status == 0
    lines = shown.text.splitlines()
    assert lines[:4] == [
        "# sangaku-price.toml",
        'paths = [ "a b" ]  # sangaku-price.toml',
        'policy = "p.toml"  # sangaku-price.toml',
        "strict = true  # command line",
    ]
    assert lines[-3:] == ["[[path]]  # sangaku-price.toml", 'match = [ "old" ]', "strict = true"]
    Path("sangaku-price.toml").write_text(shown.text)  # and it is a configuration itself
    assert run(["check", "--show-config", "--lang", "en"]).status == 0


def test_other_commands_read_no_configuration(folder):
    folder({"sangaku-price.toml": "nonsense = true\n", "x.toml": GOOD})
    assert run(["quote", "x.toml"]).status == 0
    assert run(["check", "x.toml"]).status == 3
    assert run(["check", "x.toml", "--no-config"]).status == 0


# -- folders -----------------------------------------------------------------------------------------------------------


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], check=True, capture_output=True)


TREE = {
    "a.toml": GOOD,
    "名前 'と\" 空白.toml": GOOD,
    "node_modules/b.toml": GOOD,
    "deep/.venv/c.toml": GOOD,
    "deep/build/d.toml": GOOD,
    "deep/mine/pyvenv.cfg": "",
    "deep/mine/e.toml": GOOD,
    "ignored/f.toml": GOOD,
    "ignored/kept.toml": GOOD,
    "deep/drafts/g.toml": GOOD,
    ".gitignore": "ignored/*\n!kept.toml\n",
    "deep/.gitignore": "drafts\n",
}


def test_folders_are_searched_as_ruff_searches_them(folder):
    folder(TREE)
    unignored = ["a.toml", "deep/drafts/g.toml", "ignored/f.toml", "ignored/kept.toml", "名前 'と\" 空白.toml"]
    assert files() == unignored  # no repository: git ignores nothing
    git("init", "-q")
    assert files() == ["a.toml", "ignored/kept.toml", "名前 'と\" 空白.toml"]
    assert files("deep") == []
    assert files("deep/drafts") == ["deep/drafts/g.toml"]  # named, although it is ignored as a whole
    folder({"sangaku-price.toml": "respect-gitignore = false\n"})
    assert files() == unignored


def test_what_is_tracked_is_never_ignored(folder):
    folder(TREE)
    git("init", "-q")
    git("add", "-f", "ignored/f.toml")
    assert "ignored/f.toml" in files()


def test_a_repository_in_a_repository_is_asked_for_itself(folder):
    top = folder({"a.toml": GOOD, ".gitignore": "x.toml\n", "inner/x.toml": GOOD, "inner/y.toml": GOOD})
    git("init", "-q")
    git("init", "-q", "inner")
    (top / "inner" / ".gitignore").write_text("y.toml\n")
    assert files() == ["a.toml", "inner/x.toml"]


def test_exclude_takes_the_place_of_the_default_and_extend_exclude_adds_to_it(folder):
    folder({"build/a.toml": GOOD, "x/b.toml": GOOD, "x/c.toml": GOOD, "y/b.toml": GOOD})
    assert files() == ["x/b.toml", "x/c.toml", "y/b.toml"]
    folder({"sangaku-price.toml": 'exclude = ["x/b.toml"]\n'})
    assert files() == ["build/a.toml", "x/c.toml", "y/b.toml"]
    folder({"sangaku-price.toml": "exclude = []\n"})
    assert files() == ["build/a.toml", "x/b.toml", "x/c.toml", "y/b.toml"]
    folder({"sangaku-price.toml": 'extend-exclude = ["b.toml"]\n'})
    assert files() == ["x/c.toml"]
    assert files("y/b.toml") == ["y/b.toml"]  # named


def test_forced_exclusion_holds_for_what_is_named(folder):
    folder({"x/b.toml": GOOD, "a.toml": GOOD, "sangaku-price.toml": 'extend-exclude = ["x"]\nforce-exclude = true\n'})
    assert files("x/b.toml", "a.toml") == ["a.toml"]
    assert files("x/*.toml", "a.toml") == ["a.toml"]
    assert checked("x/b.toml") == (0, [])


def test_a_link_to_a_folder_is_not_entered(folder):
    top = folder({"x/a.toml": GOOD})
    (top / "x" / "round").symlink_to(top / "x")
    assert files() == ["x/a.toml"]


# -- the schema --------------------------------------------------------------------------------------------------------


def test_the_schema_knows_the_configuration():
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(sangaku_price.schema("config")))
    validator.validate({"paths": ["a"], "path": [{"match": ["x"], "strict": True}]})
    assert not validator.is_valid({"strikt": True})
    assert not validator.is_valid({"path": [{"strict": True}]})


def test_the_configuration_is_loaded_by_the_commands_that_use_it_alone():
    code = (
        "import sys\nfrom sangaku_price.cli import run\n"
        f"assert run(['quote', {str(ROOT / 'examples' / 'minimal.toml')!r}]) == 0\n"
        "assert not [m for m in sys.modules if m.startswith('sangaku_price.assurance')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd="/")
