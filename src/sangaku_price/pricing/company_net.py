"""What a contract costs the company: price, tax, grants, and an estimate of the R&D tax credit, by fiscal year.

Ground of the credit: 特別試験研究費の額に係る税額控除 (open-innovation type); rates and cap from data/law.toml by
company year, which is taken to begin in April.
Formula: min(rate × eligible, cap × corporate tax − other claims). Eligible are direct cost, researcher fees and
overheads, less their waivers and grants to the company; value items are open, and what depends on results does not
count, unless `eligible` settles it. Rounding: down to 1 yen, once each.
Not modelled: other types of the credit, company years that do not begin in April, several companies, local taxes.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from sangaku_price.contract.public_money import CompanyTaxTable
from sangaku_price.items.direct import CATEGORIES, Direct
from sangaku_price.language.labels import PARTNERS
from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import by_name, noted
from sangaku_price.language.text import Text
from sangaku_price.money import to_yen
from sangaku_price.months import labelled_year
from sangaku_price.pricing.net_years import NetLine
from sangaku_price.quotation.beside import CompanyNet, CompanyYear, CostOf, PublicMoney
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import Terms, note
from sangaku_price.tariff.credit import CreditRow, credit_of

MESSAGES = messages(
    {
        "credit-unknown": Text(
            "{year}に始まる事業年度の税額控除の率は収録していないため、控除を見積もっていません。",
            "the rates of the tax credit for company years that begin in {year} are not known here; none is estimated",
        ),
        "credit-no-rate": Text(
            "{year}の相手方の区分「{partner}」の控除率は収録していません。",
            "no rate of the tax credit is known for a partner of the class {partner} in {year}",
        ),
        "credit-before-cap": Text(
            "{year}の法人税額が書かれていないため、控除は上限を適用する前の額です。",
            "without the corporate tax of {year} the credit is what it is before its cap",
        ),
    }
)

COUNTS: Mapping[str, str] = {"direct": "yes", "resident": "yes", "overhead": "yes", "use": "no", "success": "no"}
"""For the credit; every other kind is open."""


def company_net(
    terms: Terms, lines: Sequence[NetLine], years: Sequence[str], taxes: Sequence[int], money: PublicMoney | None
) -> tuple[CompanyNet | None, tuple[Note, ...]]:
    """What the contract costs the company; None where the file has neither grants nor [company-tax]."""
    table = terms.contract.beside.company_tax
    if table is None and money is None:
        return None, ()
    told = table or CompanyTaxTable.model_construct()
    notes: list[Note] = []
    each, grounds = [], {}
    for i, label in enumerate(years):
        year = labelled_year(label)
        price = sum(line.by_year[i] for line in lines)
        granted = _granted(money, i)
        counted = {
            what: sum(line.by_year[i] for line in lines if counts(line.kind, told) == what) for what in ("yes", "open")
        }
        row = credit_of(terms.law, year) if table is not None else None
        if row is not None:
            grounds[row.title] = (row.title, row.href, row.doubt)
        rate = getattr(row, told.partner) if row is not None else None
        cap = _cap(row, told, year)
        eligible, whole = (max(0, base - granted) for base in (counted["yes"], counted["yes"] + counted["open"]))
        certain, at_most = (_credit(base, rate, cap) for base in (eligible, whole))
        recovered = to_yen(taxes[i] * told.recoverable_share)
        each.append(
            CompanyYear(
                label, price, taxes[i], recovered, granted, eligible, whole - eligible, rate, cap, certain, at_most
            )
        )
        if table is not None:
            notes += _notes(told, terms, label, row, rate, cap)
    partner = None if table is None else told.partner
    costs = tuple(_costs(lines, told)) if table is not None else ()
    found = CompanyNet(tuple(each), partner, costs, told.effective_rate, tuple(grounds.values()))
    return found, tuple(notes)


def counts(kind: str, told: CompanyTaxTable) -> str:
    """Whether a kind counts for the credit: yes, no, or open."""
    if kind in told.eligible:
        return "yes" if told.eligible[kind] else "no"
    return COUNTS.get(kind, "open")


def _granted(money: PublicMoney | None, year: int) -> int:
    """What the company is granted in a year."""
    grants = money.grants if money else ()
    return sum(one.years[year].amount for one in grants if one.to == "company")


def _cap(row: CreditRow | None, told: CompanyTaxTable, year: int) -> int | None:
    """What the credit of a year may be at most; None where the corporate tax is not told."""
    before = None if told.corporate_tax is None else told.corporate_tax.get(year)
    if row is None or before is None:
        return None
    claimed = (told.other_claims or {}).get(year, 0)
    return max(0, to_yen(row.cap * before) - claimed)


def _credit(eligible: int, rate: Fraction | None, cap: int | None) -> int | None:
    """The credit; None where its rate is not known."""
    if rate is None:
        return None
    credit = to_yen(rate * eligible)
    return credit if cap is None else min(credit, cap)


def _notes(
    told: CompanyTaxTable, terms: Terms, label: str, row: CreditRow | None, rate: Fraction | None, cap: int | None
) -> Iterator[Note]:
    """What is not known of a year."""
    path, year = f"company-tax.{label}", terms.calendar.period(label)
    if row is None:
        yield note("credit-unknown", "note", path, year=year)
    elif rate is None:
        yield note("credit-no-rate", "note", path, year=year, partner=by_name(PARTNERS[told.partner], told.partner))
    elif cap is None:
        yield note("credit-before-cap", "note", path, year=year)


def _costs(lines: Sequence[NetLine], told: CompanyTaxTable) -> Iterator[CostOf]:
    """The price by kind of cost and fiscal year: direct cost by category, every other line by itself."""
    sums: dict[tuple[str, str], CostOf] = {}
    for line in lines:
        key = (line.kind, line.category or "") if line.category else (line.kind, line.id)
        found = sums.get(key)
        if found is None:
            label = noted(Direct.kind.label, CATEGORIES[line.category]) if line.category else line.label
            sums[key] = CostOf(line.kind, line.category, label, counts(line.kind, told), line.by_year)
        else:
            amounts = (a + b for a, b in zip(found.amounts, line.by_year, strict=True))
            sums[key] = found._replace(amounts=tuple(amounts))
    yield from sums.values()
