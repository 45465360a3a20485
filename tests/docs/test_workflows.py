"""The workflows of the page on CI are run, in a repository of their own: check, and diff as a comment."""

import os
import re
import subprocess
import sys

import pytest

from pages import text_of
from places import ROOT

PAGE = "docs/ci.md"


@pytest.fixture
def shell(tmp_path):
    """Runs commands in a repository of one contract, of which the amount was raised by 100,000."""
    tools, work = tmp_path / "tools", tmp_path / "work"
    tools.mkdir()
    programs = {"gh": 'cat "${@: -1}"', "sangaku-price": f'exec {sys.executable} -m sangaku_price "$@"'}
    for name, words in programs.items():
        (tools / name).write_text(f"#!/bin/bash\n{words}\n")
        (tools / name).chmod(0o755)
    (work / "contracts").mkdir(parents=True)
    spec = work / "contracts" / "battery.toml"
    spec.write_text((ROOT / "examples" / "minimal.toml").read_text())
    (work / "policy.toml").write_text((ROOT / "examples" / "policies" / "office.toml").read_text())
    env = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "BASE": "origin/main",
        "PR": "1",
    }

    def run(command):
        ran = subprocess.run(["bash", "-ec", command], cwd=work, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    git = "git -c user.name=a -c user.email=a@b"
    run(f"git init -q . && git add . && {git} commit -qm 1 && git update-ref refs/remotes/origin/main HEAD")
    spec.write_text(spec.read_text().replace("1_234_567", "1_334_567"))
    run(f"{git} commit -qam 2")
    return run


def test_the_workflow_for_github_checks_and_comments(shell):
    (comment,) = re.findall(r"        run: \|\n((?: {10}.*\n)+)", text_of(PAGE))
    (check,) = re.findall(r"- run: (sangaku-price check .*)", text_of(PAGE))
    assert "sangaku-price check: " in shell(check)
    assert "+143,000" in shell(comment)


def test_the_workflow_for_gitlab_checks_and_comments(shell):
    (script,) = re.findall(r"  script:\n((?:    - .*\n)+)", text_of(PAGE))
    commands = [line.removeprefix("    - ") for line in script.splitlines()]
    assert commands.pop(0) == "pip install sangaku-price"
    assert "sangaku-price check: " in shell("\n".join(commands))
    assert "+143,000" in shell("cat comment.md")
