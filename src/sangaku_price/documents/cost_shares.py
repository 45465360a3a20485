"""費用分担表 (who bears what): every fixed line under the party that bears it, and what the parties bring in kind."""

from collections.abc import Container, Iterator, Sequence

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Column,
    Kind,
    Row,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    rate_cell,
    row,
    text,
)
from sangaku_price.documents.cells import yen_cell as yen
from sangaku_price.documents.footnotes import Footnotes, as_shown
from sangaku_price.documents.itemised import by_id
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, BEARERS
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.quotation.values import Line, Quote

COST_SHARES = Text("費用分担表（円）", "who bears what, in yen")
IN_KIND = Text("各当事者の提供（金銭に加えない）", "what the parties bring in kind, never added to money")
LATER = Text("次年度以降の予定額（計に含まない）", "planned for later years, in no sum above")
ONLY_IF = Text("条件付・ランニング（計に含まない）", "conditional and running, in no sum")
NOT_YET = Text("公的資金のうち未定", "public money not yet allotted")
PARTY = Text("提供者", "party")
EFFORT = Text("エフォート", "effort")
WORTH = Text("評価額", "worth")
APPOINTMENTS = Text("クロスアポイントメントの内訳（円、学内用）", "cross-appointments in yen, for the office")
PEOPLE: tuple[tuple[Text, str], ...] = (
    (Text("大学が負担し続ける給与", "the university goes on bearing"), "university"),
    (Text("企業の負担", "the company bears"), "company"),
    (Text("うち手当", "of which allowance"), "allowance"),
    (Text("研究者の受取額", "the researcher is paid"), "researcher"),
)
"""What is told of each appointment."""
NOT_OURS = Text(
    "企業以外が負担する分は、企業への請求・間接経費の算定・消費税のいずれにも含みません。",
    "What another than the company bears is in no invoice, overhead or tax of the company.",
)


def cost_sections(quote: Quote, lang: Lang, footnotes: Footnotes) -> Iterator[Section]:
    """The two-party cost table where somebody else bears something, and the list of what is brought in kind."""
    if quote.cost_shares is not None:
        yield Section(say(COST_SHARES, lang), tuple(_shares(quote, lang, footnotes)))
    if quote.brought:
        yield Section(say(IN_KIND, lang), (_brought(quote, lang),))
    if quote.appointments:
        yield Section(say(APPOINTMENTS, lang), (_appointments(quote, lang, footnotes),))


def _shares(quote: Quote, lang: Lang, footnotes: Footnotes) -> Iterator[Block]:
    """The table, and under it what is paid only if something happens."""
    bearers = bearers_of(quote)
    basis = BASES[quote.contract.tax_basis]
    heads = (heading(noted(BEARERS[name], basis), lang) for name in bearers)
    columns = (
        Column(heading(headings.ID, lang)),
        Column(heading(headings.ITEM, lang), wraps=True),
        *(Column(head, Kind.YEN, named=True) for head in heads),
    )
    lines = all_lines(quote)
    rests = (0, 0)
    if quote.public_money is not None:
        planned = quote.public_money.planned
        rests = quote.public_money.unallotted, 0 if planned is None else planned.unallotted
    yield Table(columns, tuple(_rows(lines, {"fixed"}, bearers, lang, footnotes, rests[0])))
    for certainties, words in ((("planned",), LATER), (("conditional", "running"), ONLY_IF)):
        rest = rests[1] if "planned" in certainties else 0
        if rest or any(line.certainty in certainties for line in quote.borne):
            yield paragraph(words, lang)
            yield Table(columns, tuple(_rows(lines, {*certainties}, bearers, lang, footnotes, rest)))
    yield paragraph(NOT_OURS, lang)


def _rows(
    lines: Sequence[Line],
    certainties: Container[str],
    bearers: Sequence[str],
    lang: Lang,
    footnotes: Footnotes,
    rest: int = 0,
) -> Iterator[Row]:
    """The lines of some certainty, what of public money none uses, and what each party bears of them together."""
    inside = [line for line in lines if line.certainty in certainties]
    for group in by_id(inside):
        yield _row(group, bearers, lang, footnotes)
    if rest:
        cells = (yen(rest if name == "grant" else None) for name in bearers)
        yield row((text(""), text(say(NOT_YET, lang)), *cells))
    sums = {name: sum(line.amount for line in inside if line.borne_by == name) for name in bearers}
    cells = (yen(amount + (rest if name == "grant" else 0)) for name, amount in sums.items())
    yield row((text(""), text(say(headings.SUM, lang)), *cells), style=Style.TOTAL)


def bearers_of(quote: Quote) -> tuple[str, ...]:
    """The columns of the table; public money has one where there is some."""
    public = quote.cost_shares is not None and quote.cost_shares.grant > 0
    return tuple(name for name in BEARERS if name != "grant" or public)


def all_lines(quote: Quote) -> Sequence[Line]:
    """The lines of the price and of what others bear, in the order of the sections."""
    return as_shown(quote._replace(lines=(*quote.lines, *quote.borne)))


def _row(group: Sequence[Line], bearers: Sequence[str], lang: Lang, footnotes: Footnotes) -> Row:
    """One line, under the party that bears it."""
    first = group[0]
    notes = " ".join(filter(None, (footnotes.marks(first.id), footnotes.references(group))))
    head, *more = words_in(first.label, lang)
    amount = sum(line.amount for line in group)
    cells = (yen(amount if name == first.borne_by else None) for name in bearers)
    return row((text(footnotes.number_of(first.id, lang)), text(f"{head} {notes}".rstrip(), *more), *cells))


def _brought(quote: Quote, lang: Lang) -> Table:
    """Who brings what, and what it is worth where somebody says it."""
    columns = (
        Column(heading(PARTY, lang)),
        Column(heading(headings.ITEM, lang), wraps=True),
        Column(heading(WORTH, lang), Kind.YEN, named=True),
    )
    rows = (
        row((text(say(BEARERS[one.party], lang)), text(one.item, one.note or ""), yen(one.worth)))
        for one in quote.brought
    )
    return Table(columns, tuple(rows))


def _appointments(quote: Quote, lang: Lang, footnotes: Footnotes) -> Table:
    """What each cross-appointment leaves to whom."""
    columns = (
        Column(heading(headings.ID, lang), wraps=True),
        Column(heading(EFFORT, lang), Kind.RATE, named=True),
        *(Column(heading(name, lang), Kind.YEN, named=True) for name, _ in PEOPLE),
    )
    rows = (
        row(
            (
                text(footnotes.number_of(one.id, lang), one.who or ""),
                rate_cell(one.effort),
                *(yen(getattr(one, figure)) for _, figure in PEOPLE),
            )
        )
        for one in quote.appointments
    )
    return Table(columns, tuple(rows))
