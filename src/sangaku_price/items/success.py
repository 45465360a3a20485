"""研究成果への報酬 (success fee, milestone): paid only if a stated trigger happens.

Ground: 追補版 A-1 2 研究成果として創出された「知」への価値付け.
Formula: `amount`, or `percent` of the fixed lines that `of` names. Never part of what is certainly paid, and in no
base. `after` makes it a gate: its probability is meant given that the other has happened.
Rounding: down to 1 yen, once per entry.
Not modelled: repeated triggers (write one entry each), the worth of equity (the amount is the user's).
"""

from collections.abc import Iterator
from typing import Annotated

from sangaku_price.contract.tables import Asked
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.clauses import RESULTS
from sangaku_price.rules.percent import AmountOrPercent, base_ids, stated_or_share
from sangaku_price.rules.terms import Draft, Terms
from sangaku_price.toml.values import Day, Share, Words, one_of


class Success(AmountOrPercent):
    """[[success]] of a contract file."""

    trigger: Words | None = None
    probability: Share | None = None
    due: Day | None = None
    expires: Day | None = None
    after: Words | None = None
    form: Annotated[str, one_of("cash", "equity")] = "cash"


def price_success(asked: Asked[Success], terms: Terms, base: Step | None) -> Iterator[Draft]:
    """One line, conditional; in kind where it is paid in equity."""
    entry = asked.entry
    step, source = stated_or_share(asked, base)
    draft = terms.draft(asked, step, (RESULTS, source), addition=entry.trigger)
    yield draft._replace(
        certainty="in-kind" if entry.form == "equity" else "conditional",
        rate=entry.percent,
        base=tuple(base_ids(base)),
        probability=entry.probability,
        due=entry.due,
    )
