"""What an overhead takes out of its base after a change: out of which entry, and in which year."""

from functools import partial
from types import SimpleNamespace

import pytest

from quotes import a_line, flat
from sangaku_price.pricing.amended_taking import Taking
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.ledger import posted_of
from sangaku_price.quotation.derivation import constant

YEARS = ("FY2026", "FY2027", "FY2028")


def posted(ident, amounts, reduces=None):
    """The lines of one id, a year each."""
    lines = tuple(
        a_line(ident, flat(amount) if amount >= 0 else constant(amount, "yen"), period=year, reduces=reduces)
        for year, amount in zip(YEARS, amounts, strict=False)
        if amount
    )
    return posted_of(reduces or ident, lines or (a_line(ident, flat(0), period=YEARS[0]),), (0, 0))


def moved(amounts, now, before, taken=None):
    """What is posted where the overhead moves by these amounts a year: by entry, by year; below zero taken out.

    `now` and `before` are the entries, `taken` what was taken out of them, each a year.
    """
    frozen = {ident: posted(ident, each) for ident, each in before.items()}
    frozen |= {f"office/{ident}": posted(f"office/{ident}", each, ident) for ident, each in (taken or {}).items()}
    entries = {ident: posted(ident, each) for ident, each in now.items()}
    found = {}

    def post(line, step, weights, of):
        assert of is entries.get(line.reduces, frozen.get(line.reduces))
        assert abs(int(step.value)) == sum(weights)
        sign = 1 if step.value > 0 else -1
        found[line.reduces] = tuple(sign * weight for weight in weights)

    amending = SimpleNamespace(
        history=SimpleNamespace(periods=[SimpleNamespace(label=year) for year in YEARS[: len(amounts)]]),
        before=frozen,
        kept=set(),
        frozen_amount=lambda ident: frozen[ident].amount if ident in frozen else 0,
        post=post,
        keep=lambda _: None,
    )
    amending.in_periods = partial(Amending.in_periods, amending)
    ledger = SimpleNamespace(posted=entries)
    overhead = a_line("office", flat(abs(sum(amounts))), kind="overhead")
    Taking(amending, SimpleNamespace(ledger=ledger)).move(overhead, amounts, list(entries.values()))
    return found


def test_more_is_taken_out_of_the_entries_that_became_more_where_they_did():
    now, before = {"d": (300, 100), "e": (100, 100)}, {"d": (100, 100), "e": (100, 100)}
    assert moved((60, 0), now, before) == {"d": (-60, 0)}
    now = {"d": (200, 100), "e": (100, 200)}
    assert moved((15, 15), now, before) == {"d": (-15, 0), "e": (0, -15)}


def test_in_no_year_more_is_taken_out_than_the_overhead_is_there():
    before = {"d": (100, 100), "e": (100, 100)}
    now = {"d": (200, 100), "e": (200, 100)}
    assert moved((10, 10), now, before) == {"d": (-10, 0), "e": (0, -10)}
    assert moved((15, 5), now, before) == {"d": (-10, 0), "e": (-5, -5)}
    assert moved((25, 5), now, before) == {"d": (-15, 0), "e": (-10, -5)}


def test_where_no_entry_became_more_it_is_taken_out_of_all_by_their_amounts():
    same = {"d": (100, 200), "e": (300, 0), "nothing": (0, 0)}
    assert moved((40, 20), same, same) == {"d": (-10, -20), "e": (-30, 0)}


def test_an_entry_that_became_less_has_nothing_more_taken_out_of_it():
    before = {"d": (100, 100), "e": (100, 100)}
    now = {"d": (50, 100), "e": (300, 100)}
    assert moved((7, 0), now, before) == {"e": (-7, 0)}


def test_where_no_entry_became_more_it_is_taken_out_of_each_as_that_falls_or_where_the_overhead_is():
    same = {"d": (1, 0), "e": (0, 1)}
    assert moved((2, 2), same, same) == {"d": (-2, 0), "e": (0, -2)}
    assert moved((0, 4), {"d": (9, 0)}, {"d": (9, 0)}) == {"d": (0, -4)}


