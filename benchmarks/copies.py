"""Asking a copy of this process, so that nothing of what it does stays here."""

import os
import pickle
import resource
import signal
import traceback
from collections.abc import Callable
from typing import NoReturn

MEMORY = 4 << 30
"""Bytes that a copy may have: a loop without an end may not fill the machine."""


def in_a_copy(answer: Callable[[Callable[[object], NoReturn]], NoReturn]) -> object:
    """What a copy of this process writes; None if it comes to no end.

    Raises:
        RuntimeError: The copy ends with a fault that is no test's.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _answer(answer, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        written = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return None
    if status:
        raise RuntimeError(f"the copy ended with {status}: {written.decode(errors='replace')}")
    return pickle.loads(written)  # noqa: S301 - written by this process


def _answer(answer: Callable[[Callable[[object], NoReturn]], NoReturn], writing: int) -> NoReturn:
    """In the copy: answer, and leave at once, without what pytest would still do."""
    here = os.getpid()

    def write(told: object) -> NoReturn:
        if os.getpid() == here:
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(told, pipe)
        os._exit(0)

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        answer(write)
    except BaseException:  # noqa: BLE001 - the process that asks must hear of it
        os.write(writing, traceback.format_exc().encode())
        os._exit(1)
    os._exit(1)
