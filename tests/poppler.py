"""PDFs read again: their words with their places, their pages."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest


class Word(NamedTuple):
    """A word and where it stands, in points from the left and the top of its page."""

    page: int
    left: float
    right: float
    text: str


def _run(program: str, *arguments: str) -> str:
    if shutil.which(program) is None:
        pytest.fail(f"no {program}: apt-get install poppler-utils, or leave out: pytest -m 'not tools'")
    return subprocess.run([program, *arguments], capture_output=True, check=True).stdout.decode()


def text_of_pdf(path: Path, *options: str) -> str:
    """The text in the order in which it is read."""
    return _run("pdftotext", *options, str(path), "-")


def facts_of_pdf(path: Path) -> dict[str, str]:
    """What the PDF says of itself: Title, Pages, Page size, PDF subtype …"""
    pairs = (line.partition(":") for line in _run("pdfinfo", str(path)).splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def fonts_of_pdf(path: Path) -> list[str]:
    """Every font with whether it is embedded."""
    return _run("pdffonts", str(path)).splitlines()[2:]


def words_of_pdf(path: Path) -> list[Word]:
    """Every word with its page and its place."""
    found, page = [], 0
    for line in _run("pdftotext", "-bbox", str(path), "-").splitlines():
        page += line.lstrip().startswith("<page ")
        match = re.search(r'<word xMin="([\d.-]+)" .*xMax="([\d.-]+)".*>(.*)</word>', line)
        if match:
            found.append(Word(page, float(match[1]), float(match[2]), match[3]))
    return found
