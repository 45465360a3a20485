"""One contract file in all its scenarios: read once, and priced once in each, by whoever asks first."""

from datetime import date

from sangaku_price.loading.files import load_source, memory_of
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.repricing import price_loaded, price_undivided
from sangaku_price.loading.tariffs import TariffOf, each_once
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source


class Scenarios:
    """What a file costs in a scenario, as it is written."""

    def __init__(self, source: Source, as_of: date | None = None, tariff_of: TariffOf | None = None) -> None:
        self.source, self.as_of, self.tariff_of = source, as_of, tariff_of or each_once()
        self._memory = memory_of(source) if "scenario" in source.text else None
        self._priced: dict[str, Quote | BadFile] = {}

    def checked(self, name: str) -> tuple[Loaded, Quote]:
        """The file in the scenario that is looked at, and what it costs; payments that do not fit are a mistake.

        Raises BadFile with every mistake, UnknownScenario.
        """
        loaded = self._loaded(name)
        self._priced[loaded.scenario] = quote = price_loaded(loaded, self.as_of, worded=False)
        return loaded, quote

    def _loaded(self, name: str) -> Loaded:
        return load_source(self.source, None, name, memory=self._memory, tariff_of=self.tariff_of)

    def quote(self, name: str) -> Quote:
        """What it costs, without the words of how. Raises BadFile with every mistake."""
        if name not in self._priced:
            try:
                self._priced[name] = price_undivided(self._loaded(name), self.as_of, worded=False)
            except BadFile as refusal:
                self._priced[name] = refusal
        found = self._priced[name]
        if isinstance(found, BadFile):
            raise found
        return found
