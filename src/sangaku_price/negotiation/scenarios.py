"""The scenarios of a contract: which are shown where none is named, and what each is called."""

from collections.abc import Iterator

from sangaku_price.items import outcome_kinds
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.text import Text, own
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.scenario_names import BUILT_IN

COST, OUTCOME = "cost-accumulation", "outcome-linked"


def usual(loaded: Loaded) -> Iterator[str]:
    """The scenarios that are shown where none is named."""
    tables = {asked.table for asked in loaded.contract.entries}
    wanted = [name for name in BUILT_IN if name != OUTCOME or tables & outcome_kinds()]
    if loaded.contract.scenarios:
        wanted = [name for name in wanted if name != OUTCOME]
    return iter(dict.fromkeys((*wanted, *loaded.contract.scenarios)))


def title_of(loaded: Loaded, name: str) -> Text:
    """What a scenario is called: by the file, else by its approach."""
    scenario = loaded.contract.scenarios.get(name)
    if scenario is not None and scenario.title is not None:
        return own(scenario.title)
    return APPROACHES.get(name, own(name))
