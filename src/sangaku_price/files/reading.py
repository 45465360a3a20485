"""A file, or standard input, to text and to raw tables; every way in which that fails is said with a way out.

The parser says where a text stops being TOML, and rarely why. What contract officers usually write there (30% without
quotes, 90,000, a Japanese key, full-width signs) is recognised from the characters around that place. Nothing of a
file is repeated in a message but the name of a key: the file may not be the one that the user meant.
"""

import os
import re
import stat
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import tomli

from sangaku_price.files.positions import MOST_DEEP, Positions, Statement
from sangaku_price.problems import LONGEST_SHOWN, BadFile, Problem, problem

MOST_BYTES = 1_048_576
"""Bytes of the largest file that is read."""
STDIN = "<stdin>"
"""The name under which standard input is shown."""
MOST_PARTS = 16
"""Parts of the longest dotted key; the parser's time grows with their square."""
WINDOW = 80
"""Characters on each side of a mistake that are looked at."""


class Source(NamedTuple):
    """A file as it was read.

    Attributes:
        name: as the user named it; `<stdin>` for standard input.
        text: its characters, without a byte-order mark.
        sha256: of its bytes, in hexadecimal.
        folder: from which relative paths in the file lead; None where there is none.
    """

    name: str
    text: str
    sha256: str
    folder: Path | None


def read(name: str) -> Source:
    """Read a UTF-8 file; `-` is standard input, whose folder is the current one.

    Raises BadFile where there is no such file, or it is not text that could be TOML.
    """
    label = STDIN if name == "-" else name.encode("utf-8", "replace").decode()
    data = _standard_input() if name == "-" else _file(name)
    text = data if isinstance(data, Problem) else _text(data)
    if isinstance(text, Problem):
        raise BadFile([text.at(label, text.line)])
    digest = sha256(data).hexdigest() if isinstance(data, bytes) else ""
    return Source(label, text, digest, Path() if name == "-" else Path(name).parent)


def parse(source: Source) -> dict[str, object]:
    """Read TOML into raw tables, decimals as `Decimal` (one that no Decimal can hold as NaN).

    Raises BadFile where the text is no TOML, nested too deeply, or has an integer of too many digits.
    """
    many = _MANY_PARTS.search(source.text)
    if many:
        raise _refused(source, _too_deep(), source.text.count("\n", 0, many.start()) + 1)
    try:
        raw = tomli.loads(source.text, parse_float=_decimal)
    except tomli.TOMLDecodeError as mistake:
        found, offset = _explained(mistake)
        raise _refused(source, found, mistake.doc.count("\n", 0, offset) + 1) from None
    except RecursionError:
        raise _refused(source, _too_deep(), _line_of_depth(source.text)) from None
    except ValueError:
        line = _line_of_digits(source.text)
        raise _refused(source, problem("too-many-digits", most=sys.get_int_max_str_digits()), line) from None
    if _deeper(raw, MOST_DEEP):
        raise _refused(source, _too_deep(), _line_of_depth(source.text))
    return raw


def _refused(source: Source, found: Problem, line: int | None) -> BadFile:
    """A mistake of a file at its line."""
    return BadFile([found.at(source.name, line)])


# -- bytes -------------------------------------------------------------------------------------------------------------


def _file(name: str) -> bytes | Problem:
    """The bytes of a regular file, one more than the most at most."""
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - Path("") would be the current folder
        if stat.S_ISDIR(mode):
            return problem("file-is-folder")
        if not stat.S_ISREG(mode):
            return problem("file-special")
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except ValueError:  # a NUL, or a name that this system cannot write
        return problem("file-missing")
    except OSError as refusal:
        return _unreadable(refusal)


def _standard_input() -> bytes | Problem:
    """The bytes of standard input, one more than the most at most."""
    if sys.stdin is None:
        return problem("empty")
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as refusal:
        return _unreadable(refusal)


def _unreadable(refusal: OSError) -> Problem:
    """Why a file cannot be read."""
    match refusal:
        case FileNotFoundError() | NotADirectoryError():
            return problem("file-missing")
        case IsADirectoryError():
            return problem("file-is-folder")
        case PermissionError():
            return problem("file-permission")
        case _:
            return problem("file-unreadable", reason=refusal.strerror or type(refusal).__name__)


