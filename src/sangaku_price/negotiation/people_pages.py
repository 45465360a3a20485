"""What people's time leaves to whom, a column a scenario: a cross-appointment beside a time charge. For the office."""

from collections.abc import Callable, Iterator, Sequence

from sangaku_price.documents import cells
from sangaku_price.documents.cells import Block, Kind, Style, Table, row, text
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say
from sangaku_price.negotiation.comparison import Comparison
from sangaku_price.quotation.values import Quote

PEOPLE = Text("研究者の時間と給与（円、学内用）", "researchers' time and pay in yen, for the office")
PAYS = Text("企業が支払う額（確定額）", "the company pays, fixed")
APPOINTED = Text("うちクロスアポイントメント", "of which cross-appointment")
CHARGED = Text("うち関与時間の報酬", "of which pay for involvement time")
RESEARCHER = Text("研究者の受取額", "the researchers are paid")
SALARY = Text("大学が負担する給与", "salary that the university bears")
KEEPS = Text("関与時間の報酬を差し引いた大学の負担", "the same less the pay for involvement time")
Figure = Callable[[Quote], int | None]


def people_blocks(comparison: Comparison, name_of: Callable[[int], Text], lang: Lang) -> Iterator[Block]:
    """The table, where some scenario has a cross-appointment."""
    quotes = [one.quote for one in comparison.columns]
    if not any(quote.appointments for quote in quotes):
        return
    heads = (cells.Column(say(name_of(i), lang), Kind.YEN, named=True) for i in range(len(quotes)))
    rows = [_row(name, of, quotes, lang, indent, style) for name, of, indent, style in FIGURES]
    yield Table((cells.Column(wraps=True), *heads), tuple(rows))


def _row(name: Text, of: Figure, quotes: Sequence[Quote], lang: Lang, indent: int, style: Style) -> cells.Row:
    return row((text(say(name, lang)), *(cells.yen_cell(of(quote)) for quote in quotes)), indent=indent, style=style)


def _paid(*kinds: str) -> Figure:
    """What the company certainly pays for some kinds, their waivers deducted."""

    def of(quote: Quote) -> int:
        own = {line.id: line.kind for line in quote.lines}
        return sum(
            line.amount
            for line in quote.lines
            if line.certainty == "fixed" and own.get(line.reduces or "", line.kind) in kinds
        )

    return of


def _researchers(quote: Quote) -> int | None:
    return sum(one.researcher for one in quote.appointments) if quote.appointments else None


def _salary(quote: Quote) -> int | None:
    return sum(one.university for one in quote.appointments) if quote.appointments else None


def _keeps(quote: Quote) -> int | None:
    """What the university bears of the salaries when what it is paid for the time is taken off."""
    salary, paid = _salary(quote), _paid("involvement")(quote)
    return None if salary is None or paid is None else salary - paid


FIGURES: tuple[tuple[Text, Figure, int, Style], ...] = (
    (PAYS, _paid("cross-appointment", "involvement"), 0, Style.BODY),
    (APPOINTED, _paid("cross-appointment"), 1, Style.BODY),
    (CHARGED, _paid("involvement"), 1, Style.BODY),
    (RESEARCHER, _researchers, 0, Style.BODY),
    (SALARY, _salary, 0, Style.BODY),
    (KEEPS, _keeps, 0, Style.TOTAL),
)
"""What is told of each scenario; what is known only beside a cross-appointment is left out elsewhere."""
