"""Which contract files names mean: those that are named, and those that are found in folders, as ruff finds them.

In a folder are left out: hidden files, what git ignores, and what `exclude` says (by default environments, build
folders and what package managers keep). A file that is named is looked at, unless exclusion is forced. Files come one
after another: of a folder its names are held, and as many files as git is asked about at once.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.recognition import says_contract
from sangaku_price.loading.searching import DEFAULT, Search, is_meant, relative
from sangaku_price.toml.limits import MOST_BYTES
from sangaku_price.toml.problems import Problem, problem

MESSAGES = messages(
    {
        "folder-unreadable": Text(
            "フォルダーの中を読めません（{reason}）。", "what is in this folder cannot be read ({reason})"
        ),
    }
)

ENVIRONMENT = "pyvenv.cfg"
"""A folder with this file is an environment, whatever its name."""
REPOSITORY = ".git"
CONTRACTS = (".toml",)
SIGNS = "*?["
"""What makes a pattern of a name that no file has."""
USUAL = 1 << 14
"""Bytes that hardly any contract has."""
ASKED = 1000
"""Files about which git is asked at once."""


class Found(NamedTuple):
    """A file, and whether it was named itself: then it is meant as a contract, whatever is in it."""

    path: str
    named: bool
    problem: Problem | None = None
    """Of a folder that cannot be read: why."""


class Files(NamedTuple):
    """The contract files that were found, each once, the names that led to none, and what could not be searched."""

    files: tuple[str, ...]
    empty: tuple[str, ...]
    unread: tuple[Problem, ...]


def find(names: Sequence[str], search: Search = DEFAULT, *, skip_others: bool = False) -> Files:
    """The contract files that names mean: files, folders, patterns, `-`.

    A file that is named is one, whatever is in it; with `skip_others` only if it has a [contract] table.
    """
    files: dict[str, None] = {}
    empty: list[str] = []
    unread: list[Problem] = []
    for name in names:
        met = search.forbids(Path(name))
        for one in found_in([name], search):
            is_wanted = one.problem is None and _is_wanted(one, skip_others=skip_others)
            met |= is_wanted or one.named or one.problem is not None
            if is_wanted:
                files[one.path] = None
            elif one.problem is not None:
                unread.append(one.problem)
        if not met:
            empty.append(name)
    return Files(tuple(files), tuple(empty), tuple(unread))


def _is_wanted(one: Found, *, skip_others: bool) -> bool:
    """Whether a file is looked at: one that was found if it is a contract, one that was named in any case."""
    return is_contract(one.path) if not one.named or (skip_others and is_file(one.path)) else True


def found_in(names: Iterable[str], search: Search = DEFAULT, suffixes: tuple[str, ...] = CONTRACTS) -> Iterator[Found]:
    """The files that names mean, in the order of the names, of a folder in the order of its own; each once.

    Whether a file that was found is a contract is seen where it is read; what is gone when it is its turn is answered
    there, too.
    """
    meant: dict[str, Found] = {}
    for one in (one for name in names for one in _meant(name, search)):
        key = os.path.normpath(one.path)
        if one.named or key not in meant:
            meant[key] = one
    rest = _Rest(meant)
    for key, one in meant.items():
        if not rest.take(key):
            continue
        if os.path.isdir(one.path):  # noqa: PTH112 - Path("") would be the current folder
            yield from _in_folder(one.path, search, suffixes, rest)
        else:
            yield one


def _meant(name: str, search: Search) -> Iterator[Found]:
    """The files and folders that one name means."""
    if search.forbids(Path(name)):
        return
    if not any(sign in name for sign in SIGNS) or os.path.lexists(name):
        yield Found(name, named=True)
        return
    from glob import glob

    for one in sorted(glob(name, recursive=True)):  # noqa: PTH207 - ** as shells have it
        if not search.forbids(Path(one)) and is_file(one):
            yield Found(one, named=False)


class _Rest:
    """What was named and did not have its turn yet: it may be met in a folder before."""

    def __init__(self, meant: Mapping[str, Found]) -> None:
        self.meant, self.left = meant, set(meant)

    def is_named(self, path: str) -> bool:
        """Whether a path of a folder was named itself, too."""
        return len(self.meant) > 1 and os.path.normpath(path) in self.meant

    def take(self, path: str) -> bool:
        """Whether it is the turn of a path that was named: it has one."""
        key = os.path.normpath(path)
        is_left = key in self.left
        self.left.discard(key)
        return is_left

    def met(self, one: Found) -> Iterator[Found]:
        """A file of a folder, unless it was there already; one that was named is meant as a contract."""
        if one.problem is not None or not self.is_named(one.path):
            yield one
        elif self.take(one.path):
            yield one._replace(named=self.meant[os.path.normpath(one.path)].named)


def is_file(path: str) -> bool:
    """Whether a name is a regular file's: a pipe would never end."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - one of very many
    except (OSError, ValueError):
        return False


