"""What is paid for the use of results, part by part, and for a royalty year by year in every outcome."""

from fractions import Fraction

import pytest

from ruled import entry_of, terms_of
from sangaku_price.items.lump_sum import hundredths
from sangaku_price.items.use import certainty, payoffs, price_use
from sangaku_price.quotation.derivation import walk
from sangaku_price.rules.terms import Draft

SALES = {"2029": 10_007, "2027": 3_001}


def used(**entry):
    terms = terms_of(use=[{"id": "u", **entry}])
    asked = entry_of(terms, "use")
    found = list(price_use(asked, terms, None))
    return (
        asked.entry,
        [one for one in found if isinstance(one, Draft)],
        [one for one in found if not isinstance(one, Draft)],
    )


def royalty(**more):
    return {"rate": "10%", **more}


@pytest.mark.parametrize(
    ("terms", "amounts"),
    [
        (royalty(sales=SALES), [300, 1_000]),
        (royalty(sales=SALES, share="50%"), [150, 500]),
        (royalty(sales=SALES, minimum=400), [400, 1_000]),
        (royalty(sales=SALES, minimum=400, creditable=False), [700, 1_400]),
        (royalty(sales=SALES, minimum=2_000, **{"minimum-from": 2029}), [300, 2_000]),
        (royalty(sales=SALES, minimum=2_000, **{"minimum-from": 2028}), [300, 2_000]),
        (royalty(sales=SALES, minimum=2_000, **{"minimum-from": 2030}), [300, 1_000]),
        (royalty(sales={"2027": 0}, minimum=7), [7]),
        (royalty(sales={"2027": 0}, rate=0), [0]),
    ],
)  # fmt: skip
def test_a_royalty_is_owed_by_fiscal_year_with_its_minimum_from_the_first_year_with_sales(terms, amounts):
    _, drafts, notes = used(royalty=terms)
    assert [one.step.value for one in drafts] == amounts
    assert [one.year for one in drafts] == sorted(int(year) for year in terms["sales"])
    assert not notes
    assert all(
        one.certainty == "running" and one.rate == Fraction(str(terms["rate"]).rstrip("%")) / 100 for one in drafts
    )


def test_a_royalty_shows_where_its_sales_rate_share_and_minimum_stand():
    _, (draft,), _ = used(royalty=royalty(sales={"2027": 3_001}, share="50%", minimum=7))
    assert [one.key for one in walk(draft.step) if one.key] == [
        f"use.u.royalty.{key}" for key in ("sales.2027", "rate", "share", "minimum")
    ]


@pytest.mark.parametrize(
    ("outcomes", "paid"),
    [
        ([("50%", SALES), ("30%", {"2028": 20_009})], [("1/2", [300, 0, 1_000]), ("3/10", [0, 2_000, 0]), ("1/5", [0, 0, 0])]),
        ([("50%", SALES), ("50%", {"2028": 20_009})], [("1/2", [300, 0, 1_000]), ("1/2", [0, 2_000, 0])]),
    ],
)  # fmt: skip
def test_what_is_left_of_the_probability_is_no_sales_at_all(outcomes, paid):
    told = [{"probability": probability, "sales": sales} for probability, sales in outcomes]
    entry, drafts, _ = used(royalty=royalty(), outcome=told)
    found = payoffs(entry)
    assert [(one.probability, list(one.amounts.values())) for one in found] == [(Fraction(p), a) for p, a in paid]
    assert [sorted(one.amounts) for one in found] == [[2027, 2028, 2029]] * len(found)
    assert [one.step.value for one in drafts] == [0, 2_000, 0]
    assert next(one.key for one in walk(drafts[1].step) if one.key) == "use.u.outcome.2.sales.2028"
    assert {one.code for draft in drafts for one in draft.notes} == {"outcome-largest"}
    words = drafts[0].notes[0].message.en
    assert f"(number 2 of {len(found)})" in words


