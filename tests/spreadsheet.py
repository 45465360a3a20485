"""A second engine for workbooks: LibreOffice, without a window, made to calculate every formula anew; and their cells."""

import io
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
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
    """The program. Without it there is no second engine, and so no test."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.fail("no soffice: apt-get install libreoffice-calc, or leave out: pytest -m 'not tools'")
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


def dumped(data: bytes) -> bytes:
    """Every cell of a workbook with its formula and its result, as lines: what is compared of a packed file."""
    written, shown = (load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    lines = [f"{name} = {one.attr_text}" for name, one in sorted(written.defined_names.items())]
    for sheet in written:
        lines += ["", f"# {sheet.title} frozen {sheet.freeze_panes} printed {sheet.print_area}"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    result = shown[sheet.title][cell.coordinate].value
                    value = cell.value if cell.value == result else f"{cell.value} → {result}"
                    lines.append(f"{cell.coordinate}\t{str(value).replace(chr(10), ' ⏎ ')}")
    return "\n".join([*lines, ""]).encode()


def with_inputs(path: Path, target: Path, **inputs: object) -> Path:
    """A workbook in which named cells have other values, and no formula has a result any more."""
    book = load_workbook(path)
    for name, value in inputs.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")].value = value
    book.save(target)
    return target


def named(path: Path, book: Cells, name: str) -> object:
    """The value of a named cell of a workbook, among cells that were calculated."""
    ((sheet, cell),) = load_workbook(path).defined_names[name].destinations
    column, row = cell.replace("$", " ").split()
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return book[sheet][int(row) - 1][number - 1]
