"""One contract file priced again and again, each time with other values laid over it: what negotiating is made of."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.loading.files import load_source, memory_of
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.overlay import index_of, write_value
from sangaku_price.loading.repricing import price_undivided
from sangaku_price.loading.tariffs import TariffOf, each_once
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.reading import Source, read
from sangaku_price.toml.table import fields_of, reader_of
from sangaku_price.toml.validation import Memory


class Trials(NamedTuple):
    """A contract file that was read once, and what is always laid over it."""

    source: Source
    values: Mapping[str, object]
    as_of: date | None = None
    memory: Memory | None = None
    """What was read of the file before."""
    tariff_of: TariffOf | None = None
    era: bool = False
    """Whether Japanese days are those of the era, whatever the file says."""

    @classmethod
    def of(cls, spec: str, values: Mapping[str, object] | None = None, as_of: date | None = None) -> "Trials":
        """Read the file; `-` is standard input. Raises BadFile where it cannot be read."""
        source = read(spec)
        return cls(source, dict(values or {}), as_of, memory_of(source, values), each_once())

    def loaded(self, scenario: str = "value-based", more: Mapping[str, object] | None = None) -> Loaded:
        """The contract in a scenario, with more values. Raises BadFile and UnknownScenario as `load` does."""
        values = {**self.values, **(more or {})}
        loaded = load_source(self.source, values, scenario, memory=self.memory, tariff_of=self.tariff_of)
        return loaded.in_era() if self.era else loaded

    def quote(self, scenario: str = "value-based", more: Mapping[str, object] | None = None) -> Quote:
        """The contract priced in a scenario, with more values."""
        return price_undivided(self.loaded(scenario, more), self.as_of)

    def what_if(self, scenario: str, path: str) -> Callable[[object], Quote]:
        """What the contract costs with another value at a path, without the words of how each amount was made.

        A number that an entry states is changed in the entry as it was read: nothing else of the file depends on it.
        """
        loaded = self.loaded(scenario)
        place, key = _place_of(path, loaded.contract.entries)
        field = None if place is None else fields_of(type(loaded.contract.entries[place].entry)).get(key)
        read_value = reader_of(field) if field is not None and path not in loaded.contract.set else None
        name = key.replace("-", "_")

        def afresh(value: object) -> Quote:
            return price_undivided(self.loaded(scenario, {path: value}), self.as_of, worded=False)

        if place is None or read_value is None or getattr(loaded.contract.entries[place].entry, name, None) is None:
            return afresh

        def changed(value: object) -> Quote:
            try:
                number = read_value(value)
            except PydanticCustomError:
                return afresh(value)
            entries = list(loaded.contract.entries)
            entries[place] = entries[place]._replace(entry=entries[place].entry.model_copy(update={name: number}))
            told = {**loaded.contract.set, path: write_value(value)}
            contract = loaded.contract._replace(entries=tuple(entries), set=told)
            return price_undivided(loaded._replace(contract=contract), self.as_of, worded=False)

        return changed


def _place_of(path: str, entries: Sequence[Asked[Entry]]) -> tuple[int | None, str]:
    """Which entry a path `table.id.key` or `table.N.key` leads to, and its key; None where it leads elsewhere."""
    table, _, rest = path.partition(".")
    name, _, key = rest.partition(".")
    places = [i for i, one in enumerate(entries) if one.table == table]
    number = index_of([{"id": entries[i].entry.id} for i in places], name)
    return (None if number is None else places[number]), key
