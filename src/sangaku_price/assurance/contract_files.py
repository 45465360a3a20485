"""Which files a check looks at: those that are named, and those that are found in folders, as ruff finds them.

In a folder are left out: hidden files, what git ignores, and what `exclude` says (by default environments, build
folders and what package managers keep). A file that is named is looked at, unless exclusion is forced.
"""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import lru_cache
from glob import glob
from pathlib import Path, PurePath
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.recognition import says_contract
from sangaku_price.loading.repository import ignored
from sangaku_price.toml.limits import MOST_BYTES

MESSAGES = messages(
    {
        "no-contract-here": Text(
            "契約ファイル（[contract] のある .toml）が見つかりません。",
            "no contract file (a .toml with [contract]) is here",
        ),
    }
)

EXCLUDED = (
    *(".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox"),
    *(".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode"),
    *("__pypackages__", "_build", "buck-out", "build", "dist", "node_modules", "site-packages", "venv"),
)
"""What is left out by default; the list is ruff's."""
ENVIRONMENT = "pyvenv.cfg"
"""A folder with this file is an environment, whatever its name."""


class Search(NamedTuple):
    """How folders are searched."""

    root: Path = Path()
    """From where patterns with a slash lead."""
    exclude: tuple[str, ...] = EXCLUDED
    force: bool = False
    """Whether what is excluded is left out also where it is named."""
    ask_git: bool = True

    def leaves_out(self, path: Path) -> bool:
        """Whether a file or folder is excluded, whatever is said of the folder that it is in."""
        return matches(relative(path, self.root), self.exclude)

    def forbids(self, path: Path) -> bool:
        """Whether a file is left out even where it is named: by force, it or a folder that it is in."""
        here = relative(path, self.root)
        return self.force and any(
            matches(one, self.exclude) for one in (here, *here.parents) if one.name not in {"", ".."}
        )


class Found(NamedTuple):
    """The contract files that were found, each once, and the names that led to none."""

    files: tuple[str, ...]
    empty: tuple[str, ...]


DEFAULT = Search()


def find(names: Sequence[str], search: Search = DEFAULT, *, skip_others: bool = False) -> Found:
    """The contract files that names mean: files, folders, patterns, `-`.

    A file that is named is one, whatever is in it; with `skip_others` only if it has a [contract] table.
    """
    files: list[str] = []
    empty: list[str] = []
    for name in names:
        found = list(_meant(name, search, skip_others=skip_others))
        files += found
        is_left_out = Path(name).is_file() and (skip_others or search.forbids(Path(name)))
        if not found and not is_left_out:
            empty.append(name)
    return Found(tuple(dict.fromkeys(files)), tuple(empty))


def is_contract(path: Path) -> bool:
    """Whether a file says that it is a contract; it may be wrong in all else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            return says_contract(file.read(MOST_BYTES))
    except FileNotFoundError:
        return False
    except OSError:  # what cannot be read is reported when it is checked
        return True


def relative(path: Path, root: Path) -> Path:
    """A path as it leads from a folder; from the root of the file system where it does not lie below."""
    return Path(os.path.relpath(path.absolute(), root.absolute()))


def matches(path: PurePath, patterns: Sequence[str]) -> bool:
    """Whether a pattern means a path: its name where the pattern has no slash, else the way from the root to it."""
    names, ways = _compiled(tuple(patterns))
    return bool(names.fullmatch(path.name) or ways.fullmatch(path.as_posix()))


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of names and patterns of ways, as one each; what means nothing matches nothing."""
    sides: tuple[list[str], list[str]] = ([], [])
    for one in patterns:
        sides["/" in one.strip("/")].append(translate(one.strip("/").removeprefix("./")))
    names, ways = (re.compile("|".join(side) or r"(?!)") for side in sides)
    return names, ways


def _meant(name: str, search: Search, *, skip_others: bool) -> Iterator[str]:
    path = Path(name)
    if name == "-":
        yield name
    elif path.is_dir() and not search.forbids(path):
        yield from (str(one) for one in sorted(in_folder(path, search)) if is_contract(one))
    elif not path.exists() and any(sign in name for sign in "*?["):
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - ** as shells have it
        yield from (one for one in found if is_contract(Path(one)) and not search.forbids(Path(one)))
    elif not (path.is_file() and ((skip_others and not is_contract(path)) or search.forbids(path))):
        yield name


def in_folder(folder: Path, search: Search) -> Iterator[Path]:
    """The TOML files of a folder that are not left out, contracts or not."""
    repositories: dict[Path, list[Path]] = {}
    home = {folder: folder}
    for here, below, names in os.walk(folder):
        place = Path(here)
        below[:] = sorted(name for name in below if _is_entered(place / name, search))
        for name in below:
            inner = place / name
            home[inner] = inner if (inner / ".git").exists() else home[place]
        for name in names:
            one = place / name
            if name.endswith(".toml") and not name.startswith(".") and not search.leaves_out(one):
                repositories.setdefault(home[place], []).append(one)
    for repository, files in repositories.items():  # a submodule is asked for itself
        dropped = ignored(repository, files) if search.ask_git else set()
        yield from (one for one in files if one not in dropped)


def _is_entered(folder: Path, search: Search) -> bool:
    """Whether a folder is searched: a link is not, as it may lead anywhere, also back."""
    return not (
        folder.name.startswith(".")
        or folder.is_symlink()
        or search.leaves_out(folder)
        or (folder / ENVIRONMENT).is_file()
    )
