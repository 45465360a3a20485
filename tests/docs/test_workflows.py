"""README's workflow is run, in a repository of its own: check, and diff as a comment."""

import os
import re
import subprocess
import sys

from places import ROOT

SCRIPT = re.compile(r"        run: \|\n((?: {10}.*\n)+)")


def test_the_workflow_of_the_readme_checks_and_comments(tmp_path):
    (found,) = SCRIPT.findall((ROOT / "README.md").read_text())
    check = next(
        line.partition("- run: ")[2]
        for line in (ROOT / "README.md").read_text().splitlines()
        if "- run: sangaku-price check" in line
    )
    tools = tmp_path / "tools"
    tools.mkdir()
    programs = {"gh": 'cat "${@: -1}"', "sangaku-price": f'exec {sys.executable} -m sangaku_price "$@"'}
    for name, words in programs.items():
        (tools / name).write_text(f"#!/bin/bash\n{words}\n")
        (tools / name).chmod(0o755)
    work = tmp_path / "work"
    (work / "contracts").mkdir(parents=True)
    spec = work / "contracts" / "minimal.toml"
    spec.write_text((ROOT / "examples" / "minimal.toml").read_text())
    (work / "policy.toml").write_text((ROOT / "examples" / "policies" / "office.toml").read_text())
    env = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "BASE": "origin/main",
        "PR": "1",
    }

    def shell(command):
        ran = subprocess.run(["bash", "-ec", command], cwd=work, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    git = "git -c user.name=a -c user.email=a@b"
    shell(f"git init -q . && git add . && {git} commit -qm 1 && git update-ref refs/remotes/origin/main HEAD")
    spec.write_text(spec.read_text().replace("1_234_567", "1_334_567"))
    shell(f"{git} commit -qam 2")
    assert "sangaku-price check: " in shell(check)
    assert "+143,000" in shell(found)
