"""Raw tables to models, with every mistake at once and each where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from sangaku_price.language.messages import declared, messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import Problem, first, listed, nearest, problem, shortened
from sangaku_price.toml.table import Table, fields_of, keys_of, table_in
from sangaku_price.toml.values import CHOICE

MESSAGES = messages(
    {
        "unknown-key": Text("不明なキーです。使えるキー: {allowed}", "unknown key; allowed: {allowed}"),
        "unknown-key-near": Text(
            "不明なキーです。「{nearest}」ではありませんか。使えるキー: {allowed}",
            'unknown key; did you mean "{nearest}"? allowed: {allowed}',
        ),
        "not-a-table": Text("テーブル [{key}] で書いてください。", "must be a table: [{key}]"),
        "not-an-inline-table": Text(
            "{key} = { キー = 値 } の形で書いてください。使えるキー: {allowed}",
            "must be {key} = { key = value }; allowed keys: {allowed}",
        ),
        "not-tables": Text("テーブルの配列 [[{key}]] で書いてください。", "must be an array of tables: [[{key}]]"),
        "choice-near": Text(
            "「{nearest}」ではありませんか。使える値: {allowed}", 'did you mean "{nearest}"? allowed: {allowed}'
        ),
    }
)

T = TypeVar("T", bound=Table)
Raw = Mapping[str, object]


def validate(model: type[T], raw: object, path: str) -> tuple[T | None, list[Problem]]:
    """Read a raw table; the mistakes carry key paths that begin with `path`."""
    if raw == {} and not _needs_keys(model):
        return _empty(model), []  # a table that the file does not have: its model need not be built
    try:
        return model.model_validate(raw), []
    except ValidationError as refusal:
        return None, without_echoes(first(_problem(model, error, path) for error in refusal.errors(include_url=False)))


@cache
def _needs_keys(model: type[Table]) -> bool:
    """Whether a table has a key that must be there."""
    return any(field.is_required() for field in model.model_fields.values())


@cache
def _empty(model: type[T]) -> T:
    """A table with nothing in it; tables never change, so one is enough."""
    return model.model_construct()


class Reader(Protocol):
    """How raw tables are read: `validate`, or a memory of what it found."""

    def __call__(self, model: type[T], raw: object, path: str, /) -> tuple[T | None, list[Problem]]:
        """Read a raw table, as `validate` does."""
        ...


class Memory:
    """The tables of one file that were read before: priced again with other values, only what these change is read."""

    def __init__(self, written: Raw) -> None:
        self.written = written
        self.scenarios: tuple[Problem, ...] | None = None
        """The mistakes of the file's scenarios, once they have been looked for."""
        self._read: dict[tuple[int, type[Table], str], tuple[Any, list[Problem]]] = {}

    @cached_property
    def _own(self) -> frozenset[int]:
        """The tables of the file as it was written."""
        return frozenset(id(one) for one in _tables_in(self.written))

    def read(self, model: type[T], raw: object, path: str, /) -> tuple[T | None, list[Problem]]:
        """Read a raw table, once if it stands in the file as it was written."""
        if id(raw) not in self._own:
            return validate(model, raw, path)
        key = (id(raw), model, path)
        if key not in self._read:
            self._read[key] = validate(model, raw, path)
        return self._read[key]


