"""The files of a revision, and those of the working tree beside it: where the two sides of a difference are read from.

A name leads where it would lead on the disk: from the working folder, through symbolic links. What lies outside the
repository belongs to no revision and is read as it is now; a link that leads out of it is refused on both sides, as is
an old revision's file in a submodule, which is another repository's.
"""

import os
from pathlib import Path, PurePosixPath

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.repository import LINK, SUBMODULE, Entry, Objects, Repository
from sangaku_price.toml.problems import Problem, problem
from sangaku_price.toml.reading import MESSAGES as READING

MESSAGES = messages(
    {
        "link-out": Text(
            "リポジトリの外を指すシンボリックリンクです。リポジトリの中に置いてください。",
            "is a symbolic link that leads out of the repository; keep the file in it",
        ),
        "link-circle": Text("シンボリックリンクが循環しています。", "is a symbolic link that leads in a circle"),
        "in-submodule": Text(
            "サブモジュールの中のファイルは、以前の版を読めません。このリポジトリに置いてください。",
            "lies in a submodule, of which no old revision is read; keep the file in this repository",
        ),
        "file-missing": READING["file-missing"],
        "file-is-folder": READING["file-is-folder"],
        "object-missing": Text(
            "この版のファイルがリポジトリにありません。取得してください: git fetch --refetch",
            "the repository lacks the file of this revision; fetch it: git fetch --refetch",
        ),
    }
)

PACKAGE = Path(__file__).parents[1].resolve()
"""What is installed is of no revision, wherever it is installed."""
MOST_LINKS = 40
"""Links that are followed, as systems do."""


class WorkingTree:
    """The files of a repository as they are on the disk."""

    def __init__(self, repository: Repository) -> None:
        self.top = Path(os.path.realpath(repository.top))
        self._here = os.path.relpath(os.path.realpath("."), self.top)

    def path_of(self, name: str) -> str | None:
        """A name as a path from the top, no link followed; None where it lies outside, or in what is installed."""
        here = Path(os.path.normpath(Path(os.path.realpath(".")) / name))
        if not here.is_relative_to(self.top) or here.is_relative_to(PACKAGE):
            return None
        return here.relative_to(self.top).as_posix()

    def name_of(self, path: str) -> str:
        """A path from the top as it leads from the working folder."""
        return path if self._here == "." else os.path.relpath(path, self._here)

    def file(self, name: str) -> Problem | None:
        """Why a file is not to be read; None where the disk has it."""
        path = self.path_of(name)
        if path is None:
            return None
        real = Path(os.path.realpath(self.top / path))
        return None if real.is_relative_to(self.top) else problem("link-out")


class Revision:
    """The files of a commit."""

    def __init__(self, repository: Repository, commit: str, objects: Objects) -> None:
        self.commit = commit
        self.tree = repository.tree(commit)
        self._objects = objects
        self._kept: dict[str, bytes] = {}
        self._working = WorkingTree(repository)
        self._folders = {str(above) for path in self.tree for above in PurePosixPath(path).parents}

    def file(self, name: str) -> bytes | Problem | None:
        """The bytes of a file by its name, or why there are none; None for one that lies outside the repository."""
        path = self._working.path_of(name)
        return None if path is None else self.bytes_of(path)

    def bytes_of(self, path: str) -> bytes | Problem:
        """The bytes of a file by its path from the top, or why there are none."""
        for _ in range(MOST_LINKS):
            entry, there, rest = self._first(path)
            if entry is None:
                return problem("file-is-folder" if path in self._folders else "file-missing")
            if entry.mode == SUBMODULE:
                return problem("in-submodule")
            if entry.mode != LINK:
                return problem("file-missing") if rest else self._bytes(entry)
            target = self._bytes(entry)
            if isinstance(target, Problem):
                return target
            path = os.path.normpath(os.path.join(os.path.dirname(there), os.fsdecode(target), rest))  # noqa: PTH118, PTH120 - of git, not of the disk
            if path.startswith(("/", "..")):
                return problem("link-out")
        return problem("link-circle")

    def _first(self, path: str) -> tuple[Entry | None, str, str]:
        """The first entry on the way to a path that is a file, a link or a submodule; its path, and what is left."""
        parts = path.split("/")
        for number in range(1, len(parts) + 1):
            there = "/".join(parts[:number])
            if there in self.tree:
                return self.tree[there], there, "/".join(parts[number:])
        return None, "", ""

    def _bytes(self, entry: Entry) -> bytes | Problem:
        if entry.oid not in self._kept:
            found = self._objects.read(entry.oid)
            if found is None:
                return problem("object-missing")
            self._kept[entry.oid] = found
        return self._kept[entry.oid]
