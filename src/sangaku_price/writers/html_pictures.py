"""Pictures as inline SVG, drawn for a narrow screen, and larger on a wide one; lengths are whole units of drawing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from sangaku_price.documents.pictures import Drawing, Mark, Picture
from sangaku_price.language.numbers import figure
from sangaku_price.language.wrapping import columns, wrapped

WIDTH = 340
"""Units of the drawing's width: as many pixels on a phone."""
ROW, BAR, LINE, CHARACTER = 34, 13, 13, 6
"""Units of a bar with a line of words above it, of the bar, of another line, and of a narrow character at the most."""
HEIGHT, LEFT, BELOW = 170, 4, 16
"""Of a drawing with axes: its height, its margin, and the room for words below it."""
MOST_NAMED = 4
"""Columns that are all named; of more, the first and the last."""
COLOURS = 8
"""Colours of parts; they come again where there are more."""


def drawn(picture: Picture) -> str:
    """The picture with its caption, the names of its parts, and what it shows in words."""
    height, shapes = _DRAWN[picture.drawing](picture)
    names = "".join(
        f"<li><i class=s{i % COLOURS}></i>{escape(name)}"
        for i, name in enumerate(picture.series)
        if len(picture.series) > 1
    )
    svg = f'<svg viewBox="0 0 {WIDTH} {height}" role=img aria-label="{escape(picture.words)}">{"".join(shapes)}</svg>'
    key = f"<ul class=key>{names}</ul>" if names else ""
    return f"<figure><figcaption>{escape(picture.caption)}</figcaption>{svg}{key}</figure>"


