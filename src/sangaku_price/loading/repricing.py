"""One contract file priced again and again, each time with other values laid over it: what negotiating is made of."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sangaku_price.loading.files import Loaded, load_source
from sangaku_price.pricing.engine import price
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, read
from sangaku_price.version import VERSION


def price_loaded(loaded: Loaded, as_of: date | None = None) -> Quote:
    """Price what was loaded. Raises BadFile with every entry that cannot be priced, placed at its line."""
    try:
        return price(
            loaded.contract,
            loaded.tariff,
            loaded.law,
            loaded.scenario,
            approach=loaded.approach,
            agreed=loaded.agreed,
            as_of=as_of,
            engine=VERSION,
        )
    except BadFile as refusal:
        raise loaded.placed(refusal) from None


class Trials(NamedTuple):
    """A contract file that was read once, and what is always laid over it."""

    source: Source
    values: Mapping[str, object]
    as_of: date | None = None

    @classmethod
    def of(cls, spec: str, values: Mapping[str, object] | None = None, as_of: date | None = None) -> "Trials":
        """Read the file; `-` is standard input. Raises BadFile where it cannot be read."""
        return cls(read(spec), dict(values or {}), as_of)

    def loaded(self, scenario: str = "value-based", more: Mapping[str, object] | None = None) -> Loaded:
        """The contract in a scenario, with more values. Raises BadFile and UnknownScenario as `load` does."""
        return load_source(self.source, {**self.values, **(more or {})}, scenario)

    def quote(self, scenario: str = "value-based", more: Mapping[str, object] | None = None) -> Quote:
        """The contract priced in a scenario, with more values."""
        return price_loaded(self.loaded(scenario, more), self.as_of)
