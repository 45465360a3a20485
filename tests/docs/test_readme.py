"""README under test: every console block is run, and shows what it prints; refreshed with --update-golden."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
TWO_COMMANDS = ("pip install . && sangaku-price quote examples/kyoto-battery.toml", 'pip install -e ".[dev]" && pytest')


def shell(command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        command, shell=True, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


def as_run(block: str) -> str:
    """The block with the output that its commands have now."""
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            shown += [line, *(kept.rstrip() for kept in shell(line[2:]).splitlines())]
    return "\n".join(shown) + "\n"


def test_every_console_block_shows_what_it_prints(request):
    text = README.read_text()
    found = BLOCK.sub(lambda block: f"```console\n{as_run(block[1])}```", text)
    if request.config.getoption("--update-golden"):
        README.write_text(found)
    assert found == README.read_text()
    assert len(BLOCK.findall(text)) >= 5


@pytest.mark.parametrize("command", TWO_COMMANDS)
def test_the_two_commands_stand_in_the_readme_as_they_are(command):
    assert f"```sh\n{command}\n```" in README.read_text()
    assert (
        command == TWO_COMMANDS[0] or 'pip install --quiet -e ".[dev]" && pytest' in (ROOT / ".ci" / "run").read_text()
    )


def test_the_python_block_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})  # noqa: S102


def test_every_command_and_every_option_stands_in_the_readme():
    from sangaku_price.cli import commands

    text = README.read_text()
    for command in commands.app.registered_commands:
        assert f"`sangaku-price {command.callback.__name__}" in text
    for option in ("--set", "--scenario", "--get", "--lang", "--format", "--output", "--bom", "--for"):
        assert f"`{option}" in text or f"{option} " in text
