"""A tariff file to begin from: commented in both languages, and ready to load."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.naming import named
from sangaku_price.language.text import Text, by_language, own, say
from sangaku_price.library.open_questions import quoted
from sangaku_price.library.regions import prefecture
from sangaku_price.loading.institutions import unpublished
from sangaku_price.loading.law_file import DATA
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.loading.tariffs import load_tariff, tariff_named
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse

TEMPLATE = DATA / "tariff-skeleton.toml"
PRICED = 'rate = "30%"                         # 率は引用符で / a rate stands in quotes'
UNPRICED = (
    'negotiated = true                    # 率が分かれば rate = "30%" の形に / once known: rate = "30%", in quotes'
)
"""In the file of an institution no rate stands that nobody has read."""


class Known(NamedTuple):
    """What a file can begin with."""

    id: str
    name: Text
    region: str | None
    title: str
    href: str | None
    says: Text | None
    types: tuple[str, ...] = ()


def skeleton(
    ident: str | None,
    name: str | None,
    checked: date,
    begin_with: str | None = None,
    *,
    english: str | None = None,
    region: str | None = None,
) -> str:
    """The template with an id, names, a prefecture and the day checked, and what is known of an institution.

    Raises BadFile where a tariff cannot have this id or name, or no institution has the id to begin with; NoAnswer for
    a region that is no prefecture.
    """
    known = _known(begin_with) if begin_with else Known("my-institution", own("架空大学"), None, "", None, None)
    called = own(name) if name is not None else known.name
    if english is not None:
        called = Text(say(called, Lang.JA), english)
    written = TEMPLATE.read_text(encoding="utf-8")
    values = (
        (
            'ja = "@NAME@", en = "@NAME@"',
            ", ".join(f"{key} = {quoted(one)}" for key, one in by_language(called).items()),
        ),
        ('"@ID@"', quoted(known.id if ident is None else ident)),
        ("@CHECKED@", checked.isoformat()),
    )
    for mark, value in values:
        written = written.replace(mark, value)
    if begin_with:
        written = _with(written, known)
    lies_in = known.region if region is None else prefecture(region)
    if lies_in:
        written = written.replace('#region = "東京都"', f"region = {quoted(lies_in)}")
    _, problems = read_tariff(parse(Source("tariff new", written, "", None)), "", None)
    if problems:
        raise BadFile(problems)
    return written


def _with(written: str, known: Known) -> str:
    """The text with the page and the words of an institution."""
    replaced = [('title = "共同研究取扱規程"', f"title = {quoted(known.title)}")]
    replaced.append((PRICED, UNPRICED))
    if known.href:
        replaced.append(('href = "https://www.example.ac.jp/rule"', f"href = {quoted(known.href)}"))
    if known.types:
        types = ", ".join(map(quoted, known.types))
        replaced.append(('types = ["joint-research"]  ', f"types = [{types}]  "))
    for mark, value in replaced:
        written = written.replace(mark, value)
    if known.says is None:
        return written
    words = say(known.says, Lang.BOTH, "\n# ")
    return written.replace("[[overhead]]", f"# 頁が示すこと / what its pages say:\n# {words}\n[[overhead]]", 1)


def _names() -> Mapping[str, Text]:
    """What the institutions that publish no usable number are called."""
    return {one.id: one.name for one in unpublished().values()}


def _known(ident: str) -> Known:
    """What is known of an institution: of its shipped tariff, else of its pages."""
    ident = tariff_named(ident)
    other = unpublished().get(ident) or next(map(unpublished().get, named(ident, _names())), None)
    if other is not None:
        return Known(other.id, other.name, other.region, say(other.name, Lang.JA), other.href, other.says)
    tariff = load_tariff(ident)
    source = next(iter(tariff.sources.values()))
    types = tuple(dict.fromkeys(one for rule in tariff.overheads for one in rule.types or ()))
    usual = tuple(one for one in types if one not in tariff.types)
    return Known(tariff.id, tariff.name, tariff.region, source.title, source.href, None, usual)