def _scaled(value: Fraction, whole: Fraction, length: int) -> int:
    """So many units of a length, half up."""
    return int((2 * Fraction(value) * length / whole + 1) // 2) if whole else 0


def _text(x: int, y: int, words: str, place: str = "") -> str:
    return f"<text x={x} y={y}{f' class={place}' if place else ''}>{escape(words)}</text>"


def _bar(x: int, y: int, length: int, name: str) -> str:
    return f"<rect x={x} y={y} width={max(1, length)} height={BAR} class={name} />"


class _Bar(NamedTuple):
    """A bar's place: its top, and its words above it."""

    mark: Mark
    top: int
    words: str


def _placed(marks: Sequence[Mark]) -> Sequence[_Bar]:
    """Bars below one another, above each its name on as many lines as it needs and its value at the right."""
    found, y = [], 0
    for mark in marks:
        room = (WIDTH - columns(mark.shown) * CHARACTER) // CHARACTER - 2
        lines = list(wrapped(mark.label, room, columns)) or [""]
        words = "".join(_text(0, y + 12 + LINE * i, line) for i, line in enumerate(lines))
        y += ROW + LINE * (len(lines) - 1)
        found.append(_Bar(mark, y - ROW + 16, words + _text(WIDTH, y - ROW + 12, mark.shown, "e")))
    return found


def _known(values: Sequence[Fraction | None]) -> Sequence[Fraction]:
    return [value or Fraction(0) for value in values]


# -- bars --------------------------------------------------------------------------------------------------------------


def _stacked(picture: Picture) -> tuple[int, Iterator[str]]:
    """A bar a mark; what is taken away stands at the left of nothing."""
    ups, downs = ([_sum(mark, sign) for mark in picture.marks] for sign in (1, -1))
    bars = _placed(picture.marks)
    below = max(downs, default=Fraction(0))
    whole = max(ups, default=Fraction(0)) + below

    def shapes() -> Iterator[str]:
        for bar in bars:
            yield bar.words
            left = right = below
            for i, value in enumerate(_known(bar.mark.values)):
                if value:
                    begin = left + value if value < 0 else right
                    x, end = _scaled(begin, whole, WIDTH), _scaled(begin + abs(value), whole, WIDTH)
                    yield _bar(x, bar.top, end - x, f"s{i % COLOURS}")
                    left, right = min(left, begin), max(right, begin + abs(value))

    return bars[-1].top + ROW - 16, shapes()


def _sum(mark: Mark, sign: int) -> Fraction:
    """The size of all that is above nothing, or below it."""
    return sum((sign * value for value in _known(mark.values) if sign * value > 0), Fraction(0))


def _walk(picture: Picture) -> tuple[int, Iterator[str]]:
    """Each step begins where the one before it ended; the last bar is the sum."""
    bars = _placed(picture.marks)
    *steps, whole = [_known(mark.values)[0] for mark in picture.marks]
    ends = [Fraction(0)]
    for step in steps:
        ends.append(ends[-1] + step)
    least, most = min(ends), max(*ends, whole)

    def shapes() -> Iterator[str]:
        for number, bar in enumerate(bars):
            last = number == len(steps)
            low, high = (Fraction(0), whole) if last else sorted(ends[number : number + 2])
            x, end = (_scaled(one - least, most - least, WIDTH) for one in (low, high))
            name = "s6" if last else "s0" if steps[number] >= 0 else "down"
            yield bar.words + _bar(x, bar.top, end - x, name)

    return bars[-1].top + ROW - 16, shapes()


# -- axes --------------------------------------------------------------------------------------------------------------


def _columns(picture: Picture) -> tuple[int, Iterator[str]]:
    """A column a mark from the left to the right; the first and the last are named, and the highest has its value."""
    values = [_known(mark.values)[0] for mark in picture.marks]
    most = max(values, default=Fraction(0))
    step = WIDTH // max(1, len(values))

    def shapes() -> Iterator[str]:
        for i, value in enumerate(values):
            height = _scaled(value, most, HEIGHT - 16)
            if value:
                top = HEIGHT - max(1, height)
                yield f"<rect x={i * step + 1} y={top} width={max(1, step - 2)} height={max(1, height)} class=s0 />"
        yield f'<path class=axis d="M0 {HEIGHT}H{WIDTH}"/>'
        highest = values.index(most)
        place = "m" if 0 < highest < len(values) - 1 else "e" if highest else ""
        yield _text(
            highest * step + (step // 2 if place == "m" else step if place else 0),
            10,
            picture.marks[highest].shown,
            place,
        )
        y = HEIGHT + BELOW - 3
        if len(values) <= MOST_NAMED:
            yield from (_text(i * step + step // 2, y, mark.label, "m") for i, mark in enumerate(picture.marks))
        else:
            yield _text(0, y, picture.marks[0].label) + _text(WIDTH, y, picture.marks[-1].label, "e")

    return HEIGHT + BELOW, shapes()


def _line(picture: Picture) -> tuple[int, Iterator[str]]:
    """Every series over the values of the marks; where a rule begins or ends a numbered line stands."""
    places = [mark.at for mark in picture.marks]
    known = [value for mark in picture.marks for value in mark.values if value is not None]
    first, span = min(places), max(places) - min(places)
    least, most = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    top, bottom = 26, HEIGHT - 14

    def x(at: Fraction) -> int:
        return LEFT + _scaled(at - first, span, WIDTH - 2 * LEFT)

    def y(value: Fraction) -> int:
        return bottom - _scaled(value - least, most - least, bottom - top)

    def shapes() -> Iterator[str]:
        yield f'<path class=axis d="M{LEFT} {top}V{HEIGHT}H{WIDTH - LEFT}"/>'
        noted = [mark for mark in picture.marks if mark.note]
        for number, mark in enumerate(noted, 1):
            yield f'<path class=step d="M{x(mark.at)} {top}V{HEIGHT}"/>{_text(x(mark.at), 22, str(number), "m")}'
        for i in range(max((len(mark.values) for mark in picture.marks), default=0)):
            points = [(mark.at, mark.values[i]) for mark in picture.marks]
            words, broken = "", True
            for at, value in points:
                if value is not None:
                    words += f"{'M' if broken else 'L'}{x(at)} {y(value)}"
                broken = value is None
            yield f'<path class=l{i % COLOURS} d="{words}"/>'
        yield _text(LEFT, 10, figure(most)) + _text(LEFT + 4, HEIGHT - 3, figure(least))
        yield _text(LEFT, HEIGHT + BELOW - 3, picture.marks[0].label)
        yield _text(WIDTH - LEFT, HEIGHT + BELOW - 3, picture.marks[-1].label, "e")

    return HEIGHT + BELOW, shapes()


_DRAWN: Mapping[Drawing, Callable[[Picture], tuple[int, Iterator[str]]]] = {
    Drawing.STACKED: _stacked,
    Drawing.WALK: _walk,
    Drawing.COLUMNS: _columns,
    Drawing.LINE: _line,
}
