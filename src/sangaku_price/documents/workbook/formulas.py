"""Derivations as formulas of a spreadsheet, which give what the derivation gives.

A spreadsheet calculates in binary fractions, so that 0.3 × 9,030 may come out a hair too small: before an amount is
made whole, it is rounded to a hundred-thousandth of a yen, which is more than such a hair and less than any rate makes.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.derivation import Step

HAIR = 5
"""Decimal places that are kept before an amount is made whole."""
ROUND: dict[Mode, str] = {Mode.DOWN: "ROUNDDOWN", Mode.NEAREST: "ROUND", Mode.UP: "ROUNDUP"}
SIGNS = {"mul": "*", "div": "/", "add": "+", "sub": "-"}
CHOICES = {"max": "MAX", "min": "MIN"}


class Weights(NamedTuple):
    """By what a whole is divided: all weights, one of them, and those before it."""

    all: str
    one: str
    before: str


class Scope(Protocol):
    """What a formula may refer to."""

    def constant(self, step: Step) -> str:
        """A number: the cell in which it may be changed, or itself."""
        ...

    def lines(self, step: Step) -> str:
        """The sum of lines, as their cells."""
        ...

    def weights(self, step: Step) -> Weights:
        """What a share goes by."""
        ...

    def whole(self, step: Step) -> str:
        """The amount that is shared, where it has a cell of its own; else its formula."""
        ...


def formula(step: Step, scope: Scope) -> str:
    """A derivation as a formula, without the sign that it begins with."""
    match step.op:
        case "value":
            return scope.constant(step)
        case "lines":
            return scope.lines(step)
        case "mul" | "div" | "add" | "sub":
            return SIGNS[step.op].join(_inner(arg, scope) for arg in step.args)
        case "max" | "min":
            return f"{CHOICES[step.op]}({','.join(formula(arg, scope) for arg in step.args)})"
        case "ceil":
            return whole_units(formula(step.args[0], scope), Rounding(1, Mode.UP))
        case "round" if step.args[0].op == "value" and step.args[0].value == step.value:
            return formula(step.args[0], scope)
        case "round":
            return whole_units(_inner(step.args[0], scope), step.rounding or Rounding())
        case "share":
            return share(scope.whole(step.args[0]), scope.weights(step))
        case _:
            return number(Fraction(step.value))


def _inner(step: Step, scope: Scope) -> str:
    """A part of a formula, in brackets where it needs them."""
    written = formula(step, scope)
    return f"({written})" if step.op in SIGNS or step.op == "share" else written


def number(value: Fraction) -> str:
    """A number as it stands in a formula, exactly."""
    if value.denominator == 1:
        return str(value.numerator) if value >= 0 else f"({value.numerator})"
    return f"({value.numerator}/{value.denominator})"


def whole_units(amount: str, rounding: Rounding) -> str:
    """An amount made whole; a negative one by its magnitude, as these functions do it."""
    unit = rounding.unit
    if unit == 1:
        return f"{ROUND[rounding.mode]}(ROUND({amount},{HAIR}),0)"
    return f"{ROUND[rounding.mode]}(ROUND({amount}/{unit},{HAIR}),0)*{unit}"


def share(whole: str, weights: Weights) -> str:
    """The part of whole yen that falls to one weight, by largest remainder, ties to the earlier.

    What is left after every part was rounded down goes, yen by yen, to the parts of which most was cut off.
    """
    size, total = f"ABS({whole})", f"SUM({weights.all})"
    part, rest = f"INT({size}*{weights.one}/{total})", f"MOD({size}*{weights.one},{total})"
    left = f"{size}-SUMPRODUCT(INT({size}*{weights.all}/{total}))"
    ahead = f"SUMPRODUCT((MOD({size}*{weights.all},{total})>{rest})*1)"
    if weights.before:
        ahead += f"+SUMPRODUCT((MOD({size}*{weights.before},{total})={rest})*1)"
    return f"SIGN({whole})*({part}+IF({ahead}<{left},1,0))"


def part_formula(whole: str, parts: Sequence[int], index: int) -> str | None:
    """One of the parts of a whole; None where some are taken away, so that they are parts of nothing."""
    if min(parts) < 0 < max(parts):
        return None
    return f"={share(whole, in_braces([abs(part) for part in parts], index))}" if any(parts) else "=0"


def in_braces(weights: Sequence[int], index: int) -> Weights:
    """Weights that stand in the formula itself."""
    before = ",".join(map(str, weights[:index]))
    return Weights(f"{{{','.join(map(str, weights))}}}", str(weights[index]), f"{{{before}}}" if before else "")


def constants(step: Step) -> Iterator[Step]:
    """The numbers that a derivation begins with."""
    if step.op == "value":
        yield step
    for arg in step.args:
        yield from constants(arg)
