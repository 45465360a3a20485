"""The action and the GitLab template, step by step: real git, a scratch repository, stand-ins for the hosts' tools.

What a host does before a step (its variables, its inputs, which steps run) is done here; what the step then runs is the
file's own words. The stand-ins record what they were asked, and keep the comments that they were given.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pages import blocks, text_of
from places import ROOT
from sangaku_price.version import HOME

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
TEMPLATE = yaml.safe_load((ROOT / "gitlab" / "sangaku-price.gitlab-ci.yml").read_text())
USES = {
    name: yaml.safe_load((ROOT / "examples" / "workflows" / f"{name}.yml").read_text()) for name in ("github", "gitlab")
}
MARKER = "<!-- sangaku-price -->"
STAND_IN = """#!{python}
import json, pathlib, re, sys
state = pathlib.Path({state!r})
words = sys.argv[1:]
asked = state / "asked.json"
told = json.loads(asked.read_text()) if asked.exists() else []
asked.write_text(json.dumps([*told, [{name!r}, *words]]))
kept = state / "comments.json"
comments = json.loads(kept.read_text()) if kept.exists() else []
method = next((words[i + 1] for i, word in enumerate(words) if word in ("--method", "--request")), "GET")
body = next((pathlib.Path(word.partition("@")[2]).read_text() for word in words if word.startswith(("body=@", "body@"))), None)
address = next(word for word in words if "/" in word and not word.startswith(("body", "/dev")))
if method == "POST":
    comments.append({{"id": 100 + len(comments), "body": body}})
elif method in ("PATCH", "PUT"):
    ident = int(address.rpartition("/")[2])
    assert [one["id"] for one in comments].count(ident) == 1
    comments = [{{**one, "body": body}} if one["id"] == ident else one for one in comments]
elif {name!r} == "gh":
    marker = re.search(r'startswith\\("(.*)"\\)', words[words.index("--jq") + 1])[1]
    print("\\n".join(str(one["id"]) for one in comments if one["body"].startswith(marker)))
else:
    page = int(re.search("[?&]page=([0-9]+)", address)[1])
    print(json.dumps(comments[2 * page - 2 : 2 * page]))
