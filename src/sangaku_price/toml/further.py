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
    unknown = {one.line for one in others if one.file == rest.name and one.code.startswith("unknown-key")}
    slips = (one for one in slipped.problems if one.code != "toml-key-quotes" or one.line not in unknown)
    return BadFile([*slips, *others])


def _is_sure(one: Problem, rest: Rest, name: str) -> bool:
    """Whether a mistake is there whatever the values are that could not be read."""
    if one.file != name:
        return rest.names_known
    if one.line in rest.unsure:
        return False
    return one.code in OF_ONE_KEY or (rest.names_known and one.line not in rest.near)
