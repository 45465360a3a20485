"""Lists of names: what an overhead is of, which lines a payer takes, which files are checked.

A name alone is a list of one, in every key that takes such a list.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import WithJsonSchema

from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.values import refuse


def listed(value: object) -> Sequence[Any]:
    """What a list of names holds; a name alone is a list of one, and what is neither holds nothing."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, list) else ()


def list_words(**array: object) -> WithJsonSchema:
    """A list of texts, or one alone, as an editor knows it; `array` says more of the list."""
    return WithJsonSchema({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, **array}]})


def read_list(value: object) -> tuple[str, ...]:
    """A list of texts, at least one; one alone is a list of one."""
    texts = listed(value)
    if not texts or not all(isinstance(one, str) for one in texts):
        raise refuse("name-list")
    return tuple(texts)


def read_names(value: object) -> tuple[str, ...]:
    """A list of names, each once, at least one."""
    names = read_list(value)
    if len(set(names)) != len(names):
        raise refuse("name-twice")
    return names


Names = Annotated[
    tuple[str, ...],
    ReadBy(read_names),
    list_words(minItems=1, uniqueItems=True),
]
