"""The JSON Schemas: accepted by a standard validator for every file that is shipped, and refusing what `check` refuses."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance.schemas import schema_of
from sangaku_price.language.enums import SchemaOf
from sangaku_price.loading.tariffs import SHIPPED

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
TARIFFS = sorted(SHIPPED.glob("*.toml"))
POLICY = """format = 1
[[gate]]
name = "g"
measure = "value-share"
at-least = "20%"
when = { company-size = ["large", "sme"], startup = true }
[[gate]]
name = "h"
measure = "change"
above = -5
"""


SCENARIO = """format = 1
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1
[[use]]
id = "lic"
royalty = { rate = "3%" }
[scenario.x]
set = { VALUES }
"""


def as_json(value):
    """TOML as validators of TOML see it: dates are strings, decimals numbers."""
    match value:
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case list():
            return [as_json(one) for one in value]
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == int(value) else json.loads(str(value))
        case _:
            return value


CONTRACT = "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\namount = 1\n"


def read(text):
    return as_json(tomli.loads(text, parse_float=Decimal))


@pytest.fixture(scope="module")
def validator():
    made = {of: json.loads(sangaku_price.schema(of)) for of in SchemaOf}
    for schema in made.values():
        Draft202012Validator.check_schema(schema)
    return {
        of: Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for of, schema in made.items()
    }


def mistakes(validator, of, value):
    return [(error.json_path, error.message) for error in validator[of].iter_errors(value)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_and_its_quotes_are_accepted(path, validator):
    assert mistakes(validator, "contract", read(path.read_text())) == []
    for arguments in ([], ["--freeze"], ["--freeze", "--for", "company"]):
        quote = json.loads(run(["quote", str(path), "-f", "json", *arguments]).out)
        assert mistakes(validator, "quote", quote) == []


@pytest.mark.parametrize("path", TARIFFS, ids=lambda path: path.stem)
def test_every_shipped_tariff_is_accepted(path, validator):
    assert mistakes(validator, "tariff", read(path.read_text())) == []


def test_a_policy_is_accepted(validator):
    assert mistakes(validator, "policy", read(POLICY)) == []


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("contract", "format = 2\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n"),
        ("contract", "format = 1\n"),
        ("contract", "format = 1\nx = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n"),
        ("contract", 'format = 1\n[contract]\nstart = "soon"\nend = 2027-03-31\n'),
        ("contract", "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\n"),
        ("contract", "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\namount = 1.5\n"),
        ("contract", "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\nquantity = 3\n"),
        (
            "contract",
            "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\namount = 1\nunit-price = 2\nquantity = 1\n",
        ),
        ("contract", CONTRACT + '[[payer]]\nname = "甲社"\nshare = "50%"\nrest = true\n'),
        ("contract", CONTRACT + '[[payer]]\nname = "甲社"\n'),
        ("contract", CONTRACT + '[[payment]]\nshare = "50%"\namount = 1\n'),
        ("contract", CONTRACT + "[[payment]]\ndue = 2027-03-31\n"),
        ("policy", POLICY.replace("value-share", "valueshare")),
        ("policy", POLICY + "x = 1\n"),
        ("policy", "format = 1\n"),
        ("tariff", 'format = 1\nid = "x"\nname = "x"\n'),
        ("contract", SCENARIO.replace("VALUES", '"direct.1.amount" = "1,000"')),
        ("contract", SCENARIO.replace("VALUES", '"direct.1.ammount" = 1_000')),
        ("contract", SCENARIO.replace("VALUES", '"facts.startup" = 1')),
        ("contract", SCENARIO.replace("VALUES", '"tax.basis" = "with"')),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(of, text, validator):
    assert mistakes(validator, of, read(text))


def test_what_a_scenario_may_set_the_schema_accepts(validator):
    values = """
        "tariff" = "kyoto", "contract.end" = 2027-09-30, "facts.startup" = true, "facts.site" = "main", "direct.1.amount" = 2,
        "direct.1.tax-category" = "taxable", "direct.1.unit-price" = 27.35, "use.lic.royalty.rate" = "5%", "use.lic.upfront" = 3,
    """
    assert not mistakes(
        validator, "contract", read(SCENARIO.replace("VALUES", " ".join(values.split()).removesuffix(",")))
    )


def test_guidance_has_a_quantity_without_a_price(validator):
    head = "format = 1\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n"
    assert not mistakes(validator, "contract", read(head + '[[direct]]\ncategory = "guidance"\nquantity = 3\n'))


@pytest.mark.parametrize("of", [SchemaOf.CONTRACT, SchemaOf.TARIFF, SchemaOf.POLICY])
def test_every_key_of_a_table_has_a_title_and_words_in_both_languages(of):
    tables = schema_of(of)["$defs"]
    assert tables
    for table in tables.values():
        for key, one in table["properties"].items():
            assert one["title"] == key
            assert " / " in one["description"], key


def test_there_is_no_null_in_a_file():
    for of in (SchemaOf.CONTRACT, SchemaOf.TARIFF, SchemaOf.POLICY):
        assert b'"null"' not in sangaku_price.schema(of)


def test_a_schema_is_written_to_a_file_again_and_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert run(["schema", "contract", "-o", "contract.schema.json"]).status == 0
    assert (
        Path("contract.schema.json").read_bytes() == sangaku_price.schema("contract") == run(["schema", "contract"]).out
    )
    assert run(["schema", "nothing"]).status == 2
