"""Why a figure is what it is: the tax, the total, what a change costs, an invoice or a fiscal year, a section."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Column,
    Kind,
    Row,
    Section,
    Style,
    Table,
    heading,
    number_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.change import CHANGE_TOTAL, NEW_TAX
from sangaku_price.documents.itemised import amount_head, by_id
from sangaku_price.documents.line_names import lines_named
from sangaku_price.documents.line_words import part_of_whole
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, SECTIONS, TAX_CATEGORIES
from sangaku_price.language.messages import message
from sangaku_price.language.naming import named
from sangaku_price.language.numbers import exact, percent
from sangaku_price.language.phrases import enumerated, noted, placed, yen_words
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text, by_language, own, say, words_in
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.change import Change
from sangaku_price.quotation.derivation import rounding_words
from sangaku_price.quotation.invoice_names import invoice_words
from sangaku_price.quotation.invoices import Invoice, TaxLine
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.toml.problems import nearest

TOTAL, SUBTOTAL, TAX = "total", "subtotal", "tax"
FIGURES: Mapping[str, Text] = {TOTAL: headings.TOTAL_SHORT, SUBTOTAL: Text("小計", SUBTOTAL), TAX: headings.TAX}
"""What can be explained of every quote beside its lines."""
PLANNED = "planned"
CHANGE, CHANGE_SUBTOTAL, CHANGE_TAX = "change", "change.subtotal", "change.tax"
OF_CHANGE: Mapping[str, Text] = {
    CHANGE: CHANGE_TOTAL,
    CHANGE_SUBTOTAL: Text("変更の額（税抜）", "the change, without tax"),
    CHANGE_TAX: NEW_TAX,
}
"""What can be explained of a changed contract, too."""
CERTAIN = frozenset({"fixed", "planned"})
"""What is invoiced for a period, firm or planned."""
_FIGURES: Mapping[str, Sequence[str]] = {
    TOTAL: (*headings.TOTAL, *headings.TOTAL_SHORT),
    SUBTOTAL: (*headings.SUBTOTAL, *headings.SECTION_SUM[:1]),
    TAX: (*headings.TAX, *headings.OF_WHICH_TAX),
    PLANNED: ("planned.total", *headings.PLANNED_TOTAL, *headings.PLANNED_OF_IT),
    CHANGE: ("change.total", *CHANGE_TOTAL),
    CHANGE_SUBTOTAL: OF_CHANGE[CHANGE_SUBTOTAL],
    CHANGE_TAX: NEW_TAX,
}
_TAX_OF = Text("{base}の{rate}", "{rate} of {base}")
_TAX_IN = Text("{base}に含まれる{rate}", "{rate} contained in {base}")


class UnknownLine(NoAnswer):
    """A line that the quote does not have; says which name is nearest, and which there are."""

    def __init__(self, line_id: str, known: Mapping[str, Text]) -> None:
        """What is known is told by its label, its id in brackets; either may have been meant."""
        named_by = {words: ident for ident, label in known.items() for words in (*label, ident)}
        near = nearest(line_id, named_by)
        self.line_id, self.nearest = line_id, None if near is None else named_by[near]
        shown = {ident: _with_id(label, ident) for ident, label in known.items()}
        allowed = enumerated(shown.values())
        if self.nearest is None:
            said = message("unknown-name", allowed=allowed)
        else:
            said = message("unknown-name-near", nearest=shown[self.nearest], allowed=allowed)
        super().__init__(placed(line_id, said))


def _with_id(label: Text, ident: str) -> Text:
    """A label with the id in brackets; the id alone where it says the same."""
    both = noted(label, own(ident))
    return Text._make(ident if words == ident else told for words, told in zip(label, both, strict=True))


class Part(NamedTuple):
    """One summand of a figure."""

    name: Text
    amount: int
    how: Text | None = None
    """How it came about, where that is not said elsewhere."""
    before: Fraction | None = None
    """The exact value before it was rounded."""


class Explained(NamedTuple):
    """A figure, and what it is the sum of."""

    figure: str
    name: Text
    amount: int
    parts: tuple[Part, ...]


def asked_for(quote: Quote, words: str) -> "Sequence[str] | Explained":
    """The ids of the lines that words name, else the figure. Raises UnknownLine (a LookupError) for neither."""
    found = lines_named(quote, words) or figure_explained(quote, words)
    if not found:
        raise UnknownLine(words, {**labels_of(quote), **FIGURES, **(OF_CHANGE if quote.change else {})})
    return found


def figure_explained(quote: Quote, words: str) -> Explained | None:
    """The figure that words name, as `total`, `change`, an invoice, a period or a section; None for none."""
    wanted = words.removeprefix("totals.")
    figure = wanted if wanted in _FIGURES else next(iter(named(words, _FIGURES)), None)
    if figure == TAX:
        parts = [part for invoice in quote.invoices if not invoice.planned for part in _taxes(quote, invoice)]
        return Explained(TAX, headings.TAX, quote.totals.tax, tuple(parts))
    if figure == TOTAL:
        return Explained(TOTAL, headings.TOTAL, quote.totals.total, tuple(_invoices(quote, planned=False)))
    if figure == PLANNED and quote.totals.planned is not None:
        named_parts = tuple(_invoices(quote, planned=True))
        return Explained(PLANNED, headings.PLANNED_TOTAL, quote.totals.planned.total, named_parts)
    if figure == SUBTOTAL:
        return Explained(SUBTOTAL, headings.SUBTOTAL, quote.totals.subtotal, tuple(_of_subtotal(quote)))
    if figure is not None and figure in OF_CHANGE and quote.change is not None:
        return _of_change(quote, quote.change, figure)
    return _invoice(quote, words) or _period(quote, words) or _section(quote, words)


def _invoices(quote: Quote, *, planned: bool) -> Iterator[Part]:
    """The invoices of the firm years, or of the planned ones, with tax."""
    return (Part(invoice_words(quote, one), one.total) for one in quote.invoices if one.planned is planned)


def _of_subtotal(quote: Quote) -> Iterator[Part]:
    """The sections; where the amounts contain tax, what it was taken out of."""
    if quote.contract.tax_basis == "inclusive":
        yield Part(headings.TOTAL, quote.totals.total)
        yield Part(headings.TAX, -quote.totals.tax)
        return
    for section, name in SECTIONS.items():
        if any(line.section == section and line.certainty == "fixed" for line in quote.lines):
            yield Part(name, quote.totals.by_section[section])


def _of_change(quote: Quote, change: Change, figure: str) -> Explained:
    """What a change costs: the lines that it moves, and the tax on its invoices."""
    inclusive = quote.contract.tax_basis == "inclusive"
    moved = [
        Part(one.label, one.difference, one.formula, one.exact)
        for one in change.lines
        if one.certainty == "fixed" and one.difference
    ]
    total, tax = Part(CHANGE_TOTAL, change.total), Part(NEW_TAX, change.tax)
    match figure:
        case "change.tax":
            firm = (one for one in change.invoices if not one.planned)
            return Explained(figure, NEW_TAX, change.tax, tuple(part for one in firm for part in _taxes(quote, one)))
        case "change.subtotal":
            parts = [total, tax._replace(amount=-change.tax)] if inclusive else moved
            return Explained(figure, OF_CHANGE[figure], change.subtotal, tuple(parts))
        case _:
            return Explained(figure, CHANGE_TOTAL, change.total, tuple(moved if inclusive else [*moved, tax]))


def _taxes(quote: Quote, invoice: Invoice) -> Iterator[Part]:
    """The tax of an invoice, rate by rate: the base, the rate, and the one rounding."""
    inclusive = quote.contract.tax_basis == "inclusive"
    rounding = rounding_words(Rounding(mode=Mode(quote.contract.tax_rounding)))
    for tax in invoice.tax:
        name = invoice_words(quote, invoice)
        if not tax.rate:
            category = "out-of-scope" if tax.rate is None else "export-exempt"
            yield Part(noted(name, TAX_CATEGORIES[category]), tax.amount, yen_words(tax.base))
            continue
        whole = tax.base + tax.amount if inclusive else tax.base
        before = _exact(tax, tax.rate, inclusive=inclusive)
        how = (_TAX_IN if inclusive else _TAX_OF).filled(base=yen_words(whole), rate=percent(tax.rate))
        yield Part(name, tax.amount, how if before == tax.amount else noted(how, rounding), before)


def _exact(tax: TaxLine, rate: Fraction, *, inclusive: bool) -> Fraction:
    return (tax.base + tax.amount) * rate / (1 + rate) if inclusive else tax.base * rate


def _invoice(quote: Quote, words: str) -> Explained | None:
    """An invoice by its label: what it is for, and its tax."""
    several = {one.name: (one.name, one.name.partition("/")[2]) for one in quote.invoices if "/" in one.name}
    labels = {one.label: (one.label, *quote.contract.calendar.period(one.label)) for one in quote.invoices}
    found = named(words, {**labels, **several})
    each = [one for one in quote.invoices if found and found[0] in {one.label, one.name}]
    if len(found) != 1 or not each:
        return None
    if len(each) > 1:
        parts = [Part(invoice_words(quote, one), one.total) for one in each]
        name = quote.contract.calendar.period(each[0].label)
        return Explained(each[0].label, name, sum(part.amount for part in parts), tuple(parts))
    invoice = each[0]
    inside = [line for line in quote.lines if line.certainty in CERTAIN and line.period == invoice.label]
    parts = list(_line_parts(inside))
    if sum(part.amount for part in parts) != _stated(quote, invoice):
        parts = [Part(headings.WITHOUT_TAX, invoice.subtotal)]
    if quote.contract.tax_basis == "exclusive" or len(parts) == 1:
        parts += list(_taxes(quote, invoice))
    return Explained(invoice.name, invoice_words(quote, invoice), invoice.total, tuple(parts))


def _stated(quote: Quote, invoice: Invoice) -> int:
    return invoice.total if quote.contract.tax_basis == "inclusive" else invoice.subtotal


def _period(quote: Quote, words: str) -> Explained | None:
    """A fiscal year: the parts of the lines that fall into it, before tax is added."""
    labels = {one.label: (one.label, *quote.contract.calendar.period(one.label)) for one in quote.periods}
    found = named(words, labels)
    if len(found) != 1:
        return None
    inside = [line for line in quote.lines if line.certainty in CERTAIN and line.period == found[0]]
    parts = tuple(_line_parts(inside))
    amount = sum(part.amount for part in parts)
    return Explained(found[0], quote.contract.calendar.period(found[0]), amount, parts)


def _section(quote: Quote, words: str) -> Explained | None:
    """A section of the ministries' figure: its lines."""
    wanted = words.removeprefix("by-section.").removeprefix("by_section.").removeprefix("section.")
    section = wanted if wanted in SECTIONS else next(iter(named(wanted, SECTIONS)), None)
    inside = [line for line in quote.lines if line.certainty == "fixed" and line.section == section]
    if section is None or not inside:
        return None
    return Explained(section, SECTIONS[section], quote.totals.by_section[section], tuple(_line_parts(inside)))


