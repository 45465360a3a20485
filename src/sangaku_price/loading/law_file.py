"""The national numbers that are shipped, from their file."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from sangaku_price.quotation.sources import Source as Citation
from sangaku_price.tariff.law import CREDIT, LAW, Law, LawFile, TaxRate
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.validation import validate

DATA = Path(__file__).parents[1] / "data"


@cache
def load_law() -> Law:
    """The national numbers that are shipped."""
    return _read(law_text())


def law_text() -> str:
    """The shipped file of national numbers."""
    return (DATA / LAW).read_bytes().decode()


def law_of(text: str) -> Law:
    """The national numbers that a text states. Raises BadFile where it states none: a frozen quote brings its own."""
    from sangaku_price.tariff.credit import credits_of

    law = _read(text)
    credits_of(text)
    return law


def _read(text: str) -> Law:
    raw = parse(Source(LAW, text, "", None))
    found, problems = validate(LawFile, {key: one for key, one in raw.items() if key != CREDIT}, "")
    if found is None:
        raise BadFile(one.at(LAW, None) for one in problems)
    rows = sorted(found.consumption_tax, key=lambda row: row.since)
    taxes = tuple(TaxRate(row.since, row.rate, Citation(row.title, key="law:consumption-tax")) for row in rows)
    return Law(taxes, found.checked, sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)
