"""What a file may be named by."""

from os import PathLike, fspath

FileName = str | PathLike[str]
"""A path, as text or as a path object; `-` is standard input."""

__all__ = ["FileName", "fspath"]
