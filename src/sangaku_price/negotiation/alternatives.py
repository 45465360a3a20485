"""A quote, and beside it the same contract in its other scenarios, for a document that shows them together."""

from collections.abc import Collection

from sangaku_price.language.text import Text
from sangaku_price.loading.repricing import price_loaded, price_undivided
from sangaku_price.loading.trials import Trials
from sangaku_price.negotiation.scenarios import title_of, usual
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile


def with_alternatives(
    trials: Trials, scenario: str, only: Collection[str] | None = None
) -> tuple[Quote, tuple[tuple[Text, Quote], ...]]:
    """The quote in a scenario, and by their titles it and the others; one that cannot be priced is left out.

    Where names are told, `only` those are priced beside it.
    Raises BadFile where the scenario itself cannot be priced, UnknownScenario where it does not exist.
    """
    loaded = trials.loaded(scenario)
    quote = price_loaded(loaded, trials.as_of)
    found = [(title_of(loaded, quote.scenario), quote)]
    for name in usual(loaded):
        if name != quote.scenario and (only is None or name in only):
            try:
                found.append((title_of(loaded, name), price_undivided(trials.loaded(name), trials.as_of)))
            except BadFile:
                continue
    return quote, tuple(found)
