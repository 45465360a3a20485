"""Git, asked in its own words: revisions, their files, what has changed since, what is ignored.

Read only; nothing here changes a repository or checks anything out. Names of files go through NUL-separated lists as
bytes, so that spaces, quotes, line ends and Japanese stay what they are.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text

MESSAGES = messages(
    {
        "git-missing": Text(
            "git がありません。インストールしてください（例 apt-get install git）。",
            "there is no git; install it (e.g. apt-get install git)",
        ),
        "git-no-repository": Text(
            "「{folder}」は git のリポジトリの中にありません。リポジトリの中で実行するか、cd で移ってください。"
            "まだなければ: git init && git add . && git commit",
            "{folder} is in no git repository; run this inside one (cd), or make one: "
            "git init && git add . && git commit",
        ),
        "git-no-work-tree": Text(
            "作業ツリーのないリポジトリ（bare）です。取り出してください: git clone {folder} 作業用",
            "is a repository without a working tree; check it out: git clone {folder} work",
        ),
        "git-unsafe": Text(
            "リポジトリの所有者が異なるため、git が開きません。信頼できるなら: "
            "git config --global --add safe.directory {folder}",
            "git does not open a repository of another owner; if you trust it: "
            "git config --global --add safe.directory {folder}",
        ),
        "git-unknown-revision": Text(
            "版「{revision}」が見つかりません。取得してください: {command}",
            "there is no revision {revision}; fetch it: {command}",
        ),
        "git-shallow": Text(
            "版「{revision}」が見つかりません。このクローンには履歴の一部しかありません（shallow）。"
            "全部取得してください: {command}（GitHub Actions では fetch-depth: 0、GitLab CI では GIT_DEPTH: 0）",
            "there is no revision {revision} in this shallow clone; fetch all of it: {command} "
            '(GitHub Actions: fetch-depth: 0; GitLab CI: GIT_DEPTH: "0")',
        ),
        "git-unrelated": Text(
            "「{revision}」と HEAD に共通の版がありません。取得してください: {command}",
            "{revision} and HEAD have no revision in common; fetch what they come from: {command}",
        ),
        "git-broken": Text(
            "リポジトリを読めません。git の答え: {said}。調べるには: git fsck",
            "the repository cannot be read; git says: {said}; to examine it: git fsck",
        ),
    }
)

QUIET: Mapping[str, str] = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
"""Git answers in English, takes no lock, and asks nobody for a password."""
LINK, SUBMODULE = "120000", "160000"
"""The modes of a symbolic link and of a submodule."""
SINCE_FORK = "..."
"""After a revision: the one where HEAD forked off from it, as `git diff REV...` has it."""


class NoRevision(NoAnswer):
    """A revision that cannot be read, and the command that mends it."""

    is_of_words = False


class Entry(NamedTuple):
    """A file of a revision."""

    mode: str
    oid: str


class Repository(NamedTuple):
    """A git repository with a working tree."""

    top: Path

    @classmethod
    def of(cls, folder: Path) -> "Repository":
        """The repository that a folder lies in. Raises NoRevision where there is none that can be read."""
        answer = ask(folder, ["rev-parse", "--show-toplevel"])
        if answer is None:
            raise NoRevision(message("git-missing"))
        if answer.returncode == 0:
            return cls(Path(os.fsdecode(answer.stdout.removesuffix(b"\n"))))
        said, here = _said(answer), str(folder.absolute())
        for sign, code in (
            ("dubious ownership", "git-unsafe"),
            ("work tree", "git-no-work-tree"),
            ("not a git", "git-no-repository"),
        ):
            if sign in said:
                raise NoRevision(message(code, folder=here))
        raise NoRevision(message("git-broken", said=said))

    def commit(self, revision: str) -> str:
        """The commit that a revision names; with `...` behind it, that where HEAD forked off. Raises NoRevision."""
        name = revision.removesuffix(SINCE_FORK)
        answer = self._answer(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])
        if answer.returncode:
            raise self._unknown(name, "git-unknown-revision")
        found = answer.stdout.decode().strip()
        if name == revision:
            return found
        answer = self._answer(["merge-base", found, "HEAD"])
        if answer.returncode:
            raise self._unknown(name, "git-unrelated")
        return answer.stdout.decode().strip()

    def _unknown(self, revision: str, code: str) -> NoRevision:
        """Why a revision is not there, and how it is had."""
        if self._answer(["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true":
            return NoRevision(message("git-shallow", revision=repr(revision), command="git fetch --unshallow"))
        remotes = [os.fsdecode(one) for one in self._answer(["remote"]).stdout.split(b"\n") if one]
        remote, _, branch = revision.partition("/")
        if branch and not remotes:
            command = f"git remote add {remote} URL && git fetch {remote} {branch}"
            return NoRevision(message(code, revision=repr(revision), command=command))
        here, wanted = (remote, branch) if branch and remote in remotes else (next(iter(remotes), "origin"), revision)
        return NoRevision(message(code, revision=repr(revision), command=f"git fetch {here} {wanted}"))

    def tree(self, commit: str) -> dict[str, Entry]:
        """Every file of a commit by its path from the top. Raises NoRevision where it cannot be read."""
        found = {}
        for line in self._list(["ls-tree", "-r", "-z", "--full-tree", commit]):
            facts, _, name = line.partition(b"\t")
            mode, _, oid = facts.decode().split(" ")
            found[os.fsdecode(name)] = Entry(mode, oid)
        return found

    def changed(self, commit: str) -> frozenset[str]:
        """Files that are others in the working tree than in a commit, with those of them that git does not know yet."""
        options = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=all"]
        tracked = self._list(["diff", *options, commit, "--"])
        unknown = self._list(["ls-files", "-z", "--others", "--exclude-standard"])
        return frozenset(map(os.fsdecode, (*tracked, *unknown)))

    def _list(self, arguments: Sequence[str]) -> list[bytes]:
        answer = self._answer(arguments)
        if answer.returncode:
            raise NoRevision(message("git-broken", said=_said(answer)))
        return [one for one in answer.stdout.split(b"\0") if one]

    def _answer(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        answer = ask(self.top, arguments)
        if answer is None:
            raise NoRevision(message("git-missing"))
        return answer


def ask(folder: Path, arguments: Sequence[str], words: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """What git answers in a folder; None where there is no git."""
    try:
        return subprocess.run(  # noqa: S603 - git as the user has it
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the same
            input=words,
            capture_output=True,
            env={**os.environ, **QUIET},
            check=False,
        )
    except OSError:
        return None


def ignored(folder: str, files: Iterable[str]) -> set[str]:
    """Those of the files in a folder that git ignores; none where it is in no repository, or ignored as a whole."""
    above = 0 if folder == "." else len(folder) + (not folder.endswith("/"))
    relative = {os.fsencode(one[above:]): one for one in files}
    answer = ask(Path(folder), ["check-ignore", "-z", "--stdin"], b"\0".join([b".", *relative, b""]))
    if answer is None or answer.returncode not in {0, 1}:
        return set()
    dropped = answer.stdout.split(b"\0")
    return set() if b"." in dropped else {relative[name] for name in dropped if name in relative}


def _said(answer: subprocess.CompletedProcess[bytes]) -> str:
    """The first line that git complained with."""
    return answer.stderr.decode(errors="replace").strip().partition("\n")[0] or str(answer.returncode)


class Objects:
    """The objects of a repository by their ids: one `git cat-file --batch` for all that is asked for."""

    def __init__(self, repository: Repository) -> None:
        self.asked = 0
        """How many have been asked for."""
        self._git = subprocess.Popen(  # noqa: S603 - git as the user has it
            ["git", "-C", str(repository.top), "cat-file", "--batch"],  # noqa: S607 - git as the user has it
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **QUIET},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._git.communicate()

    def read(self, oid: str) -> bytes | None:
        """The bytes of an object; None where the repository does not have it."""
        asking, answering = self._git.stdin, self._git.stdout
        if asking is None or answering is None:
            return None
        self.asked += 1
        try:
            asking.write(f"{oid}\n".encode())
            asking.flush()
        except OSError:  # git has given up
            return None
        facts = answering.readline().split()
        if len(facts) != len(("oid", "type", "size")):
            return None
        data = answering.read(int(facts[2]))
        answering.read(1)
        return data
