"""The JSON quote: its keys, its exactness, and what is refused when it is read back."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from priced import laws, priced_job
from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price.assurance.schemas import schema_of
from sangaku_price.documents.audience import for_company
from sangaku_price.interchange import json_beside, json_change, json_fields, json_lines, json_sums
from sangaku_price.interchange.json import from_json, pieces, to_json
from sangaku_price.interchange.json_types import is_object, keys_of
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import SchemaOf
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.text import Text, own
from sangaku_price.quotation import beside, change, invoices, sources, values
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile
from tariff_strategies import jobs

HOSTILE = "\x00\t\r\x1b\x7f\x85\x9b\u061c\u200e\u2028\u2029\u202e\u2066\ufeff"
"""What steers a terminal, or turns the direction of writing."""
WRONG = [
    ("totals.total", "14157000", "totals.total"),
    ("totals.total", 1.5, "totals.total"),
    ("totals.total", True, "totals.total"),
    ("totals.value_share", 0.5, "totals.value_share"),
    ("totals.value_share", "1e9999999", "totals.value_share"),
    ("totals.value_share", "1/0", "totals.value_share"),
    ("totals.value_share", "３/4", "totals.value_share"),
    ("totals.by_section", {}, "totals.by_section"),
    ("totals.by_section", [], "totals.by_section"),
    ("totals.contingent", None, "totals.contingent"),
    ("engine", "0.1.0", "engine"),
    ("engine", {"name": "other", "version": "1"}, "engine"),
    ("scenario", None, "scenario"),
    ("set", {"a": 1}, "set.a"),
    ("contract.start", "20261001", "contract.start"),
    ("contract.start", "2026-13-01", "contract.start"),
    ("contract.facts", {"startup": 1}, "contract.facts.startup"),
    ("contract.type_name", {"ja": "共同研究"}, "contract.type_name"),
    ("contract.billing", "monthly", "contract.billing"),
    ("lines", {}, "lines"),
    ("totals", [], "totals"),
    ("lines.0.kind", "bribe", "lines[0].kind"),
    ("lines.0.private", 1, "lines[0].private"),
    ("lines.0.unit_price", 27.35, "lines[0].unit_price"),
    ("lines.0.unit_price", "27", "lines[0].unit_price"),
    ("lines.0.unit_price", "27.350", "lines[0].unit_price"),
    ("lines.0.unit_price", True, "lines[0].unit_price"),
    ("lines.0.sources", [], "lines[0]"),
    ("lines.0.label", {"ja": "a", "en": 1}, "lines[0].label"),
    ("lines.0.rounding", {"unit": 0, "mode": "down"}, "lines[0].rounding"),
    ("lines.0.steps.0.op", "exec", "lines[0].steps[0].op"),
    ("lines.0.steps.0.args", [], "lines[0].steps[0]"),
    ("lines.0.steps.0.index", 7, "lines[0].steps[0]"),
    ("lines.0.steps.0.weights", [6, -12], "lines[0].steps[0]"),
    ("notes.0.level", "shout", "notes[0].level"),
]
"""Values that no quote has: where, what, and the path at which they are refused."""


def loaded(quote: Quote | None = None) -> dict:
    return json.loads(to_json(quote or rich_quote()))


def refused(change: dict, code: str) -> str:
    """The path at which a changed document is refused."""
    with pytest.raises(BadFile) as refusal:
        from_json(json.dumps(change).encode())
    (problem,) = refusal.value.problems
    assert problem.code == code
    return problem.path


def at(document: dict, path: str, value: object) -> dict:
    """The document with another value at a path."""
    place: object = document
    *way, last = path.split(".")
    for key in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[last] = value
    return document


def test_a_quote_that_is_written_and_read_back_is_equal():
    quote = rich_quote()
    assert from_json(to_json(quote)) == quote


def test_a_quote_without_a_tariff_and_without_certain_money_comes_back():
    quote = replace(a_quote([]), tariff=None, notes=())
    assert from_json(to_json(quote)) == quote


def test_the_companys_quote_comes_back():
    quote = for_company(rich_quote())
    assert from_json(to_json(quote)) == quote


@laws(60)
@given(jobs())
def test_the_quote_of_any_contract_comes_back_for_both_readers_in_the_layout_of_the_standard_library(job):
    quote = priced_job(job)
    for shown in (quote, for_company(quote)):
        written = to_json(shown)
        assert from_json(written) == shown
        again = json.dumps(json.loads(written), ensure_ascii=False, indent=2) + "\n"
        assert written == json_safe(again).encode()


def test_a_quote_is_written_a_line_at_a_time():
    lines = [a_line(f"d{number}", flat(number)) for number in range(1, 200)]
    longest = max(map(len, pieces(a_quote(lines))))
    assert longest < len(to_json(a_quote(lines[:3])))


def test_every_field_of_every_value_is_described_once_and_in_no_other_object():
    described = {
        name: one
        for name, one in {
            **vars(json_sums),
            **vars(json_lines),
            **vars(json_change),
            **vars(json_beside),
            **vars(json_fields),
        }.items()
        if is_object(one)
    }
    known = {**vars(sources), **vars(invoices), **vars(values), **vars(change), **vars(beside)}.values()
    made = [one for one in known if hasattr(one, "_fields") and one not in {Text, Calendar}]
    assert {one.__name__ for one in made} == set(described) - {"Argument"}
    for one in made:
        constants = {Quote: {"schema_version", "currency"}, change.Moved: {"difference"}}.get(one, set())
        assert set(keys_of(described[one.__name__])) == set(one._fields) | constants


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(HOSTILE), min_size=1))
def test_any_text_comes_back_and_no_control_or_direction_character_is_in_the_file(words):
    line = a_line("direct.1", flat(1), label=Text(words, f"en {words}"))
    quote = a_quote([line], contract=replace(a_quote([]).contract, title=words, facts={"fact": words}))
    written = to_json(quote)
    assert from_json(written) == quote
    assert not set(written.decode()) & set(HOSTILE)


def test_what_utf_8_cannot_write_is_an_escape_and_comes_back():
    quote = a_quote([], scenario="caf\udce9")
    assert b"caf\\udce9" in to_json(quote)
    assert from_json(to_json(quote)) == quote
    line = replace(a_line("direct.1", flat(1)), label=own("caf\udce9\x7f"))
    written = to_json(a_quote([line, a_line("direct.2", flat(2))]))
    assert b'\n        "ja": "caf\\udce9\\u007f",\n' in written
    assert from_json(written).lines[0].label == own("caf\udce9\x7f")


@given(st.fractions(min_value=-(10**14), max_value=10**14))
def test_every_exact_value_comes_back(number):
    quote = a_quote([replace(a_line("direct.1", flat(1)), exact=number, rate=number)])
    assert from_json(to_json(quote)) == quote


def test_the_keys_stand_in_the_published_order():
    document = loaded()
    assert list(document) == [
        "schema_version", "engine", "currency", "contract", "scenario", "set", "spec_sha256", "tariff", "lines",
        "periods", "invoices", "totals", "notes",
    ]  # fmt: skip
    assert list(document["lines"][0]) == [
        "id", "kind", "section", "charged_as", "certainty", "tax_category", "period", "due", "probability", "label",
        "quantity", "unit", "unit_price", "amount", "exact", "formula", "steps", "base", "rate", "rounding", "reduces",
        "beaten", "sources", "private", "marks",
    ]  # fmt: skip
    assert list(document["contract"]) == [
        "title", "university", "company", "principal", "type", "type_name", "start", "end", "months", "signed",
        "applied", "billing", "discount_rate", "backfill_cap", "tax_basis", "tax_rounding", "facts", "document",
    ]  # fmt: skip
    assert list(document["totals"]) == [
        "subtotal", "tax", "total", "by_kind", "by_section", "by_charge", "value_share", "contingent", "maximum",
        "expected", "in_kind",
    ]  # fmt: skip
    assert list(document["totals"]["contingent"]) == ["maximum", "expected", "present_value", "missing"]
    assert list(document["tariff"]) == ["id", "name", "checked", "sha256", "rules"]
    assert list(document["tariff"]["rules"][0]) == ["id", "since", "decided_by"]
    assert list(document["lines"][0]["sources"][0]) == ["title", "article", "href", "key"]
    assert list(document["periods"][0]) == ["label", "start", "end", "subtotal", "tax", "total"]
    assert list(document["invoices"][0]) == ["label", "due", "payer", "subtotal", "tax", "total"]
    assert list(document["invoices"][0]["tax"][0]) == ["rate", "base", "amount"]
    assert list(document["notes"][0]) == ["code", "level", "message", "path"]


def test_amounts_are_integers_and_rates_are_text():
    document = loaded()
    assert document["schema_version"] == 1
    assert document["engine"] == {"name": "sangaku-price", "version": "0.1.0"}
    assert document["currency"] == "JPY"
    indirect = next(line for line in document["lines"] if line["id"] == "indirect")
    assert indirect["amount"] == 144_001
    assert indirect["exact"] == "720009/5"
    assert indirect["rate"] == "0.3"
    assert indirect["rounding"] == {"unit": 1, "mode": "down"}
    assert indirect["label"] == {"ja": "産学連携推進経費", "en": "collaboration promotion cost"}
    assert indirect["formula"] == "直接経費 480,006円の30％\n30% of direct cost 480,006 yen"
    assert indirect["beaten"] == [
        {"what": "indirect –2023-03-31 10%", "why": "研究開始日 2026-10-01 に効力がない\nnot in force on 2026-10-01"}
    ]
    royalty = next(line for line in document["lines"] if line["id"] == "licence/royalty")
    assert royalty["probability"] == "1/3"
    assert document["contract"]["discount_rate"] == "0.08"
    assert document["contract"]["facts"] == {"startup": True, "company-size": "sme"}


def test_a_step_leaves_out_what_is_empty():
    indirect = next(line for line in loaded()["lines"] if line["id"] == "indirect")
    assert indirect["steps"][0] == {
        "op": "round",
        "value": "144001",
        "unit": "yen",
        "rounding": {"unit": 1, "mode": "down"},
        "args": [
            {
                "op": "mul",
                "value": "720009/5",
                "unit": "yen",
                "args": [
                    {
                        "op": "lines",
                        "value": "480006",
                        "unit": "yen",
                        "name": {"ja": "直接経費", "en": "direct cost"},
                        "lines": ["direct.1"],
                    },
                    {
                        "op": "value",
                        "value": "3/10",
                        "unit": "rate",
                        "name": {"ja": "率", "en": "rate"},
                        "key": "overhead.indirect.rate",
                    },
                ],
            }
        ],
    }


def test_a_message_that_is_the_same_in_both_languages_is_written_once():
    quote = a_quote([replace(a_line("direct.1", flat(1)), formula=own("1円"))])
    assert loaded(quote)["lines"][0]["formula"] == "1円"
    assert from_json(to_json(quote)).lines[0].formula == Text("1円", "1円")


def test_a_message_without_english_comes_back_without_it():
    quote = a_quote([replace(a_line("direct.1", flat(1)), formula=Text("一円", ""))])
    assert from_json(to_json(quote)) == quote


def test_the_file_ends_with_a_line_end_and_is_indented_by_two():
    written = to_json(rich_quote())
    assert written.startswith(b'{\n  "schema_version": 1,\n')
    assert written.endswith(b"}\n")


def test_a_byte_order_mark_and_unknown_keys_do_not_matter():
    document = {**loaded(), "frozen": {"anything": 1}}
    assert from_json(b"\xef\xbb\xbf" + json.dumps(document).encode()) == rich_quote()


@pytest.mark.parametrize(
    "document", [b"", b"{", b"[]x", b"\xff\xfe", b'{"a": 1, "a": 2}', b"[" * 100_000, b"9" * 5_000]
)
def test_what_is_no_json_is_refused(document):
    with pytest.raises(BadFile) as refusal:
        from_json(document)
    assert [problem.code for problem in refusal.value.problems] == ["quote-no-json"]


@pytest.mark.parametrize("document", [[], {}, "quote"])
def test_json_that_is_no_quote_lacks_its_version(document):
    assert refused(document, "missing") == ""


@pytest.mark.parametrize("version", [2, "1", None, True])
def test_another_version_is_refused(version):
    assert refused({**loaded(), "schema_version": version}, "quote-version") == "schema_version"


def test_a_derivation_that_is_nested_too_deeply_is_refused():
    step = {"op": "value", "value": "1"}
    for _ in range(400):
        step = {"op": "ceil", "value": "1", "args": [step]}
    assert refused(at(loaded(), "lines.0.steps", [step]), "quote-no-json") == ""


def test_another_currency_is_refused():
    assert refused({**loaded(), "currency": "USD"}, "quote-value") == "currency"


def test_a_missing_key_is_named_where_it_is_missing():
    document = loaded()
    del document["lines"][2]["amount"]
    with pytest.raises(BadFile) as refusal:
        from_json(json.dumps(document).encode())
    (problem,) = refusal.value.problems
    assert (problem.code, problem.path) == ("missing", "lines[2]")
    assert '"amount"' in problem.text.en


@pytest.mark.parametrize(("path", "value", "named"), WRONG)
def test_a_value_of_another_shape_is_refused_with_its_path(path, value, named):
    assert refused(at(loaded(), path, value), "quote-value") == named


BEYOND_A_SCHEMA = {"1/0", "20261001", "2026-13-01", "lines[0]", "lines[0].rounding", "lines[0].steps[0]"}
"""Values and paths of which only the program knows that they are wrong."""


@pytest.mark.parametrize(("path", "value", "named"), WRONG)
def test_what_is_refused_the_schema_refuses_too_where_a_schema_can_know(path, value, named):
    validator = Draft202012Validator(schema_of(SchemaOf.QUOTE))
    assert validator.is_valid(loaded())
    known = named not in BEYOND_A_SCHEMA and str(value) not in BEYOND_A_SCHEMA
    assert validator.is_valid(at(loaded(), path, value)) is not known


def test_a_refused_value_is_shown():
    with pytest.raises(BadFile) as refusal:
        from_json(json.dumps(at(loaded(), "totals.total", "14157000")).encode())
    assert refusal.value.problems[0].found == '"14157000"'


def test_a_rate_without_an_end_is_a_fraction():
    quote = a_quote([replace(a_line("direct.1", flat(1)), rate=Fraction(3, 13))])
    assert loaded(quote)["lines"][0]["rate"] == "3/13"


@pytest.mark.parametrize(
    ("price", "written"),
    [(Fraction(80_001), 80_001), (Fraction(547, 20), "27.35"), (Fraction(9025, 2), "4512.5"), (None, None)],
)
def test_a_unit_price_is_an_integer_where_it_is_whole_and_an_exact_decimal_text_elsewhere(price, written):
    quote = a_quote(lines=(replace(a_line("a", flat(1)), unit_price=price),))
    told = to_json(quote)
    found = json.loads(told)
    assert found["lines"][0]["unit_price"] == written
    assert type(found["lines"][0]["unit_price"]) is type(written)
    assert from_json(told) == quote
    Draft202012Validator(schema_of(SchemaOf.QUOTE)).validate(found)
