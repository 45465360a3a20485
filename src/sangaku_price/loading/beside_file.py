"""The tables of a contract file that stand beside its price: read."""

from typing import TypeVar

from sangaku_price.contract.public_money import ARRAYS, AllocationTable, Beside, InKindTable
from sangaku_price.toml.problems import MOST_SHOWN, Problem
from sangaku_price.toml.table import Table
from sangaku_price.toml.validation import Raw, Reader, tables

T = TypeVar("T", bound=Table)


def read_beside(raw: Raw, problems: list[Problem], read: Reader) -> Beside:
    """Every table that stands beside the price; the mistakes are added to `problems`."""
    if not raw.keys() & ARRAYS.keys():
        return Beside()
    return Beside(
        in_kind=_each(raw, "in-kind", InKindTable, problems, read),
        allocations=_each(raw, "allocation", AllocationTable, problems, read),
    )


def _each(raw: Raw, name: str, model: type[T], problems: list[Problem], read: Reader) -> tuple[T, ...]:
    """The tables of an array."""
    elements, found = tables(raw, name)
    problems += found
    good: list[T] = []
    for number, element in enumerate(elements, 1):
        if len(problems) > MOST_SHOWN:
            break
        one, found = read(model, element, f"{name}.{number}")
        problems += found
        if one is not None:
            good.append(one)
    return tuple(good)
