"""Whether a file was written by this program, and so may be replaced by its next output without being asked.

A file is ours if it is empty; if it is JSON or XML that names the program as its maker; a CSV with our columns; a
document that ends with the program's version and the SHA-256 of what it was made from, or a report that ends with our
summary; an Office, PDF or Parquet file that names the program; a list with nothing in it, which is a report of no
findings. A TOML file is never ours: what we write there is for you to change.
"""

import os
import re
import zipfile
import zlib
from pathlib import Path

_JSON = re.compile(rb'"(?:engine_)?name":\s*"sangaku-price"|"\$comment":\s*"sangaku-price |\A\{"sangaku-price":')
_XML = re.compile(rb'<\?xml [^>]*>\s*<testsuites name="sangaku-price"')
_NOTHING = re.compile(rb"\[\s*\]\s*\Z")
_OFFICE = "番号,項目,数量,|no.,item,quantity,|番号 / no.,項目 / item,".encode()
_COLUMNS = re.compile(rb"(?:\xef\xbb\xbf)?(?:id,kind,section,charged_as|sangaku-price,|" + _OFFICE + rb")")
_END = re.compile(
    rb"sangaku-price [0-9]+\.[0-9]+\.[0-9]+.{0,2000}(?:SHA-256|sha256:).{0,200}[0-9a-f](?:[\s|*`]|</?\w+>)*\Z"
    rb"|^sangaku-price (?:check|portfolio): [^\n]*\n\Z",
    re.DOTALL | re.MULTILINE,
)
_NAME = b"sangaku-price"
LONGEST_END = 1_048_576
"""Bytes at the beginning and at the end of a file in which its maker is looked for."""
MOST_ARCHIVE = 64 * LONGEST_END
"""Bytes of the largest Office file that is looked into."""
MOST_PROPERTIES = 8
"""Files of an Office file in which its maker is looked for."""
TAIL = 4096
"""Bytes at the end of a document in which its maker is looked for."""


def is_ours(path: Path) -> bool:
    """Whether this program wrote a file."""
    if path.suffix.lower() == ".toml" or not path.is_file():
        return False
    head, tail, size = _ends(path)
    if head.startswith(b"PK"):
        return size <= MOST_ARCHIVE and _in_archive(path)
    if head.startswith((b"{", b"[")):
        return _JSON.search(head) is not None or _NOTHING.match(head) is not None
    if head.startswith(b"<?xml"):
        return _XML.match(head) is not None
    if head.startswith((b"%PDF", b"PAR1")):
        return _NAME in head or _NAME in tail
    if path.suffix.lower() == ".csv":
        return not head or _COLUMNS.match(head) is not None
    return not head or _END.search(tail[-TAIL:]) is not None


def _ends(path: Path) -> tuple[bytes, bytes, int]:
    """How a file begins and ends, and how long it is; however long, no more of it is read."""
    with path.open("rb") as file:
        head = file.read(LONGEST_END)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - LONGEST_END))
        return head, file.read(LONGEST_END), size


def _in_archive(path: Path) -> bool:
    """Whether the properties of an Office file name the program; of what is packed, a little is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("docProps/") or name == "meta.xml"]
            return any(_NAME in _unpacked(archive, name) for name in names[:MOST_PROPERTIES])
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):  # what is none, or locked
        return False


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """How a packed file begins."""
    with archive.open(name) as file:
        return file.read(LONGEST_END)
