"""What every item asks of the contract, the rules and the law."""

from datetime import date
from fractions import Fraction

import pytest

from ruled import entry_of, terms_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.derivation import constant
from sangaku_price.rules.conditions import Sum, in_basis
from sangaku_price.rules.parties import parties

RULES = {"overhead": [{"id": "o", "rate": "10%", "base": ["direct"]}]}
LAST = date(2027, 3, 31)


def rule_of(**said):
    terms = terms_of({"overhead": [{"id": "o", "rate": "10%", "base": ["direct"], **said}]})
    return terms, terms.rules.overheads[0]


@pytest.mark.parametrize(
    ("basis", "category", "tax", "amount"),
    [
        ("exclusive", "taxable", "inclusive", 1_000),
        ("exclusive", "out-of-scope", "inclusive", 1_000),
        ("inclusive", "taxable", "inclusive", 1_100),
        ("inclusive", "taxable", "exclusive", 1_210),
        ("inclusive", "out-of-scope", "inclusive", 1_000),
        ("inclusive", "out-of-scope", "exclusive", 1_100),
        ("inclusive", "out-of-scope", "unstated", 1_100),
        ("exclusive", "taxable", "exclusive", 1_100),
    ],
)
def test_published_yen_come_into_the_basis_of_the_contract_and_what_bears_no_tax_has_none(basis, category, tax, amount):
    terms = terms_of({"overhead": [{"id": "o", "amount": 1_100, "tax": tax}]}, tax={"basis": basis})
    step = terms.converted(constant(1_100, "yen"), terms.rules.overheads[0], category, LAST)
    assert step.value == amount
    assert terms.tax_rate(category, LAST) == (Fraction(1, 10) if category == "taxable" else 0)


@pytest.mark.parametrize(
    ("exact", "codes"), [(Fraction(1000), []), (Fraction(2001, 2), ["converted"]), (Fraction(1000, 11), ["converted"])]
)
def test_only_what_is_not_whole_yen_after_the_conversion_is_said_to_be_rounded(exact, codes):
    terms, rule = rule_of(tax="inclusive")
    assert [one.code for one in terms.tax_notes(constant(exact, "yen"), rule, "o")] == codes


def test_yen_of_which_the_basis_is_not_stated_are_said_to_be_used_as_they_stand():
    terms, rule = rule_of()
    assert [one.code for one in terms.tax_notes(constant(1000, "yen"), rule, "o")] == ["unstated-tax"]


@pytest.mark.parametrize(("name", "said"), [("間接経費", "間接経費"), (None, "indirect cost")])
def test_a_rule_that_may_be_superseded_is_named_by_its_name_else_by_what_it_charges(name, said):
    terms, rule = rule_of(outdated=True, doubt="要確認", **({"name": name} if name else {}))
    notes = {one.code: one for one in terms.rule_notes(rule, "o")}
    assert f'the "{said}" of the tariff kakuu' in say(notes["outdated"].message, Lang.EN)


@pytest.mark.parametrize(
    ("tax", "total", "amount"),
    [
        ("inclusive", False, 1_200),
        ("inclusive", True, 1_200),
        ("exclusive", False, 1_100),
        ("exclusive", True, 1_100),
        ("unstated", False, 1_200),
        ("unstated", True, 1_100),
    ],
)
def test_a_threshold_is_compared_in_the_basis_of_its_rule_a_total_without_tax_unless_it_says_with(tax, total, amount):
    terms = terms_of({"overhead": [{"id": "o", "amount": 1, "tax": tax}]}, tax={"basis": "inclusive"})
    found = in_basis(Sum(Fraction(1_100), Fraction(100)), terms.rules.overheads[0], terms, total=total)
    assert found == amount


def test_a_label_takes_an_addition_in_both_languages_or_in_the_words_of_the_contract():
    terms = terms_of(RULES)
    asked = entry_of(terms, "direct")
    assert terms.label(asked, Text("教授", "professor")).en == f"{terms.label(asked).en} (professor)"
    assert terms.label(asked, Text("教授", "professor")).ja == f"{terms.label(asked).ja}（教授）"
    assert terms.label(asked, "山田") == terms.label(asked, Text("山田", "山田"))
    assert isinstance(terms.label(asked, "鈴木").en, str)


@pytest.mark.parametrize(("kind", "name"), [("academic-consulting", "academic consulting"), (None, "joint research")])
def test_the_type_of_a_contract_has_its_usual_name(kind, name):
    assert parties(terms_of(contract={"type": kind} if kind else {})).type_name.en == name


def test_a_type_of_the_tariff_has_the_name_that_the_tariff_gives_it():
    rules = {**RULES, "types": {"bands": {"ja": "段階", "en": "by bands"}}}
    assert parties(terms_of(rules, contract={"type": "bands"})).type_name.en == "by bands"


def test_what_documents_print_stands_by_the_keys_of_the_file_in_words_of_the_file():
    said = {"valid-until": date(2026, 5, 1), "payment-terms": "翌月末", "era": True}
    assert parties(terms_of(quote=said)).document == {
        "valid-until": "2026-05-01", "payment-terms": "翌月末", "era": "true"
    }  # fmt: skip


def test_without_a_tariff_the_university_is_the_contracts_own_and_with_one_the_tariffs():
    assert parties(terms_of()).university is None
    assert parties(terms_of(RULES)).university == "架空大学"
    assert parties(terms_of(RULES, contract={"university": "別大学"})).university == "別大学"
