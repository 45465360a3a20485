"""What of many files is in force: one contract may be there as its file, as a frozen quote, and as its change.

What is changed or frozen elsewhere is told, and left out of sums. A first pass over the files keeps what changed
contracts ([amends], 変更契約) and frozen quotes say of others: digests, and names of files. A contract file is known by
its hash, which stands in each quote that was frozen of it; one that was edited since then by its name, beside the
frozen quote or the file that changes it. A frozen quote is known by its digest, and by the hash of its contract file.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sangaku_price.documents.records import Said
from sangaku_price.language.text import Text
from sangaku_price.loading.contract_files import Found, beginning_of, is_file
from sangaku_price.loading.recognition import says_contract
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import parse, read, read_bytes

if TYPE_CHECKING:
    from sangaku_price.portfolios.impact import Move
    from sangaku_price.portfolios.row import Row

CHANGED = Text("変更済み（{file}）", "superseded by {file}")
REPLACED = Text("差替え済み（{file}）", "replaced by {file}")
SAME = Text("「{file}」と同じ契約", "the same contract as {file}")
QUOTE = ".json"
FIRST = ""
"""The digest of what a first contract changes."""
Told = Callable[[int, int], None]
One = TypeVar("One", "Row", "Move")


class _Layer(NamedTuple):
    """A frozen quote of a chain of changes."""

    digest: str
    sha256: str
    """Of its contract file."""
    name: str
    """Of its contract file, without folders."""
    ground: str
    """The digest of what it changes itself."""


class _By(NamedTuple):
    """The file that changes something, and how directly: a change of its change supersedes it, too."""

    distance: int
    is_quote: bool
    file: str


class InForce:
    """What some files of a run say of others."""

    def __init__(self) -> None:
        self.files = 0
        """Contracts and frozen quotes that were looked at."""
        self.digests: dict[str, _By] = {}
        self.specs: dict[str, _By] = {}
        self.names: dict[str, tuple[_By, str]] = {}
        """By whole paths of contract files that may have been edited: who changes them, and what they change."""
        self.grounds: dict[str, str] = {}
        """By whole paths of changed contracts: the digest of what they change."""
        self.replaced: dict[str, str] = {}
        self.frozen: dict[str, str] = {}
        """By the hashes of the contract files of frozen quotes: the file of the run that stands for the contract."""

        self.quotes: dict[str, tuple[str, ...]] = {}
        """By the same hashes: the digests of the quotes that were frozen of the file."""

    # -- learnt --------------------------------------------------------------------------------------------------------

    def learn_quote(self, path: str) -> None:
        """What a frozen quote supersedes: the ones that it changes or replaces. Other JSON says nothing."""
        found = _read_quote(path)
        if found is None:
            return
        self.files += 1
        own, *chain = _layers(found)
        self._supersede(chain, path, os.path.dirname(path))  # noqa: PTH120 - one of very many
        self.frozen.setdefault(own.sha256, path)
        self.quotes[own.sha256] = (*self.quotes.get(own.sha256, ()), own.digest)
        old = _of(found, "frozen").get("supersedes")
        if isinstance(old, str) and old != own.digest:
            self.replaced.setdefault(old, path)

    def learn_contract(self, path: str) -> None:
        """What a contract file changes, if it is a changed contract; and that it stands for its frozen quotes."""
        try:
            data = beginning_of(path)
        except OSError:
            return
        if self.frozen:
            from hashlib import sha256

            digest = sha256(data).hexdigest()
            if self.frozen.get(digest, "").endswith(QUOTE):
                self.frozen[digest] = path
        is_contract = says_contract(data)
        self.files += is_contract
        if b"amends" not in data or not is_contract:
            return
        with suppress(BadFile):
            source = read(path)
            quote = _of(parse(source), "amends").get("quote")
            place = str(source.folder / quote) if isinstance(quote, str) and source.folder is not None else ""
            if chain := _layers(_read_quote(place)):
                self.grounds[_whole(path)] = chain[0].digest
                self._supersede(chain, path, os.path.dirname(place))  # noqa: PTH120 - one of very many

    def _supersede(self, chain: Iterable[_Layer], path: str, folder: str) -> None:
        for distance, layer in enumerate(chain):
            by = _By(distance, path.endswith(QUOTE), path)
            for table, key in ((self.digests, layer.digest), (self.specs, layer.sha256)):
                table[key] = min(table.get(key, by), by)
            for beside in {folder, os.path.dirname(path)}:  # noqa: PTH120 - one of very many
                key = _whole(os.path.join(beside, layer.name))  # noqa: PTH118 - the same
                self.names[key] = min(self.names.get(key, (by, layer.ground)), (by, layer.ground))

    # -- asked ---------------------------------------------------------------------------------------------------------

    def instead_of(self, file: str, sha256: str, digest: str = "") -> Said | None:
        """The file that stands in the place of a contract file, or of a frozen quote by its digest; None: it counts."""
        by = self.digests.get(digest) or self.specs.get(sha256)
        if by is not None and by.file != file:
            return Said.of(by.file, CHANGED.filled(file=by.file))
        if not digest:
            return self._by_quotes(sha256) or self._by_name(file)
        if (new := self.replaced.get(digest)) is not None and new != file:
            return Said.of(new, REPLACED.filled(file=new))
        same = self.frozen.get(sha256, file)
        return None if same == file else Said.of(same, SAME.filled(file=same))

    def _by_quotes(self, sha256: str) -> Said | None:
        """What replaces every quote that was frozen of a contract file: it was kept under another name."""
        quotes = self.quotes.get(sha256, ())
        if not quotes or not all(one in self.replaced for one in quotes):
            return None
        new = self.replaced[quotes[-1]]
        return Said.of(new, REPLACED.filled(file=new))

    def _by_name(self, file: str) -> Said | None:
        """Who changes a contract file that was edited since it was frozen: it still is the same change, or none."""
        key = _whole(file)
        by, ground = self.names.get(key, (None, FIRST))
        if by is None or by.file == file or self.grounds.get(key, FIRST) != ground:
            return None
        return Said.of(by.file, CHANGED.filled(file=by.file))


def in_force(contracts: Iterable[Found], quotes: Iterable[Found] = ()) -> InForce:
    """The first pass: what the files of a run say of one another. What cannot be read says nothing here."""
    found = InForce()
    for one in _readable(quotes):
        if one.path.endswith(QUOTE):
            found.learn_quote(one.path)
    for one in _readable(contracts):
        if not one.path.endswith(QUOTE):
            found.learn_contract(one.path)
    return found


def _readable(files: Iterable[Found]) -> Iterator[Found]:
    """Files that can be read twice: no standard input, no pipe."""
    return (one for one in files if one.problem is None and not (one.named and not is_file(one.path)))


def marked(made: Iterable[One], known: Callable[[], InForce], progress: Told | None = None) -> Iterator[One]:
    """Rows, or moves, with the file that stands in the place of each that does not count.

    `progress` is told how many there were, and how many files there are.
    """
    here = known()
    for done, one in enumerate(made, 1):
        if progress is not None:
            progress(done, here.files)
        said = here.instead_of(one.file, one.sha256, getattr(one, "digest", "")) if one.mistake is None else None
        yield one if said is None else one._replace(superseded_by=said)


def _read_quote(path: str) -> Mapping[str, object] | None:
    """A frozen quote, as it is; None of what is none. Whether it was altered is said where it is a row."""
    from sangaku_price.interchange.json import parse_json

    with suppress(BadFile):
        data = read_bytes(path)
        found = parse_json(data) if b'"frozen"' in data else None
        if isinstance(found, Mapping) and isinstance(found.get("frozen"), Mapping):
            return found
    return None


def _layers(quote: Mapping[str, object] | None) -> list[_Layer]:
    """A frozen quote and those that it stands on, the newest first."""
    found: list[_Layer] = []
    here: object = quote
    while isinstance(here, Mapping):
        spec, below = _of(_of(here, "frozen"), "spec"), _of(here, "frozen").get("amends")
        ground = below.get("digest", FIRST) if isinstance(below, Mapping) else FIRST
        found.append(_Layer(*map(str, (here.get("digest"), here.get("spec_sha256"), spec.get("name"), ground))))
        here = below
    return found


def _of(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    """A table in a table; an empty one where there is none."""
    found = table.get(key)
    return found if isinstance(found, Mapping) else {}


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - one of very many
