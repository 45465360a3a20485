"""Lists of names: what an overhead is of, which lines a payer takes, which files are checked.

A name alone is a list of one, in every key that takes such a list.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from sangaku_price.toml.values import refuse


def listed(value: object) -> Sequence[Any]:
    """What a list of names holds; a name alone is a list of one, and what is neither holds nothing."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, list) else ()


def read_names(value: object) -> tuple[str, ...]:
    """A list of names, each once, at least one; a name alone is a list of one."""
    names = listed(value)
    if not names or not all(isinstance(name, str) for name in names):
        raise refuse("name-list")
    if len(set(names)) != len(names):
        raise refuse("name-twice")
    return tuple(names)


Names = Annotated[
    tuple[str, ...],
    PlainValidator(read_names),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
            ]
        }
    ),
]
