"""The workbook of a quote: 見積, 比較, 前提, 出典."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Kind, shown
from sangaku_price.documents.footnotes import Footnotes, tag
from sangaku_price.documents.formal_quote import title_of
from sangaku_price.documents.workbook.assumptions import Assumptions
from sangaku_price.documents.workbook.lines import Lines
from sangaku_price.documents.workbook.rows import AMOUNT_WIDTH, BASIS, CERTAIN, CHARGE, DIVIDED, ITEM, NUMBER, WIDTHS
from sangaku_price.documents.workbook.sheets import Place, Role, Sheet, SheetCell, Workbook
from sangaku_price.documents.workbook.tax import Totals, annex, invoices
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, in_words_alone, own, say, words_in
from sangaku_price.quotation.line_labels import labels_of_lines
from sangaku_price.quotation.values import Quote

Beside = Sequence[tuple[Text, Quote]]
"""The scenarios of a contract by their titles, the quoted one among them."""
QUOTE, COMPARISON, SOURCES = "見積", "比較", "出典"
"""The names of the sheets, which formulas use: the same in every language."""
COMPARED = Text("積算方式の比較", "Scenarios side by side")
DIFFERENCE = Text("差（{name}）", "difference: {name}")
HOW = Text("算定：{name}", "derivation: {name}")
SOURCES_TITLE = Text("出典と注記", "Sources and notes")
PRINTED = ("number", "issued", "valid-until", "registration-number")
"""Of the [quote] table, what stands at the top."""
HEAD = 5
"""The row of the heads of the table; what stands above stays in sight with them."""


class _Column(NamedTuple):
    """One scenario of the comparison."""

    name: Text
    lines: Lines
    totals: Totals


def quote_workbook(quote: Quote, lang: Lang, beside: Beside = ()) -> Workbook:
    """A quote, beside it the contract's other scenarios, as the reader may see them."""
    others = [(name, one) for name, one in beside if one.scenario != quote.scenario]
    assumptions = Assumptions([quote, *(one for _, one in others)], lang)
    sheet = Sheet(QUOTE, frozen=HEAD + 1)
    lines = Lines(quote, sheet, HEAD, assumptions, lang)
    sheet.widths = _widths(lines)
    sheet.wide = True
    totals = invoices(lines, lines.end + 1)
    lines.others(annex(lines, totals.end))
    _answer(quote, sheet, totals, lang)
    called = next((name for name, one in beside if one.scenario == quote.scenario), own(quote.scenario))
    main = _Column(called, lines, totals)
    names = {**assumptions.names, "subtotal": totals.subtotal, "tax": totals.tax, "total": totals.total}
    comparison = _comparison(main, others, assumptions, lang)
    title = f"{say(title_of(quote), lang)} {quote.contract.title or ''}".strip()
    sheets = (sheet, *([comparison] if comparison else []), assumptions.sheet, _sources(quote, lang))
    return Workbook(title, sheets, names, quote.contract.start)


def _widths(lines: Lines) -> tuple[int, ...]:
    return (*WIDTHS, *([AMOUNT_WIDTH] * (lines.last - len(WIDTHS) + 1)))


def _answer(quote: Quote, sheet: Sheet, totals: Totals, lang: Lang) -> None:
    """Who, what and how much, above the table."""
    parties, told = quote.contract, quote.contract.document
    sheet.words(0, NUMBER, say(title_of(quote), lang), Role.TITLE)
    sheet.words(1, NUMBER, told.get("addressee") or parties.company or "", Role.LEAD)
    sheet.words(2, NUMBER, parties.title or "", Role.LEAD)
    facts = [(headings.DOCUMENT[key], told.get(key) or told.get(key.replace("-", "_"))) for key in PRINTED]
    printed = (f"{say(name, lang)} {_as_printed(str(value), quote, lang)}" for name, value in facts if value)
    sheet.words(1, CHARGE, "　".join(printed), Role.LEAD)
    sheet.words(2, CHARGE, "　".join(filter(None, (parties.university, parties.principal))), Role.LEAD)
    answers = (
        (headings.TOTAL, totals.total, quote.totals.total),
        (headings.OF_WHICH_TAX, totals.tax, quote.totals.tax),
    )
    for row, (name, place, amount) in enumerate(answers, 3):
        sheet.words(row, NUMBER, say(name, lang), Role.ANSWER)
        cell = SheetCell(Kind.YEN, amount, Role.ANSWER, f"={place.name()}")
        sheet.put(row, BASIS, cell)


def _as_printed(words: str, quote: Quote, lang: Lang) -> str:
    """What a document prints; a day as people of the language write it."""
    day, calendar = as_day(words), quote.contract.calendar
    return words if day is None else calendar.shown(calendar.day(day), lang)


# -- comparison --------------------------------------------------------------------------------------------------------


def _comparison(main: _Column, others: Beside, assumptions: Assumptions, lang: Lang) -> Sheet | None:
    """Every line in every scenario, and below how the others come about."""
    if not others:
        return None
    sheet = Sheet(COMPARISON, frozen=3, wide=True)
    sheet.words(0, NUMBER, say(COMPARED, lang), Role.TITLE)
    quotes = (main.lines.quote, *(one for _, one in others))
    fixed = [line for one in quotes for line in one.lines if line.certainty in CERTAIN]
    names = labels_of_lines(fixed)
    row = 3 + len(names) + 6
    columns = [main]
    for name, one in others:
        sheet.words(row, NUMBER, say(HOW.filled(name=name), lang), Role.TITLE)
        lines = Lines(one, sheet, row + 1, assumptions, lang)
        totals = invoices(lines, lines.end + 1)
        columns.append(_Column(name, lines, totals))
        row = totals.end + 1
    sheet.widths = (*WIDTHS, *([AMOUNT_WIDTH] * max(2 * len(columns), main.lines.last - len(WIDTHS) + 1)))
    _beside(sheet, columns, names, lang)
    return sheet


