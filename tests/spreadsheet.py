"""A second engine for workbooks: LibreOffice, without a window, made to calculate every formula anew; and their cells."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Recalculate always: without it the stored results are shown again."""
Cells = Mapping[str, Sequence[Sequence[object]]]


def soffice() -> str:
    """The program. Without it there is no second engine, and so no test: it is installed, never passed over."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found, "LibreOffice Calc is needed: apt-get install libreoffice-calc"
    return found


def recalculated(files: Sequence[Path], folder: Path) -> dict[str, Cells]:
    """The cells of workbooks after every formula was calculated anew, by the names of the files; one start for all."""
    home, out = folder / "profile", folder / "recalculated"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(PROFILE)
    command = [soffice(), f"-env:UserInstallation=file://{home}", "--headless", "--norestore", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    return {path.name: cells(out / path.name) for path in files}


def cells(path: Path) -> Cells:
    """The values of every sheet, row by row."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
