"""Which files a portfolio has: those that are named, and the TOML files below the folders that are named."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """A file, and whether it was named itself: then it is meant as a contract, whatever is in it."""

    path: str
    named: bool


def found_in(paths: Iterable[str], suffixes: tuple[str, ...] = (".toml",)) -> Iterator[Found]:
    """The files in the order of the paths, of a folder in the order of their names, each once.

    Names that begin with a dot are passed over. One folder's names are held at a time; what is gone when it is its
    turn is answered where it is read.
    """
    for path in dict.fromkeys(paths):
        if path != "-" and os.path.isdir(path):  # noqa: PTH112 - a path of 100,000 is no object
            for one in _below(path, suffixes):
                yield Found(one, named=False)
        else:
            yield Found(path, named=True)


def _below(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    try:
        with os.scandir(folder) as inside:
            names = sorted((one.name, one.is_dir(follow_symlinks=False)) for one in inside if one.name[:1] != ".")
    except OSError:
        yield folder  # read as a file, it says what is wrong with it
        return
    for name, is_folder in names:
        path = name if folder == "." else os.path.join(folder, name)  # noqa: PTH118
        if is_folder:
            yield from _below(path, suffixes)
        elif name.endswith(suffixes):
            yield path
