"""A contract that was read and is ready to be priced."""

from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.contract.contract import Contract
from sangaku_price.language.enums import Lang
from sangaku_price.loading.places import placed, positions, where
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source
from sangaku_price.toml.validation import Raw

if TYPE_CHECKING:
    from sangaku_price.pricing.amendment_history import Past


class Loaded(NamedTuple):
    """A contract ready to be priced in one scenario."""

    source: Source
    raw: Raw
    contract: Contract
    tariff: Tariff | None
    law: Law
    scenario: str
    approach: str
    agreed: int | None
    """Of the approach lump-sum: the amount agreed, in the contract's basis."""
    pasts: "tuple[Past, ...]" = ()
    """Of a change: the frozen quotes from the first contract to the one in force."""
    held: dict[str, object] | None = None
    """Of a change: the frozen quote in force, as it is held."""

    def in_era(self) -> "Loaded":
        """The contract as one whose file says `[quote] era = true`: also the days in its notes are those of the era."""
        document = self.contract.document.model_copy(update={"era": True})
        return self._replace(contract=self.contract._replace(document=document))

    @property
    def lang(self) -> Lang | None:
        """The language in which the file wants to be shown."""
        told = self.contract.document.lang
        return None if told is None else Lang(told)

    def place_of(self, key: str) -> str | None:
        """File and line of a key of the contract file; where a value was laid over it, the option."""
        if key in self.contract.set:
            return "--set"
        line = positions(self.source.text).line_of(where(key, self.raw))
        return f"{self.source.name}:{line}" if line else None

    def placed(self, refusal: BadFile) -> BadFile:
        """The problems of pricing, at their lines of the contract file."""
        return BadFile(placed(refusal.problems, self.source, self.raw, self.contract.set))
