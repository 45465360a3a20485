"""Where a key stands in a TOML text: a small scan, made only when there is a mistake to report.

The parser keeps no positions, so this reads the text once more and only looks for keys. It takes any text, also one
that is no TOML, never raises, and its time grows with the length of the text and with nothing else: every pattern is
possessive and matches wherever it is tried, and nesting is kept on a list instead of the call stack.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import tomli

from sangaku_price.toml.limits import MOST_DEEP

MOST_SCANNED = 1_048_576
"""Characters that are looked at: as many as a file that is read can have."""
LONG_WORD = 640
"""Characters from which a bare value is noted; no shorter number has more digits than Python reads."""

_BRACKETS = frozenset("[{")
Path = tuple[str | int, ...]

_TO_STATEMENT = re.compile(r"(?:[^=\[\n]*+\n)*+[ \t\r]*+")
_REST = re.compile(r"[^\n]*+\n?")
_SPACE = re.compile(r"[ \t\r]*+")
_BLANK = re.compile(r"(?:\s++|#[^\n]*+)*+")
_PART = re.compile(
    r"""[ \t]*+(?:"((?:[^"\\\n]++|\\[^\n])*+)"|'([^'\n]*+)'|([^\s=.,"'#\[\]{}]++))[ \t]*+(\.?)""",
)
_SCALAR = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"""|[^\s"'#\[\]{},]*+""",
)


class Statement(NamedTuple):
    """A header, or a key with its value."""

    path: Path
    offset: int
    header: bool


@dataclass(slots=True)
class _Node:
    """A table, an array or a value: where it stands first, and what it holds."""

    offset: int
    depth: int
    said: bool = False
    """Whether a header or a key is the node's own, and not only on the way to another."""
    count: int = 0
    """Elements by [[header]]; 0 where it is no array of tables."""
    inside: dict[str | int, "_Node"] = field(default_factory=dict)


class _Open:
    """An array or an inline table that is not closed yet."""

    __slots__ = ("array", "index", "node")

    def __init__(self, node: _Node | None, *, array: bool) -> None:
        self.node = node
        self.array = array
        self.index = 0


