"""Results on standard output as UTF-8, whatever the locale says; what happens where nobody reads them any more."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO


def write(pieces: Iterable[bytes]) -> None:
    """Write pieces of a result as they are made, behind what has been printed already.

    Where the reader has gone, as `head` does, nothing more can be said to it and nothing is wrong: the command goes on
    to the status that it would have had. Raises OSError where the output cannot be written.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        give_up(sys.stdout)


def give_up(stream: TextIO) -> None:
    """Send what a stream still holds to nowhere, so that the end of the process does not try to write it again."""
    with suppress(OSError):  # a stream of the caller's own has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
