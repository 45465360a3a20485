"""免除 (waiver): a negative line of its own beside the full amount, with its reason. It changes no base.

Ground: the agreement of the parties; the reason is required and printed.
Formula: `amount`, or `percent` of the original amount of the line it names, divided over the periods as that line is.
All waivers of a line together are at most the line. A waiver is kept in a scenario exactly when its line is.
Rounding: the magnitude down to 1 yen, once per waiver.
Not modelled: waivers of tax.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from pydantic import Field

from sangaku_price.contract.entry import Asked, Entry, Exclusive, Kind
from sangaku_price.language.phrases import colon
from sangaku_price.language.text import Text, own
from sangaku_price.money import DOWN
from sangaku_price.quotation.derivation import (
    Step,
    amount_of,
    constant,
    exact_of,
    line_sum,
    product,
    rounded,
    shares,
    split_fee,
)
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Line
from sangaku_price.rules.item import Item
from sangaku_price.rules.terms import Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Share, Words, YenAmount


class Waiver(Entry):
    """[[waiver]] of a contract file."""

    kind: ClassVar[Kind] = Kind("waiver", Text("免除", "waiver"), "", is_base=False)
    exclusive: ClassVar[Exclusive] = (("amount", "percent"),)
    prices: ClassVar[tuple[str, ...]] = ("amount", "percent")

    line: Words = Field(description=said("免除する行の id。", "The id of the line that is waived."))
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    percent: Share | None = Field(default=None, description=said("割合。", "Percentage."))
    reason: Words = Field(description=said("理由。", "The reason."))


MINUS = constant(-1)
"""A waiver's magnitude is rounded, then taken away."""


def waived(asked: Asked[Waiver], lines: Sequence[Line]) -> Step:
    """The magnitude of a waiver over the contract, in whole yen."""
    entry, original = asked.entry, sum(line.amount for line in lines)
    if entry.percent is None:
        return constant(entry.amount or 0, "yen", key=f"{asked.path}.amount")
    base = line_sum(original, [lines[0].id], lines[0].label)
    rate = constant(entry.percent, "rate", Text("免除率", "share waived"), key=f"{asked.path}.percent")
    return rounded(product(base, rate), DOWN)


def price_waiver(asked: Asked[Waiver], lines: Sequence[Line], magnitude: Step, terms: Terms) -> Iterator[Line]:
    """A negative line in every period of the line that is waived."""
    entry = asked.entry
    label = own(entry.item) if entry.item else colon(Text("免除", "waiver"), lines[0].label)
    steps: Sequence[Step] = [magnitude] * len(lines)
    if any(line.amount for line in lines) and len(lines) > 1:
        steps = shares(magnitude, [line.amount for line in lines])
    source: Source = own_source(asked, "amount" if entry.percent is None else "percent")
    for line, step in zip(lines, steps, strict=True):
        taken = product(step, MINUS)
        yield line._replace(
            id=asked.id,
            kind="waiver",
            label=label,
            amount=amount_of(taken),
            steps=(taken, *_split(line, taken)),
            sources=(source,),
            quantity=None,
            unit=None,
            unit_price=None,
            exact=-exact_of(step),
            formula=terms.formula(step),
            base=(),
            rate=entry.percent,
            rounding=DOWN,
            reduces=line.id,
            beaten=(),
            marks=(),
        )


def _split(line: Line, taken: Step) -> tuple[Step, ...]:
    """The waiver of a split fee is divided as the fee is."""
    splits = [step for step in line.steps[1:] if step.op == "split"]
    return tuple(split_fee(amount_of(taken), (int(split.args[0].value), int(split.args[1].value))) for split in splits)


ITEM = Item(Waiver.kind, Waiver)
