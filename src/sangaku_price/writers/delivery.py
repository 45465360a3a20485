"""Results to where they are wanted: standard output as UTF-8, a terminal, or a file, written whole or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import Document
from sangaku_price.language.enums import Audience, DataFormat, Format, Lang
from sangaku_price.language.phrases import placed
from sangaku_price.quotation.values import Quote
from sangaku_price.writers import format_of, renderer, standard_output
from sangaku_price.writers.own_files import is_ours
from sangaku_price.writers.refusals import NOT_OURS, CannotWrite, unwritten

DOCUMENTS = (Format.MARKDOWN, Format.CSV)
"""Formats that are handed over, and so leave private figures out unless the office asks for them."""


def format_for(asked: Format | None, output: str | None) -> Format:
    """The format asked for, else the one of the output's suffix, else the table."""
    return asked or (format_of(output) if output else None) or Format.TABLE


def data_format_for(asked: DataFormat | None, output: str | None) -> DataFormat:
    """The format asked for, else the one of the output's suffix, else the table."""
    suffix = format_of(output) if output else None
    named = next((one for one in DataFormat if suffix and one.value == suffix.value), None)
    return asked or named or DataFormat.TABLE


def reader_of(fmt: Format, asked: Audience | None) -> Audience:
    """Who reads: the one asked for, else the company where the format is handed over, else the office."""
    return asked or (Audience.COMPANY if fmt in DOCUMENTS else Audience.OFFICE)


def present_quote(
    quote: Quote,
    fmt: Format,
    lang: Lang,
    audience: Audience | None,
    output: str | None,
    *,
    bom: bool = False,
    force: bool = False,
) -> None:
    """Write a quote for a reader."""
    shown = for_company(quote) if reader_of(fmt, audience) is Audience.COMPANY else quote
    if fmt is Format.TABLE and output is None and sys.stdout.isatty():
        from sangaku_price.documents.quote_document import quote_document

        to_terminal(quote_document(shown, lang))
        return
    if fmt is Format.JSON:
        from sangaku_price.writers.json import pieces

        deliver(pieces(shown), output, force=force)
        return
    data = renderer(fmt)(shown, lang)
    deliver(b"\xef\xbb\xbf" + data if bom and fmt is Format.CSV else data, output, force=force)


def present_document(document: Document, fmt: DataFormat, output: str | None = None, *, force: bool = False) -> None:
    """Write a document that is no quote."""
    if fmt is DataFormat.MARKDOWN:
        from sangaku_price.writers.markdown import write

        deliver(write(document), output, force=force)
    elif output is None and sys.stdout.isatty():
        to_terminal(document)
    else:
        from sangaku_price.writers.table import write

        deliver(write(document), output, force=force)


def to_terminal(document: Document) -> None:
    """Print on the terminal, in its width; colour as the terminal and NO_COLOR allow."""
    from rich.console import Console

    from sangaku_price.writers.terminal import write

    plain = bool(os.environ.get("NO_COLOR"))
    write(document, Console(color_system=None if plain else "auto", emoji=False, markup=False, highlight=False))


def deliver(result: bytes | Iterable[bytes], output: str | None, *, force: bool = False) -> None:
    """Write bytes, whole or piece by piece, to standard output, or to a file: there all of it or nothing.

    A file that is there is replaced only if this program wrote it, or with `force`. Raises CannotWrite where it cannot
    or must not be written.
    """
    pieces = (result,) if isinstance(result, bytes) else result
    if output is None:
        try:
            standard_output.write(pieces)
        except OSError as error:
            raise CannotWrite(unwritten(None, error)) from None
        return
    path = Path(output)
    try:
        if not force and path.exists() and not is_ours(path):
            raise CannotWrite(placed(output, NOT_OURS))
        _put(pieces, path)
    except OSError as error:
        raise CannotWrite(unwritten(output, error)) from None


def _put(pieces: Iterable[bytes], path: Path) -> None:
    """Write to a temporary file beside the path, which then takes its place; whatever happens, none is left behind."""
    from tempfile import mkstemp

    handle, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
