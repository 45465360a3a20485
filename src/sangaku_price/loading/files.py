"""Files to a contract and its tariff: the only place that opens what the user names, and the shipped tariffs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.contract.contract import Contract
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import enumerated
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.contract_and_tariff import check_against
from sangaku_price.loading.contract_checks import entries
from sangaku_price.loading.contract_file import is_contract, read_contract
from sangaku_price.loading.law_file import DATA, load_law
from sangaku_price.loading.overlay import as_typed, laid_over, write_value
from sangaku_price.loading.places import named_by, placed, positions, where
from sangaku_price.loading.scenario_checks import check_scenarios
from sangaku_price.loading.scenario_names import BUILT_IN, scenario_named, scenario_words
from sangaku_price.loading.tariff_file import is_tariff, read_tariff
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, keys_only, problem, shown
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.toml.validation import Memory, Raw, validate

if TYPE_CHECKING:
    from sangaku_price.loading.freezing import Json
    from sangaku_price.pricing.amendment_history import Past

MESSAGES = messages(
    {
        "tariff-path": Text("料金表のパスは .toml で終わる必要があります。", "a tariff's path ends in .toml"),
        "is-tariff": Text(
            "料金表のファイルです。ここには契約ファイルを指定してください。",
            "is a tariff file; a contract file is wanted here",
        ),
        "is-template": Text(
            "ひな形です（例だけを計算します。check で確かめられます）。"
            "契約ファイルとして使うには、写して template の行を消してください。",
            "is a template, priced by its examples only (see check); to use it, copy it and delete this line",
        ),
        "unknown-scenario": Text(
            "積算方式 {name} はありません。使える値: {allowed}", "unknown scenario {name}; allowed: {allowed}"
        ),
        "extends-circle": Text("extends が循環しています: {names}", "extends goes round in a circle: {names}"),
    }
)

SHIPPED = DATA / "tariffs"
MOST_EXTENDS = 8
"""Tariffs that may extend one another in a row."""
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
    pasts: "tuple[Past, ...]" = ()
    """Of a change: the frozen quotes from the first contract to the one in force."""
    held: "Json | None" = None
    """Of a change: the frozen quote in force, as it is held."""

    @property
    def lang(self) -> Lang | None:
        """The language in which the file wants to be shown."""
        told = self.contract.document.lang
        return None if told is None else Lang(told)

    def place_of(self, key: str) -> str | None:
        """File and line of a key of the contract file; where a value was laid over it, the option."""
        if key in self.contract.set:
            return "--set"
        line = positions(self.source.text).line_of(where(key, self.raw))
        return f"{self.source.name}:{line}" if line else None

    def placed(self, refusal: BadFile) -> BadFile:
        """The problems of pricing, at their lines of the contract file."""
        return BadFile(placed(refusal.problems, self.source, self.raw, self.contract.set))


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
    of_example: bool = False,
    held: "Json | None" = None,
) -> Loaded:
    """A contract file that was read already; as `load`.

    A template is priced with values laid over it only, or `of_example`, one of its own.

    `tariff_of` gives the tariff for the name that the contract has and the folder from which a path leads, `law` the
    national numbers, where they are not those that are installed; `memory` knows the file from an earlier reading;
    `held` is the frozen quote that the contract changes, where that is not read from its file.
    """
    once = memory is None
    memory = memory or Memory(parse(source))
    written = memory.written
    read_table = validate if once and "scenario" not in written else memory.read
    if "checked" in written and "contract" not in written:
        raise BadFile([problem("is-tariff").at(source.name, None)])
    values = values or {}
    if written.get("template") is True and not values and not of_example:
        raise BadFile(placed([problem("is-template", "template", found=True)], source, written, {}))
    values = {path: as_typed(path, value) for path, value in values.items()}
    scenario = scenario_named(written, scenario)
    raw, notes, problems = laid_over(written, values, "--set ")
    approach, chosen, agreed = _scenario(raw, scenario)
    tariffs = tariff_of or load_tariff
    if memory.scenarios is None:
        memory.scenarios = tuple(check_scenarios(written, lambda name: tariffs(name, source.folder), read_table))
    if memory.scenarios:  # the file is refused: what is wrong in a scenario is told where it is set, and once
        chosen = {}
    raw, notes_of_scenario, found = laid_over(raw, chosen, f"scenario.{scenario}.set.")
    overlay = {path: write_value(value) for path, value in {**values, **chosen}.items()}
    said = (*notes, *notes_of_scenario)
    asked = entries(raw)
    contract, mistakes = read_contract(raw, source.sha256, overlay=overlay, notes=said, read=read_table, asked=asked)
    problems += [*found, *mistakes, *memory.scenarios]
    tariff: Tariff | None = None
    others: tuple[Problem, ...] = ()
    if isinstance(raw.get("tariff"), str):
        try:
            tariff = tariffs(str(raw["tariff"]), source.folder)
        except BadFile as refusal:
            others = refusal.problems
    if not others:
        problems += check_against(raw, tariff, asked)
    pasts: tuple[Past, ...] = ()
    if "amends" in raw:
        from sangaku_price.loading.amended import chain_of, check_change, set_frozen

        chain, found = chain_of(source, raw, held)
        problems += [*found, *set_frozen(values, written), *check_change(chain, source, raw, tariff)]
        pasts, held = chain.pasts, chain.held
    if problems or others or contract is None:
        told = problems if is_contract(written) else keys_only(problems)
        raise BadFile([*placed(told, source, raw, overlay), *named_by(others, source, raw, overlay)])
    amount = agreed if isinstance(agreed, int) else None
    return Loaded(source, raw, contract, tariff, law or load_law(), scenario, approach, amount, pasts, held)


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
    raw = parse(source)
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


def _scenario(raw: Raw, name: str) -> tuple[str, Mapping[str, object], object]:
    """The approach of a scenario, what it sets, and the amount agreed."""
    named = raw.get("scenario")
    own = named.get(name) if isinstance(named, dict) else None
    if isinstance(own, dict):
        approach, values = own.get("approach", "value-based"), own.get("set", {})
        return str(approach), values if isinstance(values, dict) else {}, own.get("agreed")
    if name in BUILT_IN:
        return name, {}, None
    raise UnknownScenario(name, scenario_words(raw))


class UnknownScenario(NoAnswer):
    """A scenario that is no approach and stands in no [scenario.NAME] of the file."""

    def __init__(self, name: str, allowed: Mapping[str, Text]) -> None:
        self.name, self.allowed = name, tuple(allowed)
        super().__init__(message("unknown-scenario", name=repr(name), allowed=enumerated(allowed.values())))
