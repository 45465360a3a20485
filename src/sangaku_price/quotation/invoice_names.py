"""What an invoice is called: its period, who pays it, which instalment it is."""

from collections.abc import Iterator, Mapping

from sangaku_price.language.labels import CERTAINTIES
from sangaku_price.language.phrases import enumerated, noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.invoices import Invoice
from sangaku_price.quotation.values import Quote

IN_ONE_SUM = Text("一括", "in one sum")
"""The only invoice of a contract."""
NTH = Text("第{number}回", "no. {number}")
NTH_CHANGE = Text("第{number}回変更", "change {number}")
CHANGE = "change-"
"""What the label of an invoice of a change begins with."""


def invoice_words(quote: Quote, one: Invoice) -> Text:
    """An invoice in words, told from the others of the quote."""
    told = list(_told(quote, one))
    name = IN_ONE_SUM if one.label == "contract" and not told else what_for(quote, one)
    return noted(name, enumerated(told)) if told else name


def what_for(quote: Quote, one: Invoice) -> Text:
    """What an invoice is for: its period; of a change of the contract, that it is for this change."""
    label = one.label
    if not label.startswith(CHANGE):
        return quote.contract.calendar.period(label)
    number, _, period = label.removeprefix(CHANGE).partition("/")
    name = NTH_CHANGE.filled(number=number)
    return noted(name, quote.contract.calendar.period(period)) if period else name


def period_of(one: Invoice) -> str:
    """The label of the period that an invoice is for, of a change or not."""
    if not one.label.startswith(CHANGE):
        return one.label
    return one.label.removeprefix(CHANGE).partition("/")[2] or "contract"


def _told(quote: Quote, one: Invoice) -> Iterator[Text]:
    if one.payer is not None:
        yield own(payer_names(quote).get(one.payer, one.payer))
    if one.payment is not None:
        yield NTH.filled(number=place_of(quote, one))
    if one.planned:
        yield CERTAINTIES["planned"]


def payer_names(quote: Quote) -> Mapping[str | None, str]:
    """Who pays, by ids; of a changed contract also who paid and pays no more."""
    gone = quote.change.gone if quote.change else ()
    return {one.id: one.name for one in (*gone, *quote.contract.payers)}


def place_of(quote: Quote, one: Invoice) -> int:
    """Which instalment of its period an invoice is, from 1."""
    each = dict.fromkeys(other.payment for other in quote.invoices if other.label == one.label)
    return list(each).index(one.payment) + 1
