"""The PDF writer (typst): the cells of a document on A4, as PDF/A-2a and PDF/UA-1; the same bytes every time.

The document goes in as data, so that no text is markup. The font is the file that was told, else that of the extra,
else the first of the usual Japanese ones of the system. What it has no glyph for is an error, and never a box.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import typst

from sangaku_price.documents.cells import (
    NUMBERS,
    Block,
    Cell,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    shown,
)
from sangaku_price.documents.formal_quote import formal_quote
from sangaku_price.documents.pictures import Picture
from sangaku_price.documents.table_shapes import is_drawn, is_facts
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang, of_words
from sangaku_price.language.phrases import placed
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.version import VERSION
from sangaku_price.writers.refusals import CannotWrite

EXTRA = "pylopdf_fonts_jp"
"""The package of the extra that holds a Japanese font."""
SYSTEM_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "IPAGothic",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "BIZ UDGothic",
    "Meiryo",
    "MS Gothic",
)
"""Families of the system, the first that is there."""
_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
TO_SPARE = 2
"""Pages of a document that is set closer where it then has one less."""
BREAKS = "\u200b"
"""Where a line may break though no space is there."""
_LONG = re.compile(
    r"[^\s\u200b々〇\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]{72,}"
)
"""What is longer than a line, and would break nowhere."""
_NARROW = re.compile(r"[A-Za-z0-9._/-]{24,}")
"""What may be longer than the column of a cell: an id, an address."""
NO_FONT = Text(
    '日本語フォントがありません: pip install "sangaku-price[pdf]"、apt-get install fonts-noto-cjk、または --font FILE',
    'no Japanese font: pip install "sangaku-price[pdf]", apt-get install fonts-noto-cjk, or --font FILE',
)
BAD_FONT = Text("フォントのファイルではありません", "is no file of a font")
NO_GLYPH = Text(
    "フォント「{font}」にない文字があります: {characters}。別のフォントを --font で指定してください",
    "the font {font} has no glyph for: {characters}; --font names another",
)
_PAGE = re.compile(rb"/Type ?/Page\b(?!s)")


class _Font(NamedTuple):
    """A family, and where typst finds it."""

    family: str
    fonts: typst.Fonts


def render(quote: Quote, lang: Lang, font: str | None = None) -> bytes:
    """The quote as 御見積書. Raises CannotWrite where there is no font, or it has no glyph for what is written."""
    issued = quote.contract.document.get("issued")
    return _compiled(_data(formal_quote(quote, lang, opens=False), issued), font)


def write(document: Document, font: str | None = None) -> bytes:
    """Any document."""
    return _compiled(_data(document), font)


def _compiled(data: Mapping[str, object], font: str | None) -> bytes:
    """The document as a PDF; of two pages, with its lines closer to one another where it then fits on one.

    It is set a second time for that: a longer one would take long.
    """
    told = json.dumps(data, ensure_ascii=False)
    with TemporaryDirectory() if font is not None else nullcontext("") as folder:
        chosen = _chosen(font, Path(folder))
        made = _set(told, chosen, "wide")
        if _pages(made) != TO_SPARE:
            return made
        closer = _set(told, chosen, "close")
        return closer if _pages(closer) < TO_SPARE else made


def _set(told: str, chosen: _Font, how: str) -> bytes:
    compiler = typst.Compiler(files(__package__).joinpath("pdf.typ").read_bytes(), font_paths=chosen.fonts)
    inputs = {"data": told, "font": chosen.family, "set": how}
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=0
        )
    except typst.TypstError as error:
        characters = "".join(dict.fromkeys("".join(_GLYPH.findall(error.diagnostic))))
        if not characters:
            raise
        raise CannotWrite(NO_GLYPH.filled(font=chosen.family, characters=characters)) from None
    if warnings:  # a font that is not there: typst would draw boxes
        raise CannotWrite(NO_FONT)
    assert isinstance(made, bytes)  # noqa: S101 - one PDF, whatever its pages
    return made


def _pages(made: bytes) -> int:
    """How many pages there are."""
    return len(_PAGE.findall(made))


# -- the font ----------------------------------------------------------------------------------------------------------


def _chosen(font: str | None, folder: Path) -> _Font:
    """The font that was told, alone in a folder of its own; else that of the extra; else one of the system."""
    if font is not None:
        if not Path(font).is_file():
            raise CannotWrite(placed(font, BAD_FONT))
        (folder / Path(font).name).symlink_to(Path(font).resolve())
        found = _Fonts(str(folder))
        if not found.families():
            raise CannotWrite(placed(font, BAD_FONT))
        return _Font(found.families()[0], found)
    if find_spec(EXTRA) is not None:
        from pylopdf_fonts_jp import sans_path

        return _Font("Noto Sans JP", _Fonts(str(sans_path().parent)))
    there = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    families = set(there.families())
    family = next((one for one in SYSTEM_FONTS if one in families), None)
    if family is None:
        raise CannotWrite(NO_FONT)
    return _Font(family, there)


def _Fonts(folder: str) -> typst.Fonts:  # noqa: N802 - makes one
    """The fonts of a folder, and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


