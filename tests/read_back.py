"""What a reader finds in an output, whatever its format: text as it is, a PDF's words, all that is packed in a workbook."""

import io
import zipfile

from pypdf import PdfReader


def read_back(data: bytes) -> str:
    """The words of an output."""
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages) + data.decode("latin-1")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return data.decode()
