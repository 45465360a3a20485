"""The answer of a goal-seek: exact, the neighbours that straddle the target, or why there is none."""

from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import Problem


class Trial(NamedTuple):
    """A value that was tried, and what it gives."""

    value: str
    """For people."""
    setting: str
    """For `--set` and a file."""
    number: Fraction
    measure: Fraction
    total: int
    """The total with tax."""


class Solution(NamedTuple):
    """The answer of a goal-seek."""

    path: str
    measure: str
    target: Fraction
    answer: str
    """exact, between (two neighbours), out-of-reach, or unmoved (the path does not move the measure)."""
    exact: tuple[Trial, ...]
    """All values found that meet the target; the first is the answer."""
    below: Trial | None
    """The neighbour at the smaller value: of the first exact value, or of the target."""
    above: Trial | None
    direction: str
    """rises, falls or flat: what the measure does there as the value grows."""
    others: bool
    """Whether the measure both rises and falls over the range, so that other solutions may exist elsewhere, or do."""
    lowest: Trial
    """The least that the measure was found to be."""
    highest: Trial
    inclusive: Trial | None = None
    """Where nothing is exact: the value that is, with the amounts of the file read as inclusive of tax."""
    paths: tuple[str, ...] = ()
    """Where the path does not lead there: other paths that do."""
    refused: tuple[Problem, ...] = ()
    """Why some value could not be priced."""
    spec_sha256: str = ""
    lang: Lang | None = None
    """The language in which the contract file wants to be shown."""
    words: Text = Text("", "")
    """What the path leads to, in words."""
    paths_in_words: tuple[Text, ...] = ()
    """What the other paths lead to, each with its path behind it."""

    @property
    def best(self) -> Trial | None:
        """The exact value, else the neighbour that gives no more than the target; None where there is neither."""
        if self.exact:
            return self.exact[0]
        near = [one for one in (self.below, self.above) if one is not None]
        return min(near, key=lambda one: (one.measure > self.target, abs(one.measure - self.target)), default=None)
