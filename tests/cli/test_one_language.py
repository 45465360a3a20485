"""A page in one language has no word of the other, apart from names of the contract, of sources, and ids in brackets."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.loading.files import SHIPPED
from sangaku_price.loading.law_file import DATA

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
COMMANDS = (
    ("quote",),
    ("quote", "--brief"),
    ("quote", "--document", "annex"),
    ("quote", "--document", "invoices"),
    ("quote", "--document", "comparison"),
    ("compare",),
    ("risk",),
    ("explain", "total"),
    ("explain", "tax"),
)
OURS = frozenset({"sangaku-price", "SHA", "URA", "URL"})
"""The program, and what an office writes in Latin letters."""
LATIN = re.compile(r"[A-Za-z][A-Za-z-]+[A-Za-z]")
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]+")
LEFT_OUT = re.compile(
    r"<!--.*?-->|<[^>]*>|\]\([^)]*\)|https?://\S+|\([a-z0-9./-]+\)|（[a-z0-9./-]+）|\b[0-9a-f]{64}\b|&[a-z]+;|\\"
)
"""What is no word of a page: marks, addresses, ids in brackets, digests."""


def strings(value: object) -> Iterator[str]:
    """All strings of a file."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


TITLES = [
    words
    for one in (DATA / "law.toml", DATA / "schemes.toml", DATA / "market.toml")
    for words in strings(tomli.loads(one.read_text(encoding="utf-8")))
    if re.search(JAPANESE, words)
]
"""Of statutes and notices."""


def names(path: Path) -> str:
    """What a page repeats as it is written: words of the contract and of its tariff, and the titles of sources."""
    raw = tomli.loads(path.read_text(encoding="utf-8"))
    files = [raw, *(tomli.loads(one.read_text(encoding="utf-8")) for one in SHIPPED.glob(f"{raw.get('tariff')}.toml"))]
    quote = sangaku_price.quote(str(path))
    cited = [words for line in quote.lines for one in line.sources for words in (one.title, one.article or "")]
    written = [words for words in strings(files) if not re.fullmatch(r"[a-z0-9-]+", words)]
    before = [line.label.ja for line in quote.change.lines] if quote.change else []
    return "\n".join((*written, *cited, *before, *TITLES))


def shown(arguments: tuple[str, ...], path: Path, lang: str) -> str:
    """A page without what is no word."""
    command, *rest = arguments
    form = () if "--brief" in rest else ("-f", "markdown")
    figure = rest if command == "explain" else ()
    options = () if command == "explain" else rest
    ran = run(["--lang", lang, command, str(path), *figure, *options, *form])
    assert ran.status == 0, ran.complaint
    return LEFT_OUT.sub(" ", ran.text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_in_japanese_has_no_english_word(path, arguments):
    known = names(path)
    found = set(LATIN.findall(shown(arguments, path, "ja"))) - OURS
    assert {word for word in found if word not in known} == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_in_english_has_no_japanese_word(path, arguments):
    known = names(path)
    found = set(JAPANESE.findall(shown(arguments, path, "en")))
    assert {word for word in found if word not in known} == set()
