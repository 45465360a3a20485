"""What the published JSON Schemas say, whatever they are made from."""

from collections.abc import Iterator


def keys(schema: object) -> Iterator[str]:
    """Every key that a schema knows."""
    for name, inner in _members(schema):
        if name == "properties" and isinstance(inner, dict):
            yield from inner
        yield from keys(inner)


def words(schema: object) -> Iterator[str]:
    """Every word that a schema allows for a value."""
    for name, inner in _members(schema):
        if name in {"enum", "const"}:
            yield from (one for one in (inner if isinstance(inner, list) else [inner]) if isinstance(one, str))
        yield from words(inner)


def _members(schema: object) -> Iterator[tuple[str, object]]:
    match schema:
        case dict():
            yield from schema.items()
        case list():
            yield from (("", inner) for inner in schema)
