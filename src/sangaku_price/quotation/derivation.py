"""How a number came about: a small tree of constants, references to lines, and arithmetic.

`explain`, the formula beside a line, and the JSON's `steps` are all made from this tree, so that they cannot
disagree with the amount: every node knows its exact value, computed where the node is made.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.numbers import figure, yen
from sangaku_price.language.phrases import after, counted, enumerated, noted, rate_words, yen_words
from sangaku_price.language.text import Text, own
from sangaku_price.money import Exact, Mode, Rounding, Yen, apportion, to_yen

SIGNS = {"mul": " × ", "div": " ÷ ", "add": " + ", "sub": " − "}


class Step(NamedTuple):
    """One node of a derivation.

    `op` is `value` (a constant), `lines` (the sum of lines), `mul`, `div`, `add`, `sub`, `max`, `min`, `ceil`,
    `round`, or `share` (the part of a whole amount that falls to one period, by largest remainder).
    """

    op: str
    value: Exact
    args: tuple["Step", ...] = ()
    name: Text | None = None
    unit: str = ""
    key: str | None = None
    """The key path a constant was read from."""
    lines: tuple[str, ...] = ()
    """The ids of the lines that a `lines` node sums."""
    rounding: Rounding | None = None
    weights: tuple[int, ...] = ()
    """Of a `share`: the weights of all periods, in order."""
    index: int = 0  # type: ignore[assignment] # tuple.index is not missed
    """Of a `share`: which of the weights is meant."""
    private: bool = False
    """Not for the company's eyes (an annual cost, for instance)."""


def constant(
    value: Exact,
    unit: str = "",
    name: Text | None = None,
    *,
    key: str | None = None,
    private: bool = False,
) -> Step:
    """A number that was read from a file or a law."""
    exact = value if value.denominator != 1 else value.numerator
    return Step("value", exact, name=name, unit=unit, key=key, private=private)


def line_sum(amount: int, ids: Sequence[str], name: Text) -> Step:
    """The sum of rounded lines."""
    return Step("lines", amount, name=name, unit="yen", lines=tuple(ids))


def product(*args: Step, name: Text | None = None) -> Step:
    """The exact product; a single factor stays itself."""
    if len(args) == 1:
        return args[0]
    value: Exact = 1
    for arg in args:
        value *= arg.value
    return Step("mul", value, args, name=name, unit="yen")


def quotient(over: Step, under: Step) -> Step:
    """The exact quotient."""
    return Step("div", Fraction(over.value) / under.value, (over, under), unit="yen")


def total(*args: Step, name: Text | None = None) -> Step:
    """The exact sum; a single summand stays itself."""
    if len(args) == 1:
        return args[0]
    return Step("add", sum(arg.value for arg in args), args, name=name, unit="yen")


def difference(left: Step, right: Step) -> Step:
    """The exact difference."""
    return Step("sub", left.value - right.value, (left, right), unit=left.unit)


def larger(left: Step, right: Step) -> Step:
    """The larger of two (a floor)."""
    return Step("max", max(left.value, right.value), (left, right), unit="yen")


def smaller(left: Step, right: Step) -> Step:
    """The smaller of two (a cap)."""
    return Step("min", min(left.value, right.value), (left, right), unit="yen")


