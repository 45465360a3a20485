"""Every example in every format and language, letter by letter; refreshed with --update-golden."""

import pytest
from rich.cells import cell_len

from command import run
from places import ROOT
from sangaku_price import api
from sangaku_price.documents.brief import brief_document
from sangaku_price.language.enums import Lang
from sangaku_price.writers import Result, formats_for, table
from spreadsheet import dumped

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("fmt", formats_for(Result.QUOTE), ids=lambda fmt: fmt.name)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_quoted_as_it_was(path, fmt, lang, golden):
    if fmt.name == "json" and lang is not Lang.BOTH:
        assert run(["quote", str(path), "-f", fmt.name, "--lang", lang]) == run(["quote", str(path), "-f", fmt.name])
        return
    ran = run(["quote", str(path), "--format", fmt.name, "--lang", lang])
    assert ran.status == 0, ran.complaint
    assert ran.err == b""
    if fmt.name == "xlsx" and lang is Lang.JA:
        golden(f"quotes/{path.stem}.xlsx.txt", dumped(ran.out))
    if fmt.is_binary:
        return
    golden(f"quotes/{path.stem}.{lang}{fmt.suffixes[0]}", ran.out)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_quoted_in_brief_on_one_screen(path, lang, golden):
    screen = table.write(brief_document(api.quote(str(path)), lang), 80).decode().splitlines()
    assert len(screen) <= 25
    assert max(map(cell_len, screen)) <= 80
    ran = run(["quote", str(path), "--brief", "--lang", lang])
    assert ran.status == 0, ran.complaint
    golden(f"quotes/{path.stem}.brief.{lang}.txt", ran.out)


def test_a_brief_quote_is_for_its_reader_and_in_its_format(tmp_path):
    path = str(next(path for path in EXAMPLES if path.stem == "startup-equity"))
    office, company = (run(["quote", path, "--brief", "--for", reader]).text for reader in ("office", "company"))
    assert "期待値" in office
    assert "期待値" not in company
    assert run(["quote", path, "--brief", "-f", "markdown"]).text.startswith("# ")
    for words in (["-f", "json"], ["--get", "totals.total"], ["--freeze"], ["--document", "annex"]):
        assert run(["quote", path, "--brief", *words]).status == 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_explained_as_it_was(path, golden, monkeypatch):
    monkeypatch.chdir(path.parent.parent)
    ran = run(["explain", f"examples/{path.name}"])
    assert ran.status == 0, ran.complaint
    golden(f"explanations/{path.stem}.txt", ran.out)


@pytest.mark.parametrize("scenario", ["cost-accumulation", "outcome-linked", "lean", "agreed"])
def test_a_scenario_of_the_large_example_is_quoted_as_it_was(scenario, golden):
    path = next(path for path in EXAMPLES if path.stem == "kyoto-battery")
    ran = run(["quote", str(path), "--scenario", scenario, "--lang", "ja"])
    assert ran.status == 0, ran.complaint
    golden(f"quotes/kyoto-battery.{scenario}.txt", ran.out)


@pytest.mark.parametrize("name", ["kyoto", "iwate", "tottori", "yamaguchi"])
def test_a_tariff_is_shown_as_it_was(name, golden):
    for fmt, suffix in (("table", "txt"), ("json", "json"), ("markdown", "md")):
        ran = run(["tariff", "show", name, "--format", fmt])
        assert ran.status == 0, ran.complaint
        golden(f"tariffs/{name}.{suffix}", ran.out)
