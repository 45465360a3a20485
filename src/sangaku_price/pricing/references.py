"""What refers to what in a contract: entries by `of`, overheads by their bases; a scenario drops some of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.rules.overhead_rules import Charged
from sangaku_price.rules.percent import named_by
from sangaku_price.rules.terms import Terms


class References(NamedTuple):
    """The entries and overheads of one scenario, by their ids."""

    terms: Terms
    entries: Mapping[str, Asked[Entry]]
    """All entries of the file."""
    kept: Mapping[str, Asked[Entry]]
    """Those that the scenario keeps."""
    overheads: Mapping[str, Charged]

    def needs(self) -> Mapping[str, Sequence[str]]:
        """The ids that must be priced before each id.

        Where no entry refers to another, all stand in their order already: entries, then overheads in the tariff's.
        """
        cap = self.terms.contract.terms.backfill_cap
        if cap is None and not any(named_by(asked.entry) for asked in self.kept.values()):
            return {}
        needs: dict[str, Sequence[str]] = {}
        for asked in self.kept.values():
            of = named_by(asked.entry)
            if of:
                needs[asked.id] = list(self._named(of))
            if asked.table == "backfill" and cap is not None:
                needs[asked.id] = [one.id for one in self.kept.values() if one.table == "direct"]
        earlier: dict[str, Charged] = {}
        for ident, charged in self.overheads.items():
            tested = (name for case in charged.rule.case for name, _ in case.when.amounts)
            names = [*(charged.rule.base or ()), *(["direct"] if "direct" in tested else [])]
            needs[ident] = [*self._in_base(names), *earlier]
            earlier[ident] = charged
        return needs

    def _named(self, names: Iterable[str]) -> Iterator[str]:
        """What an entry's `of` refers to."""
        for name in names:
            if name in self.overheads or name in self.entries:
                if name in self.overheads or name in self.kept:
                    yield name
            else:
                yield from (asked.id for asked in self.kept.values() if asked.table == name)
                yield from (ident for ident, one in self.overheads.items() if one.rule.kind == name != "direct")

    def _in_base(self, names: Sequence[str]) -> Iterator[str]:
        """The entries that an overhead's base refers to."""
        total, direct = "total" in names, "direct" in names
        for asked in self.kept.values():
            if not asked.entry.kind.is_base:  # never certain, and so in no base
                continue
            named = total or asked.id in names or (asked.table in names and asked.table != "direct")
            if named or (direct and self.terms.charged_as(asked) == "direct"):
                yield asked.id
