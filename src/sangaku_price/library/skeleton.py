"""A tariff file to begin from: commented in both languages, and ready to load."""

from datetime import date

from sangaku_price.library.starting import quoted
from sangaku_price.loading.law_file import DATA
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse

TEMPLATE = DATA / "tariff-skeleton.toml"


def skeleton(ident: str, name: str, checked: date) -> str:
    """The template with an id, a name and the day checked.

    Raises BadFile where a tariff cannot have this id or name.
    """
    written = TEMPLATE.read_text(encoding="utf-8")
    for mark, value in (('"@ID@"', quoted(ident)), ("@CHECKED@", checked.isoformat()), ('"@NAME@"', quoted(name))):
        written = written.replace(mark, value)
    _, problems = read_tariff(parse(Source("tariff new", written, "", None)), "", None)
    if problems:
        raise BadFile(problems)
    return written
