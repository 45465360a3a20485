"""The pages of the documentation, their blocks, and the files that they show.

A console block is commands (`$ …`) and what they print; a line `…` stands for lines that are left out. The first line of
a TOML block says what it is:

    # NAME.toml                       a file that the page's commands may read; `# NAME.toml, continued` goes on with it
    # contract under NAME             a contract under a tariff of the page, or a shipped one
    # contract                        a contract with overheads of its own
    # cases/NAME.toml                 a case file
    # templates/NAME.toml             a template
    # FOLDER/sangaku-price.toml       a configuration of its folder

So does the first line of a text block, of which the rest is the file: `# NAME.txt`.

A contract that leaves them out begins with `format`, `tariff` and a `[contract]` from 2026-04-01 to 2027-03-31; a tariff
begins with a head that cites one source. After `# →` stands what a contract costs: `lines.indirect = 370_370`, and after
`with …:` what it costs with other values.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

from places import ROOT

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TRIMMED = "…"
CONTRACT = "[contract]\nstart = 2026-04-01\nend = 2027-03-31\n"
HEAD = """format = 1
id = "mine"
name = "試しの大学"
checked = 2026-11-24
"""
SOURCE = """
[source.rule]
title = "規程"
href = "https://www.example.ac.jp/rule"
"""


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    number: int
    language: str
    text: str

    @property
    def first(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def mark(self) -> str:
        """What a TOML block says that it is, in English."""
        said = self.first.removeprefix("# ")
        japanese = re.fullmatch(r"契約ファイル(?:（料金表 (.+)）)?", said)
        if japanese:
            return f"contract under {japanese[1]}" if japanese[1] else "contract"
        return said.replace("（続き）", ", continued")


@cache
def pages() -> tuple[str, ...]:
    """Every page by its path, those of the top first."""
    top = sorted(path.name for path in ROOT.glob("*.md"))
    return (*top, *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")))


@cache
def text_of(page: str) -> str:
    return (ROOT / page).read_text()


@cache
def blocks(page: str) -> tuple[Block, ...]:
    found = FENCE.findall(text_of(page))
    return tuple(Block(page, number, language, text) for number, (language, text) in enumerate(found, 1))


def all_blocks(*languages: str) -> Iterator[Block]:
    return (block for page in pages() for block in blocks(page) if block.language in languages)


def is_contract(block: Block) -> bool:
    return block.language == "toml" and (block.mark == "contract" or block.mark.startswith("contract under "))


def contract_of(block: Block) -> str:
    """The whole file that a contract block stands for."""
    if "format =" in block.text:
        return block.text
    name = block.mark.removeprefix("contract").removeprefix(" under ")
    tariff = f'tariff = "{"./" if name.endswith(".toml") else ""}{name}"\n' if name else ""
    return f"format = 1\n{tariff}{'' if '[contract]' in block.text else CONTRACT}{block.text}"


@cache
def files(page: str) -> Mapping[str, str]:
    """The files of a page by name, their parts joined, tariffs with the head that they leave out."""
    found: dict[str, str] = {}
    for block in blocks(page):
        if block.language == "toml" and not is_contract(block):
            name = block.mark.removesuffix(", continued")
            found[name] = found.get(name, "") + block.text
    texts = {block.mark: block.text.partition("\n")[2] for block in blocks(page) if block.language == "text"}
    return {**{name: _completed(name, written) for name, written in found.items()}, **texts}


def tariffs(page: str) -> Mapping[str, str]:
    found = {name: text for name, text in files(page).items() if name.endswith(".toml")}
    return {name: text for name, text in found.items() if "\nchecked =" in text}


def _completed(name: str, written: str) -> str:
    if (
        name.startswith("cases/")
        or name.endswith("sangaku-price.toml")
        or re.search(r"^(?:format =|\[contract\]|\[\[gate\]\])", written, re.MULTILINE)
    ):
        return written
    extends, rest = re.fullmatch(r"(?s)(?:#[^\n]*\n)?(extends = [^\n]*\n)?(.*)", written).groups()
    return f'{HEAD}{extends or ""}[default]\nsource = "rule"\n{SOURCE}\n{rest}'


def laid_out(page: str, folder: Path) -> Path:
    """A folder with the examples and the files of a page: where its commands are run."""
    copytree(ROOT / "examples", folder / "examples")
    for name, text in files(page).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder
