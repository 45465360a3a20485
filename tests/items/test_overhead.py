"""Which number decides an overhead, what is said beside it, and what it takes out of its base."""

from datetime import date
from fractions import Fraction

import pytest

from raw_pricing import priced, sums
from ruled import HEAD, base_of, overhead_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Unpriceable
from tariff_strategies import published

RULE = {"id": "o", "rate": "10%", "base": ["direct"]}
LONG, SHORT = {"months": {"above": 1}}, {"months": {"below": 1}}


def quoted(rules, *, own=(), **tables):
    raw = {"format": 1, "tariff": "kakuu", "contract": HEAD, "direct": [{"id": "d", "amount": 1_000}], **tables}
    return priced({**raw, "overhead": list(own)}, published(rules if isinstance(rules, dict) else {"overhead": rules}))


def notes_of(quote, *codes):
    return [(one.code, one.level, one.path) for one in quote.notes if one.code in codes]


# -- which number decides --------------------------------------------------------------------------------------------


def test_the_first_case_that_holds_decides_and_every_other_is_told_with_the_reason():
    cases = [
        {"when": SHORT, "rate": "1%"},
        {"when": LONG, "rate": "2%"},
        {"when": SHORT, "rate": "3%"},
        {"when": LONG, "rate": "4%"},
    ]
    pricing = overhead_of({**RULE, "case": cases})
    decision = pricing.decide(pricing.rule)
    assert (decision.value, decision.path) == (Fraction(2, 100), "overhead.o.case.2.rate")
    assert [(one.what, say(one.why, Lang.EN)) for one in decision.beaten] == [
        ("overhead.o.case.1.rate 1%", "months = 12 months does not meet below 1 months"),
        ("overhead.o.case.3.rate 3%", "case 2 holds first"),
        ("overhead.o.case.4.rate 4%", "case 2 holds first"),
        ("overhead.o.rate 10%", "case 2 holds first"),
    ]


def test_the_last_case_that_holds_beats_the_norm_alone():
    pricing = overhead_of({**RULE, "case": [{"when": SHORT, "rate": "1%"}, {"when": LONG, "rate": "2%"}]})
    assert [one.what for one in pricing.decide(pricing.rule).beaten] == [
        "overhead.o.case.1.rate 1%",
        "overhead.o.rate 10%",
    ]


@pytest.mark.parametrize(
    ("case", "rate"),
    [
        ({"since": date(2026, 4, 1)}, 2),
        ({"since": date(2026, 4, 2)}, 10),
        ({"until": date(2026, 4, 1)}, 2),
        ({"until": date(2026, 3, 31)}, 10),
    ],
)
def test_a_case_is_in_force_from_its_first_to_its_last_day(case, rate):
    pricing = overhead_of({**RULE, "case": [{"when": LONG, "rate": "2%", **case}]})
    assert pricing.decide(pricing.rule).value * 100 == rate


@pytest.mark.parametrize("span", [{"since": date(2026, 4, 2)}, {"until": date(2026, 3, 31)}])
def test_a_case_that_hangs_on_a_day_nobody_tells_is_asked_for_only_if_it_would_hold(span):
    rule = {**RULE, "decided-by": "signed"}
    asked = overhead_of({**rule, "case": [{"when": LONG, "rate": "2%", **span}]})
    with pytest.raises(Unpriceable) as refusal:
        asked.decide(asked.rule)
    assert [(one.code, one.path) for one in refusal.value.problems] == [("date-needed", "contract.signed")]
    passed = overhead_of({**rule, "case": [{"when": SHORT, "rate": "2%", **span}]})
    assert passed.decide(passed.rule).value * 100 == 10
    timeless = overhead_of({**rule, "case": [{"when": LONG, "rate": "2%"}]})
    assert timeless.decide(timeless.rule).value * 100 == 2


