"""Word documents: the templates that docxtpl fills, and the paragraphs of any document, wherever in it they stand."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import read_bytes

if TYPE_CHECKING:
    from sangaku_price.agreements.sandbox import Sandbox

MESSAGES = messages(
    {
        "not-word": Text("Word の文書（.docx）として読めません。", "cannot be read as a Word document (.docx)"),
    }
)
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can tell: every file in it bears it, so that the bytes are the same every time."""
FOOTNOTES = "footnotes+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPOKEN = ("document", "header", "footer", "footnotes", "endnotes")
"""The parts of a document that somebody reads."""
MOST_UNPACKED = 100_000_000
"""Bytes of an unpacked document."""


def fill_word(template: str, sandbox: "Sandbox") -> bytes:
    """A Word template filled; empty where the sandbox has found mistakes."""
    document: Any = DocxTemplate(BytesIO(_checked(template)))
    document.init_docx()
    parts = list(_sources(document))
    for source in parts:
        sandbox.check(source)
    if not sandbox.problems:
        sandbox.running("", lambda: document.render(sandbox.values, sandbox.env, autoescape=True))
    return b"" if sandbox.problems else _packed(document)


def _checked(name: str) -> bytes:
    """The bytes of a Word document. Raises BadFile for what is none."""
    data = read_bytes(name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
            is_word = "word/document.xml" in archive.namelist() and archive.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        size, is_word = 0, False
    if not is_word or size > MOST_UNPACKED:
        raise BadFile([problem("not-word").at(name, None)])
    return data


def _sources(document: Any) -> Iterator[str]:  # noqa: ANN401 - docxtpl has no types
    """The texts that docxtpl gives to Jinja2, one paragraph a line."""
    texts = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        texts += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
    texts += [part.blob.decode() for part in document.docx.part.package.parts if part.content_type.endswith(FOOTNOTES)]
    for text in texts:
        yield document.patch_xml(text).replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")


def _packed(document: Any) -> bytes:  # noqa: ANN401 - docxtpl has no types
    """The bytes of a document, without the time at which it was made."""
    page, packed = BytesIO(), BytesIO()
    document.save(page)
    with zipfile.ZipFile(page) as found, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for one in found.infolist():
            made.writestr(zipfile.ZipInfo(one.filename, EARLIEST), found.read(one), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def paragraphs_of_word(name: str) -> Iterator[str]:
    """The text of every paragraph: of the body with its tables and boxes, of heads, feet and notes.

    What a tracked change has deleted is not there, what it has added is.
    """
    from docx import Document
    from docx.oxml import parse_xml

    try:
        parts = list(Document(BytesIO(_checked(name))).part.package.iter_parts())
        for kind in SPOKEN:
            for part in parts:
                if str(part.partname).startswith(f"/word/{kind}") and str(part.partname).endswith(".xml"):
                    yield from _paragraphs(parse_xml(part.blob))
    except (KeyError, ValueError, SyntaxError):
        raise BadFile([problem("not-word").at(name, None)]) from None


def _paragraphs(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(FALLBACK), None) is None:
            yield "".join(_words(paragraph))


def _words(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """The words of a paragraph; those of a box in it are paragraphs of their own."""
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if next(node.iterancestors(f"{W}p")) is not paragraph:
            continue
        if node.tag == f"{W}t":
            yield node.text or ""
        else:
            yield {"tab": "\t", "br": " ", "noBreakHyphen": "-"}[node.tag.removeprefix(W)]
