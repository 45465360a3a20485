"""Git, asked in its own words: what it ignores. Read only; nothing here changes a repository.

Names of files go through NUL-separated lists as bytes, so that spaces, quotes, line ends and Japanese stay what they
are. Without git, or outside a repository, nothing is ignored.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

QUIET: Mapping[str, str] = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
"""Git answers in English, takes no lock, and asks nobody for a password."""


def ask(folder: Path, arguments: Sequence[str], words: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """What git answers in a folder; None where there is no git."""
    environment = {**os.environ, **QUIET}
    try:
        return subprocess.run(  # noqa: S603 - git as the user has it, and words that are no options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the same
            input=words,
            capture_output=True,
            env=environment,
            check=False,
        )
    except OSError:
        return None


def ignored(folder: Path, files: Iterable[Path]) -> set[Path]:
    """Those of the files in a folder that git ignores; none where the folder is in no repository."""
    relative = {os.fsencode(one.relative_to(folder)): one for one in files}
    if not relative:
        return set()
    answer = ask(folder, ["check-ignore", "-z", "--stdin"], b"\0".join([*relative, b""]))
    if answer is None or answer.returncode not in {0, 1}:
        return set()
    return {relative[name] for name in answer.stdout.split(b"\0") if name in relative}
