"""On which rule a price of the contract's own stands: on the one in whose place it was agreed (協議で定めた率).

What was agreed stays: while its numbers stand, an own price keeps the base, the method and the limits of the rule that
it replaced, whatever has taken that rule's place. A new number stands on the rule of the day; where none is in force
any more, on the last that was.
"""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.pricing.bearers import is_of_company
from sangaku_price.rules.in_force import InForce
from sangaku_price.rules.overhead_rules import PRICE_KEYS

_WORDS = {"note", "reason", "item"}


def is_priced(asked: Asked[Entry] | None) -> bool:
    """Whether the contract itself gives the price of an overhead."""
    return asked is not None and any(getattr(asked.entry, key) is not None for key in PRICE_KEYS)


def same_numbers(asked: Asked[Entry] | None, old: Asked[Entry] | None) -> bool:
    """Whether the contract gives the same numbers as before."""
    if asked is None or old is None:
        return asked is old
    one, other = (
        {key: value for key, value in dict(found.entry).items() if key not in _WORDS} for found in (asked, old)
    )
    return one == other


def own_prices(contract: Contract) -> Mapping[str, Asked[Entry]]:
    """The overheads of which the company bears a price that the contract itself gives, by their ids."""
    return {one.id: one for one in contract.of("overhead") if is_priced(one) and is_of_company(one)}


def own_moved(before: Contract, after: Contract) -> Iterator[str]:
    """The overheads of which the contract's own price is another, comes, or goes."""
    old, new = own_prices(before), own_prices(after)
    return (one for one in {**old, **new} if not same_numbers(new.get(one), old.get(one)))


def as_agreed(
    rules: InForce, contract: Contract, before: Contract, earlier: Sequence[InForce], *, anew: bool
) -> InForce:
    """The rules of a change, and those in whose place its own prices were agreed; `earlier` are of each step before.

    `anew` where everything is priced again by the rules of the day.
    """
    day, old = {rule.id: rule for rule in rules.overheads}, own_prices(before)
    last = {rule.id for rule in earlier[-1].overheads}
    stood = {rule.id: one for one in earlier for rule in one.overheads}
    agreed: dict[str, InForce] = {}
    for ident, asked in own_prices(contract).items():
        stands = not anew and ident in last and same_numbers(asked, old.get(ident))
        if ident in stood and (stands or ident not in day):
            agreed[ident] = stood[ident]
    if rules.tariff is None:
        return rules
    found = day | {rule.id: rule for ident, one in agreed.items() for rule in one.overheads if rule.id == ident}
    order = dict.fromkeys(rule.id for rule in rules.tariff.overheads)
    return rules._replace(
        overheads=tuple(found[ident] for ident in order if ident in found),
        editions={**rules.editions, **{ident: one.edition(ident) for ident, one in agreed.items()}},
    )