def _text(data: bytes) -> str | Problem:
    """Bytes as text that is more than blanks and comments."""
    if len(data) > MOST_BYTES:
        return problem("file-too-large", most=f"{MOST_BYTES:,}")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return problem("utf-16")
    if b"\0" in data:
        return problem("file-not-text")
    body = data.removeprefix(BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as refusal:
        return _not_utf8(body, refusal.start)
    if all(line.strip() == "" or line.lstrip().startswith("#") for line in text.split("\n")):
        return problem("empty")
    return text


_NO_JAPANESE = re.compile("[\x80-\x9f\uf8f0-\uf8f3]")
"""What cp932 makes of bytes that mean nothing in Shift_JIS."""


def _not_utf8(body: bytes, start: int) -> Problem:
    """Which encoding it is instead; text that was UTF-8 so far is damaged, not Shift_JIS."""
    code = "not-utf-8"
    if body[:start].isascii():
        with suppress(UnicodeDecodeError):
            code = "not-utf-8" if _NO_JAPANESE.search(body.decode("cp932")) else "shift-jis"
    return problem(code).at("", body.count(b"\n", 0, start) + 1)


# -- numbers and depth -------------------------------------------------------------------------------------------------

_KEY_PART = r"""[ \t]*+(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_MANY_PARTS = re.compile(
    rf"^[ \t]*+\[?\[?(?:{_KEY_PART}\.){{{MOST_PARTS}}}(?:{_KEY_PART}\.)*+{_KEY_PART}[=\]]", re.MULTILINE
)


def _decimal(digits: str) -> Decimal:
    """A number with a point or an exponent; NaN, which is refused where a number is wanted, if none can hold it."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("NaN")


def _deeper(raw: dict[str, object], most: int) -> bool:
    """Whether tables and arrays are nested deeper than `most`."""
    level: list[dict[str, object] | list[object]] = [raw]
    for _ in range(most + 1):
        held = (below for one in level for below in (one.values() if isinstance(one, dict) else one))
        level = [below for below in held if isinstance(below, dict | list)]
    return bool(level)


def _too_deep() -> Problem:
    """Keys or brackets in too many levels."""
    return problem("toml-too-deep")


def _line_of_depth(text: str) -> int | None:
    """The line of what is nested too deeply."""
    found = Positions(text)
    return None if found.deep is None else found.line_at(found.deep)


def _line_of_digits(text: str) -> int | None:
    """The line of the integer that Python refuses to read."""
    found = Positions(text)
    for start, end in found.long:
        try:
            int(text[start:end])
        except ValueError:
            if re.fullmatch(r"[+-]?[0-9_]+", text[start:end]):
                return found.line_at(start)
    return None


# -- text that is no TOML ----------------------------------------------------------------------------------------------

_SMART_QUOTES = frozenset("“”„‟‘’‚‛")
_FULL_WIDTH_LETTERS = frozenset(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_FULL_WIDTH = frozenset(map(chr, range(0xFF01, 0xFF5F))) | frozenset("\u3000￥、。「」『』【】〔〕")
_COMMAS = r"(?:[0-9]+,)*?[0-9]{1,3}[,，、][0-9]{3}(?![0-9])"
_TAIL = re.compile(r"[^\s=\[{]*+[ \t]*+\Z")
_NAME_TAIL = re.compile(r"""[^\s=.,"'\[\]{}]*+\Z""")
_NAME_HEAD = re.compile(r"""[^\s=.,"'\[\]{}]*+""")
_FIRST_TRAPS = (
    (re.compile(r"[+-]?[0-9０-９][0-9０-９_.．]*\s*[%％]"), "toml-percent"),
    (re.compile(rf"[+-]?[¥￥]?{_COMMAS}"), "toml-comma"),
)
"""Of these some have full-width signs, too."""
_TRAPS = (
    (re.compile(r"[0-9]{4}-(?!(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))[0-9]{2}-[0-9]{2}(?![0-9])"), "toml-no-day"),
    (re.compile(r"[0-9]{4}(?:[-/年][0-9]|\.[0-9]+\.[0-9])|令和|平成"), "toml-date"),
    (re.compile(r"[+-]?(?:[0-9][0-9_.]*\s*[^\W\d_](?!\w*\s*=)|[¥$])"), "toml-unit"),
    (re.compile(r"(?:true|false|yes|no|on|off|はい|いいえ)\s*(?:[#,\]}]|\Z)", re.IGNORECASE), "toml-flag"),
    (re.compile(r"[+-]?(?:0[0-9]|\.[0-9]|[0-9_]+\.(?![0-9])|[0-9_.]*_)"), "toml-number"),
    (re.compile(r"[^\W\d_]"), "toml-text-quotes"),
)
_INLINE_TWICE = "Duplicate inline table key "
_TWICE = ("Cannot declare", "Cannot overwrite", "Cannot redefine", "Cannot mutate", _INLINE_TWICE)
_OF_VALUES = {
    "Invalid value": "toml-text-quotes",
    "Invalid date": "toml-no-day",
    "Expected newline": "toml-after-value",
    "Unclosed array": "toml-array",
    "Unclosed inline": "toml-inline-table",
}
"""How the parser's words about values begin, and what is said where nothing better is known."""
_OF_KEYS = ("Expected '='", "Expected ']", "Invalid statement", "Invalid initial")
_OF_ESCAPES = ("Invalid hex", "Unescaped", "Escaped")
_OF_LITERALS = 'Expected "'
_OF_TEXT = ("Illegal character", "Found invalid", "Unterminated", _OF_LITERALS)


class _Stop(NamedTuple):
    """Where the parser stopped: its words, and the line's characters on both sides."""

    words: str
    left: str
    right: str
    header: bool
    """Whether a header stands last before it."""


def _explained(mistake: tomli.TOMLDecodeError) -> tuple[Problem, int]:
    """What is probably wrong, and at which character."""
    text, offset = mistake.doc, mistake.pos
    if mistake.msg.startswith(_OF_LITERALS):  # there is no such quote after the one that begins the text
        offset = text.rfind("'''" if "'''" in mistake.msg else "'")
    last = Positions(text[:offset]).last
    if last is not None and mistake.msg.startswith(_TWICE):
        return _twice(text, last, mistake.msg), last.offset
    stop = _Stop(
        mistake.msg,
        left=text[max(0, offset - WINDOW) : offset].rpartition("\n")[2],
        right=text[offset : offset + WINDOW].partition("\n")[0],
        header=last is not None and last.header,
    )
    code = _code(stop)
    if code == "toml-key-quotes":
        return problem(code, _name_at(stop)), offset
    params = {"char": f"U+{ord(stop.right[0]):04X}"} if code == "toml-invisible" else {}
    if last is None or last.header:
        return problem(code, **params), offset
    if code in {"toml-array", "toml-inline-table"}:  # the parser stops at the next line's first character
        offset = len(text[:offset].rstrip())
    within = stop.words.startswith(tuple(_OF_VALUES)) or "\n" not in text[last.offset : offset]
    if offset == len(text) and text.count('"""', last.offset) % 2:  # it begins in an earlier line
        offset, within = last.offset, True
    return problem(code, _shown_path(last.path) if within else "", **params), offset


def _twice(text: str, last: Statement, words: str) -> Problem:
    """A table or a key that is there already, with the line of the first."""
    before = Positions(text[: last.offset])
    here = text.count("\n", 0, last.offset) + 1
    if words.startswith(_INLINE_TWICE):
        name = words.removeprefix(_INLINE_TWICE).strip("'\"")
        return problem("toml-key-twice", _shown_path((*last.path, name)), first=here)
    code = "toml-table-twice" if last.header else "toml-key-twice"
    return problem(code, _shown_path(last.path), first=before.line_of(last.path) or here)


def _shown_path(path: Iterable[str | int]) -> str:
    """A key path with its elements counted from 1, no longer than can be read."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)[:LONGEST_SHOWN]


def _name_at(stop: _Stop) -> str:
    """The name of a key that the parser stopped in."""
    ends = (_NAME_TAIL.search(stop.left), _NAME_HEAD.match(stop.right))
    return "".join(end.group() for end in ends if end)[:LONGEST_SHOWN]


def _code(stop: _Stop) -> str:
    """The message that fits the place."""
    if stop.words.startswith(tuple(_OF_VALUES)):
        return _code_of_value(stop)
    if stop.words.startswith(_OF_KEYS):
        return _code_of_key(stop)
    if stop.words.startswith(_OF_TEXT):
        return _code_of_text(stop)
    return "toml-escape" if stop.words.startswith(_OF_ESCAPES) else "toml-other"


def _code_of_value(stop: _Stop) -> str:
    """What a value, or what follows it, should have been; `begun` is what the parser took for a value."""
    tail = _TAIL.search(stop.left)
    begun = tail.group().lstrip() if tail else ""
    word = begun + stop.right
    for pattern, code in _FIRST_TRAPS:
        if pattern.match(word):
            return code
    strange = _strange(stop.right, _FULL_WIDTH - _FULL_WIDTH_LETTERS)
    if strange:
        return strange
    if stop.header:
        return "toml-header"
    if stop.words == "Invalid value" and stop.right[:1] in {"", "#", ",", "]", "}"}:
        return "toml-value-missing" if stop.left.rstrip().endswith("=") else "toml-array"
    if begun or stop.words.startswith(("Invalid value", "Expected newline")):
        for pattern, code in _TRAPS:
            if pattern.match(word):
                return code
    return next(code for words, code in _OF_VALUES.items() if stop.words.startswith(words))


def _code_of_key(stop: _Stop) -> str:
    """What a key, a header or the = after a key should have been."""
    char, equals = stop.right[:1], stop.words.startswith("Expected '='")
    if equals and re.search(rf"{_COMMAS}\Z", stop.left.rstrip()):
        return "toml-comma"
    strange = _strange(stop.right, _FULL_WIDTH)
    if strange and not (equals and char == "："):
        return strange
    in_header = stop.left.lstrip().startswith("[")
    if char.isalpha() and not char.isascii() and (in_header or "=" in stop.right):
        return "toml-key-quotes"
    if equals:
        return "toml-equals"
    if in_header:
        return "toml-header"
    return "toml-inline-table" if "{" in stop.left else "toml-statement"


def _code_of_text(stop: _Stop) -> str:
    """Why a text in quotes does not end."""
    if stop.right and not stop.right[0].isprintable():
        return "toml-invisible"
    return "toml-unclosed-text" if _SMART_QUOTES.isdisjoint(stop.left + stop.right) else "toml-smart-quotes"


def _strange(right: str, full_width: frozenset[str]) -> str | None:
    """A character that has no place in TOML outside quotes."""
    char = right[:1]
    if char in _SMART_QUOTES:
        return "toml-smart-quotes"
    if char in full_width:
        return "toml-full-width"
    return "toml-invisible" if char and not char.isprintable() else None
