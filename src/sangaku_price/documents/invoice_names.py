"""What an invoice is called: its period, who pays it, which instalment it is."""

from collections.abc import Iterator

from sangaku_price.documents import headings
from sangaku_price.language.labels import CERTAINTIES
from sangaku_price.language.phrases import enumerated, noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.values import Invoice, Quote


def invoice_words(quote: Quote, one: Invoice) -> Text:
    """An invoice in words, told from the others of the quote."""
    is_sole = one.label == "contract" and not one.payer and not one.payment
    name = headings.IN_ONE_SUM if is_sole else quote.contract.calendar.period(one.label)
    told = list(_told(quote, one))
    return noted(name, enumerated(told)) if told else name


def _told(quote: Quote, one: Invoice) -> Iterator[Text]:
    if one.payer is not None:
        names = {payer.id: payer.name for payer in quote.contract.payers}
        yield own(names.get(one.payer, one.payer))
    if one.payment is not None:
        yield headings.NTH.filled(number=place_of(quote, one))
    if one.planned:
        yield CERTAINTIES["planned"]


def place_of(quote: Quote, one: Invoice) -> int:
    """Which instalment of its period an invoice is, from 1."""
    each = dict.fromkeys(other.payment for other in quote.invoices if other.label == one.label)
    return list(each).index(one.payment) + 1
