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
from sangaku_price.quotation.beside import Grant, PublicMoney, PublicSums
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
    if any(grant.to == "university" and any(one.amount for one in grant.years) for grant in money.grants):
        yield _scope(money, lang)
        yield paragraph(PRICE_STAYS, lang)


def _scope(money: PublicMoney, lang: Lang) -> Table:
    """The project: the company's cash and public money; what is planned of it in a column of its own."""
    parts: list[PublicMoney | PublicSums] = [money, *([] if money.planned is None else [money.planned])]
    left = [one.unallotted for one in parts]
    told = (
        (COMPANY_CASH, [one.cash for one in parts], Style.BODY),
        (TO_UNIVERSITY, [one.to_university for one in parts], Style.BODY),
        (SCOPE, [one.scope for one in parts], Style.TOTAL),
    )
    rows = [row((text(say(name, lang)), *map(yen_cell, amounts)), style=style) for name, amounts, style in told]
    if any(left):
        rows.append(row((text(say(UNALLOTTED, lang)), *map(yen_cell, left)), indent=1))
    heads = [""] if money.planned is None else [heading(CERTAINTIES[name], lang) for name in ("fixed", "planned")]
    return Table((Column(wraps=True), *(Column(head, Kind.YEN, named=bool(head)) for head in heads)), tuple(rows))


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
