"""THE FIELDS: what a template may name, each in English and in Japanese, and where in the quote it comes from.

A value that the contract file does not tell is None: a template that prints it is refused, one that asks is answered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sangaku_price.documents.annex import ORDER
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.footnotes import as_shown
from sangaku_price.documents.headings import period_words
from sangaku_price.documents.itemised import by_id
from sangaku_price.documents.line_words import basis
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import ANNEX, BASES, BILLINGS, SECTIONS, unit_words
from sangaku_price.language.numbers import figure
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.invoice_names import IN_ONE_SUM, NTH, payer_names, place_of, what_for
from sangaku_price.quotation.invoices import Invoice, PeriodSum
from sangaku_price.quotation.values import Line, Quote

CHARGED: Mapping[str, Text] = {charge: ANNEX[charge] for charge in ORDER}
"""The rows of an agreement's annex, in its order."""
COST = Text("研究経費", "cost of the research")


class Field(NamedTuple):
    """A name that a template may use."""

    name: str
    japanese: str
    told_by: str = ""
    """The key of the contract file that tells it, where one does."""
    inside: "tuple[Field, ...]" = ()
    """The fields of each of its rows, where it is a list."""


PARTS = (Field("label", "名称"), Field("amount", "金額"))
LINE = (
    Field("id", "id"),
    *PARTS,
    Field("section", "区分"),
    Field("charge", "別表区分"),
    Field("basis", "算定"),
    Field("quantity", "数量"),
    Field("unit", "単位"),
    Field("unit_price", "単価"),
    Field("rate", "率"),
    Field("periods", "期間", inside=PARTS),
)
SUMS = (Field("subtotal", "税抜"), Field("tax", "消費税"), Field("total", "税込"))
PERIOD = (Field("label", "名称"), Field("start", "開始日"), Field("end", "終了日"), *SUMS)
INVOICE = (
    Field("label", "名称"),
    Field("payer", "支払者"),
    Field("payment", "分割"),
    Field("due", "支払期限"),
    *SUMS,
    Field("rates", "税率別", inside=(Field("rate", "税率"), Field("base", "税抜"), Field("tax", "消費税"))),
)
PAYER = (Field("label", "名称"), Field("share", "負担割合"), *SUMS)
CONDITIONAL = (Field("id", "id"), *PARTS, Field("due", "支払期限"), Field("basis", "算定"))
FIELDS: tuple[Field, ...] = (
    Field("university", "大学", "contract.university"),
    Field("company", "企業", "contract.company"),
    Field("principal", "研究代表者", "contract.principal"),
    Field("title", "研究題目", "contract.title"),
    Field("type", "契約種別"),
    Field("start", "開始日"),
    Field("end", "終了日"),
    Field("months", "月数"),
    Field("signed", "契約締結日", "contract.signed"),
    Field("applied", "申込日", "contract.applied"),
    Field("billing", "請求方法"),
    Field("tax_basis", "金額の税区分"),
    Field("number", "見積番号", "quote.number"),
    Field("issued", "発行日", "quote.issued"),
    Field("valid_until", "有効期限", "quote.valid-until"),
    Field("addressee", "宛先", "quote.addressee"),
    Field("issuer", "発行者", "quote.issuer"),
    Field("registration_number", "登録番号", "quote.registration-number"),
    Field("payment_terms", "支払条件", "quote.payment-terms"),
    Field("remarks", "備考", "quote.remarks"),
    Field("total", "合計"),
    Field("tax", "消費税"),
    Field("subtotal", "小計"),
    Field("maximum", "条件付最大額"),
    Field("lines", "明細", inside=LINE),
    Field("charges", "別表", inside=(*PARTS, Field("periods", "期間", inside=PARTS))),
    Field("periods", "期間", inside=PERIOD),
    Field("invoices", "請求", inside=INVOICE),
    Field("payers", "負担企業", inside=PAYER),
    Field("planned_total", "予定額合計"),
    Field("planned", "予定額", inside=PERIOD),
    Field("conditional", "条件付", inside=CONDITIONAL),
)
"""Everything that a template may name."""
Row = dict[str, object]


def _words(text: Text) -> str:
    """The words of an agreement, which is in Japanese."""
    return say(text, Lang.JA)


def values_of(quote: Quote) -> Row:
    """The values of all fields, under both names, as the company may see them."""
    shown = for_company(quote)
    told = {**_terms(shown), **_figures(shown)}
    return _named(FIELDS, told)


def _named(fields: Sequence[Field], told: Mapping[str, object]) -> Row:
    """Values under the names of the fields, those of their rows too."""
    named: Row = {}
    for field in fields:
        value = told[field.name]
        if field.inside and isinstance(value, list):
            value = [_named(field.inside, one) for one in value]
        named[field.name] = named[field.japanese] = value
    return named


