"""What else is wrong with a text that is no TOML: what can be read of it is read by whoever knows what it holds.

Nothing is said of a line again whose value is not known, nor what may be due to that value alone.
"""

from collections.abc import Callable, Mapping

from sangaku_price.toml import validation
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import Slipped, Source, parse
from sangaku_price.toml.recovering import Rest
from sangaku_price.toml.value_messages import VALUES

OF_ONE_KEY = frozenset({*VALUES, *validation.MESSAGES, "missing"})
"""Codes of what is wrong with one key, whatever the others hold."""
_SAY_IT_BETTER = dict.fromkeys({*VALUES} - {"rate", "text"}, ("toml-key-quotes", "toml-percent"))
"""By codes of mistakes: the slips of the same line beside which they suffice, a rate where none belongs; else a key
without quotes."""


def with_others(slipped: Slipped, check: Callable[[Source, Mapping[str, object]], object]) -> BadFile:
    """Every slip, and every mistake that `check` raises of the rest."""
    if slipped.rest is None:
        return slipped
    rest = slipped.source._replace(text=slipped.rest.text)
    others: tuple[Problem, ...] = ()
    try:
        check(rest, parse(rest))
    except BadFile as refusal:
        others = tuple(one for one in refusal.problems if _is_sure(one, slipped.rest, rest.name))
    here = [one for one in others if one.file == rest.name]
    better = {(one.line, kind) for one in here for kind in _SAY_IT_BETTER.get(one.code, ("toml-key-quotes",))}
    slips = (one for one in slipped.problems if (one.line, one.code) not in better)
    return BadFile([*slips, *others])


def _is_sure(one: Problem, rest: Rest, name: str) -> bool:
    """Whether a mistake is there whatever the values are that could not be read."""
    if one.file != name:
        return rest.names_known
    if one.line in rest.unsure:
        return False
    return one.code in OF_ONE_KEY or (rest.names_known and one.line not in rest.near)
