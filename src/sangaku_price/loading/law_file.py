"""The national numbers that are shipped, from their file."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from sangaku_price.quotation.values import Source as Citation
from sangaku_price.tariff.law import Law, LawFile, TaxRate
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.validation import validate

DATA = Path(__file__).parents[1] / "data"
LAW = "law.toml"


@cache
def load_law() -> Law:
    """The national numbers that are shipped."""
    return law_of(law_text())


def law_text() -> str:
    """The shipped file of national numbers."""
    return (DATA / LAW).read_bytes().decode()


def law_of(text: str) -> Law:
    """The national numbers that a text states. Raises BadFile where it states none: a frozen quote brings its own."""
    found, problems = validate(LawFile, parse(Source(LAW, text, "", None)), "")
    if found is None:
        raise BadFile(one.at(LAW, None) for one in problems)
    rows = sorted(found.consumption_tax, key=lambda row: row.since)
    taxes = tuple(TaxRate(row.since, row.rate, Citation(row.title, key="law:consumption-tax")) for row in rows)
    return Law(taxes, found.checked, sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), found.research_credit)
