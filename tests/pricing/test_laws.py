"""Laws that hold for every contract under every tariff, whatever the numbers."""

import operator
from collections import Counter
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priced import laws, priced_job, priced_or_refused
from raw_pricing import fixed_lines, priced, read, sums
from sangaku_price.items import kept_by
from sangaku_price.language.enums import Lang
from sangaku_price.loading.law_file import load_law
from sangaku_price.loading.overlay import laid_over
from sangaku_price.money import Mode, Rounding, apportion, to_yen
from sangaku_price.months import fiscal_year, fiscal_years, months_between, overlap
from sangaku_price.pricing.engine import price
from sangaku_price.pricing.totals import check_ledger
from sangaku_price.quotation.derivation import evaluate, walk
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.values import read_rate
from strategies import (
    COMPARISONS,
    ENTRIES,
    FIXED_KINDS,
    PER,
    TWENTY_TWENTY,
    Job,
    contracts,
    days,
    entry_id,
    rates,
    shares,
    spans,
    yen,
)
from tariff_strategies import case_tariffs, published, rate_tariffs
from variations import varied_jobs

PLAIN = ["direct", "resident", "involvement", "backfill", "use"]
"""Entries that are no percentage of others."""
BILLINGS = ("once", "fiscal-year")


def billed(raw, billing):
    return {**raw, "contract": {**raw["contract"], "billing": billing}}


def whole_units(amount, unit, mode):
    """An exact amount in whole units, by its magnitude: the rounding of the law, written another way."""
    count, rest = divmod(abs(amount), unit)
    more = {"down": False, "nearest": 2 * rest >= unit, "up": rest > 0}[mode]
    return int(count + more) * unit * (1 if amount >= 0 else -1)


# -- every quote ---------------------------------------------------------------------------------------------------


@laws(150)
@given(varied_jobs())
def test_a_contract_without_a_mistake_is_priced_and_every_line_counts_once_in_every_sum(job):
    quote = priced_job(job)
    check_ledger(quote)
    by_kind, by_section, by_charge, by_period = Counter(), Counter(), Counter(), Counter()
    for line in fixed_lines(quote):
        by_kind[line.kind] += line.amount
        by_section[line.section] += line.amount
        by_period[line.period] += line.amount
        parts = [step for step in line.steps[1:] if step.op == "split"]
        for part in parts[0].args if parts else ():
            by_charge[part.key] += int(part.value)
        if not parts:
            by_charge[line.charged_as] += line.amount
    figures = quote.totals
    assert {**dict.fromkeys(figures.by_kind, 0), **by_kind} == dict(figures.by_kind)
    assert {**dict.fromkeys(figures.by_section, 0), **by_section} == dict(figures.by_section)
    assert {**dict.fromkeys(figures.by_charge, 0), **by_charge} == dict(figures.by_charge)
    inclusive = quote.contract.tax_basis == "inclusive"
    in_basis = {one.label: one.total if inclusive else one.subtotal for one in quote.periods}
    assert {**dict.fromkeys(in_basis, 0), **by_period} == in_basis
    assert [(one.subtotal, one.total) for one in quote.periods] == [(one.subtotal, one.total) for one in quote.invoices]
    assert figures.subtotal == sum(one.subtotal for one in quote.periods)
    assert figures.subtotal + figures.tax == figures.total == sum(one.total for one in quote.periods)
    uncertain = [line.amount for line in quote.lines if line.certainty in {"conditional", "running"}]
    assert figures.contingent.maximum == sum(uncertain)
    assert figures.maximum == sum(by_kind.values()) + sum(uncertain)
    assert figures.in_kind == sum(line.amount for line in quote.lines if line.certainty == "in-kind")
    assert max(Counter((line.id, line.period) for line in quote.lines).values()) == 1


@laws(100)
@given(varied_jobs())
def test_tax_is_rounded_once_on_each_invoice_and_rate(job):
    quote = priced_job(job)
    rounding = job.raw["tax"]["rounding"]
    for period, one in zip(quote.periods, quote.invoices, strict=True):
        rate = load_law().tax_on(period.end).rate
        by_category = Counter()
        for line in fixed_lines(quote):
            if line.period == period.label:
                by_category[line.tax_category] += line.amount
        expected = []
        for category in ("taxable", "export-exempt", "out-of-scope"):
            if category not in by_category:
                continue
            amount = by_category[category]
            inside = quote.contract.tax_basis == "inclusive"
            exact = amount * rate / (1 + rate) if inside else amount * rate
            tax = whole_units(exact, 1, rounding) if category == "taxable" else 0
            shown = {"taxable": rate, "export-exempt": Fraction(0), "out-of-scope": None}[category]
            expected.append((shown, amount - tax if inside else amount, tax))
        assert [(tax.rate, tax.base, tax.amount) for tax in one.tax] == expected
        assert one.subtotal == sum(base for _, base, _ in expected)
        assert one.total == one.subtotal + sum(tax for _, _, tax in expected)


