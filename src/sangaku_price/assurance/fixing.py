"""`check --fix`: what has one meaning only is mended in the file, and everything else stays an error.

A line is mended only where nothing else is wrong with it then: what is mended is read as a contract, and a line with a
mistake that is left keeps its letters. Comments, order, line ends and a byte-order mark stay.
"""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from sangaku_price.language.escaping import safe
from sangaku_price.loading.files import load_source
from sangaku_price.toml.mending import mended, mended_rate
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, read

BOM = "\ufeff"
_RATES = frozenset({"rate"})
"""Codes of a rate that cannot be read."""


class Fixed(NamedTuple):
    """A file with what was mended in it."""

    name: str
    before: str
    """As characters, whatever the encoding was."""
    after: str
    encoding: bool
    """Whether it was in Shift_JIS."""

    @property
    def places(self) -> int:
        """Lines that are others, and one for the encoding."""
        pairs = zip(self.before.split("\n"), self.after.split("\n"), strict=True)
        return sum(one != other for one, other in pairs) + self.encoding

    def shown(self) -> str:
        """What would be done, as a unified diff that cannot steer a terminal."""
        old, new = (text.removesuffix("\n").split("\n") for text in (self.before, self.after))
        lines = list(unified_diff(old, new, self.name, self.name, lineterm=""))
        if self.encoding:
            lines = [f"--- {self.name} (Shift_JIS)", f"+++ {self.name} (UTF-8)", *lines[2:]]
        return "".join(f"{safe(line.removesuffix(chr(13)))}\n" for line in lines)


def fixed(name: str) -> Fixed | None:
    """A file with all that can be mended in it; None where nothing can."""
    found = _text(name)
    if found is None:
        return None
    whole, encoding = found
    bom, text = (BOM, whole.removeprefix(BOM)) if whole.startswith(BOM) else ("", whole)
    after = _mended(name, text)
    return None if after == text and not encoding else Fixed(name, whole, bom + after, encoding)


def _text(name: str) -> tuple[str, bool] | None:
    """The characters of a file, and whether it is in Shift_JIS; None where it is no text, or cannot be read."""
    try:
        read(name)
    except BadFile as refusal:
        if refusal.problems[0].code == "shift-jis":
            return Path(name).read_bytes().decode("cp932"), True
        return None
    return Path(name).read_bytes().decode(), False


def _mended(name: str, text: str) -> str:
    """The text, mended in the lines with which nothing else is wrong."""
    found = mended(text)
    lines, readable, original = found.text.split("\n"), found.readable.split("\n"), text.split("\n")
    touched = set(found.lines)
    for number in _wrong(name, readable, only_rates=True):
        new = mended_rate(readable[number - 1])
        if new is not None:
            lines[number - 1] = readable[number - 1] = new
            touched.add(number)
    for number in touched & set(_wrong(name, readable)):
        lines[number - 1] = original[number - 1]
    return "\n".join(lines)


def _wrong(name: str, lines: list[str], *, only_rates: bool = False) -> Iterator[int]:
    """The lines of a text that are wrong as a contract."""
    try:
        load_source(Source(name, "\n".join(lines), "", Path(name).parent), of_example=True)
    except BadFile as refusal:
        if refusal.problems[0].code == "is-tariff":  # what a check would not read as a contract, it does not mend
            yield from range(1, len(lines) + 1)
        for one in refusal.problems:
            if one.file == name and one.line is not None and (not only_rates or one.code in _RATES):
                yield one.line
