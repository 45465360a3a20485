"""How far a long command is: told on a terminal, and nowhere else."""

import io
import sys

import pytest

from sangaku_price.cli.progress import progress


class Stream(io.StringIO):
    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize(
    ("errors", "rows", "output", "shown"),
    [
        (True, False, None, True),
        (True, True, "rows.csv", True),
        (True, True, None, False),
        (False, True, "rows.csv", False),
        (False, False, None, False),
    ],
)
def test_a_bar_is_shown_on_a_terminal_where_no_rows_stand(monkeypatch, errors, rows, output, shown):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Stream(terminal=errors))
    monkeypatch.setattr(sys, "stdout", Stream(terminal=rows))
    with progress(output) as told:
        told(1, 4000)
        told(3999, 4000)
    said = sys.stderr.getvalue()
    assert ("3999/4000" in said) == shown
    assert bool(said) == shown
    assert sys.stdout.getvalue() == ""
