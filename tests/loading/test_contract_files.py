"""Which files names mean: the same ones for a check and for a portfolio, one after another, each once, in order."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from command import run
from sangaku_price.loading import contract_files, repository
from sangaku_price.loading.contract_files import find, found_in
from sangaku_price.loading.searching import Search

GOOD = """format = 1
tariff = "hokkaido"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_000_000
"""
TREE = {
    "a.toml": GOOD,
    "b/c.toml": GOOD,
    "b.toml": GOOD,
    "名前 'と\" 空白.toml": GOOD,
    "node_modules/d.toml": GOOD,
    "deep/.venv/e.toml": GOOD,
    "deep/mine/pyvenv.cfg": "",
    "deep/mine/f.toml": GOOD,
    "ignored/g.toml": GOOD,
    "ignored/kept.toml": GOOD,
    "deep/drafts/h.toml": GOOD,
    "deep/policy.toml": '[[gate]]\nid = "x"\n',
    ".gitignore": "ignored/*\n!kept.toml\n",
    "deep/.gitignore": "drafts\n",
    "inner/x.toml": GOOD,
    "inner/y.toml": GOOD,
    "inner/.gitignore": "y.toml\n",
}
KEPT = ["a.toml", "b/c.toml", "b.toml", "ignored/kept.toml", "inner/x.toml", "名前 'と\" 空白.toml"]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, words in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    for folder in (".", "inner"):
        subprocess.run(["git", "init", "-q", folder], check=True)
    return tmp_path


def checked(*words):
    return [one["file"] for one in json.loads(run(["check", *words, "-f", "json"]).text)["specs"]]


def listed(*words):
    return [json.loads(line)["file"] for line in run(["portfolio", *words, "-f", "jsonl"]).text.splitlines()]


@pytest.mark.usefixtures("tree")
def test_a_check_and_a_portfolio_look_at_the_same_files_in_the_same_order():
    assert checked(".") == listed(".") == KEPT
    for words in (["b", "a.toml"], ["*/*.toml"], ["ignored/g.toml"], ["deep/drafts"], ["inner", "."]):
        assert checked(*words) == listed(*words) != []


def test_both_heed_the_configuration_unless_they_are_told_not_to(tree):
    (tree / "sangaku-price.toml").write_text('exclude = ["b", "inner/x.toml"]\nrespect-gitignore = false\n')
    found = checked(".")
    assert found == listed(".")
    assert "node_modules/d.toml" in found and "ignored/g.toml" in found and "inner/y.toml" in found
    assert not {"b/c.toml", "inner/x.toml"} & set(found)
    assert listed(".", "--no-config") == checked(".", "--no-config") == KEPT
    (tree / "sangaku-price.toml").write_text('exclude = ["b"]\nforce-exclude = true\n')
    assert checked("b/c.toml", "b", "a.toml") == listed("b/c.toml", "b", "a.toml") == ["a.toml"]
    assert run(["check", "b", "a.toml"]).status == 0
    (tree / "sangaku-price.toml").write_text("nonsense = 1\n")
    assert run(["portfolio", "."]).status == run(["check", "."]).status == 3


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_git_is_asked_about_some_files_at_once_and_the_order_stays(tree, monkeypatch, asked):
    monkeypatch.setattr(contract_files, "ASKED", asked)
    assert [one.path for one in found_in(["."])] == ["a.toml", "b/c.toml", "b.toml", "deep/policy.toml", *KEPT[3:]]


def test_files_are_looked_for_as_they_are_asked_for(tmp_path, monkeypatch):
    for number in range(100):
        (tmp_path / f"{number:03}.toml").write_text(GOOD)
    asked, ignored = [], repository.ignored
    monkeypatch.setattr(contract_files, "ASKED", 10)
    monkeypatch.setattr(repository, "ignored", lambda folder, files: ignored(folder, asked.append(1) or files))
    found = found_in([str(tmp_path)])
    next(found)
    assert len(asked) == 1
    assert len(list(found)) == 99
    assert len(asked) == 10


def test_each_file_comes_once_however_often_it_is_meant(tree):
    once = ["a.toml", "b/c.toml", "b.toml"]
    for names in ([*once, "b/c.toml"], ["./a.toml", "b", "b/./c.toml", "b.toml", "a.toml"]):
        assert [os.path.normpath(one.path) for one in found_in(names)] == once
    found = list(found_in(["deep", "deep/policy.toml", "."]))
    assert [one.path for one in found].count("deep/policy.toml") == 1
    assert found[0] == ("deep/policy.toml", True, None), "named, so it is meant as a contract"
    assert listed("b", "./b/c.toml", "b") == ["b/c.toml"]
    assert listed("inner", ".") == ["inner/x.toml", *(one for one in KEPT if one != "inner/x.toml")]
    assert listed(".", "inner", "b", "*.toml") == KEPT
    assert "deep/drafts/h.toml" in listed(".", "deep/drafts"), "ignored, but named as a whole"
    assert listed("deep", "deep/drafts/h.toml") == ["deep/drafts/h.toml"]


def test_a_link_is_read_where_it_leads_to_a_file_and_answered_where_it_leads_nowhere(tree):
    (tree / "deep" / "1-linked.toml").symlink_to(tree / "a.toml")
    (tree / "deep" / "2-broken.toml").symlink_to(tree / "gone.toml")
    (tree / "deep" / "3-round.toml").symlink_to(tree / "deep" / "3-round.toml")
    (tree / "deep" / "4-folder.toml").symlink_to(tree / "b")
    os.mkfifo(tree / "deep" / "5-pipe.toml")
    (tree / "deep" / "6-pipe.toml").symlink_to(tree / "deep" / "5-pipe.toml")
    (tree / "deep" / "7-folder.toml").mkdir()
    names = [f"deep/{one}.toml" for one in ("1-linked", "2-broken", "3-round")]
    assert listed("deep") == names
    assert run(["portfolio", "deep"]).status == 3
    report = json.loads(run(["check", "deep", "-f", "json"]).text)
    errors = [one["file"] for one in report["findings"] if one["level"] == "error"]
    assert ([one["file"] for one in report["specs"]], errors) == (names[:1], names[1:])


@pytest.mark.parametrize(
    ("refusal", "said"), [(PermissionError(13, "denied"), "denied"), (FileNotFoundError(2, "gone"), "gone")]
)
def test_a_folder_that_cannot_be_read_is_answered_and_stops_nothing(tree, monkeypatch, refusal, said):
    scan = os.scandir

    def refusing(path="."):
        if Path(path).name == "b":
            raise refusal
        return scan(path)

    monkeypatch.setattr(contract_files.os, "scandir", refusing)
    found = run(["portfolio", ".", "-f", "jsonl", "--lang", "en"])
    rows = [json.loads(line) for line in found.text.splitlines()]
    assert (found.status, [row["file"] for row in rows]) == (3, ["a.toml", "b", *KEPT[2:]])
    assert said in rows[1]["mistake"]
    report = json.loads(run(["check", ".", "-f", "json"]).text)
    assert [one["file"] for one in report["findings"] if one["level"] == "error"] == ["b"]
    assert [one["file"] for one in report["specs"]] == ["a.toml", *KEPT[2:]]


def test_names_that_are_none_lead_nowhere():
    for name in ("", "gone.toml", "gone/*.toml", "a\0.toml"):
        (found,) = found_in([name]) if "*" not in name else [None]
        assert found is None or found == (name, True, None)
    assert find(["gone/*.toml"]) == ((), ("gone/*.toml",), ())
    assert find(["gone.toml"], Search(exclude=("gone.toml",), force=True)) == ((), (), ())
