"""From what is received, with tax, to the direct cost that the tariff leaves of it: a quote worked backwards.

Inner and outer rates, floors, caps and the rounding of tax are the tariff's own: nothing is inverted by formula, the
price is sought (`solving`). Where no direct cost gives the amount exactly, the one that gives just less is taken, and
the quote says so.
"""

from fractions import Fraction

from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import by_name
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.trials import Trials
from sangaku_price.negotiation.candidates import grid_of
from sangaku_price.negotiation.solving import solve
from sangaku_price.negotiation.sweeping import words_at
from sangaku_price.quotation.values import Note, Quote

MESSAGES = messages(
    {
        "from-total": Text(
            "受入額{target}円から逆算しました: {path}は{value}円、合計は{total}円です。",
            "worked back from {target} yen received: {path} = {value}, which gives {total} yen",
        ),
        "from-total-outside": Text(
            "受入額{total}円にはなりません。ほかの項目がこのままなら、{lowest}円から{highest}円までの額を指定してください。",
            "{total} yen is no total of this contract; with all else as it is, from {lowest} to {highest} yen",
        ),
        "from-total-near": Text(
            "受入額{target}円ちょうどにはなりません。{path}が{value}円なら合計{total}円、{other}円なら合計{more}円です。",
            "{target} yen received cannot be met exactly: {path} = {value} gives {total} yen, {other} gives {more} yen",
        ),
    }
)

PATH = "direct.1.amount"
"""What is varied: the first direct entry, of which only a minimal contract has no other."""


def quote_from_total(trials: Trials, total: int, scenario: str = "value-based") -> Quote:
    """The quote of which the total with tax is what is received, or just less.

    Raises LookupError where no direct cost leads there; BadFile where the contract has no direct entry.
    """
    trials.loaded(scenario, {PATH: 0})
    found = solve(trials, grid_of(PATH), Fraction(total), "total", scenario)
    best = found.best
    if best is None:
        lowest, highest = yen(found.lowest.total), yen(found.highest.total)
        raise NoAnswer(message("from-total-outside", total=yen(total), lowest=lowest, highest=highest))
    quote = trials.quote(scenario, {PATH: int(best.number)})
    said = {
        "target": yen(total),
        "path": by_name(words_at(trials, PATH), PATH),
        "value": yen(int(best.number)),
        "total": yen(best.total),
    }
    if found.exact:
        note = Note("from-total", "note", message("from-total", **said))
    else:
        other = found.above if best is found.below else found.below
        more = {"other": other.value, "more": yen(other.total)} if other else {"other": "–", "more": "–"}
        note = Note("from-total-near", "warning", message("from-total-near", **said, **more))
    return quote._replace(notes=(*quote.notes, note))
