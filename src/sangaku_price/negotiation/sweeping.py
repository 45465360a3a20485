"""One path over a range: what the figures become, and where another rule begins to decide.

A tier, a floor, a cap or an exception that begins or ends between two rows is marked, with the first value at which it
holds, sought between the rows by halving.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents.key_words import labels_in, path_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import colon, noted
from sangaku_price.language.text import Text, own
from sangaku_price.loading.trials import Trials
from sangaku_price.negotiation.candidates import WHOLE, Grid, WrongRange, grid_of
from sangaku_price.negotiation.measures import measured
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, Problem

MESSAGES = messages(
    {
        "mark-begins": Text("{what}の適用が始まる", "{what} begins to apply"),
        "mark-ends": Text("{what}の適用が終わる", "{what} ceases to apply"),
        "mark-noted": Text("注記が付く：{what}", "noted from here: {what}"),
        "mark-not-noted": Text("注記がなくなる：{what}", "no longer noted: {what}"),
        "mark-decides": Text("{line}：別の定めが適用される（{price}）", "{line}: another rule decides ({price})"),
    }
)

TOO_MANY = Text("{words}: 値が{count}個あります。上限は{most}個です。", "{words}: {count} values; at most {most}")
MOST_ROWS = 1000
"""Rows of one sweep."""
MOST_SOUGHT = 50
"""Changes of which the exact place is sought."""
RULE = "rule"
"""The kind of a decision between rules; other kinds are codes of notes."""
NO_MARKS = frozenset(
    (
        "converted",
        "unstated-tax",
        "doubt",
        "mirror",
        "replaced-by-set",
        "open-royalty",
        "implied-multiple",
        "fact-not-told",
        "tax-by-invoice",
    )
)
"""Codes of notes that come and go without another rule deciding; some of them with the last yen."""

NAMES: Mapping[str, Text] = {
    "floor-applied": Text("下限額", "the floor"),
    "cap-applied": Text("上限額", "the cap"),
    "backfill-capped": Text("業務の補完の上限", "the cap on backfills"),
}
"""What is applied where a note has this code; other notes are told in their own words."""

Decisions = Mapping[tuple[str, str], tuple[str, ...]]
"""By kind and path: which rules decided, and what else was said of a line."""


class Mark(NamedTuple):
    """Something that begins to decide, or ceases to."""

    code: str
    path: str
    said: Text
    at: str | None
    """The first value, for people; None where it was not sought."""


class SweepRow(NamedTuple):
    """One value, and what it gives."""

    value: str
    number: Fraction
    measures: tuple[Fraction | None, ...]
    """None where the quote does not know the figure, or there is no quote."""
    marks: tuple[Mark, ...] = ()
    """What has changed since the row before."""
    refused: tuple[Problem, ...] = ()
    """Why this value cannot be priced."""


class Sweep(NamedTuple):
    """A path over a range."""

    path: str
    kind: str
    measures: tuple[str, ...]
    rows: tuple[SweepRow, ...]
    spec_sha256: str = ""
    lang: Lang | None = None
    """The language in which the contract file wants to be shown."""
    words: Text = Text("", "")
    """What the path leads to, in words."""


def sweep_of(words: str) -> Grid:
    """PATH=FROM:TO:STEP. Raises LookupError where the path holds no number, WrongRange where the words are no range."""
    path, sign, spread = words.partition("=")
    parts = spread.split(":")
    if not sign or len(parts) != 3:  # noqa: PLR2004 - from, to, step
        raise WrongRange(own(f"{words!r}: PATH=FROM:TO:STEP"))
    grid = grid_of(path.strip(), *parts)
    if grid.last >= MOST_ROWS:
        raise WrongRange(TOO_MANY.filled(words=words, count=grid.last + 1, most=MOST_ROWS))
    return grid


def sweep(trials: Trials, grid: Grid, measures: Sequence[str] = ("total",), scenario: str = "value-based") -> Sweep:
    """Price every value of a grid.

    Raises BadFile where none can be priced, LookupError for a figure that no quote has.
    """
    rows: list[SweepRow] = []
    price = trials.what_if(scenario, grid.path)
    last: tuple[int, Decisions] | None = None
    sought, lang = 0, None
    for k in range(grid.last + 1):
        quote = _quote(price, grid, k)
        if isinstance(quote, BadFile):
            rows.append(SweepRow(grid.shown(k), grid.at(k), (None,) * len(measures), refused=quote.problems))
            continue
        found = decisions(quote)
        marks: tuple[Mark, ...] = ()
        if last is not None and last[1] != found:
            at = _first_change(price, grid, (last[0], k)) if sought < MOST_SOUGHT else None
            sought += 1
            # both again, with words
            earlier, later = (trials.quote(scenario, {grid.path: grid.value(one)}) for one in (last[0], k))
            marks = tuple(_marks(last[1], found, earlier, later, at))
        rows.append(SweepRow(grid.shown(k), grid.at(k), tuple(measured(quote, one) for one in measures), marks))
        last, lang = (k, found), quote.contract.lang
    if last is None:
        raise BadFile(rows[0].refused)
    words = words_at(trials, grid.path)
    return Sweep(grid.path, grid.kind, tuple(measures), tuple(rows), trials.source.sha256, lang, words)


def words_at(trials: Trials, path: str) -> Text:
    """What a path of the file leads to, in words."""
    return path_words(path, labels_in(trials.memory.written if trials.memory else {}))


def decisions(quote: Quote) -> Decisions:
    """Which rules decided a quote: those that lost by line, and the notes by code and path."""
    lines = {(RULE, line.id): tuple(one.what for one in line.beaten) for line in quote.lines if line.beaten}
    notes = {(one.code, one.path or ""): () for one in quote.notes if one.code not in NO_MARKS}
    return {**lines, **notes}


def _quote(price: Callable[[object], Quote], grid: Grid, k: int) -> Quote | BadFile:
    try:
        return price(grid.value(k))
    except BadFile as refusal:
        return refusal


def _marks(before: Decisions, after: Decisions, earlier: Quote, quote: Quote, at: str | None) -> Iterator[Mark]:
    """What has begun or ended between two quotes."""
    labels = labels_of(quote)
    for code, path in dict.fromkeys((*after, *before)):
        now, then = after.get((code, path)), before.get((code, path))
        if now == then:
            continue
        if code == RULE:
            if now is not None and then is not None:
                yield Mark(
                    RULE, path, message("mark-decides", line=labels.get(path, own(path)), price=_price(quote, path)), at
                )
            continue
        line, begins = labels.get(path, own(path)), then is None
        if code in NAMES:
            what = noted(NAMES[code], line) if path in labels else NAMES[code]
            yield Mark(code, path, message("mark-begins" if begins else "mark-ends", what=what), at)
        else:
            noting = quote if begins else earlier
            noted_of = next(one for one in noting.notes if (one.code, one.path or "") == (code, path))
            said = message("mark-noted" if begins else "mark-not-noted", what=noted_of.message)
            yield Mark(code, path, colon(line, said) if path in labels else said, at)


def _price(quote: Quote, ident: str) -> Text:
    """The rate of a line, or what it was computed from."""
    line = next(line for line in quote.lines if line.id == ident)
    return own(percent(line.rate)) if line.rate is not None else line.formula or own("–")


def _first_change(price: Callable[[object], Quote], grid: Grid, between: tuple[int, int]) -> str | None:
    """The first value after one row at which anything else decides, in whole units."""
    low, high = (grid.at(k) for k in between)
    if grid.kind not in WHOLE:
        return None
    fine = Grid(grid.path, grid.kind, low, Fraction(1), int(high - low))
    old = _quote(price, fine, 0)
    left, right = 0, fine.last
    while right - left > 1:
        middle = (left + right) // 2
        quote = _quote(price, fine, middle)
        same = isinstance(quote, Quote) and isinstance(old, Quote) and decisions(quote) == decisions(old)
        left, right = (middle, right) if same else (left, middle)
    return fine.shown(right)