class Positions:
    """The lines of a TOML text's keys; it is read as far as what is asked for asks."""

    def __init__(self, text: str) -> None:
        self._deep: int | None = None
        self._long: list[tuple[int, int]] = []
        self._text = text[:MOST_SCANNED]
        self._root = _Node(offset=-1, depth=0)
        self._last: tuple[Path, Sequence[str], int] | None = None
        self._steps = self._scan()

    @property
    def deep(self) -> int | None:
        """The offset of the first place that is nested deeper than `MOST_DEEP`; None where nothing is."""
        self._read_all()
        return self._deep

    @property
    def long(self) -> list[tuple[int, int]]:
        """The beginnings and ends of bare values of `LONG_WORD` characters or more."""
        self._read_all()
        return self._long

    def line_of(self, path: Sequence[str | int]) -> int | None:
        """The line, from 1, of the deepest table, element or key on the path that stands in the text."""
        while not self._is_settled(path) and next(self._steps, False):
            pass
        node = self._root
        for part in path:
            below = node.inside.get(part)
            if below is None:
                break
            node = below
        return None if node is self._root else self.line_at(node.offset)

    @property
    def last(self) -> Statement | None:
        """The last header or key that stands in the text; None where there is none."""
        self._read_all()
        if self._last is None:
            return None
        path, names, offset = self._last
        return Statement((*path, *names), offset, header=not names)

    def line_at(self, offset: int) -> int:
        """The line, from 1, of a character."""
        return self._text.count("\n", 0, offset) + 1

    def _is_settled(self, path: Sequence[str | int]) -> bool:
        """Whether all of a path was met, and what is still unread cannot move its line."""
        node = self._root
        for part in path:
            below = node.inside.get(part)
            if below is None:
                return False
            node = below
        return node.said or not path or isinstance(path[-1], int)

    def _read_all(self) -> None:
        for _ in self._steps:
            pass

    def _scan(self) -> Iterator[bool]:
        """Read the text; a step is a header or a key with its value."""
        text, place = self._text, 0
        path: Path = ()
        table: _Node | None = self._root
        while True:
            place = _end(_TO_STATEMENT, text, place)
            if place >= len(text):
                return
            if text[place] == "[":
                place, path, table = self._header(place)
            else:
                place = self._pair(place, path, table)
            place = _end(_REST, text, place)
            yield True

    def _header(self, start: int) -> tuple[int, Path, _Node | None]:
        """`[table]` or `[[array]]`: the end of its name, its path, and its node."""
        array = self._text.startswith("[[", start)
        names, place = self._key(start + (2 if array else 1))
        node: _Node | None = self._root
        path: list[str | int] = []
        for name in names:
            if node is not None and node.count:
                path.append(node.count - 1)
                node = self._below(node, node.count - 1, start)
            path.append(name)
            node = self._below(node, name, start)
        if names:
            self._last = (tuple(path), (), start)
            self._say(node, start)
        if names and array and node is not None:
            node.count += 1
            path.append(node.count - 1)
            node = self._below(node, node.count - 1, start)
        return place, tuple(path), node

    def _pair(self, start: int, path: Path, table: _Node | None) -> int:
        """`key = value` in a table: the end of what could be read."""
        names, place = self._key(start)
        if not names or not self._text.startswith("=", place):
            return place
        self._last = (path, names, start)
        return self._value(_end(_SPACE, self._text, place + 1), self._named(table, names, start))

    def _named(self, node: _Node | None, names: Sequence[str], offset: int) -> _Node | None:
        """The node of a dotted key in a table."""
        for name in names:
            node = self._below(node, name, offset)
        self._say(node, offset)
        return node

    def _below(self, node: _Node | None, part: str | int, offset: int) -> _Node | None:
        """The node below another, made where it is new; None where it would be too deep."""
        if node is None or node.depth >= MOST_DEEP:
            self._deep = offset if self._deep is None else self._deep
            return None
        if part not in node.inside:
            node.inside[part] = _Node(offset, node.depth + 1)
        return node.inside[part]

    def _say(self, node: _Node | None, offset: int) -> None:
        """A node's own header or key: the first counts."""
        if node is not None and not node.said:
            node.said = True
            node.offset = offset

    def _key(self, place: int) -> tuple[list[str], int]:
        """The parts of a key, no more than can be kept, and where it ends."""
        names: list[str] = []
        while found := _PART.match(self._text, place):
            place = found.end()
            if len(names) <= MOST_DEEP:
                names.append(found[3] or _name(found))
            if not found[4]:
                break
        return names, place

    def _value(self, place: int, node: _Node | None) -> int:
        """A value with all that it holds: where it ends."""
        text = self._text
        if text[place : place + 1] not in _BRACKETS:
            return self._scalar(place)
        still_open: list[_Open] = []
        while place < len(text):
            char = text[place]
            if char in _BRACKETS:
                still_open.append(_Open(node, array=char == "["))
                place += 1
            else:
                place = self._scalar(place)
            place, node = self._next(place, still_open)
            if not still_open:
                break
        return place

    def _scalar(self, start: int) -> int:
        """Text, a number, a date, a flag: where it ends."""
        place = _end(_SCALAR, self._text, start)
        if place - start >= LONG_WORD and self._text[start] not in "\"'":
            self._long.append((start, place))
        return place

    def _next(self, place: int, still_open: list[_Open]) -> tuple[int, _Node | None]:
        """Where the next value in the innermost array or inline table begins, and its node."""
        text = self._text
        while still_open:
            place = _end(_BLANK, self._text, place)
            if place >= len(text):
                break
            inner, char = still_open[-1], text[place]
            if char in "]}":
                still_open.pop()
                place += 1
            elif char == ",":
                inner.index += 1
                place += 1
            elif inner.array:
                return place, self._below(inner.node, inner.index, place)
            else:
                names, end = self._key(place)
                if names and text.startswith("=", end):
                    return _end(_BLANK, self._text, end + 1), self._named(inner.node, names, place)
                place = max(end, place + 1)
        return place, None


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    """The end of a pattern that may be empty."""
    found = pattern.match(text, place)
    return found.end() if found else place


def _name(found: re.Match[str]) -> str:
    """One part of a key, without its quotes."""
    basic, literal = found.group(1, 2)
    if basic is None:
        return str(literal)
    if "\\" not in basic:
        return str(basic)
    try:
        return str(tomli.loads(f'name = "{basic}"')["name"])
    except tomli.TOMLDecodeError:
        return str(basic)
