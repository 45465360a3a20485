"""The differences between two contract files, key by key in file order, each made on top of those before it.

Entries are matched by their ids; those without one by what they say of themselves, then by their number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sangaku_price.assurance.attribution import INPUT, Change
from sangaku_price.contract.optional_tables import BESIDE, INVOICING
from sangaku_price.items import entry_tables
from sangaku_price.loading.contract_and_tariff import check_against
from sangaku_price.loading.contract_checks import entry_path
from sangaku_price.loading.contract_file import read_contract
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.overlay import write_value
from sangaku_price.loading.repricing import price_contract
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.validation import Raw

if TYPE_CHECKING:
    from sangaku_price.pricing.amendment_history import Past

NOT_PRICED = ("format", "tariff", "template", "scenario", "example", "lint")
"""Tables and keys that are no input: the tariff is a cause of its own, a scenario has been laid over the file."""
SAID = ("item", "who", "trigger", "line", "name", "rank", "category", "what", "as")
"""Keys by which an entry without an id is recognised."""
Entry: TypeAlias = Mapping[str, object]
Key: TypeAlias = tuple[str, int]
"""An entry of either file: `old` or `new`, and its number from 0."""
MOST_LINES = 1_000_000
"""Lines that are priced to tell the changes of the input apart; up to them each change is told by itself."""
_ABSENT = object()


class Run(NamedTuple):
    """All that a contract is priced with but its tables."""

    tariff: Tariff | None
    law: Law
    scenario: str
    approach: str
    agreed: int | None
    as_of: date | None
    pasts: "Sequence[Past]" = ()
    """Of a changed contract: the frozen ones that it stands on."""

    def price(self, raw: Raw) -> Quote:
        """The quote of raw tables. Raises BadFile where they do not go together."""
        contract, problems = read_contract(raw, "", overlay={}, notes=())
        problems += check_against(raw, self.tariff)
        if problems or contract is None:
            raise BadFile(problems)
        return price_contract(
            contract,
            self.tariff,
            self.law,
            self.pasts,
            self.scenario,
            approach=self.approach,
            agreed=self.agreed,
            as_of=self.as_of,
        )


def run_of(loaded: Loaded, as_of: date | None) -> Run:
    """What a contract was priced with."""
    return Run(loaded.tariff, loaded.law, loaded.scenario, loaded.approach, loaded.agreed, as_of, loaded.pasts)


def input_changes(old: Raw, new: Raw, before: Run, after: Run, lines: int = 1) -> Iterator[Change]:
    """Every change from one file to the other, as far as it can move a price.

    `before` prices all but the last, which is the scenario, where it is another. A quote has so many `lines`: where
    pricing it after every change would take very long, several changes are priced together.
    """
    state = _State(old, new)
    if state.reordered:
        yield _change("order", "", "", before, state.raw())
    steps = list(state.changes())
    together = -(-len(steps) * lines // MOST_LINES) or 1
    for number, (path, told, now, make) in enumerate(steps, 1):
        make()
        if number % together and number < len(steps):
            yield Change(INPUT, path, _shown(told), _shown(now), None)
        else:
            yield _change(path, told, now, before, state.raw())
    if before._replace(tariff=after.tariff, law=after.law, pasts=after.pasts) != after:
        yield _change("scenario", _scenario(before), _scenario(after), after, _inputs(new))


def _change(path: str, before: object, after: object, run: Run, raw: Raw) -> Change:
    return Change(INPUT, path, _shown(before), _shown(after), lambda: run.price({**raw, "format": 1}))


def _scenario(run: Run) -> str:
    agreed = "" if run.agreed is None else f", agreed = {run.agreed}"
    as_of = "" if run.as_of is None else f", as-of = {run.as_of}"
    return f"{run.scenario} ({run.approach}{agreed}{as_of})"


def _shown(value: object) -> str:
    """A value as a reader of the difference sees it; an entry by what it says of itself."""
    if value is _ABSENT:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_shown(one)}" for key, one in value.items() if key != "note")
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return write_value(value)


def _inputs(raw: Raw) -> Raw:
    """The tables that are priced; the tariff's name stays, as a contract must have one."""
    kept = {key: value for key, value in raw.items() if key == "tariff" or key not in NOT_PRICED}
    return {key: value for key, value in kept.items() if value not in ({}, [])}


Step: TypeAlias = tuple[str, object, object, Callable[[], None]]
"""Path, value before and after, and what makes the change."""


