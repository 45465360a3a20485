"""One figure for a script, by its path."""

import pytest

from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price.writers.figures import figure_at


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("totals.contingent.maximum", "16000000"),
        ("contingent.maximum", "16000000"),
        ("totals.by_kind.overhead", "482004"),
        ("lines.indirect.amount", "432004"),
        ("lines.indirect@FY2026.amount", "144001"),
        ("lines.licence/upfront.amount", "500000"),
        ("lines.direct.1.amount", "1440018"),
        ("lines.direct.1@FY2027.amount", "960012"),
        ("lines.pilot.probability", "0.5"),
        ("lines.pilot.due", "2028-09-30"),
        ("lines.indirect.private", "false"),
        ("periods.FY2026.label", "FY2026"),
        ("periods.1.label", "FY2027"),
        ("invoices.FY2026.tax.0.rate", "0.1"),
        ("contract.company", "みやこ電池株式会社"),
        ("scenario", "value-based"),
        ("tariff.id", "kyoto"),
    ],
)
def test_a_path_of_the_json_leads_to_its_figure(path, figure):
    assert figure_at(rich_quote(), path) == figure


def test_a_figure_that_is_not_known_is_null():
    assert figure_at(rich_quote(), "contract.applied") == "null"


def test_a_total_needs_no_totals_before_it():
    quote = a_quote([a_line("d", flat(1_000_000))])
    assert figure_at(quote, "total") == figure_at(quote, "totals.total") == "1100000"


def test_a_table_is_given_as_json():
    quote = a_quote([a_line("d", flat(1_000_000))])
    assert figure_at(quote, "periods.contract").startswith('{"label": "contract"')
    assert figure_at(quote, "notes") == "[]"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("totals.totl", "did you mean 'total'"),
        ("lines.indirekt.amount", "did you mean 'indirect'"),
        ("totals.total.yen", "no figure at 'totals.total.yen' ()"),
        ("notes.0.kode", "did you mean 'code'"),
        ("lines.xyzzy", "no figure at 'lines.xyzzy' (direct.1,"),
    ],
)
def test_a_path_that_leads_nowhere_names_the_nearest(path, said):
    with pytest.raises(LookupError) as refusal:
        figure_at(rich_quote(), path)
    assert said in str(refusal.value.args[0])


def test_the_first_twenty_names_are_enough():
    lines = [replace(a_line(f"d{number}", flat(1)), period="contract") for number in range(30)]
    with pytest.raises(LookupError) as refusal:
        figure_at(a_quote(lines), "lines.xyzzy")
    assert len(str(refusal.value.args[0]).split(",")) == 20
