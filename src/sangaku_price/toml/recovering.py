"""Every slip of a text that is no TOML, as far as they can be told apart, and what can be read of it nevertheless.

The parser stops at the first. A line that is wrong by itself (a key and its value, a header) is mended where it has one
meaning, else its value is put aside, and the rest is read again; after one that may go on over other lines nothing
further is said, for it would be guessed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import tomli

from sangaku_price.toml.mending import mend
from sangaku_price.toml.problems import Problem
from sangaku_price.toml.traps import explained

MOST_SLIPS = 20
"""So many are told at most: each costs another reading."""
MOST_READ = 20_000_000
"""Characters that are read again and again: a line may be mended letter by letter."""
MOST_READINGS = 400
"""So often the text is read at most."""
MOST_CHARACTERS = 1_000_000
"""Of a longer text only the first slip is told."""
MARK = "9e-99999999"
"""What stands in the place of a value that is put aside: a number that nobody writes."""
_KEY = re.compile(r"""\s*(?:"[^"\\]*"|'[^']*'|[^\s=\[\]{}"'#])[^=\[\]{}"'#]*=""")
_HEADERS = frozenset({"toml-header", "toml-table-twice", "toml-table-single", "toml-key-quotes", "toml-full-width"})
"""Slips of a line that begins with [ and is a header; of another it may stand in an array over several lines."""
_ASIDE = re.compile(r"^aside-[0-9]+\.?")
"""The name of a header that was put aside."""
_PAIRS = (("[", "]"), ("{", "}"))
_OPEN = frozenset({"toml-unclosed-text", "toml-array", "toml-inline-table", "toml-other"})
"""Slips that may go on over other lines."""
_TWICE = frozenset({"toml-key-twice", "toml-table-twice"})
_HEADER = re.compile(r"\s*(\[{1,3})\s*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*(\]{0,3})\s*(?:#.*)?")
_HEAD = re.compile(r"\s*\[[^=]*\Z")
_BARE = re.compile(r"""(\s*[A-Za-z0-9_.-]+\s*=\s*)([^\s"'#\[\]{}=\\][^"'#\[\]{}=\\]*?)(\s*(?:#.*)?)""")
_NO_EQUALS = re.compile(r"(\s*[A-Za-z][A-Za-z0-9-]*)(?:\s*[:：]\s*|[ \t]+)(\S.*)")
_TAIL = re.compile(r"\s*[,;]\s*(#.*)?\Z")
_REMARK = re.compile(r"\s*(?://|--|;|※|・|●|○|■|□|◆|★)[^=]*")
"""A remark as other languages, or offices, begin one."""
_NAMES = re.compile(r"""\s*["']?(?:id|tariff|extends)["']?\s*=""")
"""Keys whose values other keys name."""
_BLOCK = re.compile(r"\s*\[")


class Rest(NamedTuple):
    """A text that can be read, line by line that of the file, with other values where it was none.

    Attributes:
        text: the whole text.
        unsure: the numbers, from 1, of the lines whose value is not what stands in the file.
        near: those of the lines of the same tables: what is said of several keys of a table may be due to the value.
        names_known: whether none of the values that are put aside is one that others name.
    """

    text: str
    unsure: frozenset[int]
    near: frozenset[int]
    names_known: bool


class Recovered(NamedTuple):
    """Each slip with its line, and what can be read of the text; None where that would be guessed."""

    slips: tuple[tuple[Problem, int], ...]
    rest: Rest | None


def recovered(text: str) -> Recovered:
    """What is wrong with a text that is no TOML, and what can be read of it nevertheless."""
    reading = _Reading(text)
    told = tuple(reading.slips())
    return Recovered(told, reading.rest())


class _Stop(NamedTuple):
    """Where the parser stops: the line from 0, the column that it has come to, and what is wrong."""

    number: int
    column: int
    found: Problem


