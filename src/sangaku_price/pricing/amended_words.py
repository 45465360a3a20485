"""How a change is derived and said: the amount before it, the difference, the parts of a split fee."""

from collections.abc import Sequence
from fractions import Fraction

from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.money import Rounding
from sangaku_price.quotation.derivation import Step, constant, exact_of, formula, product, rounded, total
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Terms

BEFORE = Text("変更前", "before the change")
CHARGED = Text("請求済みの額", "what was charged")
_CHANGED = Text(
    "変更前 {before}円 {sign} 変更 {change}円（{how}）", "before {before} yen {sign} change {change} yen ({how})"
)
_PART = Text("{whole}円を期間で按分。{how}", "of {whole} yen divided by period; {how}")
_SIGNS = {True: Text("＋", "+"), False: Text("−", "−")}
_LESS = Text("{now} − 変更前 {before}円", "{now} − {before} yen before the change")


def in_words(before: int, part: int, whole: int, how: Text | None) -> Text | None:
    """The amount of a period before the change, its part of the change, and how the whole change came about."""
    if how is None:
        return None
    if part != whole:
        how = _PART.filled(whole=yen(abs(whole)), how=how)
    return _CHANGED.filled(before=yen(before), sign=_SIGNS[part >= 0], change=yen(abs(part)), how=how)


def exact_after(frozen: Line | None, part: Step) -> Fraction:
    """The exact value after the change."""
    return exact_change(part) + (frozen.amount if frozen else 0)


def exact_change(step: Step) -> Fraction:
    """The exact value of a difference, before it was rounded."""
    return -exact_of(step.args[0]) if is_taken(step) else exact_of(step)


def is_taken(step: Step) -> bool:
    """Whether a step is a magnitude that is taken away."""
    return step.op == "mul" and step.args[-1].value == -1


def direct_part(lines: Sequence[Line]) -> int | None:
    """The direct part of a split fee over its periods, or of what is waived of one; None where nothing is split."""
    splits = [step for line in lines for step in line.steps[1:] if step.op == "split"]
    return sum(int(step.args[0].value) for step in splits) if splits else None


def split_after(template: Line, frozen: Line | None, amount: int, more: int) -> tuple[Step, ...]:
    """The parts of a split fee after the change: those from before, and those of the difference."""
    now = next((one for one in template.steps[1:] if one.op == "split"), None)
    if now is None:
        return ()
    old = next((one for one in frozen.steps[1:] if one.op == "split"), None) if frozen else None
    direct = more + (int(old.args[0].value) if old else 0)
    first = now.args[0]._replace(value=Fraction(direct))
    second = now.args[1]._replace(value=Fraction(amount - direct))
    return (now._replace(value=Fraction(amount), args=(first, second)),)


def worded(step: Step, terms: Terms) -> Text | None:
    """How a difference came about, in words."""
    if not terms.worded:
        return None
    if is_taken(step):
        return formula(step.args[0])
    if step.op == "sub" and step.args[0].op == "round":
        return _LESS.filled(now=formula(step.args[0]), before=yen(int(step.args[1].value)))
    return formula(step)


def magnitude(parts: Sequence[Step], rounding: Rounding, most: int) -> Step:
    """What is given back, rounded once together; never more than what is frozen."""
    if not parts:
        return constant(0, "yen")
    step = rounded(total(*parts), rounding)
    return step if step.value <= most else constant(most, "yen", CHARGED)


def taken(step: Step) -> Step:
    """A magnitude as a line that is taken away."""
    return product(step, constant(-1)) if step.value else step
