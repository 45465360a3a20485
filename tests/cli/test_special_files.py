"""What a file is, and how much of it is read, is decided before it is opened: a pipe hangs nothing, no file fills memory."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = 'format = 1\ntariff = "kyoto"\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\namount = 1\n'
GATE = 'format = 1\n[[gate]]\nname = "x"\nmeasure = "change"\nat-most = 1\n'
MOST_SECONDS, MOST_MEMORY = 60, 1_500_000_000
"""Of a slow machine; a pipe would be waited for without end, and the files below hold more than this."""


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def process(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "sangaku_price", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=MOST_SECONDS,
        check=False,
        preexec_fn=bounded,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "spec.toml").write_text(HEAD)
    (tmp_path / "policy.toml").write_text(GATE)
    os.mkfifo(tmp_path / "pipe")
    for name in ("large.toml", "large.json"):
        with (tmp_path / name).open("wb") as file:
            file.write(b"{" if name.endswith("json") else HEAD.encode())
            file.truncate(2_000_000_000)  # which takes no room on the disk
    (tmp_path / "link.toml").symlink_to("pipe")
    (tmp_path / "folder.toml").mkdir()
    return tmp_path


SPECIAL = ("pipe", "/dev/zero", "large.toml", "large.json", "link.toml", "folder.toml")
COMMANDS = (
    ("quote", "{}"),
    ("check", "{}"),
    ("check", "spec.toml", "--policy", "{}"),
    ("check", "spec.toml", "--policy", "policy.toml", "--baseline", "{}"),
    ("diff", "{}", "spec.toml"),
    ("diff", "spec.toml", "{}"),
    ("verify", "{}"),
    ("quote", "spec.toml", "--freeze", "--supersedes", "{}"),
    ("quote", "spec.toml", "--set", "tariff=./{}"),
    ("tariff", "show", "./{}"),
    ("tariff", "check", "{}"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_no_file_or_too_large_is_refused_before_it_is_read(command, folder):
    for name in SPECIAL if command[-1] != "{}" or command[0] in {"quote", "diff"} else SPECIAL[:3]:
        ran = process(folder, *(word.format(name) for word in command))
        passed_over = "--baseline" in command and name == "folder.toml"  # a folder has a baseline for some
        said = ran.stdout + ran.stderr
        assert ran.returncode in ({0} if passed_over else {3}), (name, said.decode())
        assert b"Traceback" not in said


def test_a_folder_with_such_files_is_checked_to_its_end(folder):
    (folder / "last.toml").write_text(HEAD)
    ran = process(folder, "check", ".", "--lang", "en")
    assert b"contracts 3:" in ran.stdout
    assert b"large.toml: error [file-too-large]" in ran.stdout
    assert ran.returncode == 3


def test_what_fills_standard_input_is_refused(folder):
    with Path("/dev/zero").open("rb") as zeros:
        for command in (["quote", "-"], ["verify", "-"], ["tariff", "check", "-"]):
            ran = subprocess.run(
                [sys.executable, "-m", "sangaku_price", *command],
                cwd=folder,
                stdin=zeros,
                capture_output=True,
                timeout=MOST_SECONDS,
                check=False,
                preexec_fn=bounded,
            )
            assert ran.returncode == 3, ran.stderr


def test_completion_reads_no_pipe(folder):
    environment = {**os.environ, "_SANGAKU_PRICE_COMPLETE": "complete_bash", "COMP_CWORD": "4"}
    environment["COMP_WORDS"] = "sangaku-price quote pipe --scenario c"
    ran = subprocess.run(
        [sys.executable, "-m", "sangaku_price"],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert b"cost-accumulation" in ran.stdout
