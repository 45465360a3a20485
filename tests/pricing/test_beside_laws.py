"""Laws of what stands beside the price: it moves nothing of it, and whatever is divided adds up."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from priced import laws, priced_job
from raw_pricing import priced, read
from sangaku_price.documents.audience import for_reader
from sangaku_price.interchange.json import from_json, to_json
from sangaku_price.language.enums import Audience
from sangaku_price.money import Mode, Rounding, to_yen
from sangaku_price.pricing.allocation import divided
from sangaku_price.pricing.net_years import shared
from sangaku_price.toml.divisions import Division
from strategies import ENTRIES
from tariff_strategies import jobs

MATCHING = {"name": "補助", "to": "university", "ratio": "1000%"}


def named(raw):
    """A contract of which every entry has its usual id, written."""
    raw = deepcopy(raw)
    for table in ENTRIES:
        for number, entry in enumerate(raw.get(table, []), 1):
            entry.setdefault("id", f"{table}-{number}x")
    return raw


def free(raw):
    """Entries that no other names: what is taken away leaves no reference behind."""
    told = {
        str(one) for table in ("waiver", "overhead", *ENTRIES) for entry in raw.get(table, []) for one in _names(entry)
    }
    entries = [(table, entry) for table in ENTRIES for entry in raw.get(table, [])]
    return [(table, entry) for table, entry in entries if entry["id"] not in told]


def _names(entry):
    yield from (entry.get("of") or ())
    yield from (entry.get("base") or ())
    yield from (entry.get(key, "").partition("/")[0] for key in ("line", "after") if isinstance(entry.get(key), str))


@laws(120)
@given(jobs(), st.data())
def test_what_the_company_does_not_bear_moves_nothing_of_its_price(job, data):
    raw = named(job.raw)
    chosen = [one for one in free(raw) if data.draw(st.booleans())]
    assume(chosen and "payer" not in raw and "payment" not in raw)
    without = deepcopy(raw)
    for table, entry in chosen:
        without[table] = [one for one in without[table] if one["id"] != entry["id"]]
        entry["borne-by"] = "university"
    assume(not read(without, job.tariff)[2] and not read(raw, job.tariff)[2])
    mine = priced_job(replace(job, raw=raw))
    theirs = priced_job(replace(job, raw=without))
    assert mine.lines == theirs.lines
    assert mine.invoices == theirs.invoices
    assert mine.totals == theirs.totals
    assert all(line.borne_by == "university" for line in mine.borne)


@laws(300)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.fractions(0, 3, max_denominator=999),
    st.integers(0, 10**9),
    st.fractions(0, 1, max_denominator=999),
)
def test_what_company_and_grant_bear_adds_up_to_the_scope(amount, used, ratio, ceiling, rate):
    grant = {**MATCHING, "ratio": f"{ratio.numerator}/{ratio.denominator}", "ceiling": ceiling}
    grant["indirect-rate"] = f"{rate.numerator}/{rate.denominator}"
    raw = contract(amount)
    granted = min(to_yen(ratio * amount), ceiling)
    raw["direct"].append({"amount": min(used, granted), "borne-by": "grant"})
    raw["direct"].append({"amount": used, "borne-by": "university"})
    quote = priced({**raw, "grant": [grant]})
    money, shares = quote.public_money, quote.cost_shares
    assert shares.company + shares.grant == money.scope == quote.totals.subtotal + money.to_university
    assert shares.university == used
    assert money.to_university == granted
    assert money.unallotted == granted - min(used, granted)
    assert all(one.direct + one.indirect == one.amount for one in money.grants[0].years)


def contract(amount, **more):
    return {
        "format": 1,
        "contract": {"start": date(2025, 4, 1), "end": date(2026, 3, 31)},
        "direct": [{"amount": amount}],
        "overhead": [{"id": "none", "amount": 0}],
        **more,
    }


@laws(300)
@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_credit_never_exceeds_its_cap_and_falls_by_the_share_of_a_grant(amount, granted, corporate, claimed):
    told = {"corporate-tax": {"2025": corporate}, "other-claims": {"2025": claimed}}
    grant = {"name": "補助", "to": "company", "ratio": "100%", "ceiling": granted}
    (before,) = priced(contract(amount, **{"company-tax": told})).company_net.years
    (after,) = priced(contract(amount, grant=[grant], **{"company-tax": told})).company_net.years
    cap = max(0, corporate // 10 - claimed)
    assert before.credit == min(amount * 3 // 10, cap)
    assert after.grant == min(amount, granted)
    assert after.credit == min((amount - after.grant) * 3 // 10, cap) <= before.credit <= before.cap
    assert after.net(with_open=False) == amount - after.grant - after.credit


@laws(120)
@given(jobs(), st.data())
def test_the_price_by_year_adds_up_on_either_basis_and_is_read_back(job, data):
    raw = {**deepcopy(job.raw), "company-tax": {"recoverable-share": "50%"}}
    raw["allocation"] = [{"of": ["direct", "overhead"], "to": data.draw(divisions())}]
    assume(not read(raw, job.tariff)[2])
    quote = priced_job(replace(job, raw=raw))
    planned = quote.totals.planned
    whole = quote.totals.subtotal + (planned.subtotal if planned else 0)
    tax = quote.totals.tax + (planned.tax if planned else 0)
    assert sum(one.price for one in quote.company_net.years) == whole
    assert sum(one.tax for one in quote.company_net.years) == tax
    assert sum(sum(one.amounts) for one in quote.company_net.costs) == whole
    rows = quote.allocation.rows
    fixed = [line for line in quote.lines if line.certainty == "fixed"]
    assert [(row.line, row.period) for row in rows] == [(line.id, line.period) for line in fixed]
    for row, line in zip(rows, fixed, strict=True):
        assert sum(row.amounts.values()) + row.unallocated == line.amount
    assert from_json(to_json(quote)) == quote
    office, company = for_reader(quote, Audience.OFFICE), for_reader(quote, Audience.COMPANY)
    assert (office.company_net, company.allocation) == (None, None)
    assert company.company_net == quote.company_net


def divisions():
    """The table that `to` is, of weights or of shares."""
    weights = st.lists(st.integers(0, 99), min_size=1, max_size=4).filter(any)
    shared_out = st.lists(st.integers(0, 25), min_size=0, max_size=3)
    return st.one_of(
        weights.map(lambda found: {f"場所{i}": one for i, one in enumerate(found)}),
        shared_out.map(lambda found: {**{f"場所{i}": f"{one}%" for i, one in enumerate(found)}, "残り": "rest"}),
    )


@laws(500)
@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.fractions(0, 1), min_size=1, max_size=4),
    st.sampled_from([1, 10, 1000]),
    st.sampled_from(list(Mode)),
)
def test_shares_and_the_rest_are_the_whole(amount, fractions, unit, mode):
    shares = tuple(one / len(fractions) for one in fractions)
    places = tuple(str(i) for i in range(len(shares) + 1))
    amounts = divided(amount, Division(places, (), (*shares, None)), Rounding(unit, mode))
    assert sum(amounts) == amount


@laws(500)
@given(st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**6), 10**9), min_size=1, max_size=6))
def test_whole_yen_shared_by_weights_of_any_sign_add_up(total, weights):
    parts = shared(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part - Fraction(total * weight, whole)) < 1 for part, weight in zip(parts, weights, strict=True))


def test_the_bearer_is_the_company_where_nothing_is_said():
    raw = contract(1_000_000)
    assert priced(raw) == priced({**raw, "direct": [{"amount": 1_000_000, "borne-by": "company"}]})
