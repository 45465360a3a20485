"""The printed words of a Japanese quote, each against the list of terms with its source, or the program's own with the reason."""

import re
from pathlib import Path

import pytest
import tomli

import sangaku_price
from places import ROOT
from sangaku_price.documents import change, headings
from sangaku_price.documents.cells import Document, Table
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import ANNEX, SECTIONS, answer_words
from sangaku_price.language.text import say
from sangaku_price.quotation.invoice_names import IN_ONE_SUM
from sangaku_price.writers import Result

FILE = tomli.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
TERMS = {one["concept"]: one for one in FILE["term"]}
OWN = {word: group["why"] for group in FILE["own"] for word in group["words"]}
PRINTED = {
    "quote-title": headings.ADDRESSED_QUOTE.ja,
    "quotation-form-public": headings.QUOTE.ja,
    "quote-number-by-name": headings.DOCUMENT["number"].ja,
    "addressee": headings.DOCUMENT["addressee"].ja,
    "valid-until": headings.DOCUMENT["valid-until"].ja,
    "date-of-issue": headings.DOCUMENT["issued"].ja,
    "payment-terms": headings.DOCUMENT["payment-terms"].ja,
    "remarks": headings.DOCUMENT["remarks"].ja,
    "research-title": headings.TITLE.ja,
    "direct-cost": SECTIONS["direct"].ja,
    "indirect-cost": SECTIONS["indirect"].ja,
    "researcher-fee": ANNEX["resident"].ja,
    "before-the-change": change.BEFORE.ja,
    "after-the-change": change.AFTER.ja,
    "subtotal": headings.SECTION_SUM.ja,
    "lump-sum-or-instalments": IN_ONE_SUM.ja,
    "tax-included": headings.WITH_TAX.ja,
    "small-and-medium-enterprise": answer_words("company-size", "sme").ja,
    "large-enterprise": answer_words("company-size", "large").ja,
}
"""What the program prints for a concept."""
NAMES = ("minimal", "consulting", "hokkaido-contribution", "kyoto-battery", "startup-equity")
EXAMPLES = [ROOT / "examples" / f"{name}.toml" for name in NAMES]


def printed_names(path: Path) -> set[str]:
    """The headings of the sections and the names of the facts and figures on the first page of a quote."""
    quote = sangaku_price.quote(str(path))
    document = quote_document(quote, Lang.JA)
    names = {section.heading for section in document.sections}
    told = {say(headings.ANSWER, Lang.JA), say(headings.CONTRACT, Lang.JA)}
    for section in document.sections:
        if section.heading in told:
            for block in section.blocks:
                names |= {str(row.cells[0].value) for row in getattr(block, "rows", ())}
    return names


def test_every_term_was_read_somewhere():
    assert len(TERMS) == len(FILE["term"])
    for one in TERMS.values():
        assert one["kind"] in {"form", "rule", "guide"}
        assert one["source"]["href"].startswith("http")
        assert one["source"]["title"]
        assert one["quote"]
        assert one["ja"]
        assert one["en"]


def test_every_word_of_our_own_has_its_reason_and_is_no_term():
    terms = {part for one in TERMS.values() for part in one["ja"].replace("・", " / ").split(" / ")}
    for group in FILE["own"]:
        assert group["why"]
        assert not terms & set(group["words"])
        assert all(one["href"].startswith("http") and one["title"] for one in group.get("read", ()))


@pytest.mark.parametrize("concept", sorted(PRINTED))
def test_what_is_printed_is_the_term_that_was_read(concept):
    assert PRINTED[concept] in TERMS[concept]["ja"].replace("・", " / ").split(" / ")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_name_on_a_japanese_quote_is_a_term_or_a_word_of_our_own_with_its_reason(path):
    terms = {part for one in TERMS.values() for part in one["ja"].replace("・", " / ").split(" / ")}
    known = terms | set(OWN)
    assert {name.partition("（")[0] for name in printed_names(path) if name} - known == set()


DOCUMENTS = (
    ("annex", "kyoto-battery"),
    ("annex", "shared-cost"),
    ("invoices", "consortium"),
    ("invoices", "firm-years"),
    ("change", "change"),
    ("comparison", "kyoto-battery"),
    ("quote", "consortium"),
    ("quote", "shared-cost"),
    ("quote", "firm-years"),
    ("quote", "change"),
    ("quote", "cross-appointment"),
)
VARIABLE = re.compile(r"[A-Z](−[A-Z])?|[0-9]{4}年度")
"""Heads that count: scenarios by letter, fiscal years."""


def heads_of(document: Document) -> set[str]:
    """The title of a document, the headings of its sections, the heads of its columns."""
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    heads = {column.head.replace("\n", "") for table in tables for column in table.columns}
    return {document.title.partition("：")[0], *(section.heading for section in document.sections), *heads}


@pytest.mark.parametrize(("kind", "name"), DOCUMENTS, ids=lambda part: part)
def test_every_head_of_what_is_handed_over_is_a_term_or_a_word_of_our_own_with_its_reason(kind, name):
    path = ROOT / "examples" / f"{name}.toml"
    if kind == "quote":
        document = quote_document(sangaku_price.quote(path), Lang.JA)
    else:
        document = sangaku_price.document(path, kind, lang=Lang.JA)[Result.DOCUMENT]()
    terms = {part for one in TERMS.values() for part in one["ja"].replace("・", " / ").split(" / ")}
    found = {head.partition("（")[0] for head in heads_of(document) if head}
    assert {head for head in found if not VARIABLE.fullmatch(head)} - terms - set(OWN) == set()
