"""One figure of a quote by its path, for scripts: `totals.total`, `lines.yamada.amount`, `periods.FY2026.tax`.

The paths are those of the JSON, and lead through the quote by the description of its fields: only what a path leads to
is written. `total` alone is `totals.total`. A line of several periods gives the sum of its amounts; of one period with
`lines.yamada@FY2026.amount`. What stands in another list goes by its number, and by its label or id where it has one.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args, get_origin

from sangaku_price.documents.figure_words import FIGURES, SHORT
from sangaku_price.interchange import json_fields, json_lines
from sangaku_price.interchange.json import adapter
from sangaku_price.interchange.json_types import is_object, keys_of, told_by
from sangaku_price.language.messages import message, messages
from sangaku_price.language.naming import named
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.money import Yen
from sangaku_price.quotation import invoices, values
from sangaku_price.toml.problems import listed, nearest

MESSAGES = messages(
    {
        "no-figure": Text("「{path}」は見積にありません。", 'no figure at "{path}"'),
        "no-figure-near": Text(
            "「{path}」は見積にありません。「{near}」のことですか。", 'no figure at "{path}"; did you mean "{near}"?'
        ),
        "no-figure-below": Text(
            "「{path}」は見積にありません。「{above}」は値で、その下には何もありません。",
            'no figure at "{path}"; "{above}" is a value, with nothing below it',
        ),
    }
)


class _Place(NamedTuple):
    """Where a path leads: a value, and its type in the description; None for what is written already."""

    value: object
    described: object = None

    def written(self) -> object:
        """The JSON value."""
        if self.described is None:
            return self.value
        return adapter(self.described).dump_python(self.value, mode="json")

    def figure(self) -> str:
        """The value as a script reads it."""
        found = self.written()
        return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def figure_at(quote: values.Quote, path: str) -> str:
    """The figure as a script reads it: digits without groups, `null` where it is not known.

    Raises LookupError with the nearest path where there is none.
    """
    here = _Place(quote, json_fields.Quote)
    names = dict(_below(here))
    names.update(_below(names["totals"]))
    rest: str | None = path
    while rest is not None:
        found = _longest(rest, names)
        if found is None:
            raise _nothing(path, path[: len(path) - len(rest)], rest, names)
        name, typed = found
        here, rest = names[name], rest[len(typed) + 1 :] if rest != typed else None
        names = {} if rest is None else dict(_below(here))
    return here.figure()


def _longest(path: str, names: Mapping[str, _Place]) -> tuple[str, str] | None:
    """The longest name that a path begins with, and how it is typed there: ids hold points."""
    ends = [i for i, letter in enumerate(path) if letter == "."]
    for typed in (path[:end] for end in (len(path), *reversed(ends))):
        if typed in names:
            return typed, typed
        meant = named(typed, {name: _said(name, place) for name, place in names.items()})
        if len(meant) == 1:
            return meant[0], typed
    return None


def _said(name: str, place: _Place) -> Sequence[str]:
    """What else may be typed for a name: its words on a page, or hyphens as files have them."""
    if isinstance(place.value, values.Line):
        return place.value.label if name == place.value.id else ()
    return (name.replace("_", "-"), *SHORT.get(name, ()), *FIGURES.get(name, ()))


def _below(here: _Place) -> Mapping[str, _Place]:
    """What a place holds, by the names that a path may go on with."""
    match here:
        case _Place(None, _):
            return {}
        case _Place(tuple() as items, described) if get_origin(_known(described)) is tuple:
            item = get_args(_known(described))[0]
            return _lines(items) if item is json_lines.Line else _listed(items, item)
        case _Place(value, described) if is_object(_known(described)):
            types = keys_of(_known(described))
            return {name: _Place(one, types[name]) for name, one in told_by(_known(described), value).items()}
        case _:
            found = here.written()
            return {name: _Place(one) for name, one in found.items()} if isinstance(found, dict) else {}


def _known(described: object) -> object:
    """The type of a value that might be absent, and is there."""
    return get_args(described)[0] if type(None) in get_args(described) else described


def _listed(items: Sequence[object], item: object) -> Mapping[str, _Place]:
    """Items by their number, and by their label or id."""
    numbered = {str(number): _Place(one, item) for number, one in enumerate(items)}
    names = [(name, one) for one in items for name in _names(one)]
    once = Counter(name for name, _ in names)
    return {**numbered, **{name: _Place(one, item) for name, one in names if once[name] == 1}}


def _names(one: object) -> Iterator[str]:
    """What an item may be called by, where it is the only one: an invoice by its payer and payment too."""
    if isinstance(one, invoices.Invoice):
        parts = [part for part in (one.label, one.payer, one.payment) if part]
        yield from ("/".join(parts[first:]) for first in range(len(parts)))
    else:
        names = (getattr(one, key, None) for key in ("label", "id"))
        yield from [name for name in names if isinstance(name, str)][:1]


def _lines(lines: Sequence[values.Line]) -> Mapping[str, _Place]:
    """Lines by id, those of several periods with the sum of their amounts, and by id@period."""
    sums = Counter[str]()
    for line in lines:
        sums[line.id] += line.amount
    named: dict[str, _Place] = {}
    for line in lines:
        named[line.id] = _Place(line._replace(amount=Yen(sums[line.id])), json_lines.Line)
        named[f"{line.id}@{line.period}"] = _Place(line, json_lines.Line)
    return named


def _nothing(path: str, before: str, rest: str, names: Mapping[str, object]) -> NoAnswer:
    """That a path leads nowhere, the nearest that leads somewhere, and what else there is."""
    if not names:
        return NoAnswer(message("no-figure-below", path=path, above=before.removesuffix(".")))
    near = nearest(rest, names) or nearest(rest.partition(".")[0], names)
    said = message("no-figure-near", path=path, near=before + near) if near else message("no-figure", path=path)
    return NoAnswer(said, listed(names))
