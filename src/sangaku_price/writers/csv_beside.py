"""What stands beside the price, as rows of a CSV: grants, and the breakdown that a certificate needs."""

from collections.abc import Iterator, Mapping

from sangaku_price.language.text import LANGUAGES, Text, own
from sangaku_price.quotation.values import Quote


def beside_rows(quote: Quote) -> Iterator[Mapping[str, str]]:
    """By column, what each row says; `kind` says what it is, and nothing of it is a line of the price."""
    for grant in quote.public_money.grants if quote.public_money else ():
        for one in grant.years:
            yield _row(grant.to, "grant", one.year, own(grant.name), one.amount)
    net = quote.company_net
    for cost in net.costs if net else ():
        ident = f"{cost.kind}/{cost.category}" if cost.category else cost.kind
        for year, amount in zip(net.years if net else (), cost.amounts, strict=True):
            yield {**_row(ident, "certificate", year.year, cost.label, amount), "marks": cost.counts}


def _row(ident: str, kind: str, period: str, label: Text, amount: int) -> dict[str, str]:
    named = {f"label_{language}": words for language, words in zip(LANGUAGES, label, strict=True)}
    return {"id": ident, "kind": kind, "period": period, **named, "amount": str(amount)}
