"""Who reads a quote: the office sees all of it, the company what is meant for it.

What the company does not see is how likely the office holds a payment to be, what it expects of it, what its people
cost, and what it notes for itself.
"""

from typing import TYPE_CHECKING

from sangaku_price.contract.tables import ContractTable
from sangaku_price.items import private_keys
from sangaku_price.language.enums import Audience
from sangaku_price.quotation.derivation import is_private
from sangaku_price.quotation.values import Line, Note, Quote

if TYPE_CHECKING:
    from sangaku_price.quotation.change import Change

OFFICE_NOTES = frozenset({"entry-note", "no-effect", "unallocated"})
"""Codes of notes that are for the office: what it wrote for itself, and what its file says without effect."""


def office_keys() -> frozenset[str]:
    """Keys of a contract file that only the office reads, wherever they stand."""
    return private_keys() | ContractTable.private


def for_reader(quote: Quote, audience: Audience) -> Quote:
    """The quote as one reader sees it."""
    return for_company(quote) if audience is Audience.COMPANY else for_office(quote)


def for_office(quote: Quote) -> Quote:
    """The quote without the estimate of what it costs the company, which is for the company's own view."""
    if quote.company_net is None:
        return quote
    notes = (note for note in quote.notes if (note.path or "").partition(".")[0] != "company-tax")
    return quote._replace(company_net=None, notes=tuple(notes))


def for_company(quote: Quote) -> Quote:
    """The quote without what the company must not see; amounts, labels and sources of every line stay."""
    private = {line.id for line in (*quote.lines, *quote.borne) if _is_private(line)}
    tables = {line.kind for line in (*quote.lines, *quote.borne) if _is_private(line)}
    totals = quote.totals._replace(
        contingent=quote.totals.contingent._replace(expected=None, present_value=None, missing=()),
        expected=None,
    )
    return quote._replace(
        contract=quote.contract._replace(discount_rate=None),
        set={path: value for path, value in quote.set.items() if not _tells(path, tables)},
        lines=tuple(map(_line, quote.lines)),
        totals=totals,
        notes=tuple(note for note in quote.notes if not _is_for_office(note)),
        borne=tuple(map(_line, quote.borne)),
        appointments=(),
        allocation=None,
        brought=tuple(one._replace(note=None) for one in quote.brought),
        change=None if quote.change is None else _change(quote.change, private),
    )


def _change(change: "Change", private: set[str]) -> "Change":
    """The change without the derivations of lines whose own is not for the company."""
    return change._replace(
        lines=tuple(
            one._replace(exact=None, formula=None, steps=())
            if one.id in private or any(map(is_private, one.steps))
            else one
            for one in change.lines
        )
    )


def _is_for_office(note: Note) -> bool:
    """What the office wrote for itself, and whatever is said of where the money goes inside."""
    return note.code in OFFICE_NOTES or (note.path or "").partition(".")[0] == "allocation"


def _line(line: Line) -> Line:
    line = line._replace(
        probability=None,
        steps=(*line.steps[:1], *(step for step in line.steps[1:] if step.op != "parts")),
        marks=tuple(mark for mark in line.marks if mark not in OFFICE_NOTES),
    )
    if not _is_private(line):
        return line
    return line._replace(steps=(), exact=None, formula=None, unit_price=None, quantity=None, private=True)


def _is_private(line: Line) -> bool:
    """Whether the line says so, or a number of its derivation does."""
    return line.private or any(map(is_private, line.steps))


def _tells(path: str, private_tables: set[str]) -> bool:
    """Whether a value laid over the file tells what the company must not see, or lets it be worked out."""
    keys = path.split(".")
    return keys[-1] in office_keys() or keys[0] in private_tables