class _State:
    """A contract file on its way from the old to the new."""

    def __init__(self, old: Raw, new: Raw) -> None:
        self.old, self.new = _inputs(old), _inputs(new)
        self.tables = {key: value for key, value in self.old.items() if key not in _arrays()}
        self.tables.pop("tariff", None)
        if "tariff" in self.new:
            self.tables["tariff"] = self.new["tariff"]
        self.entries: dict[str, dict[Key, Entry]] = {}
        self.partners: dict[str, Mapping[int, int]] = {}
        for name in _arrays():
            before, after = _listed(self.old, name), _listed(self.new, name)
            self.entries[name] = {("old", number): entry for number, entry in enumerate(before)}
            self.partners[name] = _partners(before, after)

    @property
    def reordered(self) -> bool:
        """Whether entries that stand in both files stand in another order."""
        return any(list(each.values()) != sorted(each.values()) for each in map(_by_new, self.partners.values()))

    def raw(self) -> Raw:
        """The file as it is now: its entries in the order of the new file, those that will go after them."""
        arrays = {
            name: [entries[key] for key in sorted(entries, key=self._ranks(name).__getitem__)]
            for name, entries in self.entries.items()
            if entries
        }
        return {**{key: value for key, value in self.tables.items() if value != {}}, **arrays}

    def _ranks(self, name: str) -> Mapping[Key, tuple[bool, int]]:
        """Where each entry stands."""
        places: dict[Key, tuple[bool, int]] = {("old", number): (True, number) for _, number in self.entries[name]}
        places |= {("new", number): (False, number) for _, number in self.entries[name]}
        return places | {("old", old): (False, new) for new, old in self.partners[name].items()}

    def changes(self) -> Iterator[Step]:
        """Every change in the order of the new file, what is gone after what is there."""
        for name in dict.fromkeys((*self.new, *self.old)):
            if name in _arrays():
                yield from self._array(name)
            elif name not in NOT_PRICED:
                yield from self._table(name)

    def _table(self, name: str) -> Iterator[Step]:
        for path, told, now in _differences(_table_of(self.old.get(name)), _table_of(self.new.get(name))):

            def make(path: Sequence[str] = path, now: object = now) -> None:
                self.tables[name] = _with(_table_of(self.tables.get(name)), path, now)

            yield ".".join((name, *path)), told, now, make

    def _array(self, name: str) -> Iterator[Step]:
        before, after = _listed(self.old, name), _listed(self.new, name)
        partner = self.partners[name]
        entries = self.entries[name]
        for number, entry in enumerate(after):
            where = entry_path(name, number + 1, entry)
            if number not in partner:

                def add(number: int = number, entry: Entry = entry) -> None:
                    entries["new", number] = entry

                yield where, _ABSENT, entry, add
                continue
            key = ("old", partner[number])
            for path, told, now in _differences(before[partner[number]], entry):

                def make(key: Key = key, path: Sequence[str] = path, now: object = now) -> None:
                    entries[key] = _with(entries[key], path, now)

                yield ".".join((where, *path)), told, now, make
        kept = set(partner.values())
        for number, entry in enumerate(before):
            if number not in kept:

                def drop(number: int = number) -> None:
                    del entries["old", number]

                yield entry_path(name, number + 1, entry), entry, _ABSENT, drop


def _arrays() -> Sequence[str]:
    """The arrays of a contract file of which each element is told apart: entries, payers, payments, grants."""
    return (*entry_tables(), *INVOICING, *BESIDE)


def _listed(raw: Raw, name: str) -> Sequence[Entry]:
    value = raw.get(name, [])
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _by_new(partners: Mapping[int, int]) -> Mapping[int, int]:
    return dict(sorted(partners.items()))


def _table_of(value: object) -> Entry:
    return value if isinstance(value, dict) else {}


def _partners(before: Sequence[Entry], after: Sequence[Entry]) -> Mapping[int, int]:
    """The number of the old entry for each new one that has a partner."""
    found: dict[int, int] = {}
    for same in (_ident, _words, _number):
        taken = set(found.values())
        free = {same(i, one): i for i, one in reversed(list(enumerate(before))) if i not in taken}
        for number, entry in enumerate(after):
            key = same(number, entry)
            if key is not None and number not in found and key in free:
                found[number] = free.pop(key)
    return found


def _ident(_number: int, entry: Entry) -> object:
    return entry.get("id")


def _words(_number: int, entry: Entry) -> object:
    """What an entry without an id says of itself."""
    if "id" in entry:
        return None
    return tuple(str(entry.get(key)) for key in SAID)


def _number(number: int, entry: Entry) -> object:
    return None if "id" in entry else number


def _differences(
    before: Entry, after: Entry, path: tuple[str, ...] = ()
) -> Iterator[tuple[Sequence[str], object, object]]:
    """Keys with their values in both; inline tables key by key."""
    for key in dict.fromkeys((*after, *before)):
        told, now = before.get(key, _ABSENT), after.get(key, _ABSENT)
        if isinstance(told, dict) and isinstance(now, dict):
            yield from _differences(told, now, (*path, key))
        elif told != now or type(told) is not type(now):
            yield (*path, key), told, now


def _with(entry: Entry, path: Sequence[str], value: object) -> Entry:
    """An entry with another value at a path; without the key where the value is absent."""
    first, *rest = path
    if rest:
        return {**entry, first: _with(_table_of(entry.get(first)), rest, value)}
    if value is _ABSENT:
        return {key: one for key, one in entry.items() if key != first}
    return {**entry, first: value}
