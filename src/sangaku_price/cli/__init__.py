"""The command line: arguments to `api`, results to the writers, mistakes to exit statuses; no arithmetic here.

One module a group of commands. What is imported here is what `--version` needs, and in `commands` what `--help` needs;
the rest is loaded by the command that uses it.
May use: every room.
Not here: anything that a program calling `sangaku_price` from Python would miss; that is in `api`.
"""

import gc
import os
import sys
from collections.abc import Sequence

from sangaku_price.cli.leaving import leave, print_line
from sangaku_price.version import VERSION


def main() -> None:
    """The console script: one command, and with it the end of the process."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for some takes as long as pricing
    gc.disable()  # the process ends before there is garbage worth looking for
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # closed by the caller: `>&-`
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - pathlib is slow
    leave(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command in the process of the caller; returns its exit status."""
    if list(arguments) == ["--version"]:  # answered without loading Typer
        return print_line(f"sangaku-price {VERSION}")
    from sangaku_price.cli.running import run_command

    return run_command(arguments)
