"""A document to its passages: Word, text, Markdown, and PDFs that have text."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from sangaku_price.agreements.extra import not_installed
from sangaku_price.language.escaping import safe
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import read, read_bytes

MESSAGES = messages(
    {
        "document-suffix": Text(
            "読める文書は .docx、.txt、.md と、文字のある .pdf です。",
            "a document is a .docx, .txt, .md, or a .pdf that has text",
        ),
        "agreement-swapped": Text(
            "引数の順が逆です。契約書、契約ファイルの順に指定してください: agreement {command} {document} {spec}",
            "the arguments are the other way round: first the agreement, then the contract file: "
            "agreement {command} {document} {spec}",
        ),
        "pdf-broken": Text("PDF として読めません。", "cannot be read as a PDF"),
        "pdf-locked": Text("パスワードのある PDF は読めません。", "the PDF asks for a password"),
        "pdf-no-text": Text(
            "文字のない PDF です（画像だけの PDF は読めません）。文字のある PDF か .docx で確かめてください。",
            "the PDF has no text (a scan cannot be read); check a PDF that has text, or the .docx",
        ),
    }
)
_BREAKS_OFF = re.compile(r"[0-9０-９][,，]$")
_GOES_ON = re.compile(r"[0-9０-９]{3}")


DOCUMENTS = (".docx", ".txt", ".md", ".pdf")
CONTRACT = ".toml"


class Passage(NamedTuple):
    """A paragraph or line of a document, and where it stands."""

    words: str
    place: Text
    line: int | None = None
    """Its line, where the document is a text."""


def check_order(command: str, document: str, spec: str) -> None:
    """Refuse the two files of a command of agreements where they are the other way round."""
    first, second = (PurePath(name).suffix.lower() for name in (document, spec))
    if first not in DOCUMENTS and second in DOCUMENTS and (first == CONTRACT or document == "-"):
        said = problem("agreement-swapped", command=command, document=safe(spec), spec=safe(document))
        raise BadFile([said.at(document, None)])


def passages_of(name: str) -> tuple[Passage, ...]:
    """The passages of a document in its order. Raises BadFile for one that cannot be read."""
    readers = {".docx": _word, ".pdf": _pdf, ".md": _text, ".txt": _text}
    reader = readers.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadFile([problem("document-suffix").at(name, None)])
    try:
        return tuple(one for one in reader(name) if one.words.strip())
    except ModuleNotFoundError:
        raise not_installed(name) from None


def _text(name: str) -> Iterator[Passage]:
    for number, words in enumerate(read(name).text.splitlines(), 1):
        yield Passage(words, Text("{number}行目", "line {number}").filled(number=number), number)


def _word(name: str) -> Iterator[Passage]:
    from sangaku_price.agreements.word import paragraphs_of_word

    for number, words in enumerate(paragraphs_of_word(name), 1):
        yield Passage(words, Text("段落{number}", "paragraph {number}").filled(number=number))


def _pdf(name: str) -> Iterator[Passage]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of a file is not for our users
    data = read_bytes(name)
    try:
        document = PdfReader(BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise BadFile([problem("pdf-locked").at(name, None)])
        pages = [page.extract_text() for page in document.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise BadFile([problem("pdf-broken").at(name, None)]) from None
    if not any(page.strip() for page in pages):
        raise BadFile([problem("pdf-no-text").at(name, None)])
    for number, page in enumerate(pages, 1):
        for line, words in enumerate(_joined(page.splitlines()), 1):
            place = Text("{page}ページ {line}行目", "page {page}, line {line}").filled(page=number, line=line)
            yield Passage(words, place)


def _joined(lines: list[str]) -> list[str]:
    """Lines of which none ends within the digits of an amount."""
    joined: list[str] = []
    for line in lines:
        if joined and _BREAKS_OFF.search(joined[-1].rstrip()) and _GOES_ON.match(line.lstrip()):
            joined[-1] = joined[-1].rstrip() + line.lstrip()
        else:
            joined.append(line)
    return joined