def test_a_year_in_which_an_outcome_has_no_sales_is_owed_nothing_at_any_rate():
    told = [{"probability": "40%", "sales": {"2027": 5, "2029": 7}}, {"probability": "40%", "sales": {"2028": 11}}]
    entry, drafts, _ = used(royalty={"rate": "100%"}, outcome=told)
    assert [list(one.amounts.values()) for one in payoffs(entry)] == [[5, 0, 7], [0, 11, 0], [0, 0, 0]]
    assert [one.step.value for one in drafts] == [5, 0, 7]


def test_of_outcomes_that_pay_the_same_the_first_is_shown():
    told = [
        {"probability": "20%", "sales": {"2027": 5}},
        {"probability": "20%", "sales": {"2027": 10}},
        {"probability": "20%", "sales": {"2027": 19}},
    ]
    _, (draft,), _ = used(royalty=royalty(), outcome=told)
    assert draft.step.args[0].args[0].key == "use.u.outcome.2.sales.2027"
    assert "(number 2 of 4)" in draft.notes[0].message.en


def test_the_minimum_of_an_outcome_runs_from_the_first_year_of_any_outcome():
    told = [{"probability": "50%", "sales": {"2029": 1}}, {"probability": "50%", "sales": {"2027": 100}}]
    entry, drafts, _ = used(royalty=royalty(minimum=3), outcome=told)
    assert [list(one.amounts.values()) for one in payoffs(entry)] == [[3, 3], [10, 3]]
    assert [one.step.value for one in drafts] == [10, 3]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, ["open-royalty"]),
        ({"outcome": [{"probability": "50%", "sales": {"2027": 1}}]}, []),
    ],
)
def test_a_royalty_without_sales_is_said_to_be_in_no_figure(more, codes):
    entry, _, notes = used(royalty=royalty(), **more)
    assert [one.code for one in notes] == codes
    assert payoffs(entry) == () if codes else payoffs(entry)


@pytest.mark.parametrize(
    ("entry", "upfront", "running"),
    [
        ({}, "fixed", "running"),
        ({"conditional": True}, "conditional", "conditional"),
        ({"probability": "50%"}, "conditional", "conditional"),
        ({"probability": 0}, "conditional", "conditional"),
        ({"form": "equity"}, "in-kind", "in-kind"),
        ({"form": "equity", "conditional": True}, "in-kind", "in-kind"),
    ],
)
def test_how_certain_a_part_is_paid(entry, upfront, running):
    found, _, _ = used(upfront=1, **entry)
    assert (certainty(found, "upfront"), certainty(found, "royalty")) == (upfront, running)


def test_what_hangs_on_another_entry_is_conditional():
    terms = terms_of(
        use=[{"id": "u", "upfront": 1, "after": "s"}], success=[{"id": "s", "amount": 5, "trigger": "成功"}]
    )
    assert certainty(entry_of(terms, "use").entry, "upfront") == "conditional"


@pytest.mark.parametrize(
    ("entry", "label"),
    [
        ({}, "consideration for use of results, upfront payment"),
        ({"what": "patent"}, "patent, upfront payment"),
        ({"as": "licence"}, "licence, upfront payment"),
        ({"what": "patent", "as": "licence"}, "patent licence, upfront payment"),
        ({"what": "patent", "item": "許諾"}, "許諾, upfront payment"),
    ],
)
def test_the_label_of_a_part_says_what_is_used_and_how_unless_the_entry_has_its_own_words(entry, label):
    _, (draft,), _ = used(upfront=1, **entry)
    assert draft.label.en == label


def test_every_part_that_is_stated_is_a_line_even_if_it_is_0():
    _, drafts, _ = used(
        upfront=0, **{"option-fee": 0, "unit-fee": 0, "units": 3, "annual-fee": 0, "years": 3, "patent-cost": 0}
    )
    assert [(one.id, one.step.value) for one in drafts] == [
        (f"u/{part}", 0) for part in ("upfront", "option-fee", "unit-fee", "annual-fee", "patent-cost")
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1", "1.00"),
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("1/200", "0.01"),
        ("1/201", "0.00"),
        ("12345/100", "123.45"),
        ("21/20", "1.05"),
    ],
)
def test_a_multiple_is_shown_to_hundredths_half_up(number, words):
    assert hundredths(Fraction(number)) == words
