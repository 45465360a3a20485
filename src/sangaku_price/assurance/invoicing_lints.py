"""What is probably not meant in payers, payments and days of a change that are well-formed."""

from collections.abc import Iterator

from sangaku_price.contract.optional_tables import place
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.quotation.values import Note, Quote

MESSAGES = messages(
    {
        "due-before-start": Text(
            "支払期日 {due} が契約の開始日 {start} より前です。",
            "due on {due}, before the contract begins on {start}",
        ),
        "payment-before-signature": Text(
            "支払期日 {due} が契約締結日 {signed} より前です。",
            "due on {due}, before the contract is signed on {signed}",
        ),
        "small-invoice": Text(
            "{name} の請求は {amount}円 で、{least}円に足りません。割合を確かめてください。",
            "the invoice {name} comes to {amount} yen, less than {least}; make sure of the shares",
        ),
        "change-after-end": Text(
            "変更日 {signed} が契約の終了日 {end} より後です。増減は最後の期間に計上されます。",
            "the change is signed on {signed}, after the contract ends on {end}; its difference falls into the last "
            "period",
        ),
    }
)

LEAST = 1_000
"""Yen below which an invoice is hardly meant."""


def due_before_start(loaded: Loaded, quote: Quote) -> Iterator[Note]:
    """An instalment that is due before the contract begins; one after its end is usual."""
    for ident, one in loaded.contract.payments.items():
        if one.due is not None and one.due < quote.contract.start:
            said = message("due-before-start", due=one.due, start=quote.contract.start)
            yield Note("due-before-start", "warning", said, f"{place('payment', ident)}.due")


def payment_before_signature(loaded: Loaded, quote: Quote) -> Iterator[Note]:
    """An instalment that is due before the contract is signed."""
    signed = quote.contract.signed
    for ident, one in loaded.contract.payments.items():
        if one.due is not None and signed is not None and one.due < signed:
            said = message("payment-before-signature", due=one.due, signed=signed)
            yield Note("payment-before-signature", "warning", said, f"{place('payment', ident)}.due")


def small_invoice(loaded: Loaded, quote: Quote) -> Iterator[Note]:
    """Shares that leave an invoice of less than 1,000 yen."""
    if not (loaded.contract.payers or loaded.contract.payments) or not quote.totals.maximum:
        return
    for one in quote.invoices:
        if (one.payer or one.payment) and abs(one.total) < LEAST:
            table, ident = ("payment", one.payment) if one.payment else ("payer", one.payer)
            said = message("small-invoice", name=one.name, amount=yen(one.total), least=yen(LEAST))
            yield Note("small-invoice", "warning", said, place(table, ident or ""))


def change_after_end(loaded: Loaded, quote: Quote) -> Iterator[Note]:
    """A change that is signed when the contract has ended."""
    amends = loaded.contract.amends
    if amends is not None and amends.signed > quote.contract.end:
        said = message("change-after-end", signed=amends.signed, end=quote.contract.end)
        yield Note("change-after-end", "warning", said, "amends.signed")
