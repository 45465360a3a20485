"""The guide to writing a tariff: the TOML blocks in it, and the tariff files that they make."""

import re
from functools import cache

from places import ROOT

GUIDE = ROOT / "docs" / "writing-a-tariff.md"
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


@cache
def blocks() -> tuple[tuple[str, str], ...]:
    """What each TOML block says that it is, and its lines."""
    found = re.findall(r"```toml\n# ([^\n]*)\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert len(found) == GUIDE.read_text().count("```toml")
    return tuple(found)


def tariffs() -> dict[str, str]:
    """The tariff files of the guide by name, their parts joined."""
    files: dict[str, str] = {}
    for name, block in blocks():
        stem = name.removesuffix(", continued")
        if not name.startswith(("contract", "cases/")):
            files[stem] = files.get(stem, "") + block
    return {name: written if "format =" in written else completed(written) for name, written in files.items()}


def completed(rules: str) -> str:
    """A recipe with the head that it leaves out."""
    extends, rest = re.fullmatch(r"(extends = [^\n]*\n)?(.*)", rules, re.DOTALL).groups()
    return f'{HEAD}{extends or ""}[default]\nsource = "rule"\n{SOURCE}\n{rest}'
