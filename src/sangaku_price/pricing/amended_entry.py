"""An entry before and after a change: whether its price is the tariff's, and what it comes to under some terms."""

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items import item_of
from sangaku_price.months import months_between
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.terms import Draft, Terms


def is_untouched(asked: Asked[Entry], old: Asked[Entry]) -> bool:
    """Whether hours or an amount stand as they stood, at a price that the contract itself gives."""
    timed = getattr(asked.entry, "effort", None) is not None
    same = dict(asked.entry) == dict(old.entry)
    return same and not timed and asked.table in {"direct", "involvement"} and not is_published(asked)


def is_published(asked: Asked[Entry]) -> bool:
    """Whether the price of an entry is the tariff's own number."""
    return item_of(asked.table).is_published(asked.entry)


def draft_of(asked: Asked[Entry], terms: Terms) -> Draft:
    """What an entry that is one line comes to under some terms."""
    price_of = item_of(asked.table).price
    found = price_of(asked, terms, None) if price_of else iter(())
    return next(one for one in found if isinstance(one, Draft))


def inner(step: Step) -> Step:
    """The exact amount before it was rounded."""
    return step.args[0] if step.op == "round" else step


def stay_of(draft: Draft) -> int:
    """Months of a stay; 0 of what is none."""
    return months_between(draft.first, draft.last) if draft.first and draft.last else 0
