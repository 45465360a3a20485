"""研究成果への報酬 (success fee, milestone): paid only if a stated trigger happens.

Ground: 追補版 A-1 2 研究成果として創出された「知」への価値付け.
Formula: `amount`, or `percent` of the fixed lines that `of` names. Never part of what is certainly paid, and in no
base. `after` makes it a gate: its probability is meant given that the other has happened.
Rounding: down to 1 yen, once per entry.
Not modelled: repeated triggers (write one entry each), the worth of equity (the amount is the user's).
"""

from typing import Annotated, ClassVar

from pydantic import Field

from sangaku_price.contract.entry import OUTCOME, Asked, Kind
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.clauses import RESULTS
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.percent import AmountOrPercent, base_ids, stated_or_share
from sangaku_price.rules.terms import Terms
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Day, Share, Words, one_of


class Success(AmountOrPercent):
    """[[success]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "success", Text("研究成果への報酬", "success fee"), "results", is_base=False, approaches=OUTCOME
    )
    private: ClassVar[frozenset[str]] = AmountOrPercent.private | {"probability"}

    trigger: Words | None = Field(default=None, description=said("支払の条件。", "What must happen."))
    probability: Share | None = Field(default=None, description=said("確率（非公開）。", "Probability; private."))
    due: Day | None = Field(default=None, description=said("期日。", "Due on."))
    expires: Day | None = Field(default=None, description=said("失効日。", "Expires on."))
    after: Words | None = Field(
        default=None, description=said("前提となる項目の id。", "The id of the entry that must happen first.")
    )
    form: Annotated[str, one_of("cash", "equity")] = Field(
        default="cash", description=said("金銭または株式等。", "Paid in cash or in equity.")
    )


def price_success(asked: Asked[Success], terms: Terms, base: Step | None) -> Priced:
    """One line, conditional; in kind where it is paid in equity."""
    entry = asked.entry
    step, source = stated_or_share(asked, base)
    yield terms.draft(
        asked,
        step,
        (RESULTS, source),
        addition=entry.trigger,
        certainty="in-kind" if entry.form == "equity" else "conditional",
        rate=entry.percent,
        base=tuple(base_ids(base)),
        probability=entry.probability,
        due=entry.due,
    )


ITEM = Item(Success.kind, Success, price_success)
