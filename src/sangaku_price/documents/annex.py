"""別表: what the research costs, by charge and period, as the agreement's annex states it.

Whole yen in the contract's tax basis; only what is certainly paid. No figure is made here but sums of the quote's own
lines, and they are the quote's totals by charge.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.handed_over import opening, record
from sangaku_price.documents.itemised import amount_head
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import ANNEX, BASES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import LANGUAGES, Text, by_language, say
from sangaku_price.quotation.values import Quote

TITLE = Text("別表：研究経費の内訳", "annex: what the research costs")
COSTS = Text("研究経費（円）", "cost of the research in yen")
CHARGE = Text("区分", "charge")
ORDER = ("direct", "resident", "strategic", "separate", "indirect")
"""Charges in the order in which an agreement's annex has them."""
NOT_IN_IT = Text(
    "条件付・ランニングの金額と現物は含みません。", "Contingent money and what is paid in kind are not in it."
)
MOST_BESIDE = 5
"""Periods that stand beside one another."""
Amounts = tuple[int | None, ...]
"""By period, the sum last; None where the periods do not add up to it: tax is rounded by invoice."""


class Annex(NamedTuple):
    """The figures of an annex."""

    periods: tuple[str, ...]
    charges: Mapping[str, Amounts]
    sums: Mapping[str, Amounts]
    """subtotal, tax, total."""


def annex_of(quote: Quote, *, planned: bool = False) -> Annex:
    """What is firm of a quote, or planned, by charge and period; charges of which nothing is paid are left out."""
    totals = (quote.totals.planned if planned else None) or quote.totals
    inside = [one for one in quote.periods if one.planned is planned]
    periods = tuple(one.label for one in inside)
    found = {charge: [0] * len(periods) for charge in ORDER}
    told = set()
    for line in quote.lines:
        if line.certainty == ("planned" if planned else "fixed") and line.period is not None:
            found[line.charged_as][periods.index(line.period)] += line.amount
            told.add(line.charged_as)
    charges = {charge: (*amounts, sum(amounts)) for charge, amounts in found.items() if charge in told}
    sums = {
        "subtotal": _beside([one.subtotal for one in inside], totals.subtotal),
        "tax": _beside([one.tax for one in inside], totals.tax),
        "total": _beside([one.total for one in inside], totals.total),
    }
    return Annex(periods, charges, sums)


def _beside(amounts: Sequence[int], whole: int) -> Amounts:
    """The amounts of the periods and their sum; where they do not add up to it, the sum alone."""
    return (*amounts, whole) if sum(amounts) == whole else (*(None for _ in amounts), whole)


def annex_document(quote: Quote, lang: Lang) -> Document:
    """The annex for an agreement."""
    blocks: list[Table | Paragraph] = list(_tables(quote, annex_of(quote), lang))
    if any(line.certainty not in {"fixed", "planned"} for line in quote.lines):
        blocks.append(paragraph(NOT_IN_IT, lang, Style.DETAIL))
    sections = [Section(say(COSTS, lang), tuple(blocks))]
    later = _later(quote)
    if later is not None:
        sections.append(Section(say(headings.PLANNED, lang), tuple(_tables(quote, later, lang))))
    return Document(say(TITLE, lang), (opening(quote, lang), *sections, record(quote, lang)))


def _tables(quote: Quote, annex: Annex, lang: Lang) -> Iterator[Table]:
    """As many periods beside one another as a page has room for; the sum stands with the last."""
    calendar, count = quote.contract.calendar, len(annex.periods)
    several = count > 1
    head = headings.SUM if several else amount_head(BASES[quote.contract.tax_basis])
    if count == 1 and quote.totals.planned is not None:
        head = calendar.period(annex.periods[0])
    places = list(range(count)) if several else []
    for first in range(0, max(1, len(places)), MOST_BESIDE):
        shown = places[first : first + MOST_BESIDE]
        names = [calendar.period(annex.periods[i]) for i in shown]
        if first + MOST_BESIDE >= len(places):
            shown, names = [*shown, count], [*names, head]
        amounts = (Column(heading(name, lang), Kind.YEN, named=True) for name in names)
        columns = (Column(heading(CHARGE, lang), wraps=True), *amounts)
        yield Table(columns, tuple(_rows(quote, annex, lang, shown)))


def _rows(quote: Quote, annex: Annex, lang: Lang, places: Sequence[int]) -> Iterator[Row]:
    def made(name: Text, amounts: Amounts, style: Style = Style.BODY) -> Row:
        return row((text(say(name, lang)), *(yen_cell(amounts[i]) for i in places)), style=style)

    for charge, amounts in annex.charges.items():
        yield made(ANNEX[charge], amounts)
    if quote.contract.tax_basis == "exclusive":
        yield made(headings.SUBTOTAL, annex.sums["subtotal"])
        yield made(headings.TAX, annex.sums["tax"])
    yield made(noted(headings.GRAND_TOTAL, BASES["inclusive"]), annex.sums["total"], Style.TOTAL)
    if quote.contract.tax_basis == "inclusive":
        yield made(headings.OF_WHICH_TAX, annex.sums["tax"])


def annex_data(quote: Quote) -> Mapping[str, object]:
    """The annex as an object."""
    later = _later(quote)
    return {
        "document": "annex",
        "spec_sha256": quote.spec_sha256,
        "tax_basis": quote.contract.tax_basis,
        **_data(annex_of(quote)),
        **({"planned": _data(later)} if later else {}),
    }


def _later(quote: Quote) -> Annex | None:
    """The figures of what is planned; None where no year is."""
    if quote.totals.planned is None or not any(one.planned for one in quote.periods):
        return None
    return annex_of(quote, planned=True)


def _data(annex: Annex) -> Mapping[str, object]:
    return {
        "periods": list(annex.periods),
        "charges": [
            {"charge": charge, "label": by_language(ANNEX[charge]), "amounts": list(amounts[:-1]), "sum": amounts[-1]}
            for charge, amounts in annex.charges.items()
        ],
        **{name: {"amounts": list(amounts[:-1]), "sum": amounts[-1]} for name, amounts in annex.sums.items()},
    }


def annex_rows(quote: Quote) -> Iterator[Sequence[object]]:
    """The annex as records: what a row is, the charge, its names, an amount a period, their sum."""
    annex, later = annex_of(quote), _later(quote)
    apart = [*later.periods, "planned_sum"] if later else []
    yield ["row", "charge", *(f"label_{language}" for language in LANGUAGES), *annex.periods, "sum", *apart]
    blank = [None] * (len(annex.periods) + 1), [None] * len(apart)
    charges = [one for one in ORDER if one in annex.charges or (later and one in later.charges)]
    for charge in charges:
        planned = later.charges.get(charge, blank[1]) if later else ()
        yield ["charge", charge, *ANNEX[charge], *annex.charges.get(charge, blank[0]), *planned]
    names = {"subtotal": headings.SUBTOTAL, "tax": headings.TAX, "total": headings.GRAND_TOTAL}
    for name, amounts in annex.sums.items():
        yield [name, "", *names[name], *amounts, *(later.sums[name] if later else ())]
