"""The national numbers that are shipped, from their file."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli

from sangaku_price.quotation.values import Source as Citation
from sangaku_price.tariff.law import Law, TaxRate
from sangaku_price.toml.values import read_rate

DATA = Path(__file__).parents[1] / "data"


@cache
def load_law() -> Law:
    """The national numbers that are shipped."""
    return law_of(law_text())


def law_text() -> str:
    """The shipped file of national numbers."""
    return (DATA / "law.toml").read_bytes().decode()


def law_of(text: str) -> Law:
    """The national numbers that a text states."""
    law = tomli.loads(text)
    rows: list[dict[str, Any]] = law["consumption-tax"]
    taxes = tuple(
        TaxRate(row["since"], read_rate(row["rate"]), Citation(row["title"], key="law:consumption-tax")) for row in rows
    )
    return Law(taxes, law["checked"], sha256(text.encode()).hexdigest())
