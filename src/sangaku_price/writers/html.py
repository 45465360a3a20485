"""The HTML writer: one page for phone, desk and paper that needs nothing but itself, no network and no script.

Whatever text comes from outside is escaped where it enters the page; an address becomes a link only if it is plainly a
web page; the page forbids itself to load anything.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from sangaku_price.documents.addresses import is_web_page
from sangaku_price.documents.cells import (
    NUMBERS,
    Block,
    Cell,
    Column,
    Document,
    Kind,
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
from sangaku_price.language.enums import Lang, of_words
from sangaku_price.quotation.values import Quote
from sangaku_price.version import VERSION
from sangaku_price.writers.html_pictures import drawn

_LINKED = re.compile(r'(<a href="https?://([^/":]+)[^>]*>)[^<]*</a>')
_ID = "<td class=id>"
_OPENING = re.compile(f"<tr>{_ID}([^<]+)<td><details>")
_CLOSED = re.compile(f"<tr>{_ID}([^<]+)<td>(?=[^<])")
MOST_INDENT = 4
"""Steps of indentation that look different."""
SMALL = frozenset({Style.DETAIL, Style.SMALL_PRINT})
"""Sections that are set smaller."""
TOGETHER = re.compile(r"\d+か月|\d+年\d+月\d+日|\d+ %|(?:\[\d+\]){2,}")
"""A number with its unit, a day, the signs of several sources: what a narrow page would part."""
MANY = 6
"""Columns from which on a table is set closer."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
CLASSES = {
    Style.HEAD: "head-row",
    Style.TOTAL: "total",
    Style.WARNING: "warning",
    Style.GATE: "gate",
    Style.DETAIL: "detail",
}


def render(quote: Quote, lang: Lang, chances: Picture | None = None) -> bytes:
    """The quote as a page, with a picture of what contingent money may come to where one is given."""
    return write(formal_quote(quote, lang, chances))


def write(document: Document) -> bytes:
    """The document as a page."""
    return _to_rows("".join(_page(document))).encode()


def _page(document: Document) -> Iterator[str]:
    subject = document.letterhead and document.letterhead.subject.rows
    title = f"{document.title} {shown(subject[0].cells[1])}" if subject else document.title
    yield f"<!DOCTYPE html>\n<html lang={of_words(document.title)}><head><meta charset=utf-8>"
    yield f'<meta http-equiv=Content-Security-Policy content="{POLICY}">'
    yield '<meta name=referrer content=no-referrer><meta name=viewport content="width=device-width,initial-scale=1">'
    yield f'<meta name=generator content="sangaku-price {VERSION}"><title>{escape(title)}</title>'
    yield f"<style>{Path(__file__).with_name('html.css').read_text()}</style></head><body><main>"
    yield from _opening(document)
    for section in document.sections:
        yield from _section(section)
    yield "</main></body></html>\n"


def _opening(document: Document) -> Iterator[str]:
    letter = document.letterhead
    if letter is None:
        yield f"<h1>{escape(document.title)}</h1>"
        return
    yield f"<header class=letter><h1>{escape(document.title)}</h1><div class=head><div>"
    yield f"<p class=to>{escape(letter.addressee)}</p></div><div>"
    yield _table(letter.references)
    yield f"<p class=from>{'<br>'.join(map(escape, letter.sender))}</p></div></div>"
    yield from _figure(letter)
    yield _table(letter.subject)
    yield "</header>"


def _figure(letter: Letterhead) -> Iterator[str]:
    """The figure that is looked for first."""
    name, amount, said = letter.figure.cells
    yield f"<div class=figure><span>{_words(name)}</span><b>{_words(amount)}</b>"
    below = f"<small class=in>{_words(said)}</small>"
    yield _behind(below, letter.figure.behind)
    yield "</div>"


