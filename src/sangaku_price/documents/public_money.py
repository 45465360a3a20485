"""公的資金 (public money): each grant by fiscal year, and the project that it and the company's cash make."""

from collections.abc import Iterator

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
    row,
    text,
    yen_cell,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BEARERS, CERTAINTIES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.beside import Grant, PublicMoney
from sangaku_price.quotation.values import Quote

MONEY = Text("公的資金（円、税抜）", "public money in yen, without tax")
TO = Text("{to}へ", "to the {to}")
CASH = Text("算定の対象", "measured by")
DIRECT = Text("うち直接経費", "of which direct")
INDIRECT = Text("うち間接経費", "of which overhead")
COMPANY_CASH = Text("企業の負担（税抜）", "the company's cash, without tax")
TO_UNIVERSITY = Text("大学への公的資金", "public money to the university")
SCOPE = Text("研究の規模", "the project")
UNALLOTTED = Text("公的資金のうち未定", "public money not yet allotted")
PRICE_STAYS = Text(
    "大学への公的資金は研究の規模を広げ、企業の負担する金額は変わりません。",
    "Public money to the university makes the project larger; the company's price does not change.",
)


def planned_years(quote: Quote) -> frozenset[str]:
    """The fiscal years whose money is planned; it is never in one sum with firm money."""
    return frozenset(one.label for one in quote.periods if one.planned)


def year_words(quote: Quote, label: str) -> Text:
    """A fiscal year; of a planned one, that it is."""
    name = quote.contract.calendar.period(label)
    return noted(name, CERTAINTIES["planned"]) if label in planned_years(quote) else name


def granted(quote: Quote, *, planned: bool) -> int:
    """What grants to the university come to in the firm years, or in the planned ones."""
    years = planned_years(quote)
    grants = quote.public_money.grants if quote.public_money else ()
    to_university = (one for one in grants if one.to == "university")
    return sum(one.amount for grant in to_university for one in grant.years if (one.year in years) is planned)


def not_yet_allotted(quote: Quote, *, planned: bool) -> int:
    """What of that no line uses; below 0 where firm years use what is for planned ones, or the reverse."""
    certainty = "planned" if planned else "fixed"
    used = (line.amount for line in quote.borne if line.borne_by == "grant" and line.certainty == certainty)
    return granted(quote, planned=planned) - sum(used)


def money_section(quote: Quote, money: PublicMoney, lang: Lang) -> Section:
    """The grants and the scope."""
    return Section(say(MONEY, lang), tuple(_blocks(quote, money, lang)))


def _blocks(quote: Quote, money: PublicMoney, lang: Lang) -> Iterator[Block]:
    heads = (CASH, headings.AMOUNT, DIRECT, INDIRECT)
    columns = (
        Column(heading(headings.ITEM, lang), wraps=True),
        Column(heading(headings.PERIOD, lang), named=True),
        *(Column(heading(head, lang), Kind.YEN, named=True) for head in heads),
    )
    yield Table(columns, tuple(one for grant in money.grants for one in _grant(quote, grant, lang)))
    if money.to_university:
        yield _scope(quote, money, lang)
        yield paragraph(PRICE_STAYS, lang)


def _scope(quote: Quote, money: PublicMoney, lang: Lang) -> Table:
    """The project: the company's cash and public money; what is planned of it in a column of its own."""
    planned = quote.totals.planned
    later = 0 if planned is None else planned.subtotal
    parts = [(False, money.cash - later), *([] if planned is None else [(True, later)])]
    granted_of = [granted(quote, planned=is_planned) for is_planned, _ in parts]
    left = [not_yet_allotted(quote, planned=is_planned) for is_planned, _ in parts]
    told = (
        (COMPANY_CASH, [cash for _, cash in parts], Style.BODY),
        (TO_UNIVERSITY, granted_of, Style.BODY),
        (SCOPE, [cash + more for (_, cash), more in zip(parts, granted_of, strict=True)], Style.TOTAL),
    )
    rows = [row((text(say(name, lang)), *map(yen_cell, amounts)), style=style) for name, amounts, style in told]
    if any(left):
        rows.append(row((text(say(UNALLOTTED, lang)), *map(yen_cell, left)), indent=1))
    heads = [""] if planned is None else [heading(CERTAINTIES[name], lang) for name in ("fixed", "planned")]
    return Table((Column(wraps=True), *(Column(head, Kind.YEN) for head in heads)), tuple(rows))


def _grant(quote: Quote, grant: Grant, lang: Lang) -> Iterator[Row]:
    """A grant by fiscal year, and its sum where there are several and all are firm."""
    name = noted(own(grant.name), TO.filled(to=BEARERS[grant.to]))
    for number, one in enumerate(grant.years):
        period = say(year_words(quote, one.year), lang)
        amounts = (yen_cell(amount) for amount in (one.cash, one.amount, one.direct, one.indirect))
        yield row((text(say(name, lang) if not number else ""), text(period), *amounts))
    if len(grant.years) > 1 and not planned_years(quote):
        sums = (sum(getattr(one, key) for one in grant.years) for key in ("cash", "amount", "direct", "indirect"))
        yield row((text(say(headings.SUM, lang)), text(""), *map(yen_cell, sums)), style=Style.TOTAL)
