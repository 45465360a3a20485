"""Which key of a contract file moves a figure most: that of its largest line of the user's own."""

from collections.abc import Callable, Iterable, Mapping

from sangaku_price.items import value_kinds
from sangaku_price.quotation.values import Line, Quote

_UNCERTAIN = frozenset({"conditional", "running"})
_Chosen = Callable[[Line], bool]


def _is_fixed(line: Line) -> bool:
    return line.certainty == "fixed"


_OF: Mapping[str, _Chosen] = {
    "value-share": lambda line: _is_fixed(line) and line.kind in value_kinds(),
    "contingent-share": lambda line: line.certainty in _UNCERTAIN,
    "contingent.maximum": lambda line: line.certainty in _UNCERTAIN,
    "contingent.expected": lambda line: line.certainty in _UNCERTAIN,
    "contingent.present-value": lambda line: line.certainty in _UNCERTAIN,
    "overhead-rate": lambda line: _is_fixed(line) and line.section == "indirect",
    "in-kind": lambda line: line.certainty == "in-kind",
}
"""The lines of a measure that is not the sum of all that is certain."""
_BY: Mapping[str, Callable[[Line], str]] = {
    "by-kind": lambda line: line.kind,
    "by-section": lambda line: line.section,
    "by-charge": lambda line: line.charged_as,
}


def moving_key(quote: Quote, measure: str) -> str | None:
    """The key of the largest line of a measure; of any line where those have no key of the file; None without one."""
    table, _, name = measure.partition(".")
    if table in _BY:
        chosen: _Chosen = lambda line: _is_fixed(line) and _BY[table](line) == name  # noqa: E731 - as short as the others
    else:
        chosen = _OF.get(measure, _is_fixed)
    return _largest(filter(chosen, quote.lines)) or _largest(quote.lines)


def _largest(lines: Iterable[Line]) -> str | None:
    """The key of the id with the largest sum of those that rest on the file."""
    sums: dict[str, int] = {}
    for line in lines:
        key = next((one.key for one in line.sources if one.key and one.href is None and ":" not in one.key), None)
        if key is not None:
            sums[key] = sums.get(key, 0) + abs(line.amount)
    return max(sums, key=lambda key: sums[key], default=None)
