"""Why a text is no TOML: what contract officers write where the parser stops.

The parser says where a text stops being TOML, and rarely why. What is usually written there (30% without quotes,
90,000, a Japanese key, full-width signs) is recognised from the characters around that place.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import tomli

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.days import no_day
from sangaku_price.toml.positions import Positions, Statement
from sangaku_price.toml.problems import LONGEST_SHOWN, Problem, problem

MESSAGES = messages(
    {
        "toml-other": Text("TOML の書き方に合っていません。", "is not valid TOML"),
        "toml-key-quotes": Text(
            'キーに英数字以外の文字を使うときは引用符で囲んでください（例 "部局" = 50）。',
            'a key with other than ASCII letters and digits needs quotes (e.g. "部局" = 50)',
        ),
        "toml-percent": Text(
            '百分率は半角で、引用符で囲んで書いてください（例 "30%"）。', 'per cent is written in quotes (e.g. "30%")'
        ),
        "toml-comma": Text(
            "数の桁区切りにコンマは使えません。「90_000」または「90000」と書いてください。",
            "a number has no commas; write 90_000 or 90000",
        ),
        "toml-full-width": Text(
            "全角の文字があります。数字、引用符、=、括弧、コンマ、ハイフン、空白は半角で書いてください。",
            "there is a full-width character; digits, quotes, =, brackets, commas, hyphens and blanks must be "
            "half-width (ASCII)",
        ),
        "toml-smart-quotes": Text(
            '引用符 “ ” や ‘ ’ は使えません。半角の " を使ってください。',
            'curly quotes cannot be used; write straight ones: "',
        ),
        "toml-invisible": Text(
            "見えない文字（{char}）があります。消してください。", "there is an invisible character ({char}); delete it"
        ),
        "toml-date": Text(
            "日付は 2026-04-01 の形で、月と日を2桁で書いてください。",
            "a date is written 2026-04-01, month and day with two digits",
        ),
        "toml-unit": Text(
            "数だけを書いてください（円などの単位や記号は付けません）。文字列なら引用符で囲んでください。",
            "write the number alone, without a unit or sign (yen …); text needs quotes",
        ),
        "toml-flag": Text("true または false と小文字で書いてください。", "write true or false, in lower case"),
        "toml-number": Text(
            "数は 5、0.5、90_000 のように書いてください（05、.5、5. とは書けません）。",
            "a number is written 5, 0.5 or 90_000 (not 05, .5 or 5.)",
        ),
        "toml-text-quotes": Text(
            '値が読めません。文字列は引用符で囲んでください（例 title = "共同研究"）。',
            'the value cannot be read; text needs quotes (e.g. title = "…")',
        ),
        "toml-after-value": Text(
            '値の後に余分な文字があります。文字列は全体を引用符で囲み、中の " は \\" と書いてください。',
            'there is something after the value; text needs quotes around all of it, and \\" for a quote inside',
        ),
        "toml-tail": Text("値の後の「,」や「;」は消してください。", "delete the comma or semicolon after the value"),
        "toml-value-missing": Text("= の後に値がありません。", "the value after = is missing"),
        "toml-unclosed-text": Text("文字列を閉じる引用符がありません。", "the closing quote of a text is missing"),
        "toml-escape": Text(
            "\" \" の中の \\ は \\\\ と書くか、全体を ' ' で囲んでください。",
            "write \\ as \\\\ inside \" \", or put the text in ' '",
        ),
        "toml-array": Text(
            "[ ] の中は値をコンマで区切り、最後を ] で閉じてください。",
            "in [ ], separate values by commas and close with ]",
        ),
        "toml-inline-table": Text(
            "{ } の中は「キー = 値」をコンマで区切り、最後を } で閉じてください。",
            "in { }, separate key = value pairs by commas and close with }",
        ),
        "toml-equals": Text(
            "キーの後に = がありません。「キー = 値」の形で書いてください。",
            "the = after the key is missing; write key = value",
        ),
        "toml-header": Text(
            "見出しは1行に [contract] または [[direct]] の形で書いてください。",
            "a header stands alone on its line: [contract] or [[direct]]",
        ),
        "toml-statement": Text(
            "「キー = 値」でも [見出し] でもありません。コメントは # で始めてください。",
            "is neither key = value nor a [header]; a comment begins with #",
        ),
        "toml-json": Text(
            "JSON です。ここには TOML のファイルを指定してください。"
            "凍結した見積は quote、explain、diff、verify で読めます。",
            "is JSON; a TOML file is wanted here. A frozen quote is read by quote, explain, diff and verify",
        ),
        "toml-key-twice": Text(
            "同じキーが{first}行目にもあります。どちらかを消してください。",
            "the key stands in line {first} already; delete one",
        ),
        "toml-table-single": Text(
            "{line}行目のように [[{name}]] と書いてください（繰り返す項目の見出しは二重の括弧です）。",
            "write [[{name}]], as in line {line}: the header of what repeats has double brackets",
        ),
        "toml-table-twice": Text(
            "同じ見出しが{first}行目にもあります。1つにまとめてください。"
            "繰り返す項目は [[direct]] のように二重の括弧で書きます。",
            "the header stands in line {first} already; "
            "put both together, or write [[direct]] (double) for what repeats",
        ),
    }
)

WINDOW = 80
"""Characters on each side of a mistake that are looked at."""
_SMART_QUOTES = frozenset("“”„‟‘’‚‛")
_FULL_WIDTH_LETTERS = frozenset(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_FULL_WIDTH = frozenset(map(chr, range(0xFF01, 0xFF5F))) | frozenset("\u3000￥、。「」『』【】〔〕")
DASHES = frozenset("‐‑‒–—―−ー")
"""What is written for a hyphen."""
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
    (re.compile(r"[0-9]{4}(?:[-/年‐‑‒–—―−ー][0-9]|\.[0-9]+\.[0-9])|令和|平成|[RHS][0-9]{1,2}[.年][0-9]"), "toml-date"),
    (re.compile(r"[+-]?(?:[0-9][0-9_.]*\s*[^\W\d_](?!\w*\s*=)|[¥$]|[▲△−–—][¥0-9])"), "toml-unit"),
    (re.compile(r"(?:true|false|yes|no|on|off|はい|いいえ)\s*(?:[#,\]}]|\Z)", re.IGNORECASE), "toml-flag"),
    (re.compile(r"[+-]?(?:0[0-9]|\.[0-9]|[0-9_]+\.(?![0-9])|[0-9_.]*_)"), "toml-number"),
    (re.compile(r"[^\W\d_]"), "toml-text-quotes"),
)
_SINGLE = re.compile(r"[ \t]*\[[^\[\n]*\]")
_AFTER = re.compile(r"[,;]\s*(?:#.*)?")
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


def line_of_depth(text: str) -> int | None:
    """The line of what is nested too deeply."""
    found = Positions(text)
    return None if found.deep is None else found.line_at(found.deep)


def line_of_digits(text: str) -> int | None:
    """The line of the integer that Python refuses to read."""
    found = Positions(text)
    for start, end in found.long:
        try:
            int(text[start:end])
        except ValueError:
            if re.fullmatch(r"[+-]?[0-9_]+", text[start:end]):
                return found.line_at(start)
    return None


class _Stop(NamedTuple):
    """Where the parser stopped: its words, and the line's characters on both sides."""

    words: str
    left: str
    right: str
    header: bool
    """Whether a header stands last before it."""