@pytest.mark.parametrize(
    ("case", "most"),
    [
        ({"rate": "10%"}, 1_100),
        ({"rate": "10%", "method": "of-total"}, 1_112),
        ({"rate": "10%", "method": "from-base"}, 1_000),
        ({"amount": 77}, 1_077),
        ({"negotiated": True}, 1_000),
        ({"bands": [{"to": 600, "rate": "30%"}, {"rate": "10%"}]}, 1_220),
    ],
)
def test_a_threshold_of_the_total_is_compared_with_the_overhead_on_top_as_if_the_case_held(case, most):
    for bound, holds in ((most, True), (most - 1, False)):
        tested = {**case, "when": {"total": {"at-most": bound}}}
        pricing = overhead_of({"id": "o", "amount": 1, "base": ["direct"], "case": [tested]})
        assert ("case" in pricing.decide(pricing.rule).path) is holds


@pytest.mark.parametrize(
    ("per", "most"),
    [("contract", 1_077), ("fiscal-year", 577), ("year", Fraction(1_154, 2)), ("month", Fraction(2_848, 24))],
)
def test_what_comes_on_top_is_for_what_the_case_speaks_of(per, most):
    two_years = {"start": date(2026, 4, 1), "end": date(2028, 3, 31), "billing": "fiscal-year"}
    for bound, holds in ((most.__ceil__(), True), (most.__ceil__() - 1, False)):
        case = {"amount": 77, "per": per, "when": {"total": {"at-most": bound}}}
        rule = {"id": "o", "amount": 1, "base": ["direct"], "case": [case]}
        base = base_of(500, 500)
        if per == "fiscal-year":
            half = base_of(500)
            base = base._replace(largest_year=half.over_contract)
        pricing = overhead_of(rule, base=base, contract=two_years)
        assert ("case" in pricing.decide(pricing.rule).path) is holds


def test_what_bears_no_tax_comes_on_top_without_any():
    for category, most in (("taxable", 1_100), ("out-of-scope", 1_110)):
        rule = {"id": "o", "rate": "1%", "base": ["direct"], "tax-category": category, "tax": "exclusive"}
        case = {"rate": "10%", "when": {"total": {"at-most": most - 1}}}
        pricing = overhead_of({**rule, "case": [case]}, base=base_of(1_100), tax={"basis": "inclusive"})
        assert "case" not in pricing.decide(pricing.rule).path
        case = {"rate": "10%", "when": {"total": {"at-most": most}}}
        pricing = overhead_of({**rule, "case": [case]}, base=base_of(1_100), tax={"basis": "inclusive"})
        assert "case" in pricing.decide(pricing.rule).path


# -- the contract's own price ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "own", "notes"),
    [
        (RULE, {"rate": "10%"}, []),
        (RULE, {"rate": "9%"}, [("differs-from-published", "warning")]),
        (RULE, {"rate": "9%", "reason": "協議"}, [("differs-from-published", "note")]),
        ({**RULE, "bound": "at-least"}, {"rate": "11%"}, [("within-bound", "note")]),
        ({**RULE, "bound": "at-least"}, {"rate": "9%", "reason": "協議"}, [("outside-bound-reason", "warning")]),
        ({**RULE, "bound": "at-most"}, {"rate": "9%"}, [("within-bound", "note")]),
        ({**RULE, "bound": "at-least"}, {"amount": 100}, []),
        ({**RULE, "bound": "at-least"}, {"amount": 101}, [("within-bound", "note")]),
        ({"id": "o", "negotiated": True, "base": ["direct"]}, {"rate": "9%"}, []),
        ({"id": "o", "unit-price": 5, "unit": "m2"}, {"amount": 9}, []),
        ({"id": "o", "unit-price": 5, "unit": "m2"}, {"unit-price": 5, "quantity": 3}, []),
        (
            {"id": "o", "unit-price": 5, "unit": "m2"},
            {"unit-price": 6, "quantity": 3},
            [("differs-from-published", "warning")],
        ),
    ],
)
def test_an_own_price_is_compared_with_the_published_one(rule, own, notes):
    quote = quoted([rule], own=[{"id": "o", **own}])
    found = notes_of(quote, "differs-from-published", "within-bound", "outside-bound-reason")
    assert found == [(*one, "o") for one in notes]


