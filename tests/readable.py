"""What can be read in a file, whatever its format: text, the text of a PDF, what is packed in an Office file."""

import zipfile
from io import BytesIO

from pypdf import PdfReader


def words_of(made: bytes) -> str:
    """All words of a file that was written."""
    if made.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    if made.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(made)) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return made.decode()