def _line_parts(lines: Sequence[Line]) -> Iterator[Part]:
    """A summand an id; of a single line also which part of a whole it is."""
    for group in by_id(lines):
        how = part_of_whole(group[0]) if len(group) == 1 else None
        yield Part(group[0].label, sum(line.amount for line in group), how)


def figure_section(quote: Quote, found: Explained, lang: Lang) -> Section:
    """The summands of a figure with their sum."""
    befores = any(part.before is not None for part in found.parts)
    rows = [
        row(
            (
                text(*words_in(part.name, lang), style=Style.BODY),
                *([number_cell(part.before)] if befores else []),
                yen_cell(part.amount),
                text(*(words_in(part.how, lang.once) if part.how else ()), style=Style.DETAIL),
            )
        )
        for part in found.parts
    ]
    rows.append(_last(found, lang, befores=befores))
    basis = own("") if found.figure in _FIGURES else BASES[quote.contract.tax_basis]
    amount = amount_head(basis) if basis != own("") else headings.AMOUNT
    columns = (
        Column(heading(headings.ITEM, lang), wraps=True),
        *([Column(heading(headings.EXACT, lang), Kind.NUMBER, named=True)] if befores else []),
        Column(heading(amount if found.figure in SECTIONS else headings.AMOUNT, lang), Kind.YEN),
        Column(heading(headings.BASIS, lang), below=True),
    )
    return Section(say(found.name, lang), (Table(columns, tuple(rows)),))


def _last(found: Explained, lang: Lang, *, befores: bool) -> Row:
    cells = (text(say(headings.SUM, lang)), *([number_cell(None)] if befores else []), yen_cell(found.amount), text(""))
    return row(cells, style=Style.TOTAL)


def figure_data(found: Explained) -> dict[str, object]:
    """A figure and its summands as JSON has them."""
    return {
        "figure": found.figure,
        "label": by_language(found.name),
        "amount": found.amount,
        "parts": [
            {
                "label": by_language(part.name),
                "amount": part.amount,
                "formula": by_language(part.how) if part.how else None,
                "exact": exact(part.before) if part.before is not None else None,
            }
            for part in found.parts
        ],
    }
