"""Rows in the order of the files, priced by one process or by several: the same rows either way.

Nothing is kept: files are looked for as they are needed, a few parts ahead, and a row is given away as soon as it is
its turn. Across machines an existing engine spreads `row_of`; nothing here schedules anything there.
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from threading import Semaphore
from typing import TypeVar

from sangaku_price.loading.contract_files import Found
from sangaku_price.portfolios.row import Asking, Row, refused, row_of
from sangaku_price.toml.problems import BadFile

PART = 64
"""Files that a process is given at once."""
PARTS_AHEAD = 4
"""Parts for each process that are begun before the first of them is read."""
WORTH = 400
"""Files below which another process costs more than it saves."""

T = TypeVar("T")


def rows_of(files: Iterable[Found], asking: Asking, workers: int | None = None) -> Iterator[Row]:
    """A row for each contract file, in order; `workers` is at most how many processes are used."""
    priced = spread(partial(row_at, asking=asking), files, workers)
    return (row for row in priced if row is not None)


def row_at(file: Found, asking: Asking = Asking()) -> Row | None:  # noqa: B008 - it is frozen
    """The row of a file that was found, or of a folder that cannot be read."""
    if file.problem is not None:
        return refused(file.path, asking, BadFile([file.problem]))
    return row_of(file.path, asking, named=file.named)


def spread(price: Callable[[Found], T], files: Iterable[Found], workers: int | None) -> Iterator[T]:
    """What `price` makes of each file, in order; few files stay in this process."""
    rest = iter(files)
    first = list(islice(rest, WORTH))
    count = _processors() if workers is None else workers
    if count < 2 or len(first) < WORTH:  # noqa: PLR2004 - one process is this one
        yield from map(price, chain(first, rest))
        return
    yield from _by_processes(price, chain(first, rest), count)


def _by_processes(price: Callable[[Found], T], files: Iterator[Found], count: int) -> Iterator[T]:
    """By a pool that ends with its last row, or with the caller: none of its processes outlives it."""
    from multiprocessing import get_all_start_methods, get_context

    method = "fork" if "fork" in get_all_start_methods() else None
    pool = get_context(method).Pool(count, _leave_signals)
    ahead = _Ahead(files, count)
    try:
        for made in pool.imap(partial(_part, price), ahead.parts()):
            ahead.taken()
            yield from made
        pool.close()
    finally:
        ahead.stop()
        pool.terminate()
        pool.join()


class _Ahead:
    """Parts of the files, some parts ahead of those whose rows were taken: a slow reader holds the pool back."""

    def __init__(self, files: Iterator[Found], count: int) -> None:
        self.files, self.room, self.stopped = files, Semaphore(PARTS_AHEAD * count), False

    def parts(self) -> Iterator[list[Found]]:
        """The files in parts; runs in the pool's own thread."""
        while self.room.acquire() and not self.stopped and (part := list(islice(self.files, PART))):
            yield part

    def taken(self) -> None:
        """The rows of one part were taken."""
        self.room.release()

    def stop(self) -> None:
        """No more parts are wanted."""
        self.stopped = True
        self.room.release()


def _part(price: Callable[[Found], T], files: Sequence[Found]) -> list[T]:
    return [price(file) for file in files]


def _leave_signals() -> None:
    """Ctrl-C and a closed terminal are answered by the parent, which ends its children."""
    for name, answer in (("SIGINT", signal.SIG_IGN), ("SIGHUP", signal.SIG_IGN), ("SIGTERM", signal.SIG_DFL)):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), answer)


def _processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