def _beside(sheet: Sheet, columns: Sequence[_Column], names: Mapping[str, Text], lang: Lang) -> None:
    """The table: a row a line, a column a scenario, and its difference from the first."""
    first = DIVIDED
    for column, words in (
        (NUMBER, headings.ID),
        (ITEM, headings.ITEM),
        *enumerate((one.name for one in columns), first),
    ):
        sheet.put(2, column, SheetCell(Kind.TEXT, say(words, lang), Role.HEAD))
    for column, one in enumerate(columns[1:], first + len(columns)):
        difference = say(DIFFERENCE.filled(name=one.name), lang)
        sheet.put(2, column, SheetCell(Kind.TEXT, difference, Role.HEAD))
    row = 3
    for ident, label in names.items():
        sheet.words(row, NUMBER, columns[0].lines.footnotes.number_of(ident, lang))
        sheet.words(row, ITEM, say(label, lang))
        places: list[Place | None] = [one.lines.place(ident) if one.lines.has(ident) else None for one in columns]
        _amounts(sheet, row, first, places, [_amount(one, ident) for one in columns], Role.BODY)
        row += 1
    sums = [one.lines.quote.totals for one in columns]
    for name, where, amounts in (
        (headings.SUBTOTAL, [one.totals.subtotal for one in columns], [one.subtotal for one in sums]),
        (headings.TAX, [one.totals.tax for one in columns], [one.tax for one in sums]),
        (headings.TOTAL, [one.totals.total for one in columns], [one.total for one in sums]),
    ):
        sheet.words(row, ITEM, say(name, lang), Role.SUM)
        _amounts(sheet, row, first, where, amounts, Role.SUM)
        row += 1


def _amount(column: _Column, ident: str) -> int:
    return sum(line.amount for line in column.lines.quote.lines if line.id == ident and line.certainty == "fixed")


def _amounts(
    sheet: Sheet, row: int, first: int, places: Sequence[Place | None], amounts: Sequence[int], role: Role
) -> None:
    for i, (place, amount) in enumerate(zip(places, amounts, strict=True)):
        if place is not None:
            sheet.put(row, first + i, SheetCell(Kind.YEN, amount, role, f"={place.seen_from(sheet.name)}"))
    left = Place(sheet.name, row, first)
    for i, amount in enumerate(amounts[1:], 1):
        right = Place(sheet.name, row, first + i)
        cell = SheetCell(Kind.YEN, amount - amounts[0], role, f"=N({right.name()})-N({left.name()})")
        sheet.put(row, first + len(amounts) - 1 + i, cell)


# -- sources -----------------------------------------------------------------------------------------------------------


def _sources(quote: Quote, lang: Lang) -> Sheet:
    """The ground of every line, every note, and what the file was made with."""
    sheet = Sheet(SOURCES, (16, 34, 60, 50, 30), frozen=3)
    sheet.words(0, 0, say(SOURCES_TITLE, lang), Role.TITLE)
    footnotes, keys_told = Footnotes.of(quote), not in_words_alone(lang)
    heads = (headings.ID, headings.ITEM, headings.SOURCE, headings.ADDRESS, headings.KEY)
    sheet.heads(2, *(say(head, lang) for head in heads[: None if keys_told else -1]))
    row = 3
    seen = set()
    for line in quote.lines:
        for source in line.sources:
            if (line.id, source) in seen:
                continue
            seen.add((line.id, source))
            place, told = footnotes.number_of(line.id, lang), footnotes.cited(source, lang)
            for column, words in enumerate((place, say(line.label, lang), shown(told).replace("\n", " "))):
                sheet.words(row, column, words)
            sheet.words(row, 3, source.href or "", Role.NOTE, Kind.LINK)
            sheet.words(row, 4, source.key or "" if keys_told else "", Role.NOTE)
            row += 1
    row += 1
    sheet.words(row, 0, say(headings.NOTES, lang), Role.SECTION)
    for note in footnotes.notes:
        row += 1
        sheet.words(row, 0, say(tag(note), lang))
        sheet.words(row, 1, "\n".join(footnotes.about(note, lang)))
        sheet.words(row, 2, "\n".join(words_in(note.message, lang.once)))
    row += 2
    sheet.words(row, 0, say(headings.NOT_INCLUDED, lang), Role.SECTION)
    sheet.words(row + 1, 2, "\n".join(words_in(headings.CLOSING, lang.once)))
    made = (
        (headings.ENGINE, f"sangaku-price {quote.engine}"),
        (headings.SPEC_HASH, quote.spec_sha256),
        (headings.TARIFF_HASH, quote.tariff.sha256 if quote.tariff else ""),
    )
    for number, (name, words) in enumerate(made, 3):
        sheet.words(row + number, 1, say(name, lang))
        sheet.words(row + number, 2, words)
    return sheet
