"""An entry before and after a change: whether its price is the tariff's, and what it comes to under some terms."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items import item_of
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.months import months_between
from sangaku_price.pricing.amendment_history import History
from sangaku_price.pricing.amendment_layers import ABSENT, ANEW, LONGER, NONE, NOTHING, RULED, Charge, Part, Valued
from sangaku_price.pricing.bearers import is_of_company
from sangaku_price.quotation.change import ALL
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.terms import Draft, Terms, Unpriceable
from sangaku_price.toml.problems import problem

MESSAGES = messages(
    {
        "amends-split": Text(
            "研究料を直接経費分と間接経費分に分けるかどうかが、凍結した契約と変更日の規則で異なります。"
            "増える分は別の id の項目として書いてください。",
            "the fee is split into a direct and an indirect part in the frozen contract or by the rule of the day, "
            "not in both; write what comes on top as an entry with another id",
        ),
    }
)


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


def check_split(asked: Asked[Entry], draft: Draft, *, is_split: bool) -> None:
    """What comes on top of a frozen fee is split as that is: one line cannot be both."""
    if (draft.split is not None) is not is_split:
        raise Unpriceable(problem("amends-split", asked.path))


def inner(step: Step) -> Step:
    """The exact amount before it was rounded."""
    return step.args[0] if step.op == "round" else step


def stay_of(draft: Draft) -> int:
    """Months of a stay; 0 of what is none."""
    return months_between(draft.first, draft.last) if draft.first and draft.last else 0


def given_back(asked: Asked[Entry], history: History, contract: Contract) -> Sequence[Part]:
    """What a published entry that becomes less gives back of each layer, the last charged first."""
    last = len(history.pasts)

    def at(step: int) -> Asked[Entry] | None:
        return asked if step == last else None if step == NOTHING else history.entry_at(asked.id, step)

    def ruled(ruling: int, state: int) -> Terms:
        there = contract if state == last else history.pasts[state].contract
        return history.rulings[ruling]._replace(contract=there)

    def valued(ruling: int, state: int) -> Valued:
        there = at(state)
        if there is None:
            return NONE
        exact = inner(draft_of(there, ruled(ruling, state)).step)
        return Valued(exact, Fraction(exact.value))

    def course(step: int) -> str:
        after, before = at(step), at(step - 1) if step else None
        if after is None or not is_of_company(after):
            return ABSENT
        if before is None or not is_of_company(before):
            return ANEW
        if not (is_published(before) and is_published(after)) or history.rates_at(step) == ALL:
            return ANEW
        stays = [stay_of(draft_of(one, ruled(step, state))) for one, state in ((before, step - 1), (after, step))]
        return LONGER if stays[1] > stays[0] else RULED

    def charged(step: int) -> int:
        there = at(step)
        posted = history.states[step].ledger.posted.get(there.id) if there else None
        return posted.amount if posted else 0

    charge = Charge(history, valued, course, lambda step: history.ruled_by[step], charged)
    return charge.given_back(charge.layers(), last)[1]


def split_back(parts: Sequence[Part], asked: Asked[Entry], history: History) -> tuple[int, int]:
    """The direct and the indirect part of what is given back of a split fee, as each layer was split, as weights."""
    direct = indirect = Fraction(0)
    for part in parts:
        there, past = history.entry_at(asked.id, part.ruling) or asked, history.pasts[part.ruling]
        split = draft_of(there, history.rulings[part.ruling]._replace(contract=past.contract)).split
        share = Fraction(split[0], sum(split)) if split and any(split) else Fraction(1)
        direct += part.step.value * share
        indirect += part.step.value * (1 - share)
    scale = lcm(direct.denominator, indirect.denominator)
    return int(direct * scale), int(indirect * scale)
