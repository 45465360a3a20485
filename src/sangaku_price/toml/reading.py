"""A file, or standard input, to text and to raw tables; every way in which that fails is said with a way out.

Nothing of a file is repeated in a message but the name of a key: the file may not be the one that the user meant.
What contract officers write where TOML stops is recognised in `traps`, which is loaded only then.
"""

import os
import re
import stat
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import tomli

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.limits import MOST_BYTES, MOST_DEEP, MOST_PARTS, MOST_QUOTE_BYTES
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.value_messages import VALUES

MESSAGES = messages(
    {
        "file-missing": Text("ファイルがありません。", "there is no such file"),
        "file-is-folder": Text("フォルダーです。ファイルを指定してください。", "is a folder; name a file"),
        "file-special": Text(
            "通常のファイルではありません。標準入力から読むときは - を指定してください。",
            "is not a regular file; to read standard input, give -",
        ),
        "file-permission": Text("ファイルを読む権限がありません。", "you have no permission to read this file"),
        "file-unreadable": Text("ファイルを読めません（{reason}）。", "cannot be read ({reason})"),
        "file-too-large": Text(
            "ファイルが大きすぎます（{most}バイトまで）。", "the file is too large; at most {most} bytes"
        ),
        "file-not-text": Text(
            "テキストファイルではありません（Excel、Word、PDFなどは読めません）。",
            "is not a text file (Excel, Word, PDF and the like cannot be read)",
        ),
        "empty": Text("内容がありません（空白とコメントだけです）。", "there is nothing in it but blanks and comments"),
        "utf-16": Text(
            "文字コードが UTF-16 です。UTF-8 で保存し直してください（メモ帳: 名前を付けて保存、文字コード「UTF-8」）。",
            'the encoding is UTF-16; save it as UTF-8 (Notepad: Save As, Encoding "UTF-8")',
        ),
        "shift-jis": Text(
            "文字コードが Shift_JIS のようです。"
            "UTF-8 で保存し直してください（メモ帳: 名前を付けて保存、文字コード「UTF-8」）。",
            'the encoding seems to be Shift_JIS; save it as UTF-8 (Notepad: Save As, Encoding "UTF-8")',
        ),
        "not-utf-8": Text(
            "この行に UTF-8 でない文字があります。UTF-8 で保存し直してください。",
            "this line has characters that are not UTF-8; save the file as UTF-8",
        ),
        "toml-too-deep": Text("キーや括弧の階層が深すぎます。", "keys or brackets are nested too deeply"),
        "too-many-digits": VALUES["too-many-digits"],
    }
)

STDIN = "<stdin>"
"""The name under which standard input is shown."""
Files = Callable[[str], bytes | Problem | None]
"""Where files come from: the bytes of a name, why there are none, or None where the disk has them."""
_files: ContextVar[Files | None] = ContextVar("files", default=None)


@contextmanager
def read_from(files: Files) -> Iterator[None]:
    """Within it, files come from there and not from the disk: all that a contract names is of the same revision."""
    before = _files.set(files)
    try:
        yield
    finally:
        _files.reset(before)


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


def read_bytes(name: str) -> bytes:
    """The bytes of a quote that was written as JSON; `-` is standard input. Raises BadFile."""
    data = _standard_input(MOST_QUOTE_BYTES) if name == "-" else _file(name, MOST_QUOTE_BYTES)
    if isinstance(data, bytes) and len(data) > MOST_QUOTE_BYTES:
        data = problem("file-too-large", most=f"{MOST_QUOTE_BYTES:,}")
    if isinstance(data, Problem):
        raise BadFile([data.at(STDIN if name == "-" else name, None)])
    return data


def beginning(path: Path, most: int) -> bytes:
    """The first bytes of a regular file; none of what is no file, or cannot be read.

    What a file is, and how much of it is looked at, is decided before it is opened: a pipe would never end.
    """
    found = _file(str(path), most, whole=False)
    return found if isinstance(found, bytes) else b""


