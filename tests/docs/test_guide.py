"""The guide under test: its tariffs load, its contracts cost what it says, and it names every key there is."""

import re
from datetime import date
from pathlib import Path

import pytest
import tomli

from catalogue import MESSAGES
from guide import GUIDE, blocks, tariffs
from sangaku_price import api
from sangaku_price.library.cases import figure_of
from sangaku_price.loading.overlay import read_value
from sangaku_price.loading.tariff_file import HEAD_KEYS
from sangaku_price.tariff.tables import RULE_TABLES, Case, SourceTable
from sangaku_price.toml.validation import keys_of

CONTRACT = "[contract]\nstart = 2026-04-01\nend = 2027-03-31\n"
PRICED = re.compile(r"^# → (?:with (?P<values>[^:]*(?:\"[^\"]*\"[^:]*)*): )?(?P<figures>.*)$", re.MULTILINE)
PAIR = re.compile(r"([\w./@-]+) = (\"[^\"]*\"|[^,]+)")


def contracts() -> list:
    return [
        pytest.param(name.removeprefix("contract under "), block, id=f"{name} ({number})")
        for number, (name, block) in enumerate(blocks())
        if name.startswith("contract under ")
    ]


def written(folder: Path) -> Path:
    for name, text in tariffs().items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(("tariff", "block"), contracts())
def test_a_contract_of_the_guide_costs_what_it_says(tariff, block, tmp_path):
    spec = block if "format =" in block else f'format = 1\ntariff = "./{tariff}"\n'
    if "format =" not in block:
        spec += (CONTRACT if "[contract]" not in block else "") + block
    path = written(tmp_path) / "contract.toml"
    path.write_text(spec)
    said = list(PRICED.finditer(block))
    assert said
    for one in said:
        values = {key: read_value(value.strip()) for key, value in PAIR.findall(one["values"] or "")}
        quote = api.quote(str(path), set=values)
        wanted = {key: int(value.replace("_", "")) for key, value in PAIR.findall(one["figures"])}
        assert wanted
        assert {key: int(figure_of(quote, key)) for key in wanted} == wanted, one[0]


@pytest.mark.parametrize("name", tariffs())
def test_a_tariff_of_the_guide_has_nothing_to_warn_of(name, tmp_path):
    found = api.tariff_check(str(written(tmp_path) / name), as_of=date(2026, 11, 24))
    assert [one.code for one in found if one.note.level == "warning"] == []


def test_every_tariff_of_the_guide_is_priced():
    assert {name for name, _ in (one.values for one in contracts())} == set(tariffs())


def test_the_case_file_of_the_guide_holds(tmp_path):
    cases = next(block for name, block in blocks() if name.startswith("cases/"))
    (written(tmp_path) / "cases").mkdir()
    (tmp_path / "cases" / "sakuragaoka.toml").write_text(cases)
    found = api.tariff_check(
        str(tmp_path / "sakuragaoka.toml"), as_of=date(2026, 11, 24), cases=str(tmp_path / "cases")
    )
    assert [one for one in found if one.code == "case-differs"] == []
    assert {one.note.path for one in found if one.code == "not-exercised"} == {
        "resident.1.steps.6",
        "resident.1.steps.12",
        "overhead.1",
        "overhead.2.case.1",
        "overhead.2.floor",
        "overhead.2.cap",
    }


def test_the_guide_names_every_key_of_the_format():
    said = set(re.findall(r"[a-z-]+", GUIDE.read_text()))
    keys = {key for model in (*RULE_TABLES.values(), Case, SourceTable) for key in keys_of(model)}
    assert {*keys, *HEAD_KEYS, "default", "types", "facts", "source"} - said == set()


def test_the_guide_names_every_finding():
    said = GUIDE.read_text()
    codes = [code.removeprefix("library-") for code in MESSAGES if code.startswith("library-")]
    assert [code for code in codes if f"`{code}`" not in said] == []


def test_the_recipes_use_every_key():
    def keys(value: object) -> set[str]:
        match value:
            case dict():
                return set(value) | {key for one in value.values() for key in keys(one)}
            case list():
                return {key for one in value for key in keys(one)}
            case _:
                return set()

    used = keys([tomli.loads(text) for text in tariffs().values()])
    wanted = {key for model in (*RULE_TABLES.values(), Case) for key in keys_of(model)}
    assert wanted - used == set()
