"""Whatever a file says and the price does not use is said, with its key; what is used is not."""

import pytest

from places import TESTS
from sangaku_price import api
from sangaku_price.documents.audience import for_company
from sangaku_price.toml.problems import BadFile

HEAD = """format = 1
{tariff}
[contract]
start = 2026-04-01
end = 2027-03-31
{contract}
[[direct]]
id = "d"
amount = 1_000_000
"""
OWN = '[[overhead]]\nid = "own"\n'
TIME = '[[involvement]]\nid = "t"\nhours = 10\nhourly-rate = 20_000\n'
USE = '[[use]]\nid = "u"\n'
LATER = '[[success]]\nid = "later"\ntrigger = "達成"\namount = 1_000\n'
PAYER = '[[payer]]\nid = "a"\nname = "甲社"\nrest = true\nlines = ["later"]\n'
KAKUU = f'tariff = "{TESTS}/tariffs/kakuu.toml"'


def quoted(tmp_path, more="", contract="", tariff=""):
    path = tmp_path / "spec.toml"
    none = "" if tariff or "[[overhead]]" in more else '[[overhead]]\nid = "none"\namount = 0\n'
    path.write_text(HEAD.format(contract=contract, tariff=tariff) + more + none)
    return api.quote(str(path))


def without_effect(quote):
    return {one.path for one in quote.notes if one.code == "no-effect"}


@pytest.mark.parametrize(
    ("contract", "more", "path"),
    [
        ('discount-rate = "5%"', "", "contract.discount-rate"),
        ('billing = "fiscal-year"\nfirm-until = 2027-03-31', "", "contract.firm-until"),
        ("", f"{LATER}{PAYER}", "payer.a.lines"),
        ("", f'{TIME}borne-by = "university"\n{PAYER.replace("later", "t")}', "payer.a.lines"),
        ("", f'{USE}royalty = {{ rate = "5%" }}\n{PAYER.replace("later", "u")}', "payer.a.lines"),
        ('discount-rate = "5%"', USE + "upfront = 1\n", "contract.discount-rate"),
        ('backfill-cap = "5%"', "", "contract.backfill-cap"),
        ('true-indirect-rate = "50%"', TIME, "contract.true-indirect-rate"),
        ("signed = 2026-03-01", "", "contract.signed"),
        ("applied = 2026-03-01", "", "contract.applied"),
        ("", '[facts]\ncompany-size = "sme"\n', "facts.company-size"),
        ("", '[tax]\nreason = "理由"\n', "tax.reason"),
        ("", '[[direct]]\nid = "r"\namount = 1\nrank = "professor"\n', "direct.r.rank"),
        ("", '[[direct]]\nid = "r"\namount = 1\nunit = "個"\n', "direct.r.unit"),
        ("", TIME + "employed = true\n", "involvement.t.employed"),
        ("", TIME + "cost-rate = 5_000\n", "involvement.t.cost-rate"),
        ("", '[[success]]\nid = "s"\namount = 1\ntrigger = "上市"\nfiscal-year = 2026\n', "success.s.fiscal-year"),
        ("", USE + "upfront = 1\nconditional = true\nfiscal-year = 2026\n", "use.u.fiscal-year"),
        ("", USE + 'royalty = { rate = "3%", creditable = false }\n', "use.u.royalty.creditable"),
        ("", OWN + 'amount = 5\nunit = "m2"\n', "overhead.own.unit"),
        ("", OWN + "amount = 5\nquantity = 2\n", "overhead.own.quantity"),
        ("", OWN + "amount = 5\nfloor = 7\n", "overhead.own.floor"),
        ("", OWN + "amount = 5\ncap = 4\n", "overhead.own.cap"),
        ("", OWN + 'amount = 5\nexcept-categories = ["travel"]\n', "overhead.own.except-categories"),
        ("", OWN + 'amount = 5\nmethod = "of-total"\n', "overhead.own.method"),
        ("", OWN + 'rate = "5%"\nbase = ["direct"]\nper = "year"\n', "overhead.own.per"),
        (
            "",
            '[[waiver]]\nid = "w"\nline = "d"\namount = 1\nreason = "r"\ncharged-as = "direct"\n',
            "waiver.w.charged-as",
        ),
        (
            "",
            '[[waiver]]\nid = "w"\nline = "d"\namount = 1\nreason = "r"\nfiscal-year = 2026\n',
            "waiver.w.fiscal-year",
        ),
        (
            "",
            '[scenario.lean]\napproach = "cost-accumulation"\nset = { "use.u.upfront" = 2 }\n' + USE + "upfront = 1\n",
            "scenario.lean.set.use.u.upfront",
        ),
    ],
)
def test_a_key_without_effect_is_named(tmp_path, contract, more, path):
    assert without_effect(quoted(tmp_path, more, contract)) == {path}