def begun(arg: Step, unit: str) -> Step:
    """A begun unit counts as a whole one."""
    return Step("ceil", -(-arg.value.numerator // arg.value.denominator), (arg,), unit=unit)


def rounded(arg: Step, rounding: Rounding) -> Step:
    """The one rounding of a line."""
    return Step("round", to_yen(arg.value, rounding), (arg,), unit="yen", rounding=rounding)


def shares(whole: Step, weights: Sequence[int]) -> tuple[Step, ...]:
    """A whole amount divided among the periods."""
    amounts, kept = apportion(int(whole.value), weights), tuple(weights)
    return tuple(Step("share", amount, (whole,), unit="yen", weights=kept, index=i) for i, amount in enumerate(amounts))


_PARTS = {"direct": Text("直接経費分", "direct part"), "indirect": Text("間接経費分", "indirect part")}


def split_fee(amount: int, weights: tuple[int, int]) -> Step:
    """The direct and the indirect part of a researcher fee: the whole is converted first, then divided."""
    amounts = apportion(amount, weights) if any(weights) else (amount, 0)
    parts = (constant(part, "yen", name, key=key) for (key, name), part in zip(_PARTS.items(), amounts, strict=True))
    return Step("split", amount, tuple(parts), unit="yen")


def parts_in(parts: Step, amount: int) -> Step:
    """The named parts of a whole in what falls to one period of it, by largest remainder."""
    weights = [int(part.value) for part in parts.args]
    amounts = apportion(amount, weights) if any(weights) else (amount, *(0 for _ in weights[1:]))
    args = tuple(part._replace(value=one) for part, one in zip(parts.args, amounts, strict=True))
    return parts._replace(value=amount, args=args)


def amount_of(step: Step) -> Yen:
    """The whole yen at the root of a derivation that ends in a rounding, a share or whole yen."""
    return Yen(int(step.value))


def exact_of(step: Step) -> Fraction:
    """The value just before the root was made whole."""
    match step.op:
        case "round":
            return Fraction(step.args[0].value)
        case "share":
            return step.args[0].value * Fraction(step.weights[step.index], sum(step.weights))
        case _:
            return Fraction(step.value)


def evaluate(step: Step) -> Fraction:
    """The value worked out again from the leaves; always the value that the node states."""
    args = [evaluate(arg) for arg in step.args]
    match step.op:
        case "mul":
            value = Fraction(1)
            for arg in args:
                value *= arg
        case "div":
            value = args[0] / args[1]
        case "add":
            value = sum(args, Fraction(0))
        case "sub":
            value = args[0] - args[1]
        case "max":
            value = max(args)
        case "min":
            value = min(args)
        case "ceil":
            value = Fraction(-(-args[0].numerator // args[0].denominator))
        case "round":
            value = Fraction(to_yen(args[0], step.rounding or Rounding()))
        case "share":
            value = Fraction(apportion(int(args[0]), step.weights)[step.index])
        case _:
            value = Fraction(step.value)
    return value


def walk(step: Step) -> Iterator[Step]:
    """The node and all below it."""
    yield step
    for arg in step.args:
        yield from walk(arg)


def is_private(step: Step) -> bool:
    """Whether the derivation shows a number that the company does not see."""
    nodes = [step]
    for node in nodes:  # the list grows: `walk` would take longer, and this is asked of every line
        if node.private:
            return True
        nodes += node.args
    return False


_MODES = {
    Mode.DOWN: Text("未満切捨て", "rounded down"),
    Mode.NEAREST: Text("単位で四捨五入", "rounded to the nearest"),
    Mode.UP: Text("未満切上げ", "rounded up"),
}
_ROUNDED = Text("{unit}円{mode}", "{mode} to {unit} yen")
_RATE_OF_BASE = Text("{base}の{rate}", "{rate} of {base}")
_BEGUN = Text("切上げ（{inner}）", "begun ({inner})")
_BRACKETS = own("({inner})")


def rounding_words(rounding: Rounding) -> Text:
    """A rounding in words."""
    return _ROUNDED.filled(mode=_MODES[rounding.mode], unit=yen(rounding.unit))


def formula(step: Step) -> Text:
    """The derivation in one line, with the actual figures, without the last rounding or share."""
    match step.op:
        case "round" | "share":
            return formula(step.args[0])
        case _:
            return _written(step, outermost=True)


def _written(step: Step, *, outermost: bool = False) -> Text:
    match step.op:
        case "value":
            return _number(step)
        case "lines":
            return after(step.name or own(""), yen_words(int(step.value)))
        case "mul" if len(step.args) == 2 and step.args[0].op == "lines":  # noqa: PLR2004 - base and rate
            return _RATE_OF_BASE.filled(base=_written(step.args[0]), rate=_written(step.args[1]))
        case "max":
            return _choice(step, Text("いずれか大きい額", "the larger of"))
        case "min":
            return _choice(step, Text("いずれか小さい額", "the smaller of"))
        case "ceil":
            return _BEGUN.filled(inner=_written(step.args[0], outermost=True))
        case "round" | "share":
            return _number(step)
        case _:
            inner = own(SIGNS[step.op]).join(_written(arg) for arg in step.args)
            return inner if outermost or step.op not in {"add", "sub"} else _BRACKETS.filled(inner=inner)


def _choice(step: Step, words: Text) -> Text:
    return noted(words, enumerated(_written(arg, outermost=True) for arg in step.args))


def _number(step: Step) -> Text:
    if step.unit == "rate":
        return rate_words(step.value)
    return counted(figure(step.value), step.unit)