kept.write_text(json.dumps(comments))
"""
PIP = """#!/bin/bash
if [ "$1 $2 $3" = "-m pip install" ]; then echo "$@" >> {state}/installed; else exec {python} "$@"; fi
"""
OWN = '#!/bin/bash\nexec {python} -m sangaku_price "$@"\n'


class Host:
    """A repository on a host: its main branch, a branch with a change, and what the tools were asked."""

    def __init__(self, folder: Path) -> None:
        self.work, self.state, tools = folder / "work", folder / "state", folder / "tools"
        for one in (self.work, self.state, tools, folder / "temp"):
            one.mkdir()
        told = {"python": sys.executable, "state": str(self.state)}
        programs = {"python": PIP, "sangaku-price": OWN, "gh": STAND_IN, "curl": STAND_IN}
        for name, words in programs.items():
            (tools / name).write_text(words.format(name=name, **told))
            (tools / name).chmod(0o755)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI", "GIT_"))}
        self.env = {**kept, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
        (self.work / "contracts").mkdir()
        self.spec = self.work / "contracts" / "電池 1.toml"
        self.spec.write_text((ROOT / "examples" / "minimal.toml").read_text() + '[facts]\ncompany-size = "sme"\n')
        (self.work / "policy.toml").write_text((ROOT / "examples" / "policies" / "office.toml").read_text())
        self.git("init", "-q", "-b", "main")
        self.commit()
        self.git("remote", "add", "origin", str(self.work))
        self.git("fetch", "-q", "origin")
        self.git("switch", "-qc", "branch")

    def git(self, *words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *who, *words], cwd=self.work, env=self.env, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def change(self, old: str, new: str) -> None:
        self.spec.write_text(self.spec.read_text().replace(old, new))
        self.commit()

    def run(self, command: str, env: dict[str, str]) -> subprocess.CompletedProcess:
        """As GitHub runs a step of `shell: bash`."""
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        return subprocess.run(
            shell, cwd=self.work, env={**self.env, **env}, capture_output=True, text=True, check=False
        )

    @property
    def comments(self) -> list[str]:
        path = self.state / "comments.json"
        return [one["body"] for one in json.loads(path.read_text())] if path.exists() else []

    @property
    def asked(self) -> list[list[str]]:
        path = self.state / "asked.json"
        return json.loads(path.read_text()) if path.exists() else []


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


# -- GitHub ------------------------------------------------------------------------------------------------------------


def github(host, **inputs):
    """Every step of the action that runs in a pull request: exit status and output by its name."""
    (job,) = USES["github"]["jobs"].values()
    (step,) = [one for one in job["steps"] if one["uses"].startswith("sangaku-price/")]
    told = {key: str(one["default"]) for key, one in ACTION["inputs"].items()} | step["with"] | inputs
    expressions = {f"inputs.{key}": value for key, value in told.items()} | {"github.event.number": "7"}
    host.env |= {
        "GITHUB_BASE_REF": "main",
        "GITHUB_REPOSITORY": "office/contracts",
        "GITHUB_STEP_SUMMARY": str(host.state / "summary.md"),
        "RUNNER_TEMP": str(host.state.parent / "temp"),
    }
    done = {}
    for one in ACTION["runs"]["steps"]:
        assert one["shell"] == "bash"
        env = {
            key: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: expressions[found[1]], value)
            for key, value in one["env"].items()
        }
        assert "${{" not in one["run"], "an input in a script could run anything"
        if "if" not in one or told["comment"] == "true":
            ran = host.run(one["run"], env)
            done[one["name"]] = (ran.returncode, ran.stdout + ran.stderr)
    return done


def test_a_pull_request_is_checked_and_has_one_comment_that_is_updated_in_place(host):
    host.change("1_234_567", "1_334_567")
    done = github(host)
    assert [status for status, _ in done.values()] == [0, 0, 0], done
    assert (host.state / "installed").read_text() == "-m pip install --quiet sangaku-price\n"
    assert "sangaku-price check: 契約 1件" in done["check"][1]
    (comment,) = host.comments
    assert comment.startswith(f"{MARKER}\n# ")
    assert "+143,000" in comment
    assert (host.state / "summary.md").read_text() == comment.removeprefix(f"{MARKER}\n")
    host.change("1_334_567", "1_434_567")
    github(host)
    (comment,) = host.comments
    assert "+286,000" in comment
    assert [words[words.index("--method") + 1] for words in host.asked if "--method" in words] == ["POST", "PATCH"]
    assert host.asked[0][:4] == ["gh", "api", "--paginate", "repos/office/contracts/issues/7/comments?per_page=100"]
    assert host.asked[-1][5].endswith("/issues/comments/100")


def test_another_comment_is_left_alone_and_what_moves_nothing_gets_none(host):
    (host.state / "comments.json").write_text(json.dumps([{"id": 1, "body": "LGTM"}, {"id": 2, "body": f"> {MARKER}"}]))
    (host.work / "README.md").write_text("x")
    host.commit()
    github(host)
    assert host.comments == ["LGTM", f"> {MARKER}"]
    host.change("1_234_567", "1_334_567")
    github(host)
    assert len(host.comments) == 3
    host.change("1_334_567", "1_234_567")
    github(host)
    assert len(host.comments) == 3
    assert "+" not in host.comments[2].partition("SHA-256")[0].replace("+ ", "")


def test_a_mistake_fails_the_check_and_stands_in_the_comment(host):
    host.change("amount = 1_234_567", "amuont = 1_234_567")
    done = github(host, language="en")
    assert (done["check"][0], done["comment"][0]) == (3, 0)
    assert "::error file=contracts/電池 1.toml,line=" in done["check"][1]
    assert "could not be compared" in host.comments[0]


def test_a_token_that_may_not_comment_is_a_warning_and_the_report_stands_in_the_summary(host):
    host.change("1_234_567", "1_334_567")
    (host.state / "comments.json").write_text("no JSON: the stand-in fails")
    done = github(host)
    assert done["comment"][0] == 0
    assert "::warning title=sangaku-price::no comment was written" in done["comment"][1]
    assert "+143,000" in (host.state / "summary.md").read_text()


def test_a_revision_that_is_not_there_fails_the_comment_with_what_mends_it(host):
    done = github(host, base="origin/nothing", language="en")
    assert done["comment"][0] == 2
    assert "git fetch origin nothing" in done["comment"][1]
    assert host.comments == []


def test_the_inputs_of_the_action_reach_the_commands(host):
    host.change("1_234_567", "1_334_567")
    (host.work / "other").mkdir()
    (host.work / "other" / "b c.toml").write_text(host.spec.read_text())
    host.commit()
    inputs = {"paths": "other/b c.toml\n", "policy": "", "strict": "false", "language": "ja", "version": "==0.3.0"}
    done = github(host, **inputs, audience="office", base="main")
    assert [status for status, _ in done.values()] == [0, 0, 0], done
    assert "sangaku-price==0.3.0" in (host.state / "installed").read_text()
    assert "契約 1件" in done["check"][1]
    assert "other/b c.toml" in host.comments[0]
    assert "contracts/" not in host.comments[0]
    assert "# 「main」からの差" in host.comments[0]
    assert "comment" not in github(host, comment="false")


# -- GitLab ------------------------------------------------------------------------------------------------------------


def gitlab(host, **variables):
    """The job of the template with a repository's own variables, as a runner runs its script."""
    job = TEMPLATE["sangaku-price"]
    env = {
        key: str(value)
        for key, value in (TEMPLATE["variables"] | job["variables"] | USES["gitlab"]["variables"]).items()
    }
    env |= {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_API_V4_URL": "https://gitlab.example/api/v4",
        "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "9",
        "SANGAKU_PRICE_TOKEN": "secret",
    }
    return host.run("\n".join(job["script"]), env | variables)


