"""The lines of one id, as the ledger keeps them."""

from collections.abc import Sequence
from typing import NamedTuple

from sangaku_price.money import Yen
from sangaku_price.quotation.values import Line


class Posted(NamedTuple):
    """The lines of one id, and how they fall into fiscal years."""

    asked: str
    lines: tuple[Line, ...]
    by_year: tuple[Yen, ...]
    amount: int
    """Over the contract."""
    category: str | None = None
    recipient: str | None = None
    split: bool = False

    @property
    def reduces(self) -> bool:
        """Whether these lines make another smaller: a waiver, or what an overhead takes out of its base."""
        return self.lines[0].reduces is not None

    def is_of(self, names: Sequence[str]) -> bool:
        """Whether an entry's `of` names these lines; `direct` means the [[direct]] entries."""
        line = self.lines[0]
        if self.reduces:
            return False
        if self.asked in names or line.id in names:
            return True
        if line.kind == "direct":
            return "direct" in names and self.category is not None
        return line.kind in names
