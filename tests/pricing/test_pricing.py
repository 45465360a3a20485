"""What a quote says beside its amounts: labels, notes, chances; and that it cannot be made so as not to add up."""

from fractions import Fraction

import pytest

from places import TESTS
from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price import api
from sangaku_price.language.text import Text
from sangaku_price.pricing.totals import check_ledger
from sangaku_price.rules.bounds import bound_words, outside

HEAD = "format = 1\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n"
NONE = '[[overhead]]\nid = "none"\namount = 0\n'


def priced(folder, entries, **told):
    path = folder / "spec.toml"
    path.write_text(HEAD + entries)
    return api.quote(str(path), **told)


def line(quote, ident):
    return next(one for one in quote.lines if one.id == ident)


def codes(quote):
    return {note.code for note in quote.notes}


# -- the ledger --------------------------------------------------------------------------------------------------------


def test_a_quote_that_adds_up_passes():
    check_ledger(rich_quote())


def without_a_yen(quote):
    first = quote.lines[0]
    return replace(quote, lines=(replace(first, amount=first.amount - 1), *quote.lines[1:]))


def without_a_section(quote):
    return replace(quote, totals=replace(quote.totals, by_section={**quote.totals.by_section, "results": 0}))


def with_a_total_of_its_own(quote):
    return replace(quote, totals=replace(quote.totals, total=quote.totals.total + 1))


def with_a_line_twice(quote):
    nothing = a_line("nothing", flat(0), period="FY2026")
    return replace(quote, lines=(*quote.lines, nothing, nothing))


def without_a_ground(quote):
    return replace(quote, lines=(replace(quote.lines[0], sources=()), *quote.lines[1:]))


@pytest.mark.parametrize(
    "wrong", [without_a_yen, without_a_section, with_a_total_of_its_own, with_a_line_twice, without_a_ground]
)
def test_a_quote_that_does_not_add_up_is_never_given(wrong):
    with pytest.raises(AssertionError, match="the ledger does not add up"):
        check_ledger(wrong(rich_quote()))


def test_on_the_inclusive_basis_the_lines_are_the_total_with_tax():
    inclusive = replace(a_quote([]).contract, tax_basis="inclusive")
    check_ledger(a_quote([], contract=inclusive))
    with pytest.raises(AssertionError):
        check_ledger(a_quote([a_line("d", flat(1_000_000))], contract=inclusive))


# -- what is said ------------------------------------------------------------------------------------------------------


def test_a_waiver_is_printed_by_its_own_words_or_by_those_of_its_line(tmp_path):
    entries = (
        '[[direct]]\nid = "d"\nitem = "消耗品"\namount = 900_000\n'
        '[[waiver]]\nid = "a"\nline = "d"\namount = 1\nreason = "初回"\n'
        '[[waiver]]\nid = "b"\nitem = "特別値引"\nline = "d"\namount = 1\nreason = "初回"\n'
    )
    quote = priced(tmp_path, entries + NONE)
    assert line(quote, "a").label == Text("免除：消耗品", "waiver: 消耗品")
    assert line(quote, "b").label == Text("特別値引", "特別値引")


def test_an_exemption_is_told_with_its_reason(tmp_path):
    entries = '[[direct]]\namount = 5\ntax-category = "export-exempt"\nreason = "国外の企業"\n'
    (found,) = [note.message for note in priced(tmp_path, entries + NONE).notes if note.code == "exempt"]
    assert found.ja == "消費税の扱い: 輸出免税。理由: 国外の企業"
    assert found.en == "consumption tax: export-exempt; reason: 国外の企業"


def test_a_chance_that_nobody_estimates_leaves_the_expected_value_open_and_is_named(tmp_path):
    entries = (
        '[[use]]\nid = "licence"\nupfront = 1_000_000\nconditional = true\n'
        '[[success]]\nid = "pilot"\namount = 500_000\nprobability = "50%"\nafter = "licence"\n'
        '[[success]]\nid = "sold"\namount = 300_000\nprobability = "50%"\n'
    )
    contingent = priced(tmp_path, entries + NONE).totals.contingent
    assert contingent.maximum == 1_800_000
    assert contingent.expected is None
    assert contingent.present_value is None
    assert contingent.missing == ("licence",)


def test_the_chance_of_a_gate_multiplies_that_of_what_comes_after_it(tmp_path):
    entries = (
        '[[use]]\nid = "licence"\nupfront = 1_000_000\nprobability = "50%"\n'
        '[[success]]\nid = "pilot"\namount = 500_000\nprobability = "40%"\nafter = "licence"\n'
    )
    contingent = priced(tmp_path, entries + NONE).totals.contingent
    assert contingent.expected == 600_000  # 500,000 + 500,000 × 0.4 × 0.5


def test_a_contract_that_costs_nothing_is_priced_and_says_so(tmp_path):
    quote = priced(tmp_path, NONE)
    assert quote.totals.total == 0
    assert quote.totals.value_share is None
    assert "costs-nothing" in codes(quote)


def test_the_value_share_is_net_of_what_is_waived(tmp_path):
    entries = (
        '[[direct]]\namount = 600_000\n[[involvement]]\nid = "y"\nhours = 25\nhourly-rate = 20_000\n'
        '[[waiver]]\nline = "y"\namount = 100_000\nreason = "初回"\n'
    )
    assert priced(tmp_path, entries + NONE).totals.value_share == Fraction(4, 10)


def test_an_own_amount_equal_to_the_published_one_needs_no_word(tmp_path):
    tariff = (TESTS / "tariffs" / "thresholds.toml").as_posix()
    entries = f'type = "total-rate"\n[[direct]]\namount = 1_000_000\n{NONE.replace("none", "indirect")}'
    said = {}
    for amount in (200_000, 200_001):  # published: 20 % of 1,000,000
        quote = priced(tmp_path, entries, set={"tariff": tariff, "overhead.indirect.amount": amount})
        said[amount] = "differs-from-published" in codes(quote)
    assert said == {200_000: False, 200_001: True}


# -- published bounds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "below", "equal", "above"),
    [("at-least", True, False, False), ("at-most", False, False, True), (None, True, False, True)],
)
def test_what_lies_outside_a_published_bound(bound, below, equal, above):
    published = Fraction(20_000)
    assert [outside(bound, published + more, published) for more in (-1, 0, 1)] == [below, equal, above]


@pytest.mark.parametrize(
    ("bound", "ja", "en"),
    [
        ("at-least", "20,000以上", "at least 20,000"),
        ("at-most", "20,000以内", "at most 20,000"),
        (None, "20,000", "exactly 20,000"),
    ],
)
def test_a_published_bound_in_words(bound, ja, en):
    assert bound_words(bound, Fraction(20_000)) == Text(ja, en)


def test_a_bound_of_a_rate_is_written_as_one():
    assert bound_words("at-least", Fraction("0.15"), "15%").ja == "15%以上"
