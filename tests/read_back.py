"""What a reader finds in an output, whatever its format: text as it is, a PDF's words, all that is packed in a workbook."""

import io
import zipfile
from pathlib import Path

from poppler import text_of_pdf


def read_back(data: bytes, folder: Path) -> str:
    """The words of an output."""
    if data.startswith(b"%PDF"):
        path = folder / "read-back.pdf"
        path.write_bytes(data)
        return text_of_pdf(path) + data.decode("latin-1")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return data.decode()
