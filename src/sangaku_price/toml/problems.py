"""Mistakes in files: collected, placed, and said in words a contract officer can act on.

`Problem` is a value; `BadFile` carries all the problems of one run to the one place that prints them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from sangaku_price.language.enums import MACHINES, Lang
from sangaku_price.language.escaping import safe
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import plain
from sangaku_price.language.text import Text, own, say, words_in

MESSAGES = messages(
    {
        "missing": Text("必須のキー「{key}」がありません。", 'the key "{key}" is missing'),
        "unknown-name": Text("不明な名前です。使える名前: {allowed}", "unknown name; allowed: {allowed}"),
        "unknown-name-near": Text(
            "不明な名前です。「{nearest}」ではありませんか。使える名前: {allowed}",
            'unknown name; did you mean "{nearest}"? allowed: {allowed}',
        ),
        "circular": Text("循環しています: {names}", "goes round in a circle: {names}"),
        "more-problems": Text(
            "誤りはほかにもあります（{count}件まで示しました）。",
            "there are more mistakes; the first {count} are shown",
        ),
    }
)

MOST_SHOWN = 100
"""Problems that are printed; of more it is said that there are some."""
LONGEST_SHOWN = 60
"""Characters of a found value that are printed."""
LONGEST_PATH = 200
"""Characters of a key path that are printed."""
MOST_LISTED = 24
"""Names that a message lists."""
MOST_COMPARED = 40
"""Names with which a misspelt one is compared letter by letter."""


class Problem(NamedTuple):
    """One mistake: its code, the key path it stands at, and what the message needs."""

    code: str
    path: str = ""
    text: Text = own("")
    found: str = ""
    """The value that stands there, as a contract file would write it."""
    file: str = ""
    line: int | None = None
    about: str = ""
    """The key that is missing, or that was probably meant."""

    def written(self, lang: Lang) -> str:
        """`file:line: key = value: message`, in one or two languages."""
        place = safe(self.file) + (f":{self.line}" if self.line else "")
        value = f" = {shortened(self.found)}" if self.path and self.found else ""
        key = shortened(self.path, LONGEST_PATH) + value
        first, *rest = words_in(self.text, lang)
        return "\n    ".join([": ".join(part for part in (place, key, safe(first)) if part), *map(safe, rest)])

    def at(self, file: str, line: int | None) -> "Problem":
        """The same mistake, placed."""
        return self._replace(file=file, line=line)


class BadFile(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """Files that cannot be used, with every mistake that was found (exit status 3)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(f"{len(self.problems)} problems")

    def __str__(self) -> str:
        """What is wrong, in English, as the command line says it."""
        return self.written(MACHINES)

    def written(self, lang: Lang) -> str:
        """The problems in the order of the files' lines, as many as can be read."""
        ordered = sorted(self.problems, key=lambda p: (p.file, p.line or 0))
        lines = [problem.written(lang) for problem in ordered[:MOST_SHOWN]]
        if len(ordered) > MOST_SHOWN:
            lines.append(say(message("more-problems", count=MOST_SHOWN), lang))
        return "\n".join(lines)


def problem(code: str, path: str = "", found: object = "", **params: object) -> Problem:
    """A mistake by the code of its message."""
    about = str(params.get("key" if code == "missing" else "nearest", ""))
    return Problem(code, path, message(code, **params), "" if found == "" else shown(found), about=about)


def keys_only(problems: Iterable[Problem]) -> list[Problem]:
    """Mistakes without what stands at their keys: a file that was not meant may hold what nobody should read."""
    return [one._replace(found="") for one in problems]


def shown(value: object) -> str:
    """A value as a contract file would write it; nothing of a table or a list, which are seen better in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict | list):
        return ""
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value).lower().replace("infinity", "inf")
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits
        return "…"


def shortened(words: str, most: int = LONGEST_SHOWN) -> str:
    """The beginning of a long value."""
    return safe(words if len(words) <= most else words[:most] + "…")


def listed(names: Iterable[str]) -> str:
    """Names that a message lists: each once, the first of many, the beginning of long ones."""
    each = [shortened(name) for name in dict.fromkeys(names)]
    return " | ".join(each[:MOST_LISTED]) + (" | …" if len(each) > MOST_LISTED else "")


def circle(names: Sequence[str]) -> str:
    """Names that lead back to the first, the first of many."""
    each = [shortened(name) for name in names]
    return " → ".join(each if len(each) <= MOST_LISTED else [*each[: MOST_LISTED - 1], "…", each[-1]])


def first(problems: Iterable[Problem]) -> list[Problem]:
    """As many as are printed and one more: a file with a million mistakes is not read to its end."""
    return list(islice(problems, MOST_SHOWN + 1))


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that is most like the one found; of very many, those with nearly the same letters are tried."""
    name = name[:LONGEST_SHOWN]
    names = {one[:LONGEST_SHOWN]: one for one in allowed}
    tried = nsmallest(MOST_COMPARED, names, key=lambda one: len(set(one) ^ set(name)) + abs(len(one) - len(name)))
    found = get_close_matches(name, tried, n=1)
    return names[found[0]] if found else None
