"""What holds of any changed contract, under any rates: nothing for nothing, undone for nothing but roundings."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from places import TESTS
from priced import laws
from sangaku_price.loading.files import load_source
from sangaku_price.loading.freezing import freeze, read_frozen
from sangaku_price.loading.provenance import ground_of
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.toml.reading import Source

AMENDS = '[amends]\nquote = "frozen.json"\n'
RATES = st.sampled_from([None, "increment", "all", "original"])
YEN = st.integers(0, 30_000_000)
HOURS = st.integers(0, 500)
BILLING = st.sampled_from(["once", "fiscal-year"])
BASIS = st.sampled_from(["exclusive", "inclusive"])
DAYS = st.dates(date(2025, 7, 1), date(2027, 3, 31))


class Terms(NamedTuple):
    """What a made-up contract of the invented institution is like."""

    billing: str
    basis: str
    amount: int
    other: int
    hours: int
    office: str = ""
    """An overhead of the contract's own after those of the institution."""
    tariff: str = "kaitei"

    def spec(self) -> str:
        return (
            f'format = 1\ntariff = "./{self.tariff}.toml"\n[contract]\nstart = 2025-07-01\nend = 2027-03-31\n'
            f'billing = "{self.billing}"\n[tax]\nbasis = "{self.basis}"\n'
            f'[[direct]]\nid = "d"\namount = {self.amount}\n[[direct]]\nid = "e"\namount = {self.other}\n'
            f'[[involvement]]\nid = "y"\nrank = "any"\nhours = {self.hours}\n{self.office}'
        )


OFFICE = '[[overhead]]\nid = "office"\nrate = "3.3%"\n'
OFFICES = st.sampled_from(
    ["", f'{OFFICE}base = ["direct"]\nmethod = "from-base"\n', f'{OFFICE}base = ["total"]\nmethod = "on-base"\n']
)
TARIFFS = st.sampled_from(["kaitei", "kaitei-ended"])
TERMS = st.builds(Terms, BILLING, BASIS, YEN, YEN, HOURS, OFFICES, TARIFFS)


def loaded(text, held=None):
    source = Source("law.toml", text, sha256(text.encode()).hexdigest(), TESTS / "tariffs")
    return load_source(source, held=held)


def chain(first, *changes):
    """The quote after changes, each a contract, its day and its rates on the frozen quote before it."""
    found = loaded(first.spec())
    for terms, day, rates in changes:
        frozen = read_frozen(freeze(price_loaded(found), ground_of(found)))
        own = "" if rates is None else f'rates = "{rates}"\nreason = "合意"\n'
        found = loaded(f"{terms.spec()}{AMENDS}signed = {day}\n{own}", frozen.values)
    return price_loaded(found)


def roundings(quote, changes):
    """Yen that roundings may come to: of the overheads, of a fee and of the tax, a change and period."""
    return (7 + len(quote.periods)) * changes + 2


@given(TERMS, DAYS, RATES)
@laws(30)
def test_a_change_that_changes_nothing_costs_nothing(first, day, rates):
    quote = chain(first, (first, day, rates))
    assert quote.change.total == quote.change.tax == 0
    assert quote.change.invoices == ()
    assert all(line.difference == 0 for line in quote.change.lines)


@given(TERMS, YEN, HOURS, DAYS, RATES)
@laws(30)
def test_before_and_the_change_are_after(first, amount, hours, day, rates):
    before = chain(first)
    after = chain(first, (first._replace(amount=amount, hours=hours), day, rates))
    change = after.change
    assert before.totals.total + change.total == after.totals.total
    assert before.totals.tax + change.tax == after.totals.tax
    assert sum(one.total for one in change.invoices) == change.total
    inclusive = after.contract.tax_basis == "inclusive"
    moved = change.total if inclusive else change.subtotal
    for sums in (change.by_section, change.by_charge, change.by_period):
        assert sum(one.difference for one in sums.values()) == moved
    assert sum(line.difference for line in change.lines) == moved
    assert all(sum(part.amount for part in line.taxed) == line.difference for line in change.lines)


@given(TERMS, YEN, HOURS, DAYS)
@laws(30)
def test_an_increase_and_its_undoing_cost_nothing_but_roundings(first, amount, hours, day):
    """A decrease that is undone is an increase of its own day, at the rates of that day."""
    more = first._replace(amount=first.amount + amount, hours=first.hours + hours)
    quote = chain(first, (more, day, None), (first, day, None))
    assert abs(quote.totals.total - chain(first).totals.total) <= roundings(quote, 2)


@given(TERMS, YEN, HOURS, DAYS)
@laws(30)
def test_two_changes_at_the_original_rates_are_one_with_both(first, amount, hours, day):
    middle, last = first._replace(amount=amount), first._replace(amount=amount, hours=hours)
    two = chain(first, (middle, day, "original"), (last, day, "original"))
    one = chain(first, (last, day, "original"))
    assert abs(two.totals.total - one.totals.total) <= roundings(one, 2)


@given(TERMS, YEN, DAYS)
@laws(30)
def test_frozen_yen_stay_in_years_that_have_ended(first, amount, day):
    first = first._replace(billing="fiscal-year")
    before = {(line.id, line.period): line.amount for line in chain(first).lines if line.amount}
    quote = chain(first, (first._replace(amount=amount), day, None))
    ended = {one.label for one in quote.periods if one.end < day}
    after = {(line.id, line.period): line.amount for line in quote.lines if line.period in ended and line.amount}
    assert after == {key: yen for key, yen in before.items() if key[1] in ended}


@given(TERMS, YEN, YEN, DAYS, RATES)
@laws(30)
def test_in_each_period_as_much_is_taken_out_of_a_base_as_is_charged_for_it(first, amount, other, day, rates):
    first = first._replace(office=f'{OFFICE}base = ["direct"]\nmethod = "from-base"\n')
    middle = first._replace(amount=amount)
    quote = chain(first, (middle, day, rates), (middle._replace(other=other), day, rates))
    for period in quote.periods:
        lines = [line for line in quote.lines if line.period == period.label and line.id.partition("/")[0] == "office"]
        assert sum(line.amount for line in lines) == 0


@given(TERMS, YEN, YEN, DAYS)
@laws(30)
def test_no_line_gets_back_more_than_was_taken_out_of_it(first, amount, other, day):
    middle = first._replace(amount=amount)
    quote = chain(first, (middle, day, None), (middle._replace(other=other), day, None))
    taken_out = {line.id: 0 for line in quote.lines if line.reduces}
    for line in quote.lines:
        if line.reduces:
            taken_out[line.id] += line.amount
    assert all(amount <= 0 for amount in taken_out.values())
