"""What a quote repeats of the contract and of the rules applied."""

from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import TYPES
from sangaku_price.language.text import own, say
from sangaku_price.months import months_between
from sangaku_price.quotation.answers import Answers, shown_fact
from sangaku_price.quotation.invoices import Payer
from sangaku_price.quotation.values import Parties, TariffUsed
from sangaku_price.rules.terms import Terms


def parties(terms: Terms) -> Parties:
    """The contract's terms, as far as a document prints them."""
    head, tariff = terms.contract.terms, terms.rules.tariff
    names = {**TYPES, **(tariff.types if tariff else {})}
    table = terms.contract.document
    document = table.model_dump(by_alias=True, exclude_none=True) if table.model_fields_set else {}
    return Parties(
        title=head.title,
        university=head.university or (say(tariff.name, Lang.JA) if tariff else None),
        company=head.company,
        principal=head.principal,
        type=head.type,
        type_name=names.get(head.type) or own(head.type),
        start=head.start,
        end=head.end,
        months=months_between(head.start, head.end),
        signed=head.signed,
        applied=head.applied,
        billing=head.billing,
        discount_rate=head.discount_rate,
        backfill_cap=head.backfill_cap,
        tax_basis=terms.contract.tax.basis,
        tax_rounding=terms.contract.tax.rounding,
        facts=Answers.to(tariff.asked if tariff else {}, terms.contract.facts),
        document={key: shown_fact(value) if isinstance(value, bool) else str(value) for key, value in document.items()},
        firm_until=head.firm_until,
        payers=tuple(
            Payer(ident, one.name, one.share, one.rest, one.lines or ()) for ident, one in terms.contract.payers.items()
        ),
    )


def tariff_used(terms: Terms) -> TariffUsed | None:
    """The institution's rules that were applied."""
    tariff = terms.rules.tariff
    if tariff is None:
        return None
    return TariffUsed(tariff.id, tariff.name, tariff.checked, tariff.sha256, terms.rules.used())
