"""研究者の担う業務の補完に要する経費 (backfill, buy-out): someone else does the researcher's other duties.

Ground: 追補版 A-1 1 研究者等の有する「知」への価値付け.
Formula: hours × hourly-rate + travel, or `amount`. All backfills together are priced at most at `backfill-cap` of the
[[direct]] entries, the cap rounded down to 1 yen and shared in proportion by largest remainder.
Rounding: down to 1 yen, once per entry.
Not modelled: whether a duty may be bought out, the funder's own ceilings.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from sangaku_price.contract.entry import Asked, Entry, Exclusive, Kind, Needs
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.money import DOWN
from sangaku_price.quotation.derivation import Step, constant, product, rounded, shares, total
from sangaku_price.rules.clauses import RESEARCHER
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Draft, Terms, note, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Number, UnitPrice, Words, YenAmount, one_of

MESSAGES = messages(
    {
        "backfill-capped": Text(
            "業務の補完は直接経費の{cap}が上限です（{before}円 → {after}円）。",
            "backfills are capped at {cap} of the direct entries ({before} yen became {after} yen)",
        ),
    }
)

MODES = {
    "hire": Text("代替要員の雇用", "substitute hired"),
    "internal": Text("学内教員による代替", "colleague"),
    "outsource": Text("外部委託", "outsourced"),
}


class Backfill(Entry):
    """[[backfill]] of a contract file."""

    kind: ClassVar[Kind] = Kind("backfill", Text("業務の補完", "backfill of duties"), "researcher", is_value=True)
    exclusive: ClassVar[Exclusive] = (("amount", "hours"), ("amount", "hourly-rate"), ("amount", "travel"))
    prices: ClassVar[tuple[str, ...]] = ("amount", "hours")
    needs: ClassVar[Needs] = (("hours", ("hourly-rate",)), ("hourly-rate", ("hours",)), ("travel", ("hours",)))

    who: Words | None = Field(default=None, description=said("氏名・役割。", "Who."))
    hours: Number | None = Field(default=None, description=said("時間。", "Hours."))
    hourly_rate: UnitPrice | None = Field(default=None, description=said("時間単価（円）。", "Yen an hour."))
    travel: YenAmount | None = Field(default=None, description=said("旅費（円）。", "Travel in yen."))
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    mode: Annotated[str, one_of(*MODES)] | None = Field(
        default=None, description=said("補完の方法。", "How the duties are covered.")
    )


def price_backfill(asked: Asked[Backfill], terms: Terms, _base: Step | None) -> Priced:
    """One line, before the cap."""
    entry = asked.entry
    addition = entry.who or (MODES[entry.mode] if entry.mode else None)
    if entry.amount is not None:
        step = constant(entry.amount, "yen", key=f"{asked.path}.amount")
        yield terms.draft(asked, step, (RESEARCHER, own_source(asked, "amount")), addition=addition)
        return
    step = product(
        constant(entry.hours or 0, "hours", Text("時間", "hours"), key=f"{asked.path}.hours"),
        constant(entry.hourly_rate or 0, "yen/hour", Text("時間単価", "hourly rate"), key=f"{asked.path}.hourly-rate"),
    )
    if entry.travel is not None:
        step = total(step, constant(entry.travel, "yen", Text("旅費", "travel"), key=f"{asked.path}.travel"))
    draft = terms.draft(asked, step, (RESEARCHER, own_source(asked, "hourly-rate")), addition=addition)
    yield draft._replace(quantity=entry.hours, unit="時間", unit_price=entry.hourly_rate)


def capped(drafts: Sequence[Draft], cap: Fraction, direct: Step) -> tuple[Draft, ...]:
    """All backfills at the cap where they exceed it together, marked; else as they are."""
    amounts = [int(draft.step.value) for draft in drafts]
    rate = constant(cap, "rate", Text("上限率", "cap"), key="contract.backfill-cap")
    limit = rounded(product(direct, rate), DOWN)
    if sum(amounts) <= limit.value:
        return tuple(drafts)
    said = {"cap": percent(cap), "before": yen(sum(amounts)), "after": yen(int(limit.value))}
    return tuple(
        draft._replace(step=step, notes=(*draft.notes, note("backfill-capped", "warning", draft.id, **said)))
        for draft, step in zip(drafts, shares(limit, amounts), strict=True)
    )


ITEM = Item(Backfill.kind, Backfill, price_backfill)
