"""The configuration of `check` and `diff`: `sangaku-price.toml`, or `[tool.sangaku-price]` of a pyproject.toml.

It is looked for in the working folder and upwards, as ruff looks for its own; the nearest is used, alone. Paths in it
lead from its folder. What the command line says wins.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pydantic import Field, WithJsonSchema

from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.places import where
from sangaku_price.loading.searching import EXCLUDED, Search, matches, relative
from sangaku_price.toml.name_lists import Names, list_words, listed
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.validation import Raw, validate
from sangaku_price.toml.values import Flag, one_of, refuse

MESSAGES = messages(
    {
        "config-path-empty": Text(
            "[[path]] に match 以外の設定がありません。policy、select、ignore、strict のいずれかを書いてください。",
            "this [[path]] sets nothing; give policy, select, ignore or strict",
        ),
        "pattern-list": Text('一覧 ["…", "…"] で書いてください。', 'must be a list: ["…", "…"]'),
        "config-file-missing": Text("ファイルがありません（{name}）。", "there is no such file ({name})"),
    }
)

NAME, PROJECT, TOOL = "sangaku-price.toml", "pyproject.toml", "sangaku-price"


def read_path(value: object) -> str:
    """The path of a file, as it is written."""
    if not isinstance(value, str):
        raise refuse("text")
    if not value.strip():
        raise refuse("empty-text")
    return value


def read_patterns(value: object) -> tuple[str, ...]:
    """A list of patterns, or one alone; with none, nothing is left out."""
    if not isinstance(value, list | str) or not all(isinstance(one, str) for one in listed(value)):
        raise refuse("pattern-list")
    return tuple(listed(value))


Patterns = Annotated[
    tuple[str, ...],
    ReadBy(read_patterns),
    list_words(),
]
FilePath = Annotated[str, ReadBy(read_path), WithJsonSchema({"type": "string", "minLength": 1})]


class PathTable(Table):
    """[[path]]: settings of the files that a pattern means, in the place of those above."""

    match: Names = Field(
        description=said("ファイルのパターン。", "Patterns of files, from the configuration's folder.")
    )
    policy: FilePath | None = Field(default=None, description=said("方針のファイル。", "A policy file."))
    select: Names | None = Field(default=None, description=said("示すコード。", "Codes that are reported."))
    ignore: Names | None = Field(default=None, description=said("示さないコード。", "Codes that are left out."))
    strict: Flag | None = Field(default=None, description=said("警告も不合格とする。", "A warning fails the check."))


class ConfigurationFile(Table):
    """A whole configuration file, or the table [tool.sangaku-price]."""

    paths: Names | None = Field(
        default=None, description=said("引数のないときに調べるもの。", "What is looked at where no argument says it.")
    )
    policy: FilePath | None = Field(default=None, description=said("方針のファイル。", "A policy file."))
    baseline: FilePath | None = Field(
        default=None, description=said("比べる見積またはそのフォルダー。", "A JSON quote to compare with, or a folder.")
    )
    select: Names | None = Field(default=None, description=said("示すコード。", "Codes that are reported."))
    ignore: Names | None = Field(default=None, description=said("示さないコード。", "Codes that are left out."))
    strict: Flag = Field(default=False, description=said("警告も不合格とする。", "A warning fails the check."))
    language: Annotated[str, one_of(*Lang)] | None = Field(
        default=None, description=said("表示の言語。", "The language of what is shown.")
    )
    exclude: Patterns | None = Field(
        default=None,
        description=said("探さないもの（既定に代わる）。", "What is not searched, instead of the default."),
    )
    extend_exclude: Patterns | None = Field(
        default=None, description=said("さらに探さないもの。", "What is not searched, beside the rest.")
    )
    force_exclude: Flag = Field(
        default=False,
        description=said("名指しされても除く。", "Leave what is excluded out also where it is named."),
    )
    respect_gitignore: Flag = Field(
        default=True, description=said("git が無視するものを除く。", "Leave out what git ignores.")
    )
    path: tuple[PathTable, ...] = Field(default=(), description=said("ファイルごとの設定。", "Settings by path."))


class Configuration(NamedTuple):
    """A configuration, read and checked."""

    told: ConfigurationFile
    source: Source | None = None
    """The file; None where there is none."""
    raw: Raw = MappingProxyType({})
    """The whole of it."""
    above: str = ""
    """The path of the table in the file: empty, or `tool.sangaku-price.`."""

    @property
    def folder(self) -> Path:
        """From where its paths lead."""
        return self.source.folder or Path() if self.source else Path()

    def path_of(self, name: str) -> str:
        """A path of the configuration as it leads from the working folder."""
        return os.path.relpath(self.folder / name)

    @property
    def paths(self) -> tuple[str, ...]:
        """What is looked at where nothing is named: what it says, else the working folder."""
        return tuple(map(self.path_of, self.told.paths or ())) or (".",)

    @property
    def lang(self) -> Lang | None:
        """The language that it tells."""
        return Lang(self.told.language) if self.told.language else None

    @property
    def search(self) -> Search:
        """How folders are searched."""
        exclude = (*(EXCLUDED if self.told.exclude is None else self.told.exclude), *(self.told.extend_exclude or ()))
        return Search(self.folder, exclude, force=self.told.force_exclude, ask_git=self.told.respect_gitignore)

    def settings_of(self, name: str) -> Iterator[tuple[int, PathTable]]:
        """The [[path]] tables that mean a file, the last of which wins."""
        if not self.told.path:
            return
        here = relative(Path(name), self.folder)
        for number, one in enumerate(self.told.path, 1):
            if name != "-" and any(matches(part, one.match) for part in (here, *here.parents) if part.name):
                yield number, one

    def placed(self, refusal: BadFile, named: str, key: str) -> BadFile:
        """A file that is not there is a mistake of the key that names it; other mistakes stand in the file itself."""
        return BadFile(self._placed(one, named, key) for one in refusal.problems)

    def _placed(self, one: Problem, named: str, key: str) -> Problem:
        if one.code != "file-missing" or one.file != named or self.source is None:
            return one
        said_of_it = problem("config-file-missing", f"{self.above}{key}", self._value(key), name=named)
        return _at(said_of_it, self.source, self.raw)

    def _value(self, key: str) -> object:
        here: object = self.raw
        for part in where(f"{self.above}{key}", self.raw):
            here = here[part] if isinstance(here, dict | list) else here  # type: ignore[index]
        return here


NOTHING = Configuration(ConfigurationFile.model_construct())
"""Where there is no configuration."""


def nearest_configuration() -> str | None:
    """The configuration file of the current folder, or of the nearest above it that has one.

    In one folder `sangaku-price.toml` comes first; a pyproject.toml counts only if it has our table.
    """
    start = Path.cwd()
    for here in (start, *start.parents):
        for name in (NAME, PROJECT):
            path = here / name
            if path.is_file() and (name == NAME or _is_ours(path)):
                return os.path.relpath(path)
    return None


def _is_ours(project: Path) -> bool:
    """Whether a pyproject.toml may have our table: only then it is read as TOML, and its mistakes are ours to tell."""
    try:
        data = project.read_bytes()
    except OSError:
        return False
    if TOOL.encode() not in data:
        return False
    try:
        return TOOL in _tool(parse(read(str(project))))
    except BadFile:
        return b"[tool.sangaku-price" in data


def _tool(raw: Raw) -> Mapping[str, object]:
    tool = raw.get("tool")
    return tool if isinstance(tool, dict) else {}


def load_configuration(name: str | None) -> Configuration:
    """Read a configuration file, or nothing where there is none. Raises BadFile with every mistake."""
    if name is None:
        return NOTHING
    source = read(name)
    raw = parse(source)
    above = f"tool.{TOOL}" if Path(name).name == PROJECT else ""
    table = _tool(raw).get(TOOL, {}) if above else raw
    told, problems = validate(ConfigurationFile, table, above)
    problems += _empty(table, above)
    if problems or told is None:
        raise BadFile(_at(one, source, raw) for one in problems)
    return Configuration(told, source, raw, f"{above}." if above else "")


def _empty(table: object, above: str) -> Iterator[Problem]:
    """A [[path]] that sets nothing."""
    elements = table.get("path") if isinstance(table, dict) else None
    for number, one in enumerate(elements if isinstance(elements, list) else (), 1):
        if isinstance(one, dict) and not set(one) - {"match"}:
            yield problem("config-path-empty", f"{above}.path.{number}".strip("."))


def _at(one: Problem, source: Source, raw: Raw) -> Problem:
    """A mistake at its line."""
    from sangaku_price.toml.positions import Positions

    return one.at(source.name, Positions(source.text).line_of(where(one.path, raw)))


# -- shown -------------------------------------------------------------------------------------------------------------


def shown_configuration(found: Configuration, overrides: Mapping[str, object], by_line: str, by_default: str) -> str:
    """What holds, as TOML, with where each comes from: the file, or in these words the command line or the default."""
    name = found.source.name if found.source else "–"
    values: dict[str, tuple[object, str]] = {}
    for key, value in _effective(found).items():
        is_told = key.replace("-", "_") in found.told.model_fields_set
        values[key] = (value, name if is_told else by_default)
    values.update({key: (value, by_line) for key, value in overrides.items() if value is not None})
    lines = [f"{key} = {_toml(value)}  # {origin}" for key, (value, origin) in values.items() if value is not None]
    for one in found.told.path:
        lines += ["", f"[[path]]  # {name}", *_table_lines(one)]
    return "".join(f"{line}\n" for line in (f"# {name}", *lines))


def _effective(found: Configuration) -> dict[str, object]:
    """Every key with what holds."""
    told, search = found.told, found.search
    return {
        "paths": found.paths,
        "policy": found.path_of(told.policy) if told.policy else None,
        "baseline": found.path_of(told.baseline) if told.baseline else None,
        "select": told.select,
        "ignore": told.ignore,
        "strict": told.strict,
        "language": told.language,
        "exclude": search.exclude,
        "force-exclude": told.force_exclude,
        "respect-gitignore": told.respect_gitignore,
    }


def _table_lines(one: PathTable) -> list[str]:
    return [f"{key} = {_toml(value)}" for key in PathTable.model_fields if (value := getattr(one, key)) is not None]


def _toml(value: object) -> str:
    """A value as TOML, in one line."""
    import tomli_w

    plain = list(value) if isinstance(value, tuple | list) else value
    written = tomli_w.dumps({"v": plain}).removeprefix("v = ").strip()
    return " ".join(written.split()).replace(", ]", " ]") if isinstance(plain, list) else written
