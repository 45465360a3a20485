"""The strict table that every part of a file is read into: a Pydantic model whose keys are written with hyphens."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic.fields import FieldInfo

from sangaku_price.language import text

said = text.said
"""What a key means, in every language: for the schemas, and so for editors."""


def as_written(name: str) -> str:
    """A field's key as files write it: `as_` is `as`, `unit_price` is `unit-price`."""
    return name.rstrip("_").replace("_", "-")


class Table(BaseModel):
    """A table of a file: unknown keys are refused, nothing changes after loading.

    A model is built when the first table of its kind is read: a file uses few of them.
    """

    model_config = ConfigDict(
        alias_generator=as_written,
        defer_build=True,
        extra="forbid",
        field_title_generator=lambda name, _: as_written(name),
        frozen=True,
    )


@cache
def fields_of(model: type[Table]) -> dict[str, FieldInfo]:
    """The fields of a table by their keys as files write them."""
    return {as_written(name): field for name, field in model.model_fields.items()}


def keys_of(model: type[Table]) -> list[str]:
    """The keys of a table as files write them."""
    return list(fields_of(model))


def reader_of(field: FieldInfo) -> Callable[..., Any] | None:
    """The function that reads a key's value; None for a table."""
    of_parts = (one for part in _parts(field.annotation) for one in getattr(part, "__metadata__", ()))
    return next((one.func for one in (*field.metadata, *of_parts) if isinstance(one, PlainValidator)), None)


def table_in(field: FieldInfo) -> type[Table] | None:
    """The model of the table, or of each of the tables, that stands under a key; None for a value."""
    return next((part for part in _parts(field.annotation) if isinstance(part, type) and issubclass(part, Table)), None)


def _parts(annotation: object) -> Iterator[Any]:
    """An annotation, and what its unions and tuples are made of."""
    yield annotation
    for part in get_args(annotation):
        if part is not ...:
            yield from _parts(part)