def _tables_in(value: object) -> Iterator[object]:
    """Every table in a raw value."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _tables_in(one)


def without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """The mistakes without the missing keys that stand there, misspelt: those are told already."""
    found = list(problems)
    misspelt = {(_table_of(one), one.about) for one in found if one.code == "unknown-key-near"}
    return [one for one in found if one.code != "missing" or (one.path, one.about) not in misspelt]


def _table_of(found: Problem) -> str:
    return found.path.rpartition(".")[0]


def tables(raw: Raw, key: str) -> tuple[list[Mapping[str, object]], list[Problem]]:
    """The elements of an array of tables; none where the file has something else under the key."""
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return value, []
    return [], [problem("not-tables", key, value, key=key)]


def table(raw: Raw, key: str, above: str = "") -> tuple[Mapping[str, object], list[Problem]]:
    """A table, that of `above` where one is named; empty where the file does not have it, or has something else."""
    value = raw.get(key, {})
    if isinstance(value, dict):
        return value, []
    where = f"{above}.{key}".strip(".")
    return {}, [problem("not-a-table", where, value, key=where)]


def unknown_keys(raw: Raw, allowed: Iterable[str]) -> list[Problem]:
    """Keys at the top of a file that nobody knows."""
    names = list(allowed)
    return first(_unknown_key(key, names, written_key(key), raw[key]) for key in raw if key not in names)


def written_key(key: str) -> str:
    """A key as a path names it: one without a letter is seen by its quotes."""
    return key or '""'


def unknown_name(path: str, name: str, allowed: Sequence[str]) -> Problem:
    """A name that refers to nothing, with the nearest one."""
    near = nearest(name, allowed) if name.isascii() else _key_of_words(name, allowed)
    found = "" if f".{name}." in f".{path}." else name
    said = {"allowed": listed(allowed) or "–"}
    if near is None:
        return problem("unknown-name", path, found, **said)
    return problem("unknown-name-near", path, found, nearest=shortened(near), **said)


def _problem(model: type[Table], error: Mapping[str, Any], path: str) -> Problem:
    loc = error["loc"]
    where = ".".join([path, *(str(part + 1) if isinstance(part, int) else written_key(part) for part in loc)]).strip(
        "."
    )
    found = error["input"]
    match error["type"]:
        case "missing":
            return problem("missing", where.rpartition(".")[0], key=str(loc[-1]))
        case "extra_forbidden":
            return _unknown_key(str(loc[-1]), keys_of(_model_at(model, loc[:-1])), where, found)
        case code if code == CHOICE:
            allowed = str(error.get("ctx", {})["allowed"])
            near = nearest(found, allowed.split(" | ")) if isinstance(found, str) else None
            if near is None:
                return problem("choice", where, found, allowed=allowed)
            return problem("choice-near", where, found, allowed=allowed, nearest=near)
        case code if code in declared():
            return problem(code, where, found, **error.get("ctx", {}))
        case code if code == "tuple_type" or isinstance(loc[-1], int):
            names = (part for part in where.split(".") if not part.isdigit())
            return problem("not-tables", where, found, key=".".join(names))
        case _ if path:
            allowed = listed(keys_of(_model_at(model, loc)))
            return problem("not-an-inline-table", where, found, key=str(loc[-1]), allowed=allowed)
        case _:
            return problem("not-a-table", where, found, key=str(loc[-1]))


def _unknown_key(key: str, allowed: Sequence[str], where: str, found: object) -> Problem:
    near = nearest(key, allowed) if key.isascii() else _key_of_words(key, allowed)
    said = {"allowed": listed(allowed)}
    if near is None:
        return problem("unknown-key", where, found, **said)
    return problem("unknown-key-near", where, found, nearest=near, **said)


def _key_of_words(words: str, allowed: Sequence[str]) -> str | None:
    """The key that is called so on paper: 金額 is `amount`."""
    from sangaku_price.language.keys import ENTRY_KEYS, TABLE_KEYS, TABLES

    called = {
        word: key
        for names in (*TABLE_KEYS.values(), TABLES, ENTRY_KEYS)
        for key in names
        if key in allowed
        for word in names[key]
    }
    near = nearest(words, called)
    return None if near is None else called[near]


def _model_at(model: type[Table], loc: Sequence[int | str]) -> type[Table]:
    """The model of a table inside another."""
    for part in loc:
        field = fields_of(model).get(part) if isinstance(part, str) else None
        model = (table_in(field) if field is not None else None) or model
    return model
