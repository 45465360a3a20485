"""Every slip of a text that is no TOML, as far as they can be told apart.

The parser stops at the first. A line that is wrong by itself (a key and its value, a header) is put aside, and the rest
is read again; after one that may go on over other lines nothing further is said, for it would be guessed.
"""

import re
from collections.abc import Iterator

import tomli

from sangaku_price.toml.problems import Problem
from sangaku_price.toml.traps import explained

MOST_SLIPS = 20
"""So many are told at most: each costs another reading."""
MOST_CHARACTERS = 1_000_000
"""Of a longer text only the first slip is told."""
_KEY = re.compile(r"""\s*[^\s=\[\]{}"'#][^=\[\]{}"'#]*=""")
_HEADERS = frozenset({"toml-header", "toml-table-twice", "toml-key-quotes", "toml-full-width"})
"""Slips of a line that begins with [ and is a header; of another it may stand in an array over several lines."""
_ASIDE = re.compile(r"^aside-[0-9]+\.?")
"""The name of a header that was put aside."""
_PAIRS = (("[", "]"), ("{", "}"))
_OPEN = frozenset({"toml-unclosed-text", "toml-array", "toml-inline-table", "toml-other"})
"""Slips that may go on over other lines."""


def slips(text: str) -> Iterator[tuple[Problem, int]]:
    """Each slip with its line."""
    lines, aside = text.split("\n"), set[int]()
    for _ in range(MOST_SLIPS):
        try:
            tomli.loads("\n".join(lines))
        except tomli.TOMLDecodeError as mistake:
            found, offset = explained(mistake)
            number = mistake.doc.count("\n", 0, offset)
            if number in aside:
                return
            aside.add(number)
            yield found._replace(path=_ASIDE.sub("", found.path)), number + 1
            line = lines[number]
            header = line.lstrip().startswith("[")
            whole = found.code in _HEADERS if header else found.code not in _OPEN and _ends(line)
            if len(text) > MOST_CHARACTERS or not whole:
                return
            lines[number] = f"[aside-{number}]" if header else ""
        except (ValueError, RecursionError):  # told where the file is read, once there is no slip
            return
        else:
            return


def _ends(line: str) -> bool:
    """Whether a line is a key with a value that ends with it."""
    many = '"""' in line or "'''" in line
    return not many and bool(_KEY.match(line)) and all(line.count(one) == line.count(other) for one, other in _PAIRS)