def is_contract(path: str) -> bool:
    """Whether a file says that it is a contract; it may be wrong in all else."""
    try:
        return says_contract(beginning_of(path))
    except OSError:  # what cannot be read is reported when it is checked
        return True


def beginning_of(path: str) -> bytes:
    """The first bytes of a file, which are all of what can be a contract. Raises OSError."""
    with FileIO(path) as file:
        data = file.read(USUAL)  # room for the most takes longer than the reading
        return data if len(data) < USUAL else data + file.read(MOST_BYTES - USUAL)


# -- folders -----------------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """A folder that is searched."""

    path: str
    """As the user would name it."""
    way: str
    """As it leads from the root of the patterns."""
    home: str
    """The folder from which git is asked: that which was named, or a repository below it."""

    def __truediv__(self, name: str) -> "_Place":
        path = name if self.path == "." else os.path.join(self.path, name)  # noqa: PTH118 - one of very many
        return _Place(path, name if self.way == "." else f"{self.way}/{name}", self.home)


def _in_folder(name: str, search: Search, suffixes: tuple[str, ...], rest: _Rest) -> Iterator[Found]:
    """The files of a folder that are not left out."""
    folder = Path(name)
    top = _Place(str(folder), relative(folder, search.root).as_posix(), str(folder))
    found = _below(top, search, suffixes, rest, is_top=True)
    while part := list(islice(found, ASKED)):
        dropped = _ignored(part) if search.ask_git else frozenset()
        for one, _ in part:
            if one.path not in dropped:
                yield from rest.met(one)


def _below(
    place: _Place, search: Search, suffixes: tuple[str, ...], rest: _Rest, *, is_top: bool
) -> Iterator[tuple[Found, str]]:
    """What is below a folder, in order, each with the folder from which git is asked."""
    try:
        names, folders = _listed(place.path, suffixes)
    except OSError as refusal:
        label = place.path.encode("utf-8", "replace").decode()
        said = problem("folder-unreadable", reason=refusal.strerror or type(refusal).__name__).at(label, None)
        yield Found(label, named=False, problem=said), place.home
        return
    if not is_top:
        if ENVIRONMENT in folders:
            return
        if REPOSITORY in folders:
            place = place._replace(home=place.path)
    for name in names:
        inner = place / name
        if is_meant(name, inner.way, search.exclude):
            continue
        if name in folders:
            is_named = rest.is_named(inner.path)
            if not is_named:
                yield from _below(inner, search, suffixes, rest, is_top=False)
            elif rest.take(inner.path):
                yield from _below(inner._replace(home=inner.path), search, suffixes, rest, is_top=True)
        else:
            yield Found(inner.path, named=False), place.home


def _listed(folder: str, suffixes: tuple[str, ...]) -> tuple[list[str], set[str]]:
    """The names in a folder that are not hidden, in order, and which of them are folders; with them what marks one.

    A link to a folder is not entered: it may lead anywhere, also back. One that leads nowhere is answered when it is
    read.
    """
    names, folders = [], set()
    with os.scandir(folder) as inside:
        for one in inside:
            if one.name in {ENVIRONMENT, REPOSITORY}:
                folders.add(one.name)
            elif one.name[:1] == ".":
                continue
            elif one.is_dir(follow_symlinks=False):
                folders.add(one.name)
                names.append(one.name)
            elif one.name.endswith(suffixes) and (one.is_file(follow_symlinks=False) or _may_be_read(one)):
                names.append(one.name)
    names.sort()
    return names, folders


def _may_be_read(one: "os.DirEntry[str]") -> bool:
    """Whether what is no file itself is a link to one, or to nowhere; neither one to a folder nor a pipe."""
    return one.is_symlink() and (is_file(one.path) or not os.path.exists(one.path))  # noqa: PTH110


def _ignored(part: Sequence[tuple[Found, str]]) -> frozenset[str]:
    """The paths of files that git ignores; a repository in a repository is asked for itself."""
    from sangaku_price.loading.repository import ignored

    homes: dict[str, list[str]] = {}
    for one, home in part:
        if one.problem is None:
            homes.setdefault(home, []).append(one.path)
    return frozenset().union(*(ignored(home, files) for home, files in homes.items()))