@pytest.mark.parametrize(
    ("contract", "more"),
    [
        ('discount-rate = "5%"', USE + 'royalty = { rate = "3%" }\n'),
        ('discount-rate = "5%"', '[[success]]\namount = 1\ntrigger = "上市"\n'),
        ('backfill-cap = "5%"', "[[backfill]]\namount = 1\n"),
        ('true-indirect-rate = "50%"', TIME + "cost-rate = 5_000\n"),
        ('true-indirect-rate = "50%"', ""),
        ("", "[facts]\npublic-money = true\n"),
        ("", '[tax]\ncategory = "export-exempt"\nreason = "理由"\n'),
        ("", '[[direct]]\namount = 1\ntax-category = "export-exempt"\n[tax]\nreason = "理由"\n'),
        ("", '[[direct]]\ncategory = "guidance"\nhours = 1\nhourly-rate = 1\nrank = "professor"\n'),
        ("", '[[direct]]\nquantity = 1\nunit-price = 1\nunit = "個"\n'),
        ("", TIME + 'rank = "student"\nemployed = true\n'),
        ("", USE + "upfront = 1\nfiscal-year = 2026\n"),
        ("", USE + 'royalty = { rate = "3%", creditable = false, minimum = 1, sales = { 2026 = 1 } }\n'),
        ("", OWN + 'unit-price = 5\nquantity = 2\nunit = "m2"\nfloor = 1\ncap = 9\n'),
        ("", OWN + 'rate = "5%"\nbase = ["direct"]\nper = "year"\nfloor = 1\n'),
        ("", '[scenario.lean]\napproach = "cost-accumulation"\nset = { "direct.d.amount" = 2 }\n'),
        ("", f'{USE}upfront = 1\nroyalty = {{ rate = "5%" }}\n{PAYER.replace("later", "u")}'),
        ("", PAYER.replace("later", "d")),
    ],
)
def test_a_key_with_effect_is_not(tmp_path, contract, more):
    assert without_effect(quoted(tmp_path, more, contract)) == set()


def test_a_quantity_for_a_tariff_s_rate_and_a_fact_that_its_rules_ask(tmp_path):
    facts = '[facts]\ncompany-size = "large"\nstartup = false\n'
    quote = quoted(tmp_path, facts + '[[overhead]]\nid = "indirect"\nquantity = 3\n', tariff=KAKUU)
    assert "overhead.indirect.quantity" in without_effect(quote)
    assert "facts.company-size" not in without_effect(quote)


def test_a_value_that_is_set_for_a_kind_that_the_approach_drops_is_told(tmp_path):
    quoted(tmp_path, USE + "upfront = 1\n" + TIME + '[[waiver]]\nid = "w"\nline = "d"\namount = 1\nreason = "r"\n')
    values = {"use.u.upfront": 2, "involvement.t.hours": 3, "direct.d.amount": 4, "waiver.w.amount": 2}
    path = str(tmp_path / "spec.toml")
    assert without_effect(api.quote(path, set=values, scenario="cost-accumulation")) == {"use.u.upfront"}
    assert without_effect(api.quote(path, set=values)) == set()


def test_what_is_without_effect_is_for_the_office(tmp_path):
    assert without_effect(for_company(quoted(tmp_path, "", 'discount-rate = "5%"'))) == set()


def test_a_waiver_of_an_optional_charge_that_the_contract_does_not_take_is_refused(tmp_path):
    facts = '[facts]\ncompany-size = "large"\n'
    waiver = '[[waiver]]\nline = "strategic"\npercent = "100%"\nreason = "初回"\n'
    with pytest.raises(BadFile) as refusal:
        quoted(tmp_path, facts + waiver, tariff=KAKUU)
    assert [(one.code, one.path) for one in refusal.value.problems] == [("waive-not-charged", "waiver.1.line")]
    quote = quoted(tmp_path, facts + waiver + '[[overhead]]\nid = "strategic"\n', tariff=KAKUU)
    assert sum(line.amount for line in quote.lines if line.id in {"strategic", "waiver.1"}) == 0


def test_an_amount_for_a_rule_that_is_not_in_force_is_charged_as_the_contract_s_own_and_said(tmp_path):
    facts = '[facts]\ncompany-size = "large"\n'
    quote = quoted(tmp_path, facts + '[[overhead]]\nid = "hours"\namount = 12_345\n', tariff=KAKUU)
    assert sum(line.amount for line in quote.lines if line.id == "hours") == 12_345
    assert [(one.level, one.path) for one in quote.notes if one.code == "overhead-not-in-force"] == [
        ("warning", "hours")
    ]
