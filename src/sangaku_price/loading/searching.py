"""How folders are searched: what is left out of them, by patterns of names and of ways, and whether git is asked."""

import os
import re
from collections.abc import Sequence
from fnmatch import translate
from functools import lru_cache
from pathlib import Path, PurePath
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text

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
        if not self.force:
            return False
        here = relative(path, self.root)
        return any(matches(one, self.exclude) for one in (here, *here.parents) if one.name not in {"", ".."})


DEFAULT = Search()


def relative(path: Path, root: Path) -> Path:
    """A path as it leads from a folder; from the root of the file system where it does not lie below."""
    return Path(os.path.relpath(path.absolute(), root.absolute()))


def matches(path: PurePath, patterns: Sequence[str]) -> bool:
    """Whether a pattern means a path: its name where the pattern has no slash, else the way from the root to it."""
    return is_meant(path.name, path.as_posix(), tuple(patterns))


def is_meant(name: str, way: str, patterns: tuple[str, ...]) -> bool:
    """The same of a name, and of the way that ends in it."""
    names, ways = _compiled(patterns)
    return bool(names.fullmatch(name) or ways.fullmatch(way))


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of names and patterns of ways, as one each; what means nothing matches nothing."""
    sides: tuple[list[str], list[str]] = ([], [])
    for one in patterns:
        sides["/" in one.strip("/")].append(translate(one.strip("/").removeprefix("./")))
    names, ways = (re.compile("|".join(side) or r"(?!)") for side in sides)
    return names, ways
