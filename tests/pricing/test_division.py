"""How what is owed is divided over payers and payments."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from priced import laws
from sangaku_price.pricing.division import REST, Portion, added, by_weight, divided, over_payers, over_payments

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)

amounts = st.integers(-(10**13), 10**13)
categories = st.dictionaries(st.sampled_from(["taxable", "export-exempt", "out-of-scope"]), st.integers(0, 10**13))
weights = st.lists(st.integers(0, 20), min_size=1, max_size=6).filter(any)


@st.composite
def shares(draw):
    """Shares that make one, one of them perhaps the rest."""
    parts = draw(weights)
    found = [Fraction(part, sum(parts)) for part in parts]
    if draw(st.booleans()):
        found[draw(st.integers(0, len(found) - 1))] = None
    return found


@st.composite
def schedules(draw, owed):
    """Payments that make the whole of what is owed: amounts first, of the rest shares, and perhaps the rest."""
    whole = sum(sum(one.values()) for one in owed)
    fixed = draw(st.lists(st.integers(0, max(0, whole)), max_size=3).filter(lambda found: sum(found) <= whole))
    left = whole - sum(fixed)
    parts = draw(weights)
    if not whole or draw(st.booleans()):
        return [*(Portion(amount=one) for one in fixed), REST]
    found = [Portion(share=Fraction(left, whole) * part / sum(parts)) for part in parts]
    if draw(st.booleans()):
        found[-1] = REST
    return draw(st.permutations([*(Portion(amount=one) for one in fixed), *found]))


def test_largest_remainder_goes_to_the_first_on_a_tie():
    assert divided(1_000_001, [Fraction(1_000_001, 2)] * 2) == (500_001, 500_000)
    assert divided(-1_000_001, [Fraction(-1_000_001, 2)] * 2) == (-500_001, -500_000)
    assert divided(1_000_003, [Fraction(1_000_003, 3)] * 3) == (333_335, 333_334, 333_334)
    assert by_weight(0, [0, 0]) == (0, 0)


def test_own_lines_stand_beside_the_share_of_what_is_left():
    owed = over_payers({"taxable": 2_900_000}, [{"taxable": 1_000_001}, {}], [HALF, None])
    assert owed == ({"taxable": 2_450_001}, {"taxable": 1_450_000})


def test_who_shares_in_nothing_owes_its_own_lines():
    owed = over_payers({"taxable": 10}, [{"out-of-scope": 7}, {}], [Fraction(0), Fraction(1)])
    assert owed == ({"out-of-scope": 7, "taxable": 0}, {"taxable": 10})


def test_two_amounts_never_take_more_than_is_owed():
    paid = over_payments([{"taxable": 3}, {"taxable": 3}], [Portion(amount=3), Portion(amount=3)])
    assert paid == (({"taxable": 2}, {"taxable": 1}), ({"taxable": 1}, {"taxable": 2}))


def test_shares_give_way_to_an_amount_where_nothing_is_left_for_the_rest():
    paid = over_payments([{"taxable": 667}, {"taxable": 333}], [Portion(amount=500), Portion(share=HALF)])
    assert paid == (({"taxable": 334}, {"taxable": 333}), ({"taxable": 166}, {"taxable": 167}))


def test_a_credit_is_divided_as_a_charge_is():
    owed = over_payers({"taxable": -1_000_003}, [{}, {}, {}], [THIRD, THIRD, THIRD])
    assert [one["taxable"] for one in owed] == [-333_335, -333_334, -333_334]
    assert over_payments(owed[:1], [Portion(HALF), Portion(HALF)]) == (({"taxable": -166_668}, {"taxable": -166_667}),)


@given(st.dictionaries(st.sampled_from(["taxable", "out-of-scope"]), amounts), shares(), st.data())
@laws(300)
def test_payers_owe_together_what_is_owed(shared, parts, data):
    taken = data.draw(st.lists(categories, min_size=len(parts), max_size=len(parts)))
    owed = over_payers(shared, taken, parts)
    together = added([shared, *taken])
    assert {key: yen for key, yen in added(owed).items() if yen} == {key: yen for key, yen in together.items() if yen}


@given(amounts, shares(), st.data())
@laws(300)
def test_the_order_of_the_others_moves_a_payer_by_a_yen_at_most(amount, parts, data):
    order = data.draw(st.permutations(range(len(parts))))
    mine = over_payers({"taxable": amount}, [{}] * len(parts), parts)
    theirs = over_payers({"taxable": amount}, [{}] * len(parts), [parts[i] for i in order])
    for place, i in enumerate(order):
        assert abs(mine[i].get("taxable", 0) - theirs[place].get("taxable", 0)) <= 1


@given(st.lists(categories, min_size=1, max_size=4), st.data())
@laws(300)
def test_payments_come_together_to_what_each_payer_owes(owed, data):
    portions = data.draw(schedules(owed))
    paid = over_payments(owed, portions)
    for mine, each in zip(owed, paid, strict=True):
        assert added(each) == {key: yen for key, yen in mine.items() if yen}
        assert all(yen >= 0 for one in each for yen in one.values())
    for number, one in enumerate(portions):
        if one.amount is not None:
            assert sum(sum(each[number].values()) for each in paid) == one.amount
