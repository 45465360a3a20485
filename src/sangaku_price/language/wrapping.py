"""How wide words are on a page, and where their lines may end: Japanese between most characters, English between words.

Nothing is ever cut. How wide a character is shown, a writer may know better; `columns` is what plain text takes.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache

Measure = Callable[[str], int]
"""How many columns of the page a text takes."""
SPACES = " \u3000"
"""Between these and what follows a line may end; they do not begin one."""
CLINGS_BEFORE = "、。，．）」』】〕］｝〉》％円ー～・：；？！),.;:]}"
"""Characters that do not begin a line."""
CLINGS_AFTER = "（「『【〔［｛〈《([{"
"""Characters that do not end a line."""


def columns(text: str) -> int:
    """Columns that a text takes: two for a wide character, none for one that combines with another.

    A character of ambiguous width (※, ×) takes one, as terminals and editors have it unless they are told otherwise.
    """
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@cache
def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(words: str, width: int, measure: Measure) -> list[str]:
    """The words on lines of at most `width`; a run that is wider alone is broken between characters."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        lines += _wrapped_line(paragraph, max(1, width), measure)
    return lines


def _wrapped_line(words: str, width: int, measure: Measure) -> list[str]:
    if measure(words) <= width:
        return [words]
    wide = {char: measure(char) for char in set(words)}
    lines, line, used = [], "", 0
    for gap, run in _runs(words, wide):
        size, space = (wide[one] if len(one) == 1 else measure(one) for one in (run, gap))
        if used + space + size <= width:
            line, used = line + gap + run, used + space + size
            continue
        if line:
            lines.append(line)
        *full, line = [run] if size <= width else _broken(run, width, wide)
        lines += full
        used = measure(line)
    return [*lines, line]


def _broken(run: str, width: int, wide: Mapping[str, int]) -> list[str]:
    """A run that is wider than a line, in pieces of at least one character."""
    pieces, used = [""], 0
    for char in run:
        used += wide[char]
        if pieces[-1] and used > width:
            pieces.append("")
            used = wide[char]
        pieces[-1] += char
    return pieces


def _runs(words: str, wide: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Runs that are not broken, each with the spaces before it: words, and single wide characters."""
    gap, run = "", ""
    for char in words:
        if char in SPACES:
            if run:
                yield gap, run
                gap, run = "", ""
            gap += char
        elif not run or _clings(run[-1], char, wide):
            run += char
        else:
            yield gap, run
            gap, run = "", char
    yield gap, run


def _clings(last: str, char: str, wide: Mapping[str, int]) -> bool:
    """Whether no line ends between two characters."""
    if char in CLINGS_BEFORE or last in CLINGS_AFTER or wide[char] == 0:
        return True
    most = 2
    return wide[char] < most and wide[last] < most
