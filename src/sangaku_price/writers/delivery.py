"""Results to where they are wanted: standard output as UTF-8, a terminal, or a file, written whole or not at all."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sangaku_price.documents.audience import for_reader
from sangaku_price.documents.cells import Document
from sangaku_price.language.enums import Audience, Lang
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.phrases import placed
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.limits import MOST_QUOTE_BYTES
from sangaku_price.toml.reading import beginning
from sangaku_price.writers import FORMATS, Format, Result, standard_output
from sangaku_price.writers.choosing import writer_of
from sangaku_price.writers.refusals import BINARY, FROZEN_THERE, IS_READ, NO_NAME, NOT_OURS, CannotWrite, unwritten

if TYPE_CHECKING:
    from sangaku_price.documents.pictures import Picture
    from sangaku_price.documents.records import Records

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Made = Mapping[Result, Callable[[], bytes | Document]]
"""The results of a command, each made when it is asked for."""
AS_BYTES = getattr(os, "O_BINARY", 0)
"""Where a system would change line ends."""
LONGEST_PREFIX = 40
"""Characters of a file's name with which its temporary neighbour begins: a name may be as long as names may be."""


def reader_of(fmt: Format, asked: Audience | None) -> Audience:
    """Who reads: the one asked for, else the one whom the format is for."""
    return asked or fmt.reader


def present_quote(
    quote: Quote,
    fmt: Format,
    lang: Lang,
    audience: Audience | None,
    output: str | None,
    *,
    bom: bool = False,
    force: bool = False,
    chances: "Picture | None" = None,
) -> None:
    """Write a quote for a reader, with a picture of what contingent money may come to where the format draws one."""
    shown = for_reader(quote, reader_of(fmt, audience))
    if _is_for_terminal(fmt, output):
        from sangaku_price.documents.quote_document import quote_document

        to_terminal(quote_document(shown, lang))
        return
    _refuse_terminal(fmt, output)
    drawn = {} if chances is None else {"chances": chances}
    made = writer_of(fmt).render(shown, lang, **_told(fmt), **drawn)
    deliver(chain((BYTE_ORDER_MARK,), pieces_of(made)) if bom and fmt.has_mark else made, output, force=force)


def present_beside(
    quote: Quote,
    beside: Sequence[tuple[Text, Quote]],
    fmt: Format,
    lang: Lang,
    audience: Audience | None,
    output: str | None,
    *,
    force: bool = False,
) -> None:
    """Write a quote with the contract's other scenarios: for a company, those that are approaches alone."""
    reader = reader_of(fmt, audience)
    if reader is Audience.COMPANY:
        beside = [(name, one) for name, one in beside if one.scenario in {*APPROACHES, quote.scenario}]
    others = [(name, for_reader(one, reader)) for name, one in beside]
    deliver(writer_of(fmt).render(for_reader(quote, reader), lang, others), output, force=force)


def present_brief(
    quote: Quote,
    fmt: Format,
    lang: Lang,
    audience: Audience | None,
    output: str | None,
    *,
    bom: bool = False,
    force: bool = False,
) -> None:
    """Write what of a quote goes on one screen for a reader."""
    from sangaku_price.documents.brief import brief_document

    shown = for_reader(quote, reader_of(fmt, audience))
    present(fmt, {Result.DOCUMENT: lambda: brief_document(shown, lang)}, output, bom=bom, force=force)


def present(fmt: Format, made: Made, output: str | None = None, *, bom: bool = False, force: bool = False) -> None:
    """Write the one of a command's results that the format can write; only that one is made."""
    _refuse_terminal(fmt, output)
    result = next(one for one in fmt.writes if one in made)
    found = made[result]()
    if not isinstance(found, Document):
        deliver(BYTE_ORDER_MARK + found if bom and fmt.has_mark else found, output, force=force)
    elif _is_for_terminal(fmt, output):
        to_terminal(found)
    else:
        deliver(writer_of(fmt).write(found, **_told(fmt)), output, force=force)


def present_office_csv(
    quote: Quote, lang: Lang, audience: Audience | None, output: str | None, *, force: bool = False
) -> None:
    """Write a quote as the CSV for people; what a company must not see is left out for it."""
    from sangaku_price.documents.audience import for_company
    from sangaku_price.writers.office_csv import render

    deliver(render(for_company(quote) if audience is Audience.COMPANY else quote, lang), output, force=force)


