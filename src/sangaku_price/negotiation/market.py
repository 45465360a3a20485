"""Where a contract stands among the published sizes of joint research contracts. For the office only."""

from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

import tomli

from sangaku_price.language.text import Text
from sangaku_price.loading.law_file import DATA
from sangaku_price.toml.values import read_rate


class Band(NamedTuple):
    """Contracts from `least` yen up to `most`, and their share of all contracts."""

    least: int
    most: int | None
    share: Fraction


class Market(NamedTuple):
    """The published sizes."""

    year: int
    title: str
    bands: tuple[Band, ...]
    mean_year: int
    mean: int
    doubts: tuple[Text, ...]

    def band_of(self, amount: int) -> Band:
        """The band that an amount lies in; what is given back lies in the lowest."""
        return next((band for band in reversed(self.bands) if amount >= band.least), self.bands[0])

    def above(self, band: Band) -> Fraction:
        """The share of contracts in all higher bands."""
        return sum((one.share for one in self.bands if one.least > band.least), Fraction(0))


@cache
def market() -> Market:
    """The published sizes that are shipped."""
    found: dict[str, Any] = tomli.loads((DATA / "market.toml").read_bytes().decode())
    spread, mean = found["distribution"], found["mean"]
    rows = [(row["least"], read_rate(row["share"])) for row in spread["band"]]
    rest = 1 - sum((share for _, share in rows), Fraction(0))
    rows = [(0, rest), *rows]
    limits = [*(least for least, _ in rows[1:]), None]
    bands = tuple(Band(least, most, share) for (least, share), most in zip(rows, limits, strict=True))
    doubts = tuple(Text(**one["doubt"]) for one in (spread, mean))
    return Market(spread["year"], spread["title"], bands, mean["year"], mean["yen"], doubts)
