"""A quote as figures alone, a line each: every number, id, code and derivation; no words, which may be written better."""

from collections.abc import Iterator, Mapping

from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.values import Note, Quote

SKIPPED = {"engine", "contract", "spec_sha256", "digest", "tariff", "set", "scenario", "sources", "source", "rounding"}
"""What stands in the contract, or names a file."""


def figures_of(quote: Quote) -> Iterator[str]:
    """Every figure of a quote in its order; without what is not there."""
    for field, value in told(quote):
        if hasattr(value, "_fields"):
            yield from (f"{field}.{name}: {shown(one)}" for name, one in told(value))
        else:
            yield from (f"{field}: {shown(one)}" for one in value)


def told(value: tuple) -> list[tuple[str, object]]:
    """The fields of a value that have a figure."""
    fields = zip(value._fields, value, strict=True)
    return [(name, one) for name, one in fields if name not in SKIPPED and not is_nothing(one)]


def is_nothing(value: object) -> bool:
    """Whether a value is not there, or is words. 0 is there."""
    return value is None or value is False or isinstance(value, Text) or (hasattr(value, "__len__") and not value)


def shown(value: object) -> str:
    """A value on one line."""
    match value:
        case Note():
            found = f"{value.level} {value.code} {value.path or ''}".rstrip()
        case Step():
            found = derivation(value)
        case tuple() if hasattr(value, "_fields"):
            found = " ".join(f"{name}={shown(one)}" for name, one in told(value))
        case Mapping():
            found = "{" + ", ".join(f"{key}: {shown(one)}" for key, one in value.items() if one != 0) + "}"
        case tuple() | list() | frozenset():
            found = "[" + ", ".join(map(shown, value)) + "]"
        case _:
            found = str(value)
    return found


def derivation(step: Step) -> str:
    """How a number came about: operations before their operands."""
    inside = [derivation(one) for one in step.args]
    extra = [f"{step.weights[step.index]}/{sum(step.weights)}"] if step.weights else []
    if step.op == "round" and step.rounding is not None:
        extra = [f"{step.rounding.unit} {step.rounding.mode.value}"]
    if not inside:
        where = step.key or "+".join(step.lines)
        return f"{step.value}" + (f"@{where}" if where else "") + ("!" if step.private else "")
    return f"{step.op}({', '.join([*inside, *extra])})"