class Slipped(BadFile):
    """A text that is no TOML, with every slip; what can be read of it nevertheless is for who knows what it holds.

    Attributes:
        rest: that, line by line as in the file; None where it would be guessed.
    """

    def __init__(self, source: Source) -> None:
        from sangaku_price.toml.recovering import recovered

        found = recovered(source.text)
        super().__init__(one.at(source.name, line) for one, line in found.slips)
        self.source, self.rest = source, found.rest


def parse(source: Source) -> dict[str, object]:
    """Read TOML into raw tables, decimals as `Decimal` (one that no Decimal can hold as NaN).

    Raises Slipped where the text is no TOML, BadFile where it is nested too deeply or an integer has too many digits.
    """
    many = _MANY_PARTS.search(source.text) if source.text.count(".") >= MOST_PARTS else None
    if many:
        raise _refused(source, _too_deep(), source.text.count("\n", 0, many.start()) + 1)
    try:
        raw = tomli.loads(source.text, parse_float=_decimal)
    except tomli.TOMLDecodeError:
        raise Slipped(source) from None
    except RecursionError:
        raise _nested(source) from None
    except ValueError:
        from sangaku_price.toml.traps import line_of_digits

        line = line_of_digits(source.text)
        raise _refused(source, problem("too-many-digits", most=sys.get_int_max_str_digits()), line) from None
    if _deeper(raw, MOST_DEEP):
        raise _nested(source)
    return raw


def _nested(source: Source) -> BadFile:
    """Keys or brackets in too many levels, at their line."""
    from sangaku_price.toml.traps import line_of_depth

    return _refused(source, _too_deep(), line_of_depth(source.text))


def _refused(source: Source, found: Problem, line: int | None) -> BadFile:
    """A mistake of a file at its line."""
    return BadFile([found.at(source.name, line)])


# -- bytes -------------------------------------------------------------------------------------------------------------


def _file(name: str, most: int = MOST_BYTES, *, whole: bool = True) -> bytes | Problem:
    """The bytes of a regular file that has no more than the most, or its first bytes where the whole is not asked for.

    Some file systems tell no size: of what grows beyond it, one byte more than the most is read.
    """
    elsewhere = _files.get()
    found = elsewhere(name) if elsewhere else None
    if found is not None:
        return found if isinstance(found, Problem) or not whole else _within(found, most)
    try:
        told = os.stat(name)  # noqa: PTH116 - Path("") would be the current folder
        if stat.S_ISDIR(told.st_mode):
            return problem("file-is-folder")
        if not stat.S_ISREG(told.st_mode):
            return problem("file-special")
        if whole and told.st_size > most:
            return problem("file-too-large", most=f"{most:,}")
        with open(name, "rb") as file:  # noqa: PTH123 - a Path of each of many files takes long to make
            data = file.read(min(told.st_size + 1, most + whole))  # room for the most takes longer than the reading
            return data if len(data) <= told.st_size else data + file.read(most + whole - len(data))
    except ValueError:  # a NUL, or a name that this system cannot write
        return problem("file-missing")
    except OSError as refusal:
        return _unreadable(refusal)


def _within(data: bytes, most: int) -> bytes | Problem:
    """Bytes, unless they are more than the most."""
    return data if len(data) <= most else problem("file-too-large", most=f"{most:,}")


def _standard_input(most: int = MOST_BYTES) -> bytes | Problem:
    """The bytes of standard input, one more than the most at most."""
    if sys.stdin is None:
        return problem("empty")
    try:
        return sys.stdin.buffer.read(most + 1)
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


_HOLDING = dict, list


def _deeper(raw: dict[str, object], most: int) -> bool:
    """Whether tables and arrays are nested deeper than `most`."""
    level: list[dict[str, object] | list[object]] = [raw]
    while level and most >= 0:
        held = (one.values() if isinstance(one, dict) else one for one in level)
        level = [below for some in held for below in some if isinstance(below, _HOLDING)]
        most -= 1
    return bool(level)


def _too_deep() -> Problem:
    """Keys or brackets in too many levels."""
    return problem("toml-too-deep")
