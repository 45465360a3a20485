"""What of the lines of a base counts: the first yen of each recipient, the earliest year first; entries not too large.

What an earlier overhead has taken out of an entry goes off that entry before it is counted.
"""

from collections.abc import Sequence

from sangaku_price.money import Yen
from sangaku_price.months import Period
from sangaku_price.pricing.posted import Posted
from sangaku_price.rules.counting import Counting


def of_counted_size(chosen: Sequence[Posted], counting: Counting) -> list[Posted]:
    """The lines without entries whose own amount is at or above what counts."""
    large = {
        one.asked
        for one in chosen
        if not one.reduces and counting.is_left_out(one.category, one.lines[0].tax_category, one.amount)
    }
    return [one for one in chosen if one.asked not in large]


def first_of_recipients(chosen: Sequence[Posted], counting: Counting, years: Sequence[Period]) -> list[Posted]:
    """The lines with what of them counts as their amounts."""
    limits = {
        one.asked: limit
        for one in chosen
        if not one.reduces and (limit := counting.first(one.category, one.lines[0].tax_category)) is not None
    }
    net: dict[str, list[int]] = {}
    for one in chosen:
        if one.asked in limits:
            so_far = net.get(one.asked, [0] * len(years))
            net[one.asked] = [a + b for a, b in zip(so_far, one.by_year, strict=True)]
    groups = {one.asked: (one.category, one.recipient or f"/{one.asked}") for one in chosen if one.asked in limits}
    counted: dict[str, list[int]] = {asked: [0] * len(years) for asked in net}
    used: dict[tuple[str | None, str], int] = {}
    for year in range(len(years)):
        for asked, amounts in net.items():
            group = groups[asked]
            left = max(0, limits[asked] - used.get(group, 0))
            counted[asked][year] = min(max(0, amounts[year]), left)
            used[group] = used.get(group, 0) + counted[asked][year]
    return [_with(one, counted[one.asked], years) if one.asked in counted else one for one in chosen]


def _with(one: Posted, counted: Sequence[int], years: Sequence[Period]) -> Posted:
    """An entry with what of it counts; what was taken out of it is in that already."""
    by_year = tuple(Yen(0 if one.reduces else amount) for amount in counted)
    in_year = dict(zip((year.label for year in years), by_year, strict=True))
    whole = Yen(sum(by_year))
    lines = tuple(line._replace(amount=in_year.get(line.period or "", whole)) for line in one.lines)
    return one._replace(lines=lines, by_year=by_year, amount=whole)