def test_where_no_entry_stands_each_is_taken_out_as_the_overhead_moves():
    same = {"d": (0, 0, 1), "e": (0, 0, 3)}
    # 2 and 6 of 8; the 2 by 6 to 2 are 1.5 and 0.5, and the first year takes the yen
    assert moved((6, 2, 0), same, same) == {"d": (-2, 0, 0), "e": (-4, -2, 0)}


def test_a_year_in_which_the_overhead_does_not_move_takes_no_part_of_it():
    before = {"d": (9, 9, 9)}
    assert moved((0, 1, 3), {"d": (19, 10, 12)}, before) == {"d": (0, -1, -3)}
    before, now = {"d": (9, 9, 9), "e": (9, 9, 9)}, {"d": (9, 10, 12), "e": (9, 11, 11)}
    assert moved((0, 5, 5), now, before) == {"d": (0, -1, -4), "e": (0, -4, -1)}


def test_of_what_is_taken_out_of_a_new_entry_all_falls_as_the_entry_does():
    assert moved((3, 9), {"d": (100, 0), "new": (100, 300)}, {"d": (100, 0)}) == {"new": (-3, -9)}


def test_what_is_given_back_goes_into_the_entry_that_became_less_where_it_did():
    before, taken = {"d": (300, 300), "e": (300, 300)}, {"d": (-30, -30), "e": (-30, -30)}
    now = {"d": (300, 100), "e": (300, 300)}
    assert moved((0, -20), now, before, taken) == {"d": (0, 20)}
    now = {"d": (200, 300), "e": (300, 200)}
    assert moved((-10, -10), now, before, taken) == {"d": (10, 0), "e": (0, 10)}


def test_no_entry_gets_more_back_than_was_taken_out_of_it():
    before, taken = {"d": (300, 300), "e": (300, 300)}, {"d": (-3, -3), "e": (-30, -30)}
    assert moved((-9, -9), {"d": (100, 100), "e": (300, 300)}, before, taken) == {"d": (3, 3), "e": (6, 6)}
    assert moved((-33, -33), {"d": (100, 100), "e": (300, 300)}, before, taken) == {"d": (3, 3), "e": (30, 30)}


def test_where_no_entry_became_less_what_is_given_back_goes_where_it_was_taken_out():
    same, taken = {"d": (300, 300), "e": (300, 300)}, {"d": (-10, -20), "e": (-30, 0)}
    assert moved((-20, -10), same, same, taken) == {"d": (5, 10), "e": (15, 0)}
    assert moved((-1, 0), same, same, {"d": (-3, 0), "e": (-30, 0)}) == {"e": (1, 0)}


def test_what_became_less_in_a_year_of_which_nothing_is_given_back_gets_back_what_was_taken_out_in_another():
    before, taken = {"d": (300, 300)}, {"d": (-10, -20)}
    assert moved((0, -20), {"d": (100, 300)}, before, taken) == {"d": (0, 20)}


def test_an_entry_that_is_gone_gets_back_what_was_taken_out_of_it():
    before, taken = {"d": (300, 300), "e": (0, 100)}, {"d": (-30, -30), "e": (0, -10)}
    assert moved((0, -10), {"d": (300, 300), "e": (0, 0)}, before, taken) == {"e": (0, 10)}


@pytest.mark.parametrize("amounts", [(1, 0), (-1, 0)])
def test_a_single_yen_falls_on_one_entry(amounts):
    before, taken = {"d": (300, 0), "e": (300, 0)}, {"d": (-3, 0), "e": (-3, 0)}
    now = {"d": (300, 0), "e": (300 + 100 * amounts[0], 0)}
    assert moved(amounts, now, before, taken) == {"e": (-amounts[0], 0)}