@laws(100)
@given(varied_jobs())
def test_every_derivation_worked_out_again_gives_the_amount_of_its_line(job):
    for line in priced_job(job).lines:
        tree = line.steps[0]
        assert all(evaluate(node) == node.value for node in walk(tree))
        assert tree.value == line.amount
        assert line.sources
        for other in line.steps[1:]:
            assert sum(part.value for part in other.args) == line.amount
        if tree.op == "round":
            assert whole_units(line.exact, line.rounding.unit, line.rounding.mode) == line.amount
        elif line.kind != "waiver":
            assert abs(line.exact - line.amount) < 1


@laws(30)
@given(varied_jobs())
def test_the_same_file_always_gives_the_same_quote_and_is_left_as_it_was(job):
    copy = deepcopy(job)
    quote = priced_job(job)
    assert job == copy
    assert priced_job(copy) == quote


JUNK = st.sampled_from(
    (
        *(0, -1, 10**14, Decimal("NaN"), Decimal("1e400"), Decimal("-0.5"), True),
        *("", "一", "30％", [], [1], ["direct", "x"], {}, {"a": 1}, [{}]),
        *(date(2026, 1, 1), date(1900, 1, 1), datetime(2026, 1, 1, 9)),  # noqa: DTZ001 - as TOML has it
    )
)