def _terms(quote: Quote) -> Row:
    parties = quote.contract
    document = {key.replace("-", "_"): value for key, value in parties.document.items()}
    printed = ("number", "issued", "valid_until", "addressee", "issuer", "registration_number", "payment_terms")
    return {
        **{key: document.get(key) for key in (*printed, "remarks")},
        "university": parties.university,
        "company": parties.company,
        "principal": parties.principal,
        "title": parties.title,
        "type": _words(parties.type_name),
        "start": parties.start,
        "end": parties.end,
        "months": parties.months,
        "signed": parties.signed,
        "applied": parties.applied,
        "billing": _words(BILLINGS[parties.billing]),
        "tax_basis": _words(BASES[parties.tax_basis]),
    }


def _figures(quote: Quote) -> Row:
    totals = quote.totals
    fixed = [line for line in as_shown(quote) if line.certainty == "fixed"]
    uncertain = [line for line in as_shown(quote) if line.certainty in {"conditional", "running"}]
    periods = [one.label for one in quote.periods if not one.planned]
    return {
        "total": totals.total,
        "tax": totals.tax,
        "subtotal": totals.subtotal,
        "maximum": totals.contingent.maximum,
        "lines": [_line(group, periods) for group in by_id(fixed)],
        "charges": list(_charges(fixed, periods)),
        "periods": [_period(one) for one in quote.periods if not one.planned],
        "invoices": [_invoice(quote, one) for one in quote.invoices if not one.planned],
        "payers": list(_payers(quote)),
        "planned_total": totals.planned.total if totals.planned else None,
        "planned": [_period(one) for one in quote.periods if one.planned],
        "conditional": [_conditional(group) for group in by_id(uncertain)],
    }


def _period(one: PeriodSum) -> Row:
    return {**one._asdict(), "label": _words(period_words(one.label))}


def _line(group: Sequence[Line], periods: Sequence[str]) -> Row:
    first = group[0]
    why = basis(first)
    return {
        "id": first.id,
        "label": _words(first.label),
        "amount": sum(line.amount for line in group),
        "section": _words(SECTIONS[first.section]),
        "charge": _words(CHARGED[first.charged_as]),
        "basis": _words(why) if why and len({basis(line) for line in group}) == 1 else None,
        "quantity": None if first.quantity is None or len(group) > 1 else figure(first.quantity),
        "unit": _words(unit_words(first.unit)) if first.unit and len(group) == 1 else None,
        "unit_price": None if first.unit_price is None else figure(first.unit_price),
        "rate": first.rate,
        "periods": _by_period(periods, ((line.period, line.amount) for line in group)),
    }


def _by_period(periods: Sequence[str], amounts: Iterable[tuple[str | None, int]]) -> list[Row]:
    """A row for every period of the contract, 0 where nothing falls into it."""
    sums = dict.fromkeys(periods, 0)
    for period, amount in amounts:
        if period in sums:
            sums[period] += amount
    return [{"label": _words(period_words(period)), "amount": amount} for period, amount in sums.items()]


def by_charge_and_period(fixed: Iterable[Line]) -> Mapping[str, Sequence[tuple[str | None, int]]]:
    """The amounts of each charge in the order of the annex, each with its period."""
    found: dict[str, list[tuple[str | None, int]]] = {charge: [] for charge in CHARGED}
    for line in fixed:
        for charge, amount in line.charged():
            found[charge].append((line.period, amount))
    return {charge: amounts for charge, amounts in found.items() if amounts}


def _charges(fixed: Sequence[Line], periods: Sequence[str]) -> Iterator[Row]:
    for charge, amounts in by_charge_and_period(fixed).items():
        yield {
            "label": _words(CHARGED[charge]),
            "amount": sum(amount for _, amount in amounts),
            "periods": _by_period(periods, amounts),
        }


def _payers(quote: Quote) -> Iterator[Row]:
    """What each of several companies certainly pays."""
    for one in quote.contract.payers:
        sums = quote.totals.by_payer.get(one.id)
        if sums is not None:
            amounts = {"subtotal": sums.subtotal, "tax": sums.tax, "total": sums.total}
            yield {"label": one.name, "share": one.share, **amounts}


def _invoice(quote: Quote, one: Invoice) -> Row:
    names = payer_names(quote)
    payment = None if one.payment is None else NTH.filled(number=place_of(quote, one))
    return {
        "label": _words(_invoice_name(quote, one)),
        "payer": names.get(one.payer, one.payer),
        "payment": None if payment is None else _words(payment),
        "due": one.due,
        "subtotal": one.subtotal,
        "tax": one.total - one.subtotal,
        "total": one.total,
        "rates": [{"rate": tax.rate, "base": tax.base, "tax": tax.amount} for tax in one.tax],
    }


def _invoice_name(quote: Quote, one: Invoice) -> Text:
    """What an invoice is for; of a contract that is billed once the whole cost, or a part of it that is told beside."""
    if one.label != "contract":
        return what_for(quote, one)
    return IN_ONE_SUM if one.payer is None and one.payment is None else COST


def _conditional(group: Sequence[Line]) -> Row:
    first, why = group[0], basis(group[0])
    return {
        "id": first.id,
        "label": _words(first.label),
        "amount": sum(line.amount for line in group),
        "due": first.due,
        "basis": _words(why) if why and len(group) == 1 else None,
    }
