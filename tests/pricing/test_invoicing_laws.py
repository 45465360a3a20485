"""Laws of payers, payments and planned years that hold for every contract under every tariff."""

from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from invoicing_strategies import divided, divided_jobs
from priced import laws, priced_if_it_can_be, priced_job
from sangaku_price.documents.payer_view import for_payer
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.quotation.invoices import TaxedSum
from strategies import Job, contracts
from tariff_strategies import jobs

NOTHING = TaxedSum(0, 0, 0)


def added(invoices):
    each = list(invoices)
    return TaxedSum(
        sum(one.subtotal for one in each),
        sum(one.total - one.subtotal for one in each),
        sum(one.total for one in each),
    )


def by_period_and_category(quote):
    """What is certain or planned, in the contract's basis."""
    sums = Counter()
    for line in quote.lines:
        if line.certainty in {"fixed", "planned"}:
            sums[line.period, line.tax_category] += line.amount
    return Counter({key: amount for key, amount in sums.items() if amount})


def invoiced_by_period_and_category(quote):
    sums = Counter()
    inclusive = quote.contract.tax_basis == "inclusive"
    for one in quote.invoices:
        for tax in one.tax:
            category = "out-of-scope" if tax.rate is None else "taxable" if tax.rate else "export-exempt"
            sums[one.label, category] += tax.base + (tax.amount if inclusive else 0)
    return Counter({key: amount for key, amount in sums.items() if amount})


@laws(80)
@given(divided_jobs())
def test_invoices_add_up_to_the_price(job):
    quote = priced_job(job)
    assert invoiced_by_period_and_category(quote) == by_period_and_category(quote)
    totals = quote.totals
    firm, planned = (added(one for one in quote.invoices if one.planned is later) for later in (False, True))
    assert firm == (totals.subtotal, totals.tax, totals.total)
    assert planned == (totals.planned or NOTHING)
    for payer, sums in totals.by_payer.items():
        mine = [one for one in quote.invoices if one.payer == payer]
        assert added(one for one in mine if not one.planned) == sums[:3]
        assert added(one for one in mine if one.planned) == (sums.planned or NOTHING)
    assert from_json(to_json(quote)) == quote


@laws(40)
@given(divided_jobs())
def test_what_a_payer_sees_adds_up(job):
    quote = priced_job(job)
    for payer in quote.contract.payers:
        mine = for_payer(quote, payer.id)
        assert {one.payer for one in mine.invoices} <= {payer.id}
        fixed = sum(line.amount for line in mine.lines if line.certainty == "fixed")
        assert sum(mine.totals.by_section.values()) == fixed
        assert from_json(to_json(mine)) == mine


@laws(40)
@given(jobs(), st.data())
def test_firm_and_planned_together_are_the_whole_priced_without_firm_years(job, data):
    raw = data.draw(divided(job.raw))
    assume("firm-until" in raw["contract"])
    whole = {**raw, "contract": {key: one for key, one in raw["contract"].items() if key != "firm-until"}}
    quote, firm = (priced_if_it_can_be(Job(one, job.tariff, job.approach, job.agreed)) for one in (raw, whole))
    assume(quote is not None and firm is not None)
    told = [line._replace(certainty="fixed") if line.certainty == "planned" else line for line in quote.lines]
    assert tuple(told) == firm.lines
    assert tuple(one._replace(planned=False) for one in quote.invoices) == firm.invoices
    totals = quote.totals
    assert tuple(map(sum, zip(totals[:3], totals.planned or NOTHING, strict=True))) == firm.totals[:3]


@laws(40)
@given(contracts(), st.data())
def test_the_order_of_the_others_moves_what_a_payer_owes_by_a_yen_a_division_at_most(raw, data):
    raw = data.draw(divided(raw))
    assume(len(raw.get("payer", [])) > 1)
    named = [{**one, "id": f"p{number}"} for number, one in enumerate(raw["payer"])]
    raw = {**raw, "payer": named, "payment": []}
    quote = priced_if_it_can_be(Job(raw, None))
    other = priced_if_it_can_be(Job({**raw, "payer": data.draw(st.permutations(named))}, None))
    assume(quote is not None and other is not None)
    divisions = len(by_period_and_category(quote))
    for payer, sums in quote.totals.by_payer.items():
        assert abs(sums.subtotal - other.totals.by_payer[payer].subtotal) <= 2 * divisions
        assert abs(sums.total - other.totals.by_payer[payer].total) <= 2 * divisions


@laws(30)
@given(contracts(billings=("once",)))
def test_one_payer_with_one_payment_is_the_company_with_one_invoice(raw):
    plain = priced_if_it_can_be(Job(raw, None))
    one = {**raw, "payer": [{"name": "甲社", "rest": True}], "payment": [{"share": "100%"}]}
    paid = priced_if_it_can_be(Job(one, None))
    assume(plain is not None)
    if any(plain.totals[:3]):
        assert [(found.subtotal, found.total) for found in paid.invoices] == [
            (found.subtotal, found.total) for found in plain.invoices
        ]
    assert paid.totals[:3] == plain.totals[:3]
