"""Which contracts a change touches: those that are others themselves, and those that name a file that is.

Of contracts that stand still only the text is looked at, and only where a file that they could name has changed; none
of them is read from the revision, let alone priced.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sangaku_price.assurance.configuration import Configuration
from sangaku_price.loading.recognition import says_contract
from sangaku_price.loading.repository import LINK, SUBMODULE, Objects, Repository
from sangaku_price.loading.revision import Revision, WorkingTree
from sangaku_price.loading.searching import Search, matches
from sangaku_price.toml.limits import MOST_BYTES
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import beginning

_NAMED = re.compile(rb"""["']([^"'\n]{1,500}\.(?:toml|json))["']""", re.IGNORECASE)
"""What looks like the name of a file that a contract or a tariff is priced with."""
ALIKE = 50
"""From so many per cent of common lines on, a file that is gone and a new one are one that was renamed; as git's."""
MOST_NAMED = 8
"""Files that name one another in a row; more a tariff may not extend."""


class Pair(NamedTuple):
    """A contract on both sides by its path from the top; None where there is none."""

    old: str | None
    new: str | None
    is_other: bool
    """Whether its own file changed, and not only what it names."""


class Watched(NamedTuple):
    """What is looked at, and what it is judged by."""

    paths: tuple[str, ...]
    """Files, folders and patterns as they were named."""
    search: Search
    everything: frozenset[str]
    """Paths from the top of files that concern every contract: the policy, the configuration."""
    baseline: str | None
    """The path from the top of the quote that contracts are compared with, or of the folder with one for each."""


def watched(config: Configuration, paths: Sequence[str], policy: str | None, working: WorkingTree) -> Watched:
    """What is looked at by what a command says and a configuration."""
    policies = [policy] if policy else [config.told.policy, *(one.policy for one in config.told.path)]
    names = [one if policy else config.path_of(one) for one in policies if one]
    files = (*names, *([config.source.name] if config.source else ()))
    told = config.told.baseline
    baseline = working.path_of(config.path_of(told)) if told else None
    everything = frozenset(path for name in files if (path := working.path_of(name)) is not None)
    return Watched(tuple(paths) or config.paths, config.search, everything, baseline)


def affected(revision: Revision, working: WorkingTree, changed: frozenset[str], look: Watched) -> tuple[Pair, ...]:
    """The contracts that a change touches, in the order of their paths.

    Raises BadFile for a path that leads nowhere, neither in the revision nor now.
    """
    finder = _Finder(revision, working, changed, look)
    return tuple(sorted(finder.pairs(), key=lambda one: one.new or one.old or ""))


