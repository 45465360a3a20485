"""What is said beside a line: how its amount came about, its part of a whole, what it is besides."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.items import item_of
from sangaku_price.language.labels import CERTAINTIES, CHARGES, TAX_CATEGORIES
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import after, enumerated, noted, yen_words
from sangaku_price.language.text import Text, own
from sangaku_price.money import DOWN
from sangaku_price.quotation.derivation import Step, rounding_words
from sangaku_price.quotation.values import Line


def basis(line: Line) -> Text | None:
    """How a line's amount came about, in one sentence: the formula, and the rounding where it changed something."""
    if line.formula is None:
        return headings.NOT_SHOWN if line.private else None
    root = unsigned(line.steps[0]) if line.steps else None
    whole = root.args[0] if root and root.op == "share" else root
    inner = whole.args[0] if whole and whole.op == "round" else whole
    if inner and inner.op == "value":
        flat = inner.value == abs(line.amount)
        return headings.FLAT if flat else after(headings.FLAT, line.formula)
    if whole is None or inner is None:
        rounds = line.exact is not None and line.exact.denominator != 1
    else:
        rounds = whole.value != inner.value
    if not rounds:
        return line.formula
    rounding = whole.rounding if whole and whole.rounding else line.rounding
    return noted(line.formula, rounding_words(rounding or DOWN))


def unsigned(step: Step) -> Step:
    """The magnitude of a line that is taken away."""
    minus = Fraction(-1)
    return step.args[0] if step.op == "mul" and step.args[-1].value == minus else step


def part_of_whole(line: Line) -> Text | None:
    """Which part of a whole amount a line is: 6/18, by largest remainder."""
    root = unsigned(line.steps[0]) if line.steps else None
    if root is None or root.op != "share":
        return None
    part = f"{yen(root.weights[root.index])}/{yen(sum(root.weights))}"
    return after(headings.OPERATIONS["share"], own(part))


def division(line: Line) -> Text | None:
    """In which proportion the whole of a line was divided among the periods: 6:12."""
    root = unsigned(line.steps[0]) if line.steps else None
    if root is None or root.op != "share":
        return None
    return after(headings.DIVIDED, own(":".join(yen(weight) for weight in root.weights)))


def remarks(line: Line) -> Iterator[Text]:
    """What a line is besides its basis: how certain, where charged, how taxed, what it consists of."""
    if line.certainty in {"conditional", "running"}:
        yield CERTAINTIES[line.certainty]
    if line.reduces is None and line.charged_as != item_of(line.kind).kind.charged_as:
        yield CHARGES[line.charged_as]
    if line.tax_category in TAX_CATEGORIES:
        yield TAX_CATEGORIES[line.tax_category]


def parts(lines: Iterable[Line]) -> Iterator[Text]:
    """The parts of a split fee, or those that an institution names for information, over several periods."""
    sums: dict[Text, int] = {}
    for arg in (arg for line in lines for step in line.steps[1:] for arg in step.args):
        name = arg.name or headings.UNNAMED
        sums[name] = sums.get(name, 0) + int(arg.value)
    if sums:
        yield after(headings.OF_WHICH, enumerated(after(name, yen_words(amount)) for name, amount in sums.items()))
