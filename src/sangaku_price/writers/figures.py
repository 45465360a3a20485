"""One figure of a quote by its path, for scripts: `totals.total`, `lines.yamada.amount`, `periods.FY2026.tax`.

The paths are those of the JSON; `total` alone is `totals.total`. A line of several periods gives the sum of its
amounts; of one period with `lines.yamada@FY2026.amount`.
"""

import json
from collections.abc import Mapping, Sequence

from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import nearest
from sangaku_price.writers.json import to_json


def figure_at(quote: Quote, path: str) -> str:
    """The figure as a script reads it: digits without groups, `null` where it is not known.

    Raises LookupError with the nearest path where there is none.
    """
    data = json.loads(to_json(quote))
    here: object = data if path.partition(".")[0] in data else data["totals"]
    rest = path
    while rest:
        here, rest = _step(here, rest, path)
    return here if isinstance(here, str) else json.dumps(here, ensure_ascii=False)


def _step(here: object, rest: str, path: str) -> tuple[object, str]:
    """Follow the longest name that the rest of a path begins with: ids hold points."""
    names = _names(here)
    for name in sorted(names, key=len, reverse=True):
        if rest == name or rest.startswith(f"{name}."):
            return names[name], rest[len(name) + 1 :]
    near = nearest(rest, names)
    hint = f"; did you mean {near!r}?" if near else ""
    raise LookupError(f"no figure at {path!r}{hint} ({', '.join(list(names)[:20])})")


def _names(here: object) -> Mapping[str, object]:
    match here:
        case dict():
            return here
        case list() if here and isinstance(here[0], dict) and "id" in here[0]:
            return _lines(here)
        case list():
            labels = {str(one["label"]): one for one in here if isinstance(one, dict) and "label" in one}
            return {**{str(i): one for i, one in enumerate(here)}, **labels}
        case _:
            return {}


def _lines(lines: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    """Lines by id, those of several periods with the sum of their amounts, and by id@period."""
    named: dict[str, object] = {}
    for line in lines:
        ident = str(line["id"])
        amounts = [one["amount"] for one in lines if one["id"] == ident]
        named[ident] = {**line, "amount": sum(a for a in amounts if isinstance(a, int))}
        named[f"{ident}@{line['period']}"] = line
    return named