def places(value, path=()):
    """The paths of all values in a raw table."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


def spoilt(raw, path, value):
    """The raw table with another value in one place."""
    copy = deepcopy(raw)
    here = copy
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return copy


@laws(200)
@given(varied_jobs(), JUNK, st.booleans(), st.data())
def test_a_wrong_value_anywhere_is_refused_and_never_a_crash(job, junk, in_tariff, data):
    raw, tariff = job.raw, job.tariff
    if in_tariff and tariff is not None:
        tariff = spoilt(tariff, data.draw(st.sampled_from(list(places(tariff)))), junk)
    else:
        raw = spoilt(raw, data.draw(st.sampled_from(list(places(raw)))), junk)
    contract, rules, problems = read(raw, tariff)
    if problems:
        assert BadFile(problems).written(Lang.BOTH)
        return
    try:
        price(contract, rules, load_law(), job.approach, agreed=job.agreed, engine="0")
    except BadFile as refusal:
        assert refusal.written(Lang.BOTH)


# -- billing, bases, methods ---------------------------------------------------------------------------------------


@laws(100)
@given(st.data())
def test_billing_moves_an_overhead_by_less_than_a_rounding_unit_a_period_and_no_entry_at_all(data):
    tariff = data.draw(rate_tariffs())
    raw = data.draw(
        contracts(tariff, names=PLAIN, since=TWENTY_TWENTY, bases=["exclusive"], own=False, waived=False),
    )
    once, yearly = (priced_or_refused(billed(raw, billing), tariff) for billing in BILLINGS)
    rules = {rule["id"]: rule for rule in tariff["overhead"]}
    before, after = sums(fixed_lines(once)), sums(fixed_lines(yearly))
    allowed = {}
    for ident, rule in rules.items():
        rate = read_rate(rule["rate"])
        factor = rate / (1 - rate) if rule["method"] == "of-total" else rate
        base = next(line.base for line in once.lines if line.id == ident)
        carried = factor * sum(allowed.get(name, 0) for name in base)
        allowed[ident] = rule["rounding"]["unit"] * len(yearly.periods) + carried
        assert abs(before[ident] - after[ident]) < allowed[ident]
    moved = {ident for ident in {*before, *after} if before[ident] != after[ident]}
    assert moved <= set(rules)
    assert once.totals.subtotal - yearly.totals.subtotal == sum(before[i] - after[i] for i in rules)


@laws(100)
@given(st.data())
def test_billing_changes_neither_the_case_nor_a_flat_amount_nor_a_floor_or_cap(data):
    tariff = data.draw(case_tariffs())
    raw = data.draw(contracts(tariff, names=PLAIN, since=TWENTY_TWENTY, own=False, waived=False))
    once, yearly = (priced_or_refused(billed(raw, billing), tariff) for billing in BILLINGS)
    whole, divided = ([line for line in quote.lines if line.id == "o1"] for quote in (once, yearly))
    assert {line.beaten for line in whole} == {line.beaten for line in divided}
    assert {line.rate for line in whole} == {line.rate for line in divided}
    bounded = {"floor-applied", "cap-applied"} & {note.code for note in once.notes}
    if whole[0].rate is None or bounded & {note.code for note in yearly.notes}:
        assert whole[0].amount == sum(line.amount for line in divided)


def by_period(quote, ident):
    """The amounts of one line, and of its base, in every period."""
    base = next(line.base for line in quote.lines if line.id == ident)
    for period in quote.periods:
        here = [line for line in fixed_lines(quote) if line.period == period.label]
        yield (
            sum(line.amount for line in here if line.id == ident),
            sum(line.amount for line in here if line.id in base),
        )


@laws(80)
@given(st.data())
def test_an_inner_rate_is_that_rate_of_base_and_itself_within_a_yen_a_period(data):
    tariff = data.draw(rate_tariffs(["of-total"], most=1, units=[1]))
    quote = priced_or_refused(data.draw(contracts(tariff, own=False, waived=False)), tariff)
    rate = read_rate(tariff["overhead"][0]["rate"])
    for amount, base in by_period(quote, "o1"):
        assert abs(amount - rate * (base + amount)) < 1


def is_split(line):
    return any(step.op == "split" for step in line.steps[1:])


def stands_in(line, names):
    """Whether a line is in the base that these names make, when it is computed before the overhead."""
    if line.certainty != "fixed" or line.kind in {"waiver", "overhead"} or is_split(line):
        return False
    by_kind = line.kind in names and line.kind != "direct"
    return "total" in names or by_kind or ("direct" in names and line.charged_as == "direct")


@laws(80)
@given(st.data())
def test_an_outer_rate_is_that_rate_of_the_lines_its_base_names_rounded_as_the_rule_says(data):
    tariff = data.draw(rate_tariffs(["on-base"], most=1))
    quote = priced_or_refused(data.draw(contracts(tariff, own=False)), tariff)
    rule = tariff["overhead"][0]
    unit, mode = rule["rounding"]["unit"], rule["rounding"]["mode"]
    for period in quote.periods:
        here = [line for line in quote.lines if line.period == period.label]
        base = sum(line.amount for line in here if stands_in(line, rule["base"]))
        found = sum(line.amount for line in here if line.id == "o1")
        assert found == whole_units(read_rate(rule["rate"]) * base, unit, mode)
    named = {line.id for line in quote.lines if stands_in(line, rule["base"])}
    assert all(set(line.base) == named for line in quote.lines if line.id == "o1")


@laws(100)
@given(varied_jobs())
def test_a_percentage_is_taken_of_the_whole_fixed_lines_that_it_names(job):
    quote = priced_job(job)
    entries = {entry_id(table, n, one): table for table in ENTRIES for n, one in enumerate(job.raw.get(table, []), 1)}
    amounts = sums(quote.lines)
    for table in ("contribution", "management", "success"):
        for number, entry in enumerate(job.raw.get(table, []), 1):
            ident = entry_id(table, number, entry)
            if "of" not in entry or ident not in amounts:
                continue
            base = 0
            for line in fixed_lines(quote):
                name = line.id.partition("/")[0]
                by_kind = "direct" in entry["of"] if entries.get(name) == "direct" else line.kind in entry["of"]
                mine = name in entry["of"] or (by_kind and (line.kind != "direct" or name in entries))
                base += line.amount if line.reduces is None and mine else 0
            gross = amounts[ident]
            assert gross == int(read_rate(entry["percent"]) * base)


@laws(100)
@given(st.data())
def test_what_is_taken_out_of_a_base_leaves_the_sum_and_never_more_than_the_line(data):
    tariff = data.draw(rate_tariffs(["from-base"], names=["total", "direct", "involvement"], units=[1, 1000]))
    raw = data.draw(contracts(tariff, names=PLAIN, own=False, waived=False))
    quote = priced_or_refused(raw, tariff)
    nothing = {**tariff, "overhead": [{**rule, "rate": 0} for rule in tariff["overhead"]]}
    plain = priced_or_refused(raw, nothing)
    assert sum(line.amount for line in fixed_lines(quote)) == sum(line.amount for line in fixed_lines(plain))
    left = Counter({(line.id, line.period): line.amount for line in quote.lines if line.reduces is None})
    for line in quote.lines:
        if line.reduces is not None:
            left[line.reduces, line.period] += line.amount
    assert min(left.values()) >= 0


@laws(120)
@given(st.data())
def test_floor_and_cap_hold_for_the_sum_over_the_contract(data):
    tariff = data.draw(rate_tariffs(["on-base"], most=1, bounded=True))
    raw = data.draw(contracts(tariff, names=PLAIN, own=False, waived=False))
    quote = priced_or_refused(raw, tariff)
    rule, months = tariff["overhead"][0], quote.contract.months
    unit, mode, rate = rule["rounding"]["unit"], rule["rounding"]["mode"], read_rate(rule["rate"])
    per = {"contract": 1, "year": Fraction(months, 12), "month": months}
    factor = per.get(rule["per"], len(fiscal_years(quote.contract.start, quote.contract.end)))
    bases = [
        sum(line.amount for line in quote.lines if line.period == one.label and stands_in(line, rule["base"]))
        for one in quote.periods
    ]
    amount = sum(whole_units(rate * base, unit, mode) for base in bases)
    for key, choose in (("floor", max), ("cap", min)):
        if key in rule and sum(bases) and rate:
            limit = rule[key] * Fraction(factor)
            amount = choose(amount, whole_units(limit, 1, mode))
    assert sums(quote.lines)["o1"] == amount


@laws(100)
@given(spans(TWENTY_TWENTY), st.data())
def test_a_threshold_is_measured_for_what_per_says(span, data):
    start, end = span
    years = range(fiscal_year(start), fiscal_year(end) + 1)
    direct = data.draw(
        st.lists(st.fixed_dictionaries({"amount": yen, "fiscal-year": st.sampled_from(years)}), min_size=1, max_size=4)
    )
    per, word = data.draw(st.sampled_from(PER)), data.draw(st.sampled_from(COMPARISONS))
    whole, months = sum(one["amount"] for one in direct), months_between(start, end)
    measured = {
        "contract": Fraction(whole),
        "fiscal-year": Fraction(max(sum(one["amount"] for one in direct if one["fiscal-year"] == y) for y in years)),
        "year": Fraction(whole * 12, max(months, 12)),
        "month": Fraction(whole, months),
    }[per]
    bound = max(0, int(measured) + data.draw(st.integers(-1, 1)))
    case = {"when": {"base": {word: bound}}, "rate": "20%"}
    rule = {"id": "o1", "rate": "10%", "base": ["direct"], "per": per, "case": [case]}
    head = {"start": start, "end": end, "billing": data.draw(st.sampled_from(BILLINGS))}
    raw = {"format": 1, "tariff": "kakuu", "contract": head, "direct": direct}
    holds = {"below": operator.lt, "at-most": operator.le, "at-least": operator.ge, "above": operator.gt}[word]
    lines = priced(raw, published({"overhead": [rule]})).lines
    assert {line.rate for line in lines if line.id == "o1"} == {Fraction(1 + holds(measured, bound), 10)}


@laws(100)
@given(days(TWENTY_TWENTY), st.lists(days(TWENTY_TWENTY), min_size=1, max_size=4, unique=True), st.data())
def test_of_the_versions_of_a_rule_the_newest_that_is_in_force_decides(start, since, data):
    until = [data.draw(st.one_of(st.none(), days(one, date(2033, 1, 1)))) for one in since]
    versions = [
        {
            "id": "o1",
            "base": ["direct"],
            "rate": f"{number}%",
            "since": first,
            **({} if last is None else {"until": last}),
        }
        for number, (first, last) in enumerate(zip(since, until, strict=True), 1)
    ]
    always = {"id": "o1", "base": ["direct"], "rate": "50%"}
    head = {"start": start, "end": start + timedelta(days=400)}
    raw = {"format": 1, "tariff": "kakuu", "contract": head, "direct": [{"amount": 1000}]}
    found = {line.rate for line in priced(raw, published({"overhead": [*versions, always]})).lines if line.id == "o1"}
    current = [one for one in versions if one["since"] <= start <= one.get("until", start)]
    expected = max(current, key=lambda one: one["since"]) if current else always
    assert found == {read_rate(expected["rate"])}


@laws(60)
@given(contracts(names=[*PLAIN, "contribution"], own=False, waived=False), st.data())
def test_a_base_is_a_set_in_which_nothing_counts_twice(raw, data):
    kinds = data.draw(st.lists(st.sampled_from(FIXED_KINDS[1:]), min_size=1, max_size=3, unique=True))
    named = [entry_id(kind, number, one) for kind in kinds for number, one in enumerate(raw.get(kind, []), 1)]
    rate = data.draw(rates())
    once, twice = (
        priced_or_refused({**raw, "overhead": [{"id": "own", "rate": rate, "base": base, "method": "on-base"}]})
        for base in (kinds, [*kinds, *named])
    )
    assert once.totals == twice.totals


# -- waivers -------------------------------------------------------------------------------------------------------


@laws(100)
@given(varied_jobs(), st.one_of(shares, st.just("100%")), st.data())
def test_a_waiver_changes_no_other_line_and_takes_no_more_than_its_share(job, share, data):
    raw = {key: value for key, value in job.raw.items() if key != "waiver"}
    approach = job.approach if job.agreed is None else "value-based"
    before = priced_or_refused(raw, job.tariff, approach)
    whole = sums(line for line in before.lines if line.reduces is None)
    negative = {line.id for line in before.lines if line.amount < 0}
    line = data.draw(st.sampled_from(sorted(set(whole) - negative)))
    waiver = {"id": "free", "line": line, "percent": share, "reason": "減免"}
    after = priced_or_refused({**raw, "waiver": [waiver]}, job.tariff, approach)
    assert [one for one in after.lines if one.id != "free"] == list(before.lines)
    assert set(before.notes) <= set(after.notes)
    assert {note.code for note in set(after.notes) - set(before.notes)} <= {"waived", "costs-nothing"}
    taken = {one.period: -one.amount for one in after.lines if one.id == "free"}
    amounts = {one.period: one.amount for one in before.lines if one.id == line}
    assert set(taken) == set(amounts)
    assert all(0 <= taken[period] <= amount for period, amount in amounts.items())
    assert sum(taken.values()) == int(whole[line] * read_rate(share))
    if read_rate(share) == 1:
        assert taken == amounts


# -- tax bases -----------------------------------------------------------------------------------------------------


@laws(80)
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5), st.integers(0, 100), st.data())
def test_the_same_contract_with_tax_in_its_amounts_costs_the_same(hundreds, percent, data):
    # whole hundreds and a whole per cent: nothing is rounded but the tax, down, once
    days_of = {"start": date(2026, 4, 1), "end": date(2029, 3, 31), "billing": data.draw(st.sampled_from(BILLINGS))}
    years = data.draw(st.lists(st.integers(2026, 2028), min_size=len(hundreds), max_size=len(hundreds)))
    overhead = [{"id": "own", "rate": f"{percent}%", "base": ["direct"], "method": "on-base"}]
    quotes = [
        priced(
            {
                "format": 1,
                "contract": days_of,
                "tax": {"basis": basis},
                "direct": [{"amount": n * hundred, "fiscal-year": y} for n, y in zip(hundreds, years, strict=True)],
                "overhead": overhead,
            }
        )
        for basis, hundred in (("exclusive", 100), ("inclusive", 110))
    ]
    assert quotes[0].periods == quotes[1].periods


# -- entries -------------------------------------------------------------------------------------------------------


@laws(100)
@given(contracts(names=["direct", "backfill"], waived=False), shares)
def test_backfills_together_stay_at_the_cap_and_keep_their_proportions_within_a_yen(raw, share):
    assume("backfill" in raw)
    head = {key: value for key, value in raw["contract"].items() if key != "backfill-cap"}
    free = priced_or_refused({**raw, "contract": head})
    held = priced_or_refused({**raw, "contract": {**head, "backfill-cap": share}})
    direct = sum(line.amount for line in free.lines if line.kind == "direct" and line.reduces is None)
    before, after = (
        sums(line for line in quote.lines if line.kind == "backfill" and line.reduces is None) for quote in (free, held)
    )
    limit, whole = int(read_rate(share) * direct), sum(before.values())
    assert sum(after.values()) == min(limit, whole)
    assert all(
        abs(after[ident] - Fraction(amount * min(limit, whole), whole or 1)) < 1 for ident, amount in before.items()
    )
    assert ("backfill-capped" in {note.code for note in held.notes}) == (whole > limit)


@laws(80)
@given(varied_jobs())
def test_expected_money_is_at_most_its_maximum_and_worth_no_more_today(job):
    money = priced_job(job).totals.contingent
    assert (money.expected is None) == bool(money.missing)
    if money.expected is not None:
        assert 0 <= money.expected <= money.maximum
    if money.present_value is not None:
        assert 0 <= money.present_value <= money.expected


@laws(60)
@given(contracts(names=["use"], own=False, waived=False))
def test_a_royalty_has_one_line_for_every_year_of_its_sales(raw):
    assume(any("royalty" in entry for entry in raw.get("use", [])))
    lines = priced_or_refused({**raw, "overhead": [{"id": "none", "amount": 0}]}).lines
    for number, entry in enumerate(raw["use"], 1):
        ident = f"{entry_id('use', number, entry)}/royalty"
        royalty = entry.get("royalty", {})
        expected = {}
        for year, sales in royalty.get("sales", {}).items():
            owed = read_rate(royalty["rate"]) * sales * read_rate(royalty.get("share", "100%"))
            first = royalty.get("minimum-from", min(map(int, royalty["sales"])))
            least = royalty.get("minimum", 0) if int(year) >= first else 0
            expected[f"FY{year}"] = int(max(owed, least) if royalty.get("creditable", True) else owed + least)
        assert {line.period: line.amount for line in lines if line.id == ident} == expected


@st.composite
def chains(draw):
    """Success fees of which each may come after an earlier one: amount, probability, gate, due year."""
    fees = []
    for number in range(draw(st.integers(1, 6))):
        gate = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        fees.append((draw(yen), draw(shares), gate, draw(st.integers(2026, 2040))))
    return fees


@laws(100)
@given(chains(), rates())
def test_gates_multiply_and_expected_values_are_rounded_once(fees, discount):
    success = [
        {
            "amount": amount,
            "probability": probability,
            "due": date(year, 4, 1),
            **({} if gate is None else {"after": f"success.{gate + 1}"}),
        }
        for amount, probability, gate, year in fees
    ]
    head = {"start": date(2026, 4, 1), "end": date(2026, 4, 30), "discount-rate": discount}
    none = [{"id": "none", "amount": 0}]
    money = priced({"format": 1, "contract": head, "success": success, "overhead": none}).totals.contingent
    chances = []
    for _, probability, gate, _ in fees:
        chances.append(read_rate(probability) * (1 if gate is None else chances[gate]))
    worth = [fee[0] * chance for fee, chance in zip(fees, chances, strict=True)]
    today = [one / (1 + read_rate(discount)) ** (fee[3] - 2026) for one, fee in zip(worth, fees, strict=True)]
    assert money.maximum == sum(fee[0] for fee in fees)
    assert money.expected == whole_units(sum(worth, Fraction(0)), 1, "nearest")
    assert money.present_value == whole_units(sum(today, Fraction(0)), 1, "nearest")


@laws(80)
@given(varied_jobs())
def test_cost_accumulation_keeps_a_part_of_the_entries_and_changes_none_of_them(job):
    value = priced_or_refused(job.raw, job.tariff)
    cost = priced_or_refused(job.raw, job.tariff, "cost-accumulation")
    entries = {entry_id(table, n, one): table for table in ENTRIES for n, one in enumerate(job.raw.get(table, []), 1)}
    many, few = ([line for line in quote.lines if line.id.partition("/")[0] in entries] for quote in (value, cost))
    assert few == [line for line in many if line.kind in kept_by("cost-accumulation")]
    assert {line.id for line in cost.lines if line.reduces is None} <= {line.id for line in value.lines}
    assert sum(line.amount for line in few) <= sum(line.amount for line in many if line.certainty == "fixed")


@laws(60)
@given(varied_jobs(), yen)
def test_a_lump_sum_makes_the_certain_money_the_agreed_amount(job, agreed):
    quote = priced_or_refused(job.raw, job.tariff, "lump-sum", agreed)
    assert sum(line.amount for line in fixed_lines(quote)) == agreed
    others = [line for line in quote.lines if line.kind != "lump-sum"]
    assert others == list(priced_or_refused(job.raw, job.tariff, "cost-accumulation").lines)


def paths(raw):
    """Every path that can be set in a contract file, with the value that it has."""
    for table in ("contract", "tax", "facts"):
        yield from ((f"{table}.{key}", value) for key, value in raw.get(table, {}).items())
    for table in [*ENTRIES, "overhead", "waiver"]:
        for number, entry in enumerate(raw.get(table, []), 1):
            for name in {str(number), entry.get("id", str(number))}:
                yield from ((f"{table}.{name}.{key}", value) for key, value in entry.items() if key != "id")
            royalty = entry.get("royalty", {})
            yield from ((f"{table}.{number}.royalty.{key}", value) for key, value in royalty.items())


@laws(80)
@given(varied_jobs(), st.data())
def test_setting_a_path_to_the_value_that_it_has_changes_nothing(job, data):
    path, value = data.draw(st.sampled_from(sorted(paths(job.raw), key=lambda one: one[0])))
    raw, notes, problems = laid_over(job.raw, {path: value}, "--set")
    assert (raw, notes, problems) == (job.raw, (), [])
    assert priced_job(Job(raw, job.tariff, job.approach, job.agreed)) == priced_job(job)


# -- whole yen, months, years --------------------------------------------------------------------------------------


@laws(300)
@given(st.integers(-(10**14), 10**14), st.lists(st.integers(0, 10**13), min_size=1, max_size=12))
def test_shares_sum_to_the_whole_and_each_is_within_a_yen_of_its_exact_part(total, weights):
    if not any(weights):
        with pytest.raises(ValueError, match="weights"):
            apportion(total, weights)
        return
    parts = apportion(total, weights)
    assert sum(parts) == total
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))
    by_weight = sorted(range(len(weights)), key=lambda i: (-weights[i], i))
    magnitudes = [abs(parts[i]) for i in by_weight]
    assert magnitudes == sorted(magnitudes, reverse=True)
    left = sorted(abs(one) % 1 - (abs(part) > abs(one)) for part, one in zip(parts, exact, strict=True))
    assert left[-1] - left[0] <= 1


@laws(300)
@given(st.fractions(-(10**9), 10**9, max_denominator=10**6), st.sampled_from([1, 10, 100, 1000, 7]))
def test_a_rounded_amount_is_a_whole_unit_less_than_a_unit_away_and_stays(exact, unit):
    down, nearest, up = (to_yen(exact, Rounding(unit, mode)) for mode in (Mode.DOWN, Mode.NEAREST, Mode.UP))
    assert abs(down) <= abs(nearest) <= abs(up)
    assert abs(down) <= abs(exact) <= abs(up)
    assert abs(nearest - exact) <= Fraction(unit, 2)
    for mode, amount in zip(Mode, (down, nearest, up), strict=True):
        assert abs(amount - exact) < unit
        assert amount % unit == 0
        assert to_yen(Fraction(amount), Rounding(unit, mode)) == amount
        assert to_yen(-exact, Rounding(unit, mode)) == -amount
        assert amount == whole_units(exact, unit, mode.value)


def months_of_article_143(first, last):
    """Counted day by day: a month begins on the corresponding day, or on the first where there was none before it."""
    months, day = 1, first
    while day < last:
        yesterday, day = day, day + timedelta(days=1)
        if day.day == first.day or (day.day == 1 and yesterday.day < first.day):
            months += 1
    return months


@laws(300)
@given(days(), st.one_of(st.integers(0, 800), st.sampled_from([27, 28, 29, 30, 31, 364, 365, 366])))
def test_months_are_those_of_article_143_of_the_civil_code(first, length):
    last = first + timedelta(days=length)
    assert months_between(first, last) == months_of_article_143(first, last)


@laws(200)
@given(days(), st.integers(0, 2500))
def test_fiscal_years_divide_a_span_without_gap_or_overlap(first, length):
    last = first + timedelta(days=length)
    years = fiscal_years(first, last)
    assert (years[0].start, years[-1].end) == (first, last)
    assert all(one.end + timedelta(days=1) == following.start for one, following in pairwise(years))
    assert all({fiscal_year(one.start), fiscal_year(one.end)} == {int(one.label[2:])} for one in years)
    touched = {(first + timedelta(days=n)).replace(day=1) for n in range(length + 1)}
    assert sum(overlap(one, first, last) for one in years) == len(touched)
