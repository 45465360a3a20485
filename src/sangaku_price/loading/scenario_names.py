"""Scenarios by the words of a page: `成果連動` for outcome-linked, a title for the [scenario.NAME] that has it."""

from collections.abc import Mapping

from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.messages import message, messages
from sangaku_price.language.naming import named
from sangaku_price.language.phrases import enumerated, noted, typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text, own
from sangaku_price.toml.validation import Raw

MESSAGES = messages(
    {
        "unknown-scenario": Text(
            "積算方式「{name}」はありません。使える値: {allowed}", "unknown scenario {name}; allowed: {allowed}"
        ),
    }
)
BUILT_IN = ("cost-accumulation", "value-based", "outcome-linked")
"""Scenarios that every contract has."""
METHOD = "方式"
"""What people put behind an approach: 成果連動方式."""


def scenario_named(raw: Raw, words: str) -> str:
    """The scenario that has this name or these words; the words themselves where none has, or several have."""
    tables = raw.get("scenario")
    own_ones = tables if isinstance(tables, dict) else {}
    if words in BUILT_IN or words in own_ones:
        return words
    titled = {name: _titles(table) for name, table in own_ones.items()}
    found = named(words.removesuffix(METHOD), {**APPROACHES, **titled}) or named(words, titled)
    return found[0] if len(found) == 1 else words


def scenario_titles(raw: Raw) -> Mapping[str, Text]:
    """The words of each scenario that has some: an approach, or a title."""
    tables = raw.get("scenario")
    titles = {name: _titles(table) for name, table in tables.items()} if isinstance(tables, dict) else {}
    return {**APPROACHES, **{name: title for name, title in titles.items() if isinstance(title, Text)}}


def scenario_words(raw: Raw) -> Mapping[str, Text]:
    """Each scenario of a contract in words with its name behind them; by its name where that says it."""
    tables = raw.get("scenario")
    own_ones = tables if isinstance(tables, dict) else {}
    words = {name: noted(APPROACHES[name], own(name))._replace(en=name) for name in BUILT_IN}
    for name, table in own_ones.items():
        title = _titles(table)
        words[name] = noted(title, own(name)) if isinstance(title, Text) else own(name)
    return words


def _titles(table: object) -> Text | tuple[str, ...]:
    title = table.get("title") if isinstance(table, Mapping) else None
    return own(title) if isinstance(title, str) else ()


class UnknownScenario(NoAnswer):
    """A scenario that is no approach and stands in no [scenario.NAME] of the file."""

    def __init__(self, name: str, allowed: Mapping[str, Text]) -> None:
        self.name, self.allowed = name, tuple(allowed)
        super().__init__(message("unknown-scenario", name=typed(name), allowed=enumerated(allowed.values())))
