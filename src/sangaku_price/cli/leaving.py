"""The end of the process: what was printed is flushed, and then nothing is torn down."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

UNEXPECTED, USAGE, INVALID_FILE, DENIED, DIFFERENT, INTERRUPTED = 1, 2, 3, 4, 5, 130
"""Exit statuses; 0 is fine."""


def leave(status: int) -> NoReturn:
    """End the process with a status.

    Taking an interpreter apart takes a tenth of a quote's time and does nothing for anybody, unless something that
    watches the program (coverage, a profiler, a debugger) has still to write down what it saw.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        status = unprinted(error, status)
    if is_watched():
        sys.exit(status)
    os._exit(status)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within it, what ends a process (kill, a closed terminal) ends it as Ctrl-C does: with nothing half left behind.

    A signal that whoever started the program has it ignore stays ignored.
    """
    import signal

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = [one for one in names if signal.getsignal(one) is signal.SIG_DFL]
    for one in ours:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def is_watched() -> bool:
    """Whether something in this process looks at the program's end: a trace, a profile, a debugger, a developer."""
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    return bool(
        sys.gettrace()
        or sys.getprofile()
        or sys.flags.interactive
        or sys.flags.inspect
        or sys.flags.dev_mode
        or (monitoring and any(monitoring.get_tool(tool) for tool in range(6)))
    )


def print_line(words: str) -> int:
    """Print on standard output; returns the exit status."""
    try:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()
    except OSError as error:
        return unprinted(error, 0)
    return 0


def unprinted(error: OSError, status: int) -> int:
    """The status where standard output cannot be written: what it was where only the reader has gone."""
    from sangaku_price.writers.standard_output import give_up

    give_up(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return status
    from sangaku_price.cli.speaking import spoken
    from sangaku_price.language.text import say
    from sangaku_price.writers.refusals import unwritten

    complain(say(unwritten(None, error), spoken()))
    return USAGE


def complain(message: str) -> None:
    """Say on standard error, as UTF-8, what is wrong; where that cannot be written either, nothing more can be done."""
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(f"{message}\n".encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        from sangaku_price.writers.standard_output import give_up

        give_up(sys.stderr)
