"""How the program ends: its status, what becomes of its output, what it does not spend time on."""

import gc
import io
import os
import subprocess
import sys

import pytest

from command import run
from places import ROOT
from sangaku_price import cli
from sangaku_price.cli import leaving
from sangaku_price.version import VERSION

EXAMPLES = ROOT / "examples"
PROGRAM = f"{sys.executable} -m sangaku_price"
STATUSES = {
    "--version": 0,
    "--help": 0,
    "quote --help": 0,
    f"quote {EXAMPLES}/minimal.toml": 0,
    f"quote {EXAMPLES}/minimal.toml --format json": 0,
    f"explain {EXAMPLES}/kyoto-battery.toml": 0,
    "quote": 2,
    "quote nothing.toml": 3,
    "check bad.toml": 3,
    f"check {EXAMPLES}/kyoto-battery.toml --policy strict.toml": 4,
    f"diff {EXAMPLES}/minimal.toml {EXAMPLES}/kyoto-battery.toml --exit-code": 5,
    "verify altered.json": 6,
}
"""Commands, and the status that each leaves with, whoever reads what it prints."""
POLICY = """format = 1
[[gate]]
name = "free"
measure = "total"
at-most = 1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("work")
    (path / "bad.toml").write_text("x = 1\n")
    (path / "strict.toml").write_text(POLICY)
    frozen = run(["quote", f"{EXAMPLES}/minimal.toml", "--freeze"]).text
    (path / "altered.json").write_text(frozen.replace("1765430", "1765431"))
    return path


def shell(command, folder):
    ran = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines(), ran.stderr


@pytest.mark.parametrize("reader", ["| true", "2>&1 | true", "| head -1 >&2", ">&-", "2>&- >&-", ">/dev/null"])
@pytest.mark.parametrize("command", STATUSES)
def test_the_status_does_not_depend_on_who_reads(command, reader, folder):
    said, complaint = shell(f"{PROGRAM} {command} {reader}; echo ${{PIPESTATUS[0]}}", folder)
    assert said == [str(STATUSES[command])]
    assert "Traceback" not in complaint
    assert "BrokenPipe" not in complaint


@pytest.mark.parametrize("command", ["--version", "--help", f"quote {EXAMPLES}/minimal.toml", "check bad.toml"])
def test_an_output_that_cannot_be_written_is_said_and_leaves_with_2(command, folder):
    said, complaint = shell(f"{PROGRAM} {command} >/dev/full; echo $?", folder)
    assert said == ["2"]
    assert complaint == "標準出力: 空き容量がありません / standard output: No space left on device\n"


def test_complaints_that_cannot_be_written_change_nothing(folder):
    assert shell(f"{PROGRAM} quote nothing.toml 2>/dev/full; echo $?", folder) == (["3"], "")


# -- what is not done at the end ---------------------------------------------------------------------------------------


ENDING = """
import atexit, gc, sys
{before}
atexit.register(lambda: print("torn down", gc.isenabled()))
sys.argv = ["sangaku-price", "--version"]
from sangaku_price.cli import main
main()
"""


def ended(before="", options=()):
    code = ENDING.format(before=before)
    ran = subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith(f"sangaku-price {VERSION}\n")
    return ran.stdout.splitlines()[1:]


def test_nothing_is_torn_down_at_the_end():
    assert ended() == []


@pytest.mark.parametrize(
    "watcher",
    [
        "sys.settrace(lambda *_: None)",
        "sys.setprofile(lambda *_: None)",
        "import cProfile; cProfile.Profile().enable()",
    ],
)
def test_where_the_program_is_watched_it_ends_as_others_do(watcher):
    assert ended(watcher) == ["torn down False"]


@pytest.mark.parametrize("option", ["-i", "-Xdev"])
def test_a_developer_gets_the_usual_end(option):
    assert ended(options=[option]) == ["torn down False"]


def test_a_program_that_runs_a_command_goes_on_with_its_garbage_collection(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert cli.run(["--version"]) == 0
    assert gc.isenabled()


def test_main_hands_the_status_of_the_command_to_the_end(monkeypatch):
    ends = []
    monkeypatch.setattr(sys, "argv", ["sangaku-price", "--version"])
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(gc, "disable", lambda: ends.append("no garbage"))
    monkeypatch.setattr(cli, "leave", ends.append)
    cli.main()
    sys.stdout.close()
    sys.stderr.close()
    assert ends == ["no garbage", 0]


class Stream(io.TextIOWrapper):
    """A stream that fails as a full disk or a closed pipe does."""

    def __init__(self, error):
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.error = error

    def flush(self):
        if self.error:
            raise self.error


@pytest.mark.parametrize(("watched", "way"), [(True, SystemExit), (False, "os._exit")])
@pytest.mark.parametrize(("error", "status"), [(None, 3), (BrokenPipeError(), 3), (OSError(28, "no space"), 2)])
def test_the_end_flushes_what_was_printed(monkeypatch, error, status, watched, way):
    ends = []
    monkeypatch.setattr(sys, "stdout", Stream(error))
    monkeypatch.setattr(sys, "stderr", Stream(None))
    monkeypatch.setattr(leaving, "is_watched", lambda: watched)
    monkeypatch.setattr(os, "_exit", ends.append)
    if way is SystemExit:
        with pytest.raises(SystemExit) as left:
            leaving.leave(3)
        ends.append(left.value.code)
    else:
        leaving.leave(3)
    assert ends == [status]
    sys.stdout.error = None


def test_an_interrupted_command_leaves_with_130(monkeypatch):
    from sangaku_price import api

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "quote", interrupted)
    assert run(["quote", f"{EXAMPLES}/minimal.toml"]).status == 130
