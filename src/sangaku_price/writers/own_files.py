"""Whether a file was written by this program, and so may be replaced by its next output without being asked.

A file is ours if it is empty; if it is JSON that names the program as its maker; a CSV with our columns; a document
that ends with the program's version and the SHA-256 of what it was made from, or a report that ends with our summary;
an Office file or PDF that names the program. A TOML file is never ours: what we write there is for you to change.
"""

import re
import zipfile
from pathlib import Path

_JSON = re.compile(rb'"name":\s*"sangaku-price"|"\$comment":\s*"sangaku-price ')
_COLUMNS = re.compile(rb"(?:\xef\xbb\xbf)?(?:id,kind,section,charged_as|sangaku-price,)")
_END = re.compile(
    rb"sangaku-price [0-9]+\.[0-9]+\.[0-9]+.{0,2000}(?:SHA-256|sha256:).{0,200}[0-9a-f](?:[\s|*`]|</?\w+>)*\Z"
    rb"|^sangaku-price check: [^\n]*\n\Z",
    re.DOTALL | re.MULTILINE,
)
_NAME = b"sangaku-price"
TAIL = 4096
"""Bytes at the end of a document in which its maker is looked for."""


def is_ours(path: Path) -> bool:
    """Whether this program wrote a file."""
    if path.suffix.lower() == ".toml" or not path.is_file():
        return False
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return _in_archive(path)
    if data.startswith(b"{"):
        return _JSON.search(data) is not None
    if data.startswith(b"%PDF"):
        return _NAME in data
    if path.suffix.lower() == ".csv":
        return not data or _COLUMNS.match(data) is not None
    return not data or _END.search(data[-TAIL:]) is not None


def _in_archive(path: Path) -> bool:
    """Whether the properties of an Office file name the program."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("docProps/") or name == "meta.xml"]
            return any(_NAME in archive.read(name) for name in names)
    except zipfile.BadZipFile:
        return False
