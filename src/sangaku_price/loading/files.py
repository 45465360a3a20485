"""Files to a contract, its tariff and the law: the only place that opens what the user names, and what is shipped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from sangaku_price.contract.contract import Contract
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.contract_checks import check_against
from sangaku_price.loading.contract_file import read_contract
from sangaku_price.loading.overlay import index_of, laid_over, write_value
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.quotation.values import Source as Citation
from sangaku_price.tariff.law import Law, TaxRate
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, nearest, problem, shown
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.toml.validation import Memory, Raw
from sangaku_price.toml.values import read_rate

if TYPE_CHECKING:
    from sangaku_price.toml.positions import Positions

MESSAGES = messages(
    {
        "unknown-tariff": Text(
            '同梱の料金表にありません。パスなら "./mine.toml" と書いてください。一覧は tariff list で見られます。',
            'is no shipped tariff; a path is written "./mine.toml"; "sangaku-price tariff list" lists them',
        ),
        "unknown-tariff-near": Text(
            '同梱の料金表にありません。「{nearest}」ではありませんか。パスなら "./mine.toml" と書いてください。',
            'is no shipped tariff; did you mean "{nearest}"? A path is written "./mine.toml"',
        ),
        "tariff-path": Text("料金表のパスは .toml で終わる必要があります。", "a tariff's path ends in .toml"),
        "is-tariff": Text(
            "料金表のファイルです。ここには契約ファイルを指定してください。",
            "is a tariff file; a contract file is wanted here",
        ),
        "unknown-scenario": Text(
            "積算方式 {name} はありません。使える値: {allowed}", "unknown scenario {name}; allowed: {allowed}"
        ),
        "extends-circle": Text("extends が循環しています: {names}", "extends goes round in a circle: {names}"),
    }
)

DATA = Path(__file__).parents[1] / "data"
SHIPPED = DATA / "tariffs"
MOST_EXTENDS = 8
"""Tariffs that may extend one another in a row."""
BUILT_IN = ("cost-accumulation", "value-based", "outcome-linked")
"""Scenarios that every contract has."""
TariffOf = Callable[[str, Path | None], Tariff]
"""The tariff of a name, which may be a path from a folder."""


class Loaded(NamedTuple):
    """A contract ready to be priced in one scenario."""

    source: Source
    raw: Raw
    contract: Contract
    tariff: Tariff | None
    law: Law
    scenario: str
    approach: str
    agreed: int | None
    """Of the approach lump-sum: the amount agreed, in the contract's basis."""

    @property
    def lang(self) -> Lang | None:
        """The language in which the file wants to be shown."""
        told = self.contract.document.lang
        return None if told is None else Lang(told)

    def place_of(self, key: str) -> str | None:
        """File and line of a key of the contract file; where a value was laid over it, the option."""
        if key in self.contract.set:
            return "--set"
        line = _positions(self.source.text).line_of(where(key, self.raw))
        return f"{self.source.name}:{line}" if line else None

    def placed(self, refusal: BadFile) -> BadFile:
        """The problems of pricing, at their lines of the contract file."""
        return BadFile(_placed(refusal.problems, self.source, self.raw, self.contract.set))


@lru_cache(maxsize=2)
def _positions(text: str) -> "Positions":
    """Where the keys of a text stand; the scan is made once."""
    from sangaku_price.toml.positions import Positions

    return Positions(text)


def load(name: str, values: Mapping[str, object] | None = None, scenario: str = "value-based") -> Loaded:
    """Read a contract file and the tariff that it names, with values laid over it and in a scenario.

    `scenario` is an approach, or a [scenario.NAME] of the file. Raises BadFile with every mistake of both files;
    LookupError where the scenario is neither.
    """
    return load_source(read(name), values, scenario)