def explained(mistake: tomli.TOMLDecodeError) -> tuple[Problem, int]:
    """What is probably wrong, and at which character."""
    text, offset = mistake.doc, mistake.pos
    if mistake.msg.startswith(_OF_LITERALS):  # there is no such quote after the one that begins the text
        offset = text.rfind("'''" if "'''" in mistake.msg else "'")
    last = Positions(text[:offset]).last
    if last is not None and mistake.msg.startswith(_TWICE):
        return _twice(text, last, mistake.msg)
    stop = _Stop(
        mistake.msg,
        left=text[max(0, offset - WINDOW) : offset].rpartition("\n")[2],
        right=text[offset : offset + WINDOW].partition("\n")[0],
        header=last is not None and last.header,
    )
    code = _code(stop)
    if code == "toml-key-quotes":
        return problem(code, _name_at(stop)), offset
    if code == "toml-no-day":
        path = _shown_path(last.path) if last is not None and not last.header else ""
        return no_day(path, stop.left + stop.right, len(stop.left)), offset
    params = {"char": f"U+{ord(stop.right[0]):04X}"} if code == "toml-invisible" else {}
    if last is None or last.header:
        return problem(code, **params), offset
    if code in {"toml-array", "toml-inline-table"}:  # the parser stops at the next line's first character
        offset = len(text[:offset].rstrip())
    within = stop.words.startswith(tuple(_OF_VALUES)) or "\n" not in text[last.offset : offset]
    if offset == len(text) and text.count('"""', last.offset) % 2:  # it begins in an earlier line
        offset, within = last.offset, True
    return problem(code, _shown_path(last.path) if within else "", **params), offset


def _twice(text: str, last: Statement, words: str) -> tuple[Problem, int]:
    """A table or a key that is there already, with the line of the first, and at which character the mistake is."""
    before = Positions(text[: last.offset])
    here = text.count("\n", 0, last.offset) + 1
    if words.startswith(_INLINE_TWICE):
        name = words.removeprefix(_INLINE_TWICE).strip("'\"")
        return problem("toml-key-twice", _shown_path((*last.path, name)), first=here), last.offset
    code, first = "toml-table-twice" if last.header else "toml-key-twice", before.line_of(last.path) or here
    begins = sum(len(line) + 1 for line in text.split("\n")[: first - 1])
    if text.startswith("[[", last.offset) and _SINGLE.match(text, begins):
        name = ".".join(str(part) for part in last.path if isinstance(part, str))
        return problem("toml-table-single", _shown_path(last.path), name=name[:LONGEST_SHOWN], line=here), begins
    return problem(code, _shown_path(last.path), first=first), last.offset


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
    if stop.words.startswith("Expected newline") and _AFTER.fullmatch(stop.right):
        return "toml-tail"
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
    strange = _strange(stop.right, _FULL_WIDTH | DASHES)
    if strange and not (equals and char == "："):
        return strange
    in_header = stop.left.lstrip().startswith("[")
    if char.isalpha() and not char.isascii() and (in_header or "=" in stop.right):
        return "toml-key-quotes"
    if equals:
        return "toml-equals"
    if in_header:
        return "toml-header"
    if char == "{" and not stop.left.strip():
        return "toml-json"
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