@pytest.mark.parametrize(
    ("rule", "own", "words"),
    [
        (RULE, {"rate": "9.5%"}, "published: exactly 10%; this quote has 9.5%; reason: –"),
        ({**RULE, "bound": "at-least"}, {"rate": "11%"}, "11%, within what is published (at least 10%); reason: –"),
        ({**RULE, "bound": "at-least"}, {"rate": "9%", "reason": "協議"}, "9% lies outside what is published (at least 10%); reason: 協議"),
        ({**RULE, "bound": "at-least"}, {"amount": 101}, "101, within what is published (at least 100); reason: –"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_own_price_has_both_numbers_as_they_are_written(rule, own, words):
    codes = {"differs-from-published", "within-bound", "outside-bound-reason"}
    notes = quoted([rule], own=[{"id": "o", **own}]).notes
    assert [one.message.en for one in notes if one.code in codes] == [words]


@pytest.mark.parametrize(
    ("rule", "own", "key", "found", "bound"),
    [
        ({**RULE, "bound": "at-least"}, {"rate": "9%"}, "rate", '"9%"', "at least 10%"),
        ({**RULE, "bound": "at-most"}, {"rate": "11%"}, "rate", '"11%"', "at most 10%"),
        ({**RULE, "bound": "at-least"}, {"amount": 99}, "amount", "99", "at least 100"),
        ({"id": "o", "unit-price": 5, "unit": "m2", "bound": "at-least"}, {"unit-price": 4, "quantity": 3}, "unit-price", "4", "at least 15"),
    ],
)  # fmt: skip
def test_an_own_price_outside_a_bound_needs_a_reason_and_is_named_as_it_is_written(rule, own, key, found, bound):
    pricing = overhead_of(rule, own={"id": "o", **own})
    with pytest.raises(Unpriceable) as refusal:
        list(pricing.lines())
    (problem,) = refusal.value.problems
    assert (problem.code, problem.path, problem.found) == ("outside-bound", f"overhead.o.{key}", found)
    assert bound in problem.text.en


# -- the line ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "section"),
    [
        ({}, "indirect"),
        ({"charged-as": "strategic"}, "management"),
        ({"kind": "direct", "charged-as": "strategic"}, "direct"),
        ({"kind": "management"}, "management"),
    ],
)
def test_a_strategic_overhead_stands_in_the_section_of_management(rule, section):
    (line,) = overhead_of({**RULE, **rule}).lines()
    assert line.section == section


@pytest.mark.parametrize(
    ("own", "label"),
    [(None, "indirect cost"), ({"rate": "10%"}, "indirect cost"), ({"rate": "10%", "item": "管理費"}, "管理費")],
)
def test_the_label_is_the_contracts_own_else_the_usual(own, label):
    (line,) = overhead_of(RULE, own=None if own is None else {"id": "o", **own}).lines()
    assert line.label.en == label


@pytest.mark.parametrize(
    ("rule", "own", "keys"),
    [
        (RULE, None, ["kakuu:overhead.o.rate"]),
        (RULE, {"rate": "10%"}, ["kakuu:overhead.o.rate", "overhead.o.rate"]),
        (None, {"rate": "10%", "base": ["direct"]}, ["overhead.o.rate"]),
        (
            {"id": "o", "unit-price": 5, "unit": "m2"},
            {"quantity": 3},
            ["kakuu:overhead.o.unit-price", "overhead.o.quantity"],
        ),
        (None, {"unit-price": 5, "quantity": 3}, ["overhead.o.unit-price", "overhead.o.quantity"]),
    ],
)
def test_the_tariff_is_cited_for_what_is_published_and_the_contract_for_its_own(rule, own, keys):
    (line,) = overhead_of(rule, own=None if own is None else {"id": "o", **own}).lines()
    assert [one.key for one in line.sources if one.key] == keys


def test_parts_are_shown_only_where_the_rule_has_them_and_add_up():
    (line,) = overhead_of({**RULE, "parts": {"部局": 1, "本部": 2}}).lines()
    assert [[(one.name.ja, one.value) for one in step.args] for step in line.steps[1:]] == [
        [("部局", 33), ("本部", 67)]
    ]
    (line,) = overhead_of(RULE).lines()
    assert len(line.steps) == 1


@pytest.mark.parametrize(
    ("case", "doubts", "levels"),
    [
        ({}, ["規則の疑義"], []),
        ({"doubt": "場合の疑義"}, ["規則の疑義", "場合の疑義"], []),
        ({"source": "other"}, ["規則の疑義"], ["mirror"]),
    ],
)
def test_the_doubts_of_the_rule_and_of_the_case_that_decides_are_said(case, doubts, levels):
    rules = {
        "source": {"rule": {"title": "規程", "href": "https://www.kakuu.example/rule"}, "other": {"title": "写し", "href": "https://mirror.example/x", "mirror": True}},
        "overhead": [{**RULE, "doubt": "規則の疑義", "case": [{"when": LONG, "rate": "2%", **case}, {"when": LONG, "rate": "3%", "source": "other"}]}],
    }  # fmt: skip
    quote = quoted(rules)
    assert [one.message.ja for one in quote.notes if one.code == "doubt"] == doubts
    assert [one.code for one in quote.notes if one.code == "mirror"] == levels


# -- what is taken out of the base -----------------------------------------------------------------------------------------


def taken(amount, *inside):
    """The negative lines of an overhead of a rate that is taken out of these amounts."""
    direct = [{"id": f"d{number}", "amount": one} for number, one in enumerate(inside, 1)]
    return quoted([{**RULE, "rate": amount, "method": "from-base"}], direct=direct)


def test_what_is_taken_out_of_a_base_follows_its_lines_and_keeps_their_exact_share():
    quote = taken("10%", 700, 305)
    amounts = sums(quote.lines)
    assert (amounts["o"], amounts["o/d1"], amounts["o/d2"]) == (100, -70, -30)
    exacts = {one.id: one.exact for one in quote.lines}
    assert (exacts["o/d1"], exacts["o/d2"]) == (Fraction(-100 * 700, 1005), Fraction(-100 * 305, 1005))
    made: dict[str, Line] = {one.id: one for one in quote.lines}
    assert (made["o/d1"].reduces, made["o/d1"].base, made["o/d1"].rate, made["o/d1"].private) == ("d1", (), None, False)
    assert quote.totals.subtotal == 1_005


def test_what_is_taken_out_of_a_single_line_is_the_whole_and_no_share_of_it():
    (line,) = (one for one in taken("10%", 1_005).lines if one.id == "o/d1")
    assert (line.amount, line.exact) == (-100, -100)
    assert [one.op for one in line.steps[0].args] == ["lines", "value"]


def test_all_of_a_base_may_be_taken_out_of_it_and_not_a_yen_more():
    assert sums(taken("100%", 700, 305).lines)["o/d2"] == -305
    pricing = overhead_of({**RULE, "rate": "100%", "method": "from-base", "floor": 1_001})
    (line,) = pricing.lines()
    inside = [line._replace(id="d", amount=1_000)]
    with pytest.raises(Unpriceable) as refusal:
        list(pricing.taken_out(inside, [line]))
    assert [one.code for one in refusal.value.problems] == ["from-base-too-large"]
    whole = [line._replace(id="d", amount=1_001)]
    assert [one.amount for one in pricing.taken_out(whole, [line])] == [-1_001]
    with pytest.raises(Unpriceable):
        list(pricing.taken_out([], [line]))
    nothing = line._replace(amount=0)
    assert list(pricing.taken_out([], [nothing])) == list(pricing.taken_out(inside, [nothing])) == []
