"""The values of a form as the text of a contract file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sangaku_price.library.open_questions import quoted

BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotes."""


def contract_text(raw: Mapping[str, object]) -> str:
    """A contract file that says what was filled in."""
    return "\n".join(_written(raw)) + "\n"


def _written(raw: Mapping[str, object]) -> Iterator[str]:
    yield "# 見積 / price it: sangaku-price quote FILE      検査 / check it: sangaku-price check FILE"
    for key, value in raw.items():
        if not isinstance(value, dict | list):
            yield f"{key} = {written_value(value)}"
    for table, held in raw.items():
        if isinstance(held, dict) and held and all(_is_array(one) for one in held.values()):
            for key, array in held.items():
                yield from _array(f"{table}.{key}", array)
        elif isinstance(held, dict):
            yield from ("", f"[{table}]", *_keys_of(held))
        elif isinstance(held, list):
            yield from _array(table, held)


def _is_array(value: object) -> bool:
    """Whether a value is an array of tables."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _array(path: str, tables: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for one in tables:
        yield from ("", f"[[{path}]]", *_keys_of(one))


def _keys_of(table: Mapping[str, object]) -> Iterator[str]:
    yield from (f"{_key(key)} = {written_value(value)}" for key, value in table.items())


def written_value(value: object) -> str:
    """A value as a contract file has it."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"{value:_}"
        case Decimal():
            return f"{value:f}"
        case str():
            return quoted(value)
        case list():
            return f"[{', '.join(map(written_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{_key(key)} = {written_value(one)}' for key, one in value.items())} }}"
        case _:
            return str(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else quoted(key)
