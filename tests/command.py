"""The command line run inside the test's own process: status, standard output, standard error, as bytes."""

import io
import sys
from collections.abc import Sequence
from typing import NamedTuple

from sangaku_price import cli


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def complaint(self) -> str:
        return self.err.decode()


class Stream(io.TextIOWrapper):
    """A standard stream that is kept; `terminal` says whether it claims to be one."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def run(arguments: Sequence[str], stdin: bytes = b"", *, terminal: bool = False) -> Ran:
    """Run `sangaku-price` with arguments."""
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    sys.stdout, sys.stderr = Stream(out, encoding="utf-8"), Stream(err, encoding="utf-8")
    sys.stdout.terminal = terminal
    try:
        status = cli.run(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        data = out.getvalue(), err.getvalue()
        sys.stdin, sys.stdout, sys.stderr = kept
    return Ran(status, *data)
