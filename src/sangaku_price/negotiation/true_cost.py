"""What the work really costs the university: direct entries, people's time at cost, indirect cost as measured.

Formula: the [[direct]] entries + the time of every involvement at `cost-rate` an hour or `annual-cost` × effort ×
months/12 + `true-indirect-rate` of the direct entries. The rate must be derived without the time of these people, or
their hours count twice. Rounding: down to 1 yen, once per line. For the office only, and nobody is charged for it.
"""

from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents.key_words import labels_in
from sangaku_price.items.involvement import Involvement, cost_of_time
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import by_name, enumerated
from sangaku_price.language.text import Text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.money import DOWN, to_yen
from sangaku_price.months import fiscal_year_label, fiscal_years, months_between
from sangaku_price.quotation.values import Note, Quote

MESSAGES = messages(
    {
        "true-cost-missing": Text(
            "真のコストは示していません。時間当たりの原価または年間の人件費が必要な項目: {ids}",
            "no true cost is shown; entries without a cost of time (cost-rate or annual-cost): {ids}",
        ),
    }
)


class TrueCost(NamedTuple):
    """Whole yen in the contract's tax basis, as the direct entries are."""

    rate: Fraction
    direct: int
    time: tuple[tuple[str, int], ...]
    """By the id of each involvement."""
    indirect: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.direct + sum(amount for _, amount in self.time) + self.indirect


def true_cost(loaded: Loaded, rate: Fraction, cost: Quote) -> tuple[TrueCost | None, tuple[Note, ...]]:
    """The true cost at a measured rate, beside a quote by cost accumulation.

    None where the cost of some involvement is not told; a note names it.
    """
    direct = sum(line.amount for line in cost.lines if line.kind == "direct" and line.reduces is None)
    time: list[tuple[str, int]] = []
    missing: list[str] = []
    for asked in loaded.contract.entries_of(Involvement):
        exact = cost_of_time(asked.entry, Fraction(_months(loaded, asked.entry.fiscal_year)))
        if exact is None:
            missing.append(asked.id)
        else:
            time.append((asked.id, to_yen(exact, DOWN)))
    if missing:
        labels = labels_in(loaded.raw)
        said = message("true-cost-missing", ids=enumerated(by_name(labels[one], one) for one in missing))
        return None, (Note("true-cost-missing", "warning", said, "contract.true-indirect-rate"),)
    return TrueCost(rate, direct, tuple(time), to_yen(rate * direct, DOWN)), ()


def _months(loaded: Loaded, year: int | None) -> int:
    """Months of the contract, or of its part in a fiscal year."""
    first, last = loaded.contract.terms.start, loaded.contract.terms.end
    if year is not None:
        first, last = next((p.start, p.end) for p in fiscal_years(first, last) if p.label == fiscal_year_label(year))
    return months_between(first, last)