def present_records(
    records: "Records",
    fmt: Format,
    lang: Lang,
    output: str | None = None,
    *,
    below: "Iterable[Records]" = (),
    force: bool = False,
) -> None:
    """Write records one by one as they are made; a page has further ones `below` them."""
    _refuse_terminal(fmt, output)
    writer = writer_of(fmt)
    if fmt.has_sheets:
        deliver(writer.write_records(records, lang, below), output, force=force)
        return
    if hasattr(writer, "write_records") and not below:
        deliver(writer.write_records(records, lang), output, force=force)
        return
    from sangaku_price.documents.records import records_document

    pages = [records_document(one, lang) for one in (records, *below)]
    page = Document(pages[0].title, tuple(section for one in pages for section in one.sections))
    deliver(writer.write(page), output, force=force)


def _told(fmt: Format) -> Mapping[str, str | None]:
    """What the writer of a format is told beside what it writes."""
    return {"font": fmt.font} if fmt.takes_font else {}


def _refuse_terminal(fmt: Format, output: str | None) -> None:
    """Raises CannotWrite where a terminal would be given what is not for reading."""
    if fmt.is_binary and output is None and sys.stdout.isatty():
        raise CannotWrite(BINARY.filled(format=fmt.name, suffix=fmt.suffixes[0]))


def _is_for_terminal(fmt: Format, output: str | None) -> bool:
    """Whether a terminal shows it: there the default format has the terminal's width and colours."""
    return fmt is FORMATS[0] and output is None and sys.stdout.isatty()


def to_terminal(document: Document) -> None:
    """Print on the terminal, in its width; colour as the terminal and NO_COLOR allow."""
    from rich.console import Console

    from sangaku_price.writers.terminal import write

    plain = bool(os.environ.get("NO_COLOR"))
    write(document, Console(color_system=None if plain else "auto", emoji=False, markup=False, highlight=False))


def keep_from(output: str | None, *read: str | None) -> None:
    """Raises CannotWrite where the output is a file that the command reads, which not even `--force` writes over."""
    if output is None:
        return
    for name in read:
        try:
            same = name is not None and name != "-" and Path(name).is_file() and Path(output).samefile(name)
        except (OSError, ValueError):  # one of them is not there, or is no name: another complaint says so
            same = False
        if same:
            raise CannotWrite(placed(output, IS_READ))


def deliver_frozen(data: bytes, output: str | None, *, force: bool = False) -> None:
    """Write a frozen quote; over another frozen quote, which may have been issued, only with `force`."""
    if output is not None and not force:
        there = beginning(Path(output), MOST_QUOTE_BYTES)
        if b'"frozen"' in there and there != data:
            raise CannotWrite(placed(output, FROZEN_THERE))
    deliver(data, output, force=force)


def _is_ours(path: Path) -> bool:
    """Whether this program wrote a file; how that is seen is loaded where there is a file."""
    from sangaku_price.writers.own_files import is_ours

    return is_ours(path)


def deliver(result: bytes | Iterable[bytes], output: str | None, *, force: bool = False) -> None:
    """Write bytes, whole or piece by piece, to standard output, or to a file: there all of it or nothing.

    A file that is there is replaced only if this program wrote it, or with `force`. Raises CannotWrite where it cannot
    or must not be written.
    """
    pieces = pieces_of(result)
    if output is None:
        try:
            standard_output.write(pieces)
        except OSError as error:
            raise CannotWrite(unwritten(None, error)) from None
        return
    path = Path(output)
    try:
        if not force and path.exists() and not _is_ours(path):
            raise CannotWrite(placed(output, NOT_OURS))
        _put(pieces, path)
    except OSError as error:
        raise CannotWrite(unwritten(output, error)) from None
    except ValueError:  # a NUL, or a name that this system cannot write
        raise CannotWrite(placed(output, NO_NAME)) from None


def pieces_of(result: bytes | Iterable[bytes]) -> Iterable[bytes]:
    """A result in pieces."""
    return (result,) if isinstance(result, bytes) else result


def _put(pieces: Iterable[bytes], path: Path) -> None:
    """Write where the path leads: a link stays a link, a device or a pipe is written to and stays what it is."""
    place = Path(os.path.realpath(path))  # as far as it leads; Path.resolve would refuse a link in a circle otherwise
    mode = _mode(place)
    if mode is None or stat.S_ISREG(mode):
        _replace(pieces, place, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        return
    with place.open("wb") as there:
        there.writelines(pieces)


def _mode(place: Path) -> int | None:
    """What stands there, and who may use it; None where there is nothing."""
    try:
        return place.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(pieces: Iterable[bytes], place: Path, mode: int) -> None:
    """Write to a temporary file beside the place, which then takes it; whatever happens, none is left behind.

    It is nobody's but ours until it is whole, and then for those for whom the file before it was. Its name is known
    before it is there, so that an interrupt at any moment leaves nothing.
    """
    temporary = place.parent / f".{place.name[:LONGEST_PREFIX]}.{os.urandom(8).hex()}"
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | AS_BYTES, 0o600), "wb") as file:  # noqa: PTH123
            file.writelines(pieces)
        temporary.chmod(mode)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
