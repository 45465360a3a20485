"""What stops a text from being TOML and has one meaning only, mended where it stands.

Full-width digits, quotes and signs, commas in numbers, a rate without quotes, a date as 2026-4-1, a Japanese key
without quotes. A line with any other mistake keeps every letter, and so do comments, order and line ends.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

import tomli

from sangaku_price.toml.traps import DASHES, explained

MOST_MENDS = 2000
"""Mistakes of one file that are looked at."""
MOST_READ = 30_000_000
"""Characters that are read again and again to mend a file: of a very long one fewer mistakes are looked at."""
LONGEST_LINE = 10_000
"""Characters of a line that is mended; nobody types a longer one."""
WINDOW = 80
"""Characters on each side of a mistake that are looked at."""
_DIGIT = "[0-9０-９]"
_GROUPED = rf"[+-]?{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+"
_NUMBER = re.compile(rf"{_GROUPED}(?:(?![0-9０-９,，.．_])|(?=,\s))")
_RATE = re.compile(rf"({_DIGIT}+(?:[.．]{_DIGIT}+)?)\s*[%％]")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9T:-])")
_QUOTED = re.compile(r"""[“”„‟＂]([^"\\“”„‟＂\n]*)[“”„‟＂]|[‘’‚‛＇]([^"'\\‘’‚‛＇\n]*)[‘’‚‛＇]""")
_CLOSED_BY_ANOTHER = re.compile(r'"([^"\\“”„‟＂\n]*)[“”„‟＂](?=\s*(?:#[^\n]*)?$)')
_KEY_PART = re.compile(r"""[^\s=.,"'\[\]{}#]+""")
_WRITTEN_RATE = re.compile(r'"([0-9０-９.．]+\s*[%％]|[0-9０-９]+[/／][0-9０-９]+)"')


class Mended(NamedTuple):
    """A text with what could be mended, and the numbers of the lines, from 1, in which it was."""

    text: str
    lines: frozenset[int]
    readable: str
    """The same without the lines that are still no TOML: what can be read of it."""


def mended(text: str) -> Mended:
    """A text mended line by line, as far as each mend brings the parser on."""
    whole, test = text.split("\n"), text.split("\n")
    touched: set[int] = set()
    for _ in range(min(MOST_MENDS, MOST_READ // (4 * len(text) + 1) + 1)):
        stop = _stopped("\n".join(test))
        if stop is None:
            break
        at, column, code = stop
        new = mend(test[at], column, code)
        tried = [*test[:at], new if new is not None else "", *test[at + 1 :]]
        if new is not None and _is_further("\n".join(tried), "\n".join(test)):
            whole[at] = new
            touched.add(at)
        elif not test[at] or not _is_further("\n".join([*test[:at], "", *test[at + 1 :]]), "\n".join(test)):
            break
        else:  # another mistake: nothing of this line is touched
            whole[at] = text.split("\n")[at]
            touched.discard(at)
            tried = [*test[:at], "", *test[at + 1 :]]
        test = tried
    return Mended("\n".join(whole), frozenset(at + 1 for at in touched), "\n".join(test))


def mended_rate(line: str) -> str | None:
    """A line whose rate in quotes has full-width digits or signs, with half-width ones; None where it has none."""
    new = _WRITTEN_RATE.sub(lambda found: f'"{_half("".join(found[1].split()))}"', line)
    return None if new == line else new


def _stopped(text: str) -> tuple[int, int, str] | None:
    """The line, from 0, and the column where the parser stops, and what is wrong there; None where it does not."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as mistake:
        found, _ = explained(mistake)
        before = mistake.doc[: mistake.pos]
        return before.count("\n"), len(before.rpartition("\n")[2]), found.code
    except (RecursionError, ValueError):
        return None
    return None


def _left(text: str) -> int:
    """Characters that the parser has not come to."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as mistake:
        return len(text) - mistake.pos + 1
    except (RecursionError, ValueError):
        return 0
    return 0


def _is_further(new: str, old: str) -> bool:
    """Whether the parser comes further in a text than it did."""
    return _left(new) < _left(old)


# -- one mend ----------------------------------------------------------------------------------------------------------


def mend(line: str, column: int, code: str) -> str | None:
    """A line with the mistake at a column mended; None where it has more than one meaning, or is another."""
    mend = _MENDS.get(code)
    return mend(line, column) if mend is not None and len(line) <= LONGEST_LINE else None


def _value_at(line: str, column: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The match of a pattern that the column lies in, or follows, and that stands where a value begins."""
    for found in pattern.finditer(line, max(0, column - WINDOW), column + WINDOW):
        before = line[max(0, found.start() - WINDOW) : found.start()].rstrip()
        is_near = column <= found.end() or not line[found.end() : column].strip()
        if found.start() <= column and is_near and before.endswith("="):
            return found
    return None


def _replaced(line: str, found: re.Match[str] | None, words: Callable[[re.Match[str]], str]) -> str | None:
    return None if found is None else f"{line[: found.start()]}{words(found)}{line[found.end() :]}"


def _half(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def _number(line: str, column: int) -> str | None:
    return _replaced(line, _value_at(line, column, _NUMBER), lambda found: _half(found[0]).replace(",", "_"))


def _rate(line: str, column: int) -> str | None:
    return _replaced(line, _value_at(line, column, _RATE), lambda found: f'"{_half(found[1])}%"')


def _date(line: str, column: int) -> str | None:
    return _replaced(line, _value_at(line, column, _DATE), lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}")


def _full_width(line: str, column: int) -> str | None:
    """A number, or the character at the column, in half width; a quote together with the one that closes it."""
    number = _number(line, column)
    if number is not None:
        return number
    char = line[column : column + 1]
    if char in "＂＇":
        return _quotes(line, column)
    half = "-" if char in DASHES else _half(char)
    is_sign = len(half) == 1 and half.isascii() and half.isprintable() and not half.isalpha()
    return f"{line[:column]}{half}{line[column + 1 :]}" if is_sign and char else None


def _quotes(line: str, column: int) -> str | None:
    """A text in curly or full-width quotes, in straight ones; or one that ends with another quote than it begins."""
    opened = _QUOTED.match(line, column)
    if opened is not None:
        words = opened[1] if opened[1] is not None else opened[2]
        return f'{line[:column]}"{words}"{line[opened.end() :]}'
    begun = next((found for found in _CLOSED_BY_ANOTHER.finditer(line) if found.start() <= column), None)
    return _replaced(line, begun, lambda found: f'"{found[1]}"')


def _key(line: str, column: int) -> str | None:
    """The part of a key that has other than ASCII letters, in quotes."""
    part = next((one for one in _KEY_PART.finditer(line) if one.start() <= column < one.end()), None)
    return _replaced(line, part, lambda found: f'"{found[0]}"')


_MENDS: Mapping[str, Callable[[str, int], str | None]] = {
    "toml-comma": _number,
    "toml-percent": _rate,
    "toml-date": _date,
    "toml-full-width": _full_width,
    "toml-smart-quotes": _quotes,
    "toml-unclosed-text": _quotes,
    "toml-key-quotes": _key,
}
"""How each mistake with one meaning is mended, by the code under which it is told."""
