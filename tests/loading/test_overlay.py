"""Values laid over a contract file, by --set and by scenarios: where they go, and what goes with them."""

from datetime import date
from decimal import Decimal

import pytest

from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.loading.overlay import laid_over, read_value
from sangaku_price.toml.problems import BadFile

SPEC = """format = 1
[contract]
start = 2026-04-01
end = 2027-03-31
[[direct]]
id = "d"
quantity = 12
unit = "月"
unit-price = 80_000
[[direct]]
id = "travel"
amount = 100_000
[[involvement]]
id = "yamada"
hours = 200
hourly-rate = 20_000
[[management]]
id = "office"
percent = "10%"
of = ["direct"]
[[use]]
id = "licence"
probability = "50%"
royalty = { rate = "3%", sales = { 2029 = 100_000_000 } }
[[overhead]]
id = "none"
amount = 0
[scenario.lean]
set = { "management.office.amount" = 50_000 }
"""


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC)
    return str(path)


def amount(quote, ident):
    return sum(line.amount for line in quote.lines if line.id == ident)


def dropped(quote):
    return [(note.path, note.message.en) for note in quote.notes if note.code == "replaced-by-set"]


def refused(spec, values, **told):
    with pytest.raises(BadFile) as refusal:
        api.quote(spec, set=values, **told)
    return refusal.value.written(Lang.EN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1_500_000", 1_500_000),
        ("0.30", Decimal("0.30")),
        ('"30%"', "30%"),
        ("30%", "30%"),
        ("2026-10-01", date(2026, 10, 1)),
        ("true", True),
        ('["direct"]', ["direct"]),
        ("みやこ電池", "みやこ電池"),
        ("", ""),
        ("1\nx = 2", "1\nx = 2"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_a_value_is_read_as_toml_else_as_text(text, value):
    assert read_value(text) == value


def test_an_entry_is_named_by_its_id_or_by_its_number(spec):
    assert amount(api.quote(spec, set={"direct.d.quantity": 6}), "d") == 480_000
    assert amount(api.quote(spec, set={"direct.2.amount": 70_000}), "travel") == 70_000


def test_an_amount_takes_the_place_of_quantity_unit_and_unit_price_and_says_so(spec):
    quote = api.quote(spec, set={"direct.d.amount": 500_000})
    assert amount(quote, "d") == 500_000
    assert [path for path, _ in dropped(quote)] == ["direct.d.amount"] * 3
    assert {said.split('"')[1] for _, said in dropped(quote)} == {"unit-price", "quantity", "unit"}


def test_an_effort_takes_the_place_of_hours_and_keeps_the_rate_of_an_hour(spec):
    quote = api.quote(spec, set={"involvement.yamada.effort": "10%", "involvement.yamada.annual-hours": 1_860})
    assert amount(quote, "yamada") == 3_720_000  # 186 hours at 20,000
    assert [said.split('"')[1] for _, said in dropped(quote)] == ["hours"]


def test_a_cost_a_year_takes_the_place_of_the_rate_of_an_hour(spec):
    quote = api.quote(spec, set={"involvement.yamada.annual-cost": 9_600_000, "involvement.yamada.effort": "10%"})
    assert amount(quote, "yamada") == 960_000
    assert {said.split('"')[1] for _, said in dropped(quote)} == {"hours", "hourly-rate"}


def test_a_scenario_sets_values_too_and_a_percentage_goes_with_what_it_is_of(spec):
    quote = api.quote(spec, scenario="lean")
    assert amount(quote, "office") == 50_000
    assert [said.split('"')[1] for _, said in dropped(quote)] == ["percent", "of"]
    assert quote.set == {"management.office.amount": "50000"}


def test_a_key_inside_an_inline_table_is_set_in_its_place(spec):
    quote = api.quote(spec, set={"use.licence.royalty.rate": "5%", "use.licence.royalty.sales.2030": 200_000_000})
    assert [line.amount for line in quote.lines if line.id == "licence/royalty"] == [5_000_000, 10_000_000]


def test_tables_that_stand_once_are_set_even_where_the_file_has_none(spec):
    values = {
        "tax.basis": "inclusive",
        "facts.startup": True,
        "quote.issued": date(2026, 3, 1),
        "contract.company": "みやこ電池",
    }
    quote = api.quote(spec, set=values)
    assert quote.contract.tax_basis == "inclusive"
    assert quote.contract.facts == {"startup": True}
    assert quote.set == {
        "tax.basis": "inclusive",
        "facts.startup": "true",
        "quote.issued": "2026-03-01",
        "contract.company": "みやこ電池",
    }


def test_another_tariff_prices_the_same_contract(spec):
    quote = api.quote(spec, set={"tariff": "kyoto"})
    assert quote.tariff is not None
    assert quote.tariff.id == "kyoto"
    assert amount(quote, "indirect") == 318_000  # 30 % of 12 × 80,000 + 100,000


def test_the_file_is_not_changed_by_what_is_laid_over_it():
    raw = {"use": [{"id": "licence", "royalty": {"rate": "3%"}}], "tax": {"basis": "exclusive"}}
    changed, _, problems = laid_over(raw, {"use.licence.royalty.rate": "5%", "tax.basis": "inclusive"}, "--set ")
    assert not problems
    assert changed == {"use": [{"id": "licence", "royalty": {"rate": "5%"}}], "tax": {"basis": "inclusive"}}
    assert raw == {"use": [{"id": "licence", "royalty": {"rate": "3%"}}], "tax": {"basis": "exclusive"}}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("directs.d.amount", 'unknown name; did you mean "direct"?'),
        ("direct.dd.amount", 'did you mean "d"? allowed: d | travel'),
        ("direct.3.amount", "unknown name"),
        ("direct.0.amount", "unknown name"),
        ("direct.d.amont", 'did you mean "amount"?'),
        ("direct.d", "unknown name; allowed: id |"),
        ("success.1.amount", "the file has no [[success]]"),
        ("contract.strat", 'did you mean "start"?'),
        ("contract", "a path is table.id.key, table.N.key or contract.key; allowed here: title |"),
        ("facts", "allowed here: …"),
        ("direct.d.unit-price.x", "allowed here: id | quantity | unit | unit-price"),
        ("direct.d.unit.x.y", "allowed here: id | quantity | unit | unit-price"),
        ("tariff.id", "unknown name"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_with_what_there_is(spec, path, said):
    written = refused(spec, {path: 1})
    assert written.startswith(f"--set: {path}")
    assert said in written


def test_a_wrong_value_is_placed_at_the_option(spec):
    assert refused(spec, {"direct.travel.amount": "many"}).startswith('--set: direct.travel.amount = "many": an amount')


def test_a_mistake_of_the_file_keeps_its_line_beside_an_option(spec, tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC.replace("hours = 200", 'hours = "many"'))
    assert "spec.toml:15: involvement.yamada.hours" in refused(spec, {"direct.travel.amount": 5})


@pytest.mark.parametrize(("table", "value"), [("tax", "5"), ("direct", "[1, 2]")])
def test_what_is_no_table_in_the_file_cannot_be_set_in(tmp_path, table, value):
    path = tmp_path / "spec.toml"
    path.write_text(f"format = 1\n{table} = {value}\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n")
    written = refused(str(path), {f"{table}.1.amount" if table == "direct" else f"{table}.basis": 5})
    assert written.startswith("--set: ")
    assert "Traceback" not in written


def test_of_very_many_paths_that_lead_nowhere_the_first_hundred_are_told(spec):
    written = refused(spec, {f"direct.d.key{number}": 1 for number in range(500)})
    assert written.count("unknown name") == 100
    assert "key99" in written
    assert "key250" not in written


def test_a_part_of_an_inline_table_that_is_not_there_is_refused(spec):
    assert "allowed here: id | probability | royalty" in refused(
        spec, {"use.licence.royalty.outcome.1.probability": 0.5}
    )


OUTCOMES = """probability = "50%"
royalty = { rate = "3%" }
outcome = [
  { probability = "50%", sales = { 2029 = 100_000_000 } },
  { probability = "50%", sales = { 2029 = 50_000_000 } },
]
"""


def test_an_element_of_an_inline_array_is_named_by_its_number(tmp_path):
    path = tmp_path / "spec.toml"
    royalty = SPEC.splitlines(keepends=True)
    start = royalty.index('probability = "50%"\n')
    path.write_text("".join([*royalty[:start], OUTCOMES, *royalty[start + 2 :]]))
    assert amount(api.quote(str(path)), "licence/royalty") == 3_000_000
    better = {"use.licence.outcome.2.sales.2029": 200_000_000}
    assert amount(api.quote(str(path), set=better), "licence/royalty") == 6_000_000
    assert "allowed here: id | probability" in refused(str(path), {"use.licence.outcome.3.sales.2029": 5})
