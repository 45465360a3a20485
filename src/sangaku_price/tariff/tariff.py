"""An institution's rules as data: dated, cited, with doubts; nothing is priced here."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.sources import Source
from sangaku_price.tariff.rules import OverheadRule, Rule
from sangaku_price.tariff.tables import SourceTable, Successor

if TYPE_CHECKING:
    from sangaku_price.tariff.own_words import FactTable


class Tariff(NamedTuple):
    """An institution's rules, read and checked."""

    id: str
    name: Text
    checked: date
    region: str | None
    review_by: date | None
    sha256: str
    sources: Mapping[str, SourceTable]
    types: Mapping[str, Text]
    facts: "Mapping[str, FactTable]"
    rules: Mapping[str, tuple[Rule, ...]]
    """By table, in the file's order."""
    succeeded_by: Successor | None = None
    successor: Text | None = None
    """The name of the institution that took its place, where its tariff is shipped."""

    def cite(self, key: str, path: str) -> Source:
        """The page a rule stands on."""
        source = self.sources[key]
        name = say(self.name, Lang.JA)
        title = f"{name} {source.title}" if name not in source.title else source.title
        return Source(title, source.article, source.href, f"{self.id}:{path}", source.dated)

    @property
    def named(self) -> Text:
        """The institution in a sentence: in English by its id."""
        return by_name(self.name, self.id)

    @property
    def asked(self) -> Mapping[str, Text]:
        """What its own questions ask, by their keys."""
        return {name: fact.meaning for name, fact in self.facts.items()}

    @property
    def overheads(self) -> tuple[OverheadRule, ...]:
        """All versions of all overheads."""
        return cast("tuple[OverheadRule, ...]", self.rules["overhead"])  # nothing else is read of that table