def _section(section: Section) -> Iterator[str]:
    names = ["apart"] * section.apart + ["small"] * (section.style in SMALL)
    yield f"<section{_class(names)}><h2>{escape(section.heading)}</h2>"
    yield from map(_block, section.blocks)
    yield "</section>"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Paragraph):
        names = [CLASSES[block.style]] if block.style in CLASSES else []
        return f"<p{_class(names)}>{_lines(block.words)}</p>"
    return drawn(block)


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(table: Table) -> str:
    """A table; what stands below its row stands under the words of the row."""
    columns = [(i, column) for i, column in enumerate(table.columns) if not (column.below or is_drawn(table, i))]
    anchor = next((i for i, column in columns if column.wraps), 0)
    has_heads = any(column.head for _, column in columns)
    heads = "".join([_head(column, is_anchor=i == anchor) for i, column in columns]) if has_heads else ""
    rows = "".join([_row(row, table.columns, columns, anchor) for row in table.rows])
    names = ["facts"] * is_facts(table) + ["many"] * (len(columns) >= MANY)
    return f"<table{_class(names)}>{heads and f'<thead><tr>{heads}</thead>'}<tbody>{rows}</tbody></table>"


def _head(column: Column, *, is_anchor: bool) -> str:
    """The head of a column; where there is none an empty cell, which is read out as nothing."""
    names = ["n"] * (column.kind in NUMBERS) + ["of"] * is_anchor
    return f"<th{_class(names)}>{_lines(column.head)}" if column.head else "<td>"


def _row(row: Row, every: Sequence[Column], columns: Sequence[tuple[int, Column]], anchor: int) -> str:
    opening = f"<tr{_class([CLASSES[row.style]] if row.style in CLASSES else [])}>"
    if row.style is Style.HEAD:
        words = " ".join(_words(cell) for cell in row.cells if shown(cell))
        return f"{opening}<td colspan={len(columns)}>{words}"
    made = [opening]
    for i, column in columns:
        cell = row.cells[i]
        number = cell.kind in NUMBERS
        names = ["n"] * number + ["d"] * (cell.kind is Kind.DAY)
        if cell.style is not row.style and cell.style in CLASSES:
            names.append(CLASSES[cell.style])
        if i < anchor and column.head:
            names.append("id")
        if i == anchor and row.indent:
            names.append(f"i{min(row.indent, MOST_INDENT)}")
        head = f' data-h="{escape(column.head.replace(chr(10), " / "))}"' if column.named and shown(cell) else ""
        made.append(f"<td{_class(names)}{head}>{_anchor(row, cell, every) if i == anchor else _words(cell)}")
    return "".join(made)


def _anchor(row: Row, cell: Cell, every: Sequence[Column]) -> str:
    """The words of a row, which open to what is behind it, with what stands below them."""
    below = [_words(one) for one, column in zip(row.cells, every, strict=True) if column.below and shown(one)]
    words = _words(cell) + "".join(f"<small>{one}</small>" for one in below)
    return _behind(words, row.behind)


def _behind(words: str, blocks: Sequence[Block]) -> str:
    """Words that open, if anything is behind them; an address stands there by its host, the sources have it whole."""
    if not blocks:
        return words
    opened = "".join(map(_block, blocks))
    return f"<details><summary>{words}</summary><div>{_LINKED.sub(_by_host, opened)}</div></details>"


def _to_rows(page: str) -> str:
    """The page with links, from where a line stands without its derivation, to its row that opens."""
    places = {words: f"r{number}" for number, words in enumerate(dict.fromkeys(_OPENING.findall(page)))}
    for words, place in places.items():
        page = page.replace(f"<tr>{_ID}{words}<td><details>", f"<tr id={place}>{_ID}{words}<td><details>", 1)

    def linked(found: re.Match[str]) -> str:
        place = places.get(found[1])
        return found[0] if place is None else f"<tr>{_ID}<a href=#{place}>{found[1]}</a><td>"

    return _CLOSED.sub(linked, page)


def _by_host(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}</a>"


# -- words -------------------------------------------------------------------------------------------------------------


def _words(cell: Cell) -> str:
    words = shown(cell)
    if cell.kind is Kind.DAY:
        return escape(words)
    if cell.kind is Kind.LINK and is_web_page(words):
        return f'<a href="{escape(words)}">{escape(words)}</a>'
    return _lines(words)


def _lines(words: str) -> str:
    safe = "<br>".join(map(escape, words.split("\n"))) if "\n" in words else escape(words)
    return TOGETHER.sub(r"<span class=k>\g<0></span>", safe) if "月" in safe or " %" in safe or "][" in safe else safe


def _class(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f" class={names[0]}" if len(names) == 1 else f' class="{" ".join(names)}"'