def load_source(
    source: Source,
    values: Mapping[str, object] | None = None,
    scenario: str = "value-based",
    *,
    tariff_of: TariffOf | None = None,
    law: Law | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """A contract file that was read already; as `load`.

    `tariff_of` gives the tariff for the name that the contract has and the folder from which a path leads, `law` the
    national numbers, where they are not those that are installed; `memory` knows the file from an earlier reading.
    """
    memory = memory or Memory(parse(source))
    written = memory.written
    if "checked" in written and "contract" not in written:
        raise BadFile([problem("is-tariff").at(source.name, None)])
    values = dict(values or {})
    raw, notes, problems = laid_over(written, values, "--set ")
    approach, chosen, agreed = _scenario(raw, scenario)
    raw, notes_of_scenario, found = laid_over(raw, chosen, f"scenario.{scenario}.set.")
    overlay = {path: write_value(value) for path, value in {**values, **chosen}.items()}
    said = (*notes, *notes_of_scenario)
    contract, mistakes = read_contract(raw, source.sha256, overlay=overlay, notes=said, read=memory.read)
    problems += [*found, *mistakes]
    tariff: Tariff | None = None
    others: tuple[Problem, ...] = ()
    if isinstance(raw.get("tariff"), str):
        try:
            tariff = (tariff_of or load_tariff)(str(raw["tariff"]), source.folder)
        except BadFile as refusal:
            others = refusal.problems
    if not others:
        problems += check_against(raw, tariff)
    if problems or others or contract is None:
        placed = _placed(problems, source, raw, overlay)
        raise BadFile([*placed, *_named_by(others, source, raw, overlay)])
    amount = agreed if isinstance(agreed, int) else None
    return Loaded(source, raw, contract, tariff, law or load_law(), scenario, approach, amount)


def load_tariff(name: str, folder: Path | None = None, chain: tuple[str, ...] = ()) -> Tariff:
    """A shipped tariff by its id, or a TOML file that the user names, relative to `folder`.

    Raises BadFile with every mistake.
    """
    if not _is_path(name):
        if name not in shipped_ids():
            raise BadFile([_unknown_tariff(name)])
        return _shipped(name) if not chain else _read_tariff(read(str(SHIPPED / f"{name}.toml")), chain)
    if not name.lower().endswith(".toml"):
        raise BadFile([problem("tariff-path", "tariff", name)])
    try:
        return _read_tariff(read(str((folder or Path()) / name)), chain)
    except BadFile as refusal:
        raise BadFile(_wrong_file(refusal.problems, name)) from None


def read_tariff_file(name: str) -> tuple[Tariff, Source]:
    """A shipped tariff by its id, a file by its path, or `-` for standard input, with the text it was read from.

    Raises BadFile with every mistake.
    """
    if name != "-" and not _is_path(name):
        tariff = load_tariff(name)
        return tariff, read(str(SHIPPED / f"{name}.toml"))._replace(name=f"{name}.toml")
    source = read(name)
    return _read_tariff(source, ()), source


def tariff_texts(name: str, folder: Path | None = None) -> tuple[Source, ...]:
    """The files that a tariff is made of: its own, then what it extends, and so on.

    For a tariff that has been loaded without a mistake.
    """
    path = (folder or Path()) / name if _is_path(name) else SHIPPED / f"{name}.toml"
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
            raise BadFile(_placed(problems, source, raw, {}))
    return tariff


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped tariffs, in order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


@cache
def _shipped(name: str) -> Tariff:
    source = read(str(SHIPPED / f"{name}.toml"))
    return _read_tariff(source._replace(name=f"{name}.toml"), ())


@cache
def load_law() -> Law:
    """The national numbers that are shipped."""
    return law_of(law_text())


def law_text() -> str:
    """The shipped file of national numbers."""
    return (DATA / "law.toml").read_bytes().decode()


def law_of(text: str) -> Law:
    """The national numbers that a text states."""
    law = tomli.loads(text)
    rows: list[dict[str, Any]] = law["consumption-tax"]
    taxes = tuple(
        TaxRate(row["since"], read_rate(row["rate"]), Citation(row["title"], key="law:consumption-tax")) for row in rows
    )
    return Law(taxes, law["checked"], sha256(text.encode()).hexdigest())


def _read_tariff(source: Source, chain: tuple[str, ...]) -> Tariff:
    raw = parse(source)
    parent = None
    extends = raw.get("extends")
    if isinstance(extends, str):
        seen = (*chain, source.name)
        target = extends if not _is_path(extends) else str((source.folder or Path()) / extends)
        if target in seen or len(seen) > MOST_EXTENDS:
            circle = problem("extends-circle", "extends", extends, names=" → ".join((*seen, extends)))
            raise BadFile(_placed([circle], source, raw, {}))
        try:
            parent = load_tariff(extends, source.folder, seen)
        except BadFile as refusal:
            named = [one if one.file else one._replace(path="extends") for one in refusal.problems]
            raise BadFile(_named_by(named, source, raw, {})) from None
    tariff, problems = read_tariff(raw, source.sha256, parent)
    if tariff is None:
        raise BadFile(_placed(problems, source, raw, {}))
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


def _unknown_tariff(name: str) -> Problem:
    near = nearest(name, shipped_ids())
    if near is None:
        return problem("unknown-tariff", "tariff", name)
    return problem("unknown-tariff-near", "tariff", name, nearest=near)


def _scenario(raw: Raw, name: str) -> tuple[str, Mapping[str, object], object]:
    """The approach of a scenario, what it sets, and the amount agreed."""
    named = raw.get("scenario")
    own = named.get(name) if isinstance(named, dict) else None
    if isinstance(own, dict):
        approach, values = own.get("approach", "value-based"), own.get("set", {})
        return str(approach), values if isinstance(values, dict) else {}, own.get("agreed")
    if name in BUILT_IN:
        return name, {}, None
    names = [*BUILT_IN, *(named if isinstance(named, dict) else ())]
    raise UnknownScenario(name, names)


class UnknownScenario(NoAnswer):
    """A scenario that is no approach and stands in no [scenario.NAME] of the file."""

    def __init__(self, name: str, allowed: Sequence[str]) -> None:
        self.name, self.allowed = name, tuple(allowed)
        super().__init__(message("unknown-scenario", name=repr(name), allowed=", ".join(allowed)))


def _named_by(problems: Iterable[Problem], source: Source, raw: Raw, overlay: Mapping[str, str]) -> list[Problem]:
    """Problems of a file that another names: those without a place stand where it is named."""
    found = list(problems)
    return [one for one in found if one.file] + _placed([one for one in found if not one.file], source, raw, overlay)


def _placed(problems: Iterable[Problem], source: Source, raw: Raw, overlay: Mapping[str, str]) -> list[Problem]:
    """Problems at their lines; those of a value that was laid over the file at the option instead."""
    placed = []
    for one in problems:
        if one.path.startswith("--set "):
            placed.append(one._replace(path=one.path.removeprefix("--set "), file="--set"))
            continue
        if any(one.path == path or one.path.startswith(f"{path}.") for path in overlay):
            placed.append(one.at("--set", None))
            continue
        placed.append(one.at(source.name, _positions(source.text).line_of(where(one.path, raw))))
    return placed


def where(path: str, raw: Raw) -> tuple[str | int, ...]:
    """A key path as tables, indices and keys: `involvement.yamada.hours` to ("involvement", 0, "hours")."""
    parts = path.split(".") if path else []
    found: list[str | int] = []
    here: object = raw
    for part in parts:
        if isinstance(here, list):
            index = index_of(here, part)
            if index is None:
                break
            found.append(index)
            here = here[index]
        else:
            found.append(part)
            here = here.get(part) if isinstance(here, dict) else None
    return tuple(found)
