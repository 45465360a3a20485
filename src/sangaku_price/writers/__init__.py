"""Pages to bytes, one module a format; here: which writer each format has, and which format a file's suffix asks for.

May use: documents and every room below it; never loading, which stands beside it, and never another writer.
Not here: what stands on a page and in which order (documents), any figure that the quote does not hold.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, assert_never

from sangaku_price.language.enums import Format, Lang

if TYPE_CHECKING:
    from sangaku_price.quotation.values import Quote


SUFFIXES: Mapping[str, Format] = {
    ".txt": Format.TABLE,
    ".md": Format.MARKDOWN,
    ".json": Format.JSON,
    ".csv": Format.CSV,
}
"""The format that the name of an output file asks for."""


def format_of(path: str) -> Format | None:
    """The format of an output file by its suffix; None where the suffix says nothing."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def renderer(fmt: Format) -> "Callable[[Quote, Lang], bytes]":
    """The writer of a format; it is loaded when it is asked for."""
    match fmt:
        case Format.TABLE:
            from sangaku_price.writers.table import render
        case Format.MARKDOWN:
            from sangaku_price.writers.markdown import render
        case Format.JSON:
            from sangaku_price.writers.json import render
        case Format.CSV:
            from sangaku_price.writers.csv import render
        case _:
            assert_never(fmt)
    return render