def test_a_merge_request_is_checked_and_has_one_note_that_is_updated_in_place(host):
    others = [{"id": number, "body": "x"} for number in range(3)]  # the note is on a second page
    (host.state / "comments.json").write_text(json.dumps(others))
    host.change("1_234_567", "1_334_567")
    ran = gitlab(host)
    assert ran.returncode == 0, ran.stderr
    assert "sangaku-price check: 契約 1件" in ran.stdout
    assert host.comments[3].startswith(f"{MARKER}\n# ")
    assert "+143,000" in host.comments[3]
    host.change("1_334_567", "1_434_567")
    gitlab(host)
    assert len(host.comments) == 4
    assert "+286,000" in host.comments[3]
    sent = [words for words in host.asked if "--request" in words]
    assert [words[words.index("--request") + 1] for words in sent] == ["POST", "PUT"]
    assert sent[1][-1] == "https://gitlab.example/api/v4/projects/5/merge_requests/9/notes/103"
    assert all("PRIVATE-TOKEN: secret" in words for words in host.asked)
    reports = TEMPLATE["sangaku-price"]["artifacts"]["reports"]
    assert json.loads((host.work / reports["codequality"]).read_text()) == []
    assert (host.work / reports["junit"]).read_text().startswith("<?xml")


def test_without_a_token_there_is_no_note_and_a_mistake_fails_the_job(host):
    host.change("amount = 1_234_567", "amuont = 1_234_567")
    ran = gitlab(host, SANGAKU_PRICE_TOKEN="", SANGAKU_PRICE_LANGUAGE="en")
    assert ran.returncode == 3
    assert host.asked == []
    assert "unknown key" in ran.stdout
    (found,) = json.loads((host.work / "gl-code-quality-report.json").read_text())
    assert found["location"]["path"] == "contracts/電池 1.toml"
    assert "could not be compared" in (host.work / "sangaku-price.md").read_text()


def test_the_variables_of_the_template_reach_the_commands(host):
    host.change("1_234_567", "1_334_567")
    told = {"PATHS": "contracts/電池 1.toml\n", "POLICY": "", "STRICT": "false", "AUDIENCE": "office", "BASE": "main"}
    ran = gitlab(
        host, **{f"SANGAKU_PRICE_{key}": value for key, value in told.items()}, SANGAKU_PRICE_VERSION="==0.3.0"
    )
    assert ran.returncode == 0, ran.stderr
    assert "sangaku-price==0.3.0" in (host.state / "installed").read_text()
    assert "# 「main」からの差" in host.comments[0]


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_workflows_as_they_are():
    shown = [block.text for block in blocks("docs/ci.md") if block.language == "yaml"]
    assert shown == [(ROOT / "examples" / "workflows" / f"{name}.yml").read_text() for name in ("github", "gitlab")]


def test_the_workflows_use_what_the_repository_holds():
    home = HOME.removeprefix("https://github.com/")
    (job,) = USES["github"]["jobs"].values()
    assert f"{home}@main" in [step["uses"] for step in job["steps"]]
    address = USES["gitlab"]["include"][0]["remote"]
    prefix = f"https://raw.githubusercontent.com/{home}/main/"
    assert address.startswith(prefix)
    assert (ROOT / address.removeprefix(prefix)).exists()


@pytest.mark.parametrize("name", [*ACTION["inputs"], *TEMPLATE["variables"]])
def test_the_page_names_every_input(name):
    assert f"`{name}`" in text_of("docs/ci.md")
