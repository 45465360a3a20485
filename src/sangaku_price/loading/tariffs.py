"""Tariffs by their names: those that are shipped, files that the user names, and what they extend."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.law_file import DATA
from sangaku_price.loading.places import named_by, placed
from sangaku_price.loading.tariff_file import is_tariff, read_tariff
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem, shown
from sangaku_price.toml.reading import Slipped, Source, parse, read
from sangaku_price.toml.validation import Raw

MESSAGES = messages(
    {
        "tariff-path": Text("料金表のパスは .toml で終わる必要があります。", "a tariff's path ends in .toml"),
        "extends-circle": Text("extends が循環しています: {names}", "extends goes round in a circle: {names}"),
    }
)

SHIPPED = DATA / "tariffs"
MOST_EXTENDS = 8
"""Tariffs that may extend one another in a row."""
TariffOf = Callable[[str, Path | None], Tariff]
"""The tariff of a name, which may be a path from a folder."""


def load_tariff(name: str, folder: Path | None = None, chain: tuple[str, ...] = ()) -> Tariff:
    """A shipped tariff by its id, or a TOML file that the user names, relative to `folder`.

    Raises BadFile with every mistake.
    """
    if not _is_path(name):
        ident = _shipped_id(name)
        return _shipped(ident) if not chain else _read_tariff(read(str(SHIPPED / f"{ident}.toml")), chain)
    if not name.lower().endswith(".toml"):
        raise BadFile([problem("tariff-path", "tariff", name)])
    try:
        return _read_tariff(read(str((folder or Path()) / name)), chain)
    except BadFile as refusal:
        raise BadFile(_wrong_file(refusal.problems, name)) from None


def each_once(most: int = 256) -> TariffOf:
    """Tariffs as `load_tariff` has them, each read once however many contracts name it."""
    return lru_cache(maxsize=most)(load_tariff)


def _shipped_id(name: str) -> str:
    """The id of a shipped tariff. Raises BadFile where there is none of this name."""
    ident = tariff_named(name)
    if ident in shipped_ids():
        return ident
    from sangaku_price.loading.institutions import unknown_tariff

    raise BadFile([unknown_tariff(ident, SHIPPED)])


def tariff_named(name: str) -> str:
    """The id of a shipped tariff that is named by its institution; every other word as it is."""
    if name in shipped_ids() or _is_path(name):
        return name
    from sangaku_price.loading.institutions import shipped_id

    return shipped_id(name, SHIPPED) or name


def read_tariff_file(name: str) -> tuple[Tariff, Source]:
    """A shipped tariff by its id, a file by its path, or `-` for standard input, with the text it was read from.

    Raises BadFile with every mistake.
    """
    source = read(name) if name == "-" or _is_path(name) else _shipped_text(_shipped_id(name))
    return _read_tariff(source, ()), source


def tariff_texts(name: str, folder: Path | None = None) -> tuple[Source, ...]:
    """The files that a tariff is made of: its own, then what it extends, and so on.

    For a tariff that has been loaded without a mistake.
    """
    path = (folder or Path()) / name if _is_path(name) else SHIPPED / f"{tariff_named(name)}.toml"
    source = read(str(path))
    extends = parse(source).get("extends")
    return (source, *(tariff_texts(extends, source.folder) if isinstance(extends, str) else ()))


def tariff_of_texts(texts: Sequence[Source]) -> Tariff | None:
    """A tariff from its texts, its own first; None where there is no text. Raises BadFile with every mistake."""
    tariff: Tariff | None = None
    for source in reversed(texts):
        raw = parse(source)
        tariff, problems = read_tariff(raw, source.sha256, tariff)
        if tariff is None:
            raise BadFile(placed(problems, source, raw, {}))
    return tariff


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped tariffs, in order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


@cache
def _shipped(name: str) -> Tariff:
    return _read_tariff(_shipped_text(name), (), compared=True)


def _shipped_text(ident: str) -> Source:
    return read(str(SHIPPED / f"{ident}.toml"))._replace(name=f"{ident}.toml")


def _read_tariff(source: Source, chain: tuple[str, ...], *, compared: bool = False) -> Tariff:
    try:
        raw = parse(source)
    except Slipped as slipped:
        from sangaku_price.toml.further import with_others

        raise with_others(slipped, lambda rest, tables: _tariff_of(rest, tables, chain)) from None
    return _tariff_of(source, raw, chain, compared=compared)


def _tariff_of(source: Source, raw: Raw, chain: tuple[str, ...], *, compared: bool = False) -> Tariff:
    parent, extends = None, raw.get("extends")
    if isinstance(extends, str) and is_tariff(raw):
        seen = (*chain, source.name)
        target = extends if not _is_path(extends) else str((source.folder or Path()) / extends)
        if target in seen or len(seen) > MOST_EXTENDS:
            circle = problem("extends-circle", "extends", extends, names=" → ".join((*seen, extends)))
            raise BadFile(placed([circle], source, raw, {}))
        try:
            parent = load_tariff(extends, source.folder, seen)
        except BadFile as refusal:
            named = [one if one.file else one._replace(path="extends") for one in refusal.problems]
            raise BadFile(named_by(named, source, raw, {})) from None
    tariff, problems = read_tariff(raw, source.sha256, parent, compared=compared)
    if tariff is None:
        raise BadFile(placed(problems, source, raw, {}))
    return tariff


def _wrong_file(problems: Iterable[Problem], name: str) -> list[Problem]:
    """A file that is none to be read is a mistake of the place where it is named; others stand in the file itself."""
    codes = ("file-missing", "file-is-folder", "file-special", "file-permission", "file-unreadable", "is-contract")
    return [
        one._replace(path="tariff", found=shown(name), file="") if one.code in codes and not one.path else one
        for one in problems
    ]


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or "." in name