class _Finder:
    """The search for them: what is looked at is known, and texts are read once."""

    def __init__(self, revision: Revision, working: WorkingTree, changed: frozenset[str], look: Watched) -> None:
        self.revision, self.working, self.changed, self.look = revision, working, changed, look
        self.names = {name: self._path_of(name) for name in look.paths}
        self._leads: dict[str, bool] = {}
        self._searched: dict[tuple[str, str], bool] = {}

    def _path_of(self, name: str) -> str:
        """A name as a path from the top; `.` is the top."""
        path = self.working.path_of(name)
        is_there = path is not None and (path == "." or path in self.revision.tree or self._is_folder_there(path))
        if path is None or not (is_there or Path(name).exists() or any(sign in name for sign in "*?[")):
            raise BadFile([problem("no-contract-here").at(name, None)])
        return path

    def _is_folder_there(self, path: str) -> bool:
        return any(one.startswith(f"{path}/") for one in self.revision.tree)

    def pairs(self) -> Iterator[Pair]:
        """Every contract that is touched."""
        ours = [path for path in self.changed if self.is_looked_at(path)]
        old = {path for path in ours if self._was_contract(path)}
        new = {path for path in ours if self._is_contract(path) or (path in old and self._is_there(path))}
        renamed = dict(self._renamed(sorted(old - new), sorted(new - old)))
        yield from (Pair(path, path, is_other=True) for path in old & new)
        yield from (Pair(before, after, is_other=True) for after, before in renamed.items())
        yield from (Pair(path, None, is_other=True) for path in old - new - set(renamed.values()))
        yield from (Pair(None, path, is_other=True) for path in new - old - set(renamed))
        yield from (Pair(path, path, is_other=False) for path in self._touched())

    def is_looked_at(self, path: str) -> bool:
        """Whether a path is one that was named, or lies in a folder that was, not hidden and not excluded there."""
        return any(self._means(name, here, path) for name, here in self.names.items())

    def _means(self, name: str, here: str, path: str) -> bool:
        if path == here:
            return True
        if any(sign in name for sign in "*?["):
            return matches(PurePosixPath(path), [here if "/" in here else f"./{here}"])
        inside = here == "." or path.startswith(f"{here}/")
        return inside and path.endswith(".toml") and self._is_searched(here, path)

    def _is_searched(self, here: str, path: str) -> bool:
        """Whether a path below a folder is come to when the folder is searched; asked once for every folder."""
        if path in {here, ""}:
            return True
        if (here, path) not in self._searched:
            above, _, name = path.rpartition("/")
            kept = not name.startswith(".") and not self.look.search.leaves_out(Path(self.working.name_of(path)))
            found = kept and self._is_searched(here, above)
            if path.endswith(".toml"):
                return found
            self._searched[here, path] = found
        return self._searched[here, path]

    def _was_contract(self, path: str) -> bool:
        entry = self.revision.tree.get(path)
        if entry is None or entry.mode == SUBMODULE:
            return False
        data = self.revision.bytes_of(path)
        return says_contract(data) if isinstance(data, bytes) else entry.mode == LINK and data.code == "link-out"

    def _is_contract(self, path: str) -> bool:
        return says_contract(self._text(path)) or self.working.file(self.working.name_of(path)) is not None

    def _is_there(self, path: str) -> bool:
        return os.path.lexists(self.working.top / path)

    def _text(self, path: str) -> bytes:
        """The beginning of a file of the working tree, which is the whole of one that can be a contract."""
        if self.working.file(self.working.name_of(path)) is not None:
            return b""
        return beginning(self.working.top / path, MOST_BYTES)

    # -- renamed -------------------------------------------------------------------------------------------------------

    def _renamed(self, gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
        """New and old paths of contracts that were renamed: the most alike first, each once."""
        before = {path: _lines(self.revision.bytes_of(path)) for path in gone}
        after = {path: _lines(self._text(path)) for path in come}
        likeness = [(_alike(before[one], after[other]), one, other) for one in before for other in after]
        left = set(gone) | set(come)
        for share, one, other in sorted(likeness, key=lambda found: (-found[0], found[1:])):
            if share >= ALIKE and {one, other} <= left:
                left -= {one, other}
                yield other, one

    # -- touched by another file ---------------------------------------------------------------------------------------

    def _touched(self) -> Iterator[str]:
        """Contracts that did not change, but that a file that did could move; each is read once, and from the disk."""
        if not self._could_move():
            return
        for path in self.revision.tree:
            if path not in self.changed and self.is_looked_at(path):
                text = self._still(path)
                if says_contract(text) and self._is_touched(path, text):
                    yield path

    def _still(self, path: str) -> bytes:
        """The text of a file that did not change: no link that has not been one, so nothing has to be asked of it."""
        if self.revision.tree[path].mode in {LINK, SUBMODULE}:
            return self._text(path)
        return beginning(self.working.top / path, MOST_BYTES)

    def _could_move(self) -> bool:
        return any(path.lower().endswith((".toml", ".json")) for path in self.changed)

    def _is_touched(self, path: str, text: bytes) -> bool:
        if self.changed & self.look.everything:
            return True
        baseline = self.look.baseline
        if baseline and {baseline, f"{baseline}/{PurePosixPath(path).stem}.json"} & self.changed:
            return True
        return any(self._leads_to_change(one) for one in _named(path, text) if one != path)

    def _leads_to_change(self, path: str, deep: int = 0) -> bool:
        """Whether a file changed, or names one that did, or one that names one."""
        if path in self.changed:
            return True
        if path not in self._leads:
            self._leads[path] = False  # until it is known: files may name one another in a circle
            if path in self.revision.tree and deep < MOST_NAMED:
                named = _named(path, self._still(path))
                self._leads[path] = any(self._leads_to_change(one, deep + 1) for one in named)
        return self._leads[path]


def _named(path: str, text: bytes) -> Iterator[str]:
    """Paths from the top of the files that a text names."""
    folder = os.path.dirname(path)  # noqa: PTH120 - of a revision, not of the disk
    for name in dict.fromkeys(_NAMED.findall(text)):
        yield os.path.normpath(os.path.join(folder, name.decode("utf-8", "replace")))  # noqa: PTH118 - the same


def _lines(data: object) -> Counter[bytes]:
    return Counter(data.splitlines() if isinstance(data, bytes) else ())


def _alike(one: Counter[bytes], other: Counter[bytes]) -> int:
    """Per cent of the lines that both have, rounded down."""
    lines = one.total() + other.total()
    return 200 * (one & other).total() // lines if lines else 0


def changed_contracts(
    revision: str, paths: Sequence[str], policy: str | None, config: Configuration
) -> tuple[str, ...]:
    """The contracts of now that a change since a revision touches.

    Raises NoRevision, and BadFile for a path that leads nowhere.
    """
    repository = Repository.of(Path())
    commit = repository.commit(revision)
    working = WorkingTree(repository)
    with Objects(repository) as objects:
        old = Revision(repository, commit, objects)
        pairs = affected(old, working, repository.changed(commit), watched(config, paths, policy, working))
    return tuple(working.name_of(one.new) for one in pairs if one.new is not None)
