"""What a file may be named by."""

from os import PathLike, fspath

FileName = str | PathLike[str]
"""A path, as text or as a path object; `-` is standard input."""


def path_of(name: FileName | None) -> str | None:
    """A path as text; None where none is named."""
    return None if name is None else fspath(name)


__all__ = ["FileName", "fspath", "path_of"]
