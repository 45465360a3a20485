"""The schemes of public money that are shipped, from their file."""

from collections.abc import Mapping
from functools import cache

from sangaku_price.contract.schemes import Scheme, SchemeFile
from sangaku_price.loading.law_file import DATA
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.validation import validate

SCHEMES = "schemes.toml"


@cache
def load_schemes() -> Mapping[str, Scheme]:
    """The shipped schemes by their names. Raises BadFile where the file is not as it should be."""
    text = (DATA / SCHEMES).read_bytes().decode()
    found, problems = validate(SchemeFile, parse(Source(SCHEMES, text, "", None)), "")
    if found is None:
        raise BadFile(one.at(SCHEMES, None) for one in problems)
    return found.scheme