# -- the document as data ----------------------------------------------------------------------------------------------


def _data(document: Document, issued: str | None = None) -> Mapping[str, object]:
    day = as_day(issued) if issued else None
    letter = document.letterhead
    subject = shown(letter.subject.rows[0].cells[1]) if letter and letter.subject.rows else ""
    sections = [made for section in document.sections if (made := _section(section)) is not None]
    return {
        "name": " ".join(filter(None, (document.title, subject))),
        "title": _breaking(document.title),
        "made_with": f"sangaku-price {VERSION}",
        "date": None if day is None else [day.year, day.month, day.day],
        "footer": _breaking(subject or document.title),
        "lang": of_words(document.title).value,
        "letter": None if letter is None else _breaking(_letter(letter)),
        "sections": _breaking(sections),
    }


def _breaking(value: object) -> object:
    """The same data, in whose texts every word that is longer than a line may break anywhere."""
    match value:
        case str():
            return _LONG.sub(_anywhere, value)
        case dict():
            return {key: _breaking(one) for key, one in value.items()}
        case list() | tuple():
            return list(map(_breaking, value))
        case _:
            return value


def _anywhere(found: re.Match[str]) -> str:
    return BREAKS.join(found[0])


def _letter(letter: Letterhead) -> Mapping[str, object]:
    return {
        "addressee": letter.addressee,
        "sender": letter.sender,
        "references": _facts(letter.references),
        "subject": _facts(letter.subject),
        "figure": [shown(cell) for cell in letter.figure.cells],
    }


def _section(section: Section) -> Mapping[str, object] | None:
    """A section without its pictures, which are for a screen; None where nothing else is in it."""
    blocks = [made for block in section.blocks if not isinstance(block, Picture) for made in _parted(_block(block))]
    if not blocks:
        return None
    return {"heading": section.heading, "apart": section.apart, "style": section.style, "blocks": blocks}


def _block(block: Block) -> Mapping[str, object]:
    if not isinstance(block, Table):
        style = block.style if isinstance(block, Paragraph) else Style.BODY
        return {"kind": "words", "words": block.words, "style": style}
    if is_facts(block) and all(row.style is Style.BODY for row in block.rows):
        return {"kind": "facts", "rows": _facts(block)}
    columns = [(i, column) for i, column in enumerate(block.columns) if not column.below]
    longest = {i: max(len(shown(row.cells[i])) for row in block.rows) for i, _ in columns if is_drawn(block, i)}
    anchor = next((i for i, column in columns if column.wraps), columns[0][0] if columns else 0)
    return {
        "kind": "table",
        "anchor": next((place for place, (i, _) in enumerate(columns) if i == anchor), 0),
        "columns": [
            {"head": column.head, "number": column.kind in NUMBERS, "share": int(column.wraps or i in longest)}
            for i, column in columns
        ],
        "rows": [_row(block, row, [i for i, _ in columns], longest, anchor) for row in block.rows],
    }


def _parted(block: Mapping[str, Any]) -> Iterator[Mapping[str, object]]:
    """A table of bars group by group, so that none is parted by the end of a page; anything else as it is.

    The columns of all its groups are as wide as one another, whatever stands in them.
    """
    rows = block.get("rows", ())
    starts = [i for i, one in enumerate(rows) if block["kind"] == "table" and one["style"] is Style.HEAD]
    if not starts or not any("bar" in cell for one in rows for cell in one["cells"]):
        yield block
        return
    columns = [{**one, "share": 1 if one["number"] else 2} for one in block["columns"]]
    for first, after in pairwise([*({0} - {*starts}), *starts, len(rows)]):
        yield {**block, "columns": columns, "rows": rows[first:after]}


def _row(table: Table, row: Row, places: list[int], longest: Mapping[int, int], anchor: int) -> Mapping[str, object]:
    return {
        "style": row.style,
        "indent": row.indent,
        "words": " ".join(shown(cell) for cell in row.cells if shown(cell)),
        "cells": [_cell(row.cells[i], longest.get(i), is_narrow=i != anchor) for i in places],
        "below": list(_below(table, row)),
    }


def _cell(cell: Cell, longest: int | None, *, is_narrow: bool) -> Mapping[str, object]:
    """A cell; a bar made of characters as long as the longest of its column, in parts of a hundred."""
    words = shown(cell)
    if longest is not None:
        return {"words": "", "style": cell.style, "number": False, "bar": 100 * len(words) // longest}
    number = cell.kind in NUMBERS
    words = _NARROW.sub(_anywhere, words) if is_narrow and not number else words
    return {"words": words, "style": cell.style, "number": number}


def _below(table: Table, row: Row) -> Iterator[str]:
    return (shown(cell) for cell, column in zip(row.cells, table.columns, strict=True) if column.below and shown(cell))


def _facts(table: Table) -> list[list[str]]:
    return [[shown(cell) for cell in row.cells] for row in table.rows]