class _Reading:
    """A text that is read again and again, each time without the slip that was found."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, text.split("\n")
        self.is_read = False
        self.is_sure = True
        """Whether what was put aside leaves the meaning of other lines as it is."""
        self.mended, self.guessed, self.aside = set[int](), set[int](), set[int]()

    def slips(self) -> Iterator[tuple[Problem, int]]:
        """Each slip with its line."""
        told = set[int]()
        for _ in range(min(MOST_READINGS, MOST_READ // (len(self.text) + 1) + 1)):
            stop = self._stop()
            if stop is None or stop.number in self.aside or len(told) >= MOST_SLIPS:
                return
            if stop.number not in told:
                told.add(stop.number)
                yield stop.found._replace(path=_ASIDE.sub("", stop.found.path)), stop.number + 1
            if len(self.text) > MOST_CHARACTERS or not self._put_right(stop):
                return

    def rest(self) -> Rest | None:
        """What can be read of it."""
        if not self.is_read or not self.is_sure:
            return None
        unsure = self.guessed | self.aside
        named = any(_NAMES.match(self.lines[at]) for at in self.aside)
        numbers = frozenset(at + 1 for at in unsure)
        return Rest("\n".join(self.lines), numbers, frozenset(self._near()), names_known=not named)

    def _near(self) -> Iterator[int]:
        """The lines of the tables of what was put aside."""
        begins = [at for at, line in enumerate(self.lines) if _BLOCK.match(line)]
        for at in self.aside:
            first = max((one for one in begins if one <= at), default=0)
            after = min((one for one in begins if one > at), default=len(self.lines))
            yield from range(first + 1, after + 1)

    def _stop(self) -> _Stop | None:
        """Where the parser stops now; None where it does not, or nothing can be said of it here."""
        try:
            tomli.loads("\n".join(self.lines))
        except tomli.TOMLDecodeError as mistake:
            found, offset = explained(mistake)
            before = mistake.doc[:offset]
            number = before.count("\n")
            stopped = mistake.doc[: mistake.pos]
            column = len((stopped if stopped.count("\n") == number else before).rpartition("\n")[2])
            return _Stop(number, column, found)
        except (ValueError, RecursionError):  # told where the file is read, once there is no slip
            return None
        self.is_read = True
        return None

    def _put_right(self, stop: _Stop) -> bool:
        """Mend the line, or put its value aside; False where more than the line may be wrong."""
        number, code = stop.number, stop.found.code
        line, header = self.lines[number], self.lines[number].lstrip().startswith("[")
        new = mend(line, stop.column, code) if number not in self.guessed else None
        equals = _NO_EQUALS.fullmatch(line) if code == "toml-equals" and number not in self.guessed else None
        if code == "toml-tail" and _ends(line) and _TAIL.search(line):
            self.lines[number] = _TAIL.sub("", line)
            self.mended.add(number)
        elif code == "toml-statement" and _REMARK.fullmatch(line):
            self.lines[number] = ""
        elif new is not None and new != line and (_ends(new) or _HEAD.match(new)):
            self.lines[number] = new
            self.mended.add(number)
        elif header and code in _HEADERS:
            self._header(number, code)
        elif code in _TWICE and _ends(line):
            self.lines[number] = ""
            self.aside.add(number)
        elif equals:
            self.lines[number] = f"{equals[1]} = {equals[2]}"
            self.guessed.add(number)
        elif not header and code not in _OPEN and _ends(line):
            self._guess(number, code)
        else:
            return False
        return True

    def _guess(self, number: int, code: str) -> None:
        """Text without quotes is taken for text, a flag in capitals for a flag; of any other value nothing is known."""
        line = self.lines[number]
        bare = _BARE.fullmatch(line) if number not in self.guessed else None
        self.guessed.add(number)
        if bare and code == "toml-text-quotes":
            self.lines[number] = f'{bare[1]}"{bare[2]}"{bare[3]}'
        elif bare and bare[2].lower() in {"true", "false"}:
            self.lines[number] = f"{bare[1]}{bare[2].lower()}{bare[3]}"
        else:
            self.lines[number] = f"{line.partition('=')[0]}= {MARK}"
            self.aside.add(number)

    def _header(self, number: int, code: str) -> None:
        """Close a header where only its brackets are wrong; any other is put aside: what stands below it is unknown."""
        found = _HEADER.fullmatch(self.lines[number])
        if found and (code != "toml-table-twice" or self._is_repeated(found[2])) and number not in self.mended:
            double = code != "toml-header" or max(len(found[1]), len(found[3])) > 1
            self.lines[number] = f"[[{found[2]}]]" if double else f"[{found[2]}]"
            self.mended.add(number)
        else:
            self.lines[number] = f"[aside-{number}]"
            self.aside.add(number)
            self.is_sure = False

    def _is_repeated(self, name: str) -> bool:
        """Whether a header of this name stands there in double brackets."""
        return any(line.replace(" ", "").startswith(f"[[{name}]]") for line in self.lines)


def _ends(line: str) -> bool:
    """Whether a line is a key with a value that ends with it."""
    many = '"""' in line or "'''" in line or "\r" in line.rstrip("\r")
    return not many and bool(_KEY.match(line)) and all(line.count(one) == line.count(other) for one, other in _PAIRS)
