"""One figure for a script, by its path."""

import json

import pytest

from command import run
from places import ROOT
from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price.interchange import json_fields, json_lines
from sangaku_price.interchange.json import adapter, to_json
from sangaku_price.language.enums import Lang
from sangaku_price.writers import figures
from sangaku_price.writers.figures import figure_at

EXAMPLE = str(ROOT / "examples" / "kyoto-battery.toml")


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
    ("path", "figure"),
    [
        ("tariff.rules.0.id", "indirect"),
        ("tariff.rules.resident.decided_by", "signed"),
        ("engine.version", "0.1.0"),
        ("schema_version", "1"),
        ("contract.facts.startup", "true"),
        ("contract.document.number", "SK-2026-0417"),
        ("notes.0.code", "doubt"),
        ("lines.indirect@FY2026.label.en", "collaboration promotion cost"),
        ("lines.indirect@FY2026.steps.0.args.0.args.1.value", "3/10"),
        ("lines.indirect.rounding.mode", "down"),
        ("lines.indirect.sources.1.key", "null"),
    ],
)
def test_every_list_and_object_may_be_gone_through(path, figure):
    assert figure_at(rich_quote(), path) == figure


def paths(found, before=""):
    """Every path of a JSON value that leads to something, and what is there; of lists by their number."""
    pairs = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in pairs:
        yield f"{before}{key}", value
        yield from paths(value, f"{before}{key}.")


def test_a_path_leads_where_it_leads_in_the_json():
    quote = rich_quote()
    document = json.loads(to_json(quote))
    lines = {f"lines.{line['id']}@{line['period']}": line for line in document.pop("lines")}
    walked = [*paths(document), *lines.items()]
    for path, line in lines.items():
        walked += paths(line, f"{path}.")
    assert len(walked) > 1000
    for path, value in walked:
        assert figure_at(quote, path) == (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize("path", ["totals.total", "lines.indirect.amount", "contract.start", "tariff.rules.0.id"])
def test_only_what_a_path_leads_to_is_written(path, monkeypatch):
    asked = []
    monkeypatch.setattr(figures, "adapter", lambda described: asked.append(described) or adapter(described))
    figure_at(rich_quote(), path)
    assert len(asked) == 1
    assert asked[0] not in {json_fields.Quote, json_fields.Totals, json_lines.Line, json_fields.Parties}


def test_what_utf_8_cannot_write_is_an_escape():
    assert (
        run(["quote", EXAMPLE, "--set", "contract.title=caf\udce9", "--get", "contract.title"]).out == b"caf\\udce9\n"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("totals.totl", 'no figure at "totals.totl"; did you mean "totals.total"? (subtotal | tax | total'),
        ("totl", 'did you mean "total"'),
        ("contrakt.start", 'did you mean "contract"'),
        ("lines.indirekt.amount", 'did you mean "lines.indirect"'),
        ("lines.indirect.amuont", 'did you mean "lines.indirect.amount"'),
        ("totals.total.yen", '"totals.total" is a value, with nothing below it'),
        ("contract.applied.year", '"contract.applied" is a value, with nothing below it'),
        ("notes.0.kode", 'did you mean "notes.0.code"'),
        ("tariff.rules.indirekt", 'did you mean "tariff.rules.indirect"'),
        ("lines.xyzzy", 'no figure at "lines.xyzzy" (direct.1 |'),
        ("", 'no figure at "" (schema_version | engine'),
        ("totals.", 'no figure at "totals." (subtotal |'),
        (".", 'no figure at "."'),
    ],
)
def test_a_path_that_leads_nowhere_names_the_nearest(path, said):
    with pytest.raises(LookupError) as refusal:
        figure_at(rich_quote(), path)
    assert said in str(refusal.value)
    assert f"「{path}」は見積にありません。" in refusal.value.said(Lang.BOTH)


def test_of_many_names_the_first_are_enough():
    lines = [replace(a_line(f"d{number}", flat(1)), period="contract") for number in range(30)]
    with pytest.raises(LookupError) as refusal:
        figure_at(a_quote(lines), "lines.xyzzy")
    assert len(str(refusal.value.args[0]).split("|")) == 25
    assert str(refusal.value.args[0]).endswith(" | …)")


def test_a_quote_without_a_tariff_has_nothing_below_it():
    with pytest.raises(LookupError, match='"tariff" is a value'):
        figure_at(replace(a_quote([]), tariff=None), "tariff.id")


def test_lines_of_one_id_are_summed_once_each():
    lines = [replace(a_line("d", flat(number)), period=f"FY{2026 + number}") for number in range(1, 40)]
    assert figure_at(a_quote(lines), "lines.d.amount") == str(sum(range(1, 40)))
