"""What is probably not meant in payers, payments and days of a change that are well-formed."""

from collections.abc import Iterator
from datetime import date

from sangaku_price.assurance.seen import Seen
from sangaku_price.contract.optional_tables import place
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Note

MESSAGES = messages(
    {
        "due-before-start": Text(
            "支払期日（{due}）が契約の開始日（{start}）より前です。",
            "due on {due}, before the contract begins on {start}",
        ),
        "payment-before-signature": Text(
            "支払期日（{due}）が契約締結日（{signed}）より前です。",
            "due on {due}, before the contract is signed on {signed}",
        ),
        "small-invoice": Text(
            "{name}の請求は{amount}円で、{least}円に足りません。割合を確かめてください。",
            "the invoice {name} comes to {amount} yen, less than {least}; make sure of the shares",
        ),
        "change-after-end": Text(
            "変更日（{signed}）が契約の終了日（{end}）より後です。増減は最後の期間に計上されます。",
            "the change is signed on {signed}, after the contract ends on {end}; its difference falls into the last "
            "period",
        ),
    }
)

LEAST = 1_000
"""Yen below which an invoice is hardly meant."""


def _day(seen: Seen, day: date) -> Text:
    return seen.loaded.contract.calendar.day(day)


def due_before_start(seen: Seen) -> Iterator[Note]:
    """An instalment that is due before the contract begins; one after its end is usual."""
    for ident, one in seen.loaded.contract.payments.items():
        if one.due is not None and one.due < seen.quote.contract.start:
            said = message("due-before-start", due=_day(seen, one.due), start=_day(seen, seen.quote.contract.start))
            yield Note("due-before-start", "warning", said, f"{place('payment', ident)}.due")


def payment_before_signature(seen: Seen) -> Iterator[Note]:
    """An instalment that is due before the contract is signed."""
    signed = seen.quote.contract.signed
    for ident, one in seen.loaded.contract.payments.items():
        if one.due is not None and signed is not None and one.due < signed:
            said = message("payment-before-signature", due=_day(seen, one.due), signed=_day(seen, signed))
            yield Note("payment-before-signature", "warning", said, f"{place('payment', ident)}.due")


def small_invoice(seen: Seen) -> Iterator[Note]:
    """Shares that leave an invoice of less than 1,000 yen."""
    if not (seen.loaded.contract.payers or seen.loaded.contract.payments) or not seen.quote.totals.maximum:
        return
    for one in seen.quote.invoices:
        if (one.payer or one.payment) and abs(one.total) < LEAST:
            table, ident = ("payment", one.payment) if one.payment else ("payer", one.payer)
            said = message("small-invoice", name=one.name, amount=yen(one.total), least=yen(LEAST))
            yield Note("small-invoice", "warning", said, place(table, ident or ""))


def change_after_end(seen: Seen) -> Iterator[Note]:
    """A change that is signed when the contract has ended."""
    amends = seen.loaded.contract.amends
    if amends is not None and amends.signed > seen.quote.contract.end:
        said = message("change-after-end", signed=_day(seen, amends.signed), end=_day(seen, seen.quote.contract.end))
        yield Note("change-after-end", "warning", said, "amends.signed")
