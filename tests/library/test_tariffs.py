"""The shipped institutions: cited, dated, covered by cases, and without a gap in time."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from command import run
from pages import tariffs
from places import ROOT, TESTS
from sangaku_price import api
from sangaku_price.documents.tariff_book import book
from sangaku_price.documents.tariff_view import numbers
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import TYPES
from sangaku_price.library.cases import Outcome, read_cases, run_case
from sangaku_price.library.coverage import exercised, numbers_of
from sangaku_price.loading import tariffs as loading
from sangaku_price.loading.files import load_source
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import load_tariff, shipped_ids
from sangaku_price.quotation.values import Quote
from sangaku_price.rules.in_force import within
from sangaku_price.tariff.rules import OverheadRule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source
from sangaku_price.writers.markdown import write

CASES = TESTS / "cases"
GUIDE = "docs/writing-a-tariff.md"
INVENTED = TESTS / "tariffs"
TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
REFUSALS = {"no-overhead-for-date", "overhead-needs-base"}
"""Before the first version of a rule nothing is known, not even what is to be agreed: a contract is refused."""


@cache
def outcomes() -> tuple[Outcome, ...]:
    """The worked cases of all shipped institutions, run once."""
    return tuple(run_case(case) for case in read_cases(str(CASES)) if Path(case.file).stem in shipped_ids())


@pytest.mark.parametrize("ident", shipped_ids())
def test_a_tariff_is_named_by_its_file_and_not_checked_in_the_future(ident):
    tariff = load_tariff(ident)
    assert tariff.id == ident
    assert tariff.checked <= TODAY
    assert tariff.region
    assert tariff.name.ja != tariff.name.en


@pytest.mark.parametrize("ident", shipped_ids())
def test_a_tariff_has_nothing_to_warn_of(ident):
    assert [one for one in api.tariff_check(ident, as_of=TODAY) if one.note.level == "warning"] == []


@pytest.mark.parametrize("ident", shipped_ids())
def test_every_source_is_a_page_or_says_that_it_is_a_copy(ident):
    for source in load_tariff(ident).sources.values():
        assert source.mirror or source.href
        assert source.href is None or source.href.startswith(("https://", "http://"))


@pytest.mark.parametrize("ident", shipped_ids())
def test_every_version_case_and_step_is_exercised_by_a_worked_case(ident):
    tariff = load_tariff(ident)
    assert (CASES / f"{ident}.toml").exists()
    done = exercised(tariff, outcomes())
    assert [path for path in numbers_of(tariff) if path not in done] == []


def test_the_library_is_large_enough():
    assert len(shipped_ids()) >= 90


# -- coverage in time --------------------------------------------------------------------------------------------------


def turning_days(tariff: Tariff) -> list[date]:
    """The days on which a rule or case begins or ends, those beside them, and today."""
    found = {TODAY}
    for rule in (rule for rules in tariff.rules.values() for rule in rules):
        for table in (rule, *(rule.case if isinstance(rule, OverheadRule) else ())):
            after = tariff.succeeded_by
            for day in (table.since, table.until, after and after.since):
                found |= {day - DAY, day, day + DAY} if day else set()
    return sorted(found)


def types_of(tariff: Tariff) -> list[str]:
    """The contract types that a tariff's overheads name; every usual one where it has none."""
    named = dict.fromkeys(name for rule in tariff.overheads for name in rule.types or TYPES)
    return list(named or TYPES)


def all_types() -> Iterator[object]:
    for ident in shipped_ids():
        for name in types_of(load_tariff(ident)):
            yield pytest.param(ident, name, id=f"{ident} {name}")


def spec_on(day: date, tariff: Tariff, contract_type: str) -> str:
    """A contract of one day, on which all its dates lie; what a tariff leaves to be agreed is given."""
    own = ""
    for ident in dict.fromkeys(rule.id for rule in tariff.overheads if rule.negotiated and not rule.optional):
        ours = [r for r in tariff.overheads if r.id == ident and contract_type in (r.types or TYPES)]
        own += f'[[overhead]]\nid = "{ident}"\nrate = "30%"\n' if any(r.negotiated for r in ours) else ""
    return (
        f'format = 1\ntariff = "{tariff.id}"\n[contract]\ntype = "{contract_type}"\n'
        f"start = {day}\nend = {day}\nsigned = {day}\napplied = {day}\n[[direct]]\namount = 1_234_567\n{own}"
    )


def priced(spec: str) -> Quote | set[str]:
    """The quote, or the codes of the refusal."""
    try:
        return price_loaded(load_source(Source("spec.toml", spec, "", None)))
    except BadFile as refusal:
        return {one.code for one in refusal.problems}


@pytest.mark.parametrize(("ident", "contract_type"), list(all_types()))
def test_on_every_day_from_the_first_on_one_version_decides_and_the_engine_runs(ident, contract_type):
    tariff = load_tariff(ident)
    begun = False
    for day in turning_days(tariff):
        quote = priced(spec_on(day, tariff, contract_type))
        if tariff.succeeded_by is not None and day >= tariff.succeeded_by.since:
            assert quote == {"succeeded"}, day
            continue
        if isinstance(quote, set):
            assert quote <= REFUSALS, f"{day}: {quote}"
            assert not begun, f"a gap on {day}"
            continue
        begun = True
        for used in quote.tariff.rules if quote.tariff else ():
            in_force = [
                rule
                for table, rules in tariff.rules.items()
                for rule in rules
                if table != "practice"
                and rule.id == used.id
                and contract_type in (rule.types or (contract_type,))
                and within(rule.since, rule.until, day)
            ]
            newest = max(rule.since or date.min for rule in in_force)
            assert [rule.since for rule in in_force if (rule.since or date.min) == newest] == [used.since], day
    assert begun


# -- one data file and one case file -----------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A copy of the shipped data, to which a file can be added."""
    copytree(loading.SHIPPED, tmp_path / "tariffs")
    monkeypatch.setattr(loading, "SHIPPED", tmp_path / "tariffs")
    for cached in (loading.shipped_ids, loading._shipped):
        cached.cache_clear()
    yield tmp_path / "tariffs"
    for cached in (loading.shipped_ids, loading._shipped):
        cached.cache_clear()


def test_an_institution_is_added_by_one_file_and_its_cases(library, tmp_path):
    before = len(list(library.glob("*.toml")))
    (library / "sakuragaoka.toml").write_text(tariffs(GUIDE)["sakuragaoka.toml"])
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "sakuragaoka.toml").write_text(
        "spec = '''\nformat = 1\ntariff = \"sakuragaoka\"\n[contract]\nstart = 2027-04-01\nend = 2028-03-31\n"
        "signed = 2027-04-01\n[facts]\ncompany-size = \"large\"\n[[direct]]\namount = 1_234_567\n'''\n"
        '[[case]]\nname = "30 %, and 5 % in thousands"\nexpect = { "lines.indirect" = 370_370, "lines.strategic" = 80_000 }\n'
    )
    assert len(api.tariff_list()) == before + 1
    assert [one.id for one in api.tariff_list("桜丘")] == ["sakuragaoka"]
    found = api.tariff_check("sakuragaoka", as_of=TODAY, cases=str(tmp_path / "cases"))
    assert {one.code for one in found if one.note.level == "warning"} == {"not-exercised"}
    assert "overhead.3" not in {one.note.path for one in found if one.code == "not-exercised"}


# -- finding and showing -----------------------------------------------------------------------------------------------


def ids(**found: str) -> list[str]:
    return [one.id for one in api.tariff_list(**found)]


def test_a_tariff_is_found_in_japanese_and_in_english():
    assert (
        ids(search="鳥取")
        == ids(search="TOTTORI university")
        == ids(region="鳥取県")
        == ids(region="tottori")
        == ["tottori"]
    )
    assert ids(search="keio mita") == ["keio-mita"]
    assert ids(search="no such words") == []


def test_a_tariff_is_found_by_the_type_that_it_prices():
    consulting = ids(type="academic-consulting")
    assert {"shinshu", "chubu", "otaru"} <= set(consulting)
    assert "kobe" not in consulting
    assert ids(type="research-cluster") == ["titech"]
    assert ids(type="academic-consulting", region="nagano") == ["shinshu"]


def test_an_unknown_type_is_answered_with_those_there_are():
    ran = run(["tariff", "list", "--type", "consulting"])
    assert ran.status == 2
    assert "academic-consulting" in ran.complaint


def test_the_documentation_of_all_tariffs_is_what_the_command_prints(request):
    path = ROOT / "docs" / "tariffs.md"
    found = run(["tariff", "list", "--full", "--format", "markdown"])
    assert found.status == 0
    if request.config.getoption("--update-golden"):
        path.write_bytes(found.out)
    assert path.read_text() == found.text, "write it anew: pytest --update-golden"


def test_the_documentation_has_every_institution_number_doubt_and_source():
    text = write(book(api.tariff_list(), Lang.BOTH)).decode()
    for tariff in api.tariff_list():
        assert f"id: {tariff.id}" in text
        for source in tariff.sources.values():
            assert source.href is None or f"<{source.href}>" in text
    assert "別サイトの写し" in text


def test_all_tariffs_are_json_in_full():
    rows = json.loads(run(["tariff", "list", "--full", "--format", "json", "--region", "tottori"]).text)
    assert [(row["id"], [one["path"] for one in row["numbers"]][:3]) for row in rows] == [
        ("tottori", ["resident.1.steps.12", "overhead.1", "overhead.1.floor"])
    ]


def guide_tariff(name: str, folder: Path) -> Tariff:
    (folder / name).write_text(tariffs(GUIDE)[name])
    return api.tariff_show(str(folder / name))


def test_the_book_says_when_a_tariff_is_to_be_reviewed_and_nothing_of_a_region_that_is_not_told(tmp_path):
    tariffs = [guide_tariff(name, tmp_path) for name in ("sakuragaoka.toml", "floor.toml")]
    text = write(book(tariffs, Lang.EN)).decode()
    assert "id: sakuragaoka、region: 長野県、checked: 2026-11-24、to be reviewed by: 2027-04-01" in text
    assert "id: mine、checked: 2026-11-24\n" in text


def test_a_case_is_shown_with_all_that_it_puts_in_the_place_of_the_norm(tmp_path):
    found = {one.path: one for one in numbers(guide_tariff("floor.toml", tmp_path))}
    assert found["overhead.1.case.1"].value.en == "5%, floor 50,000 yen"
    found = {one.path: one for one in numbers(guide_tariff("sakuragaoka.toml", tmp_path))}
    assert found["overhead.2.floor"].name.ja == "間接経費（下限額）"


def test_every_number_of_the_invented_institution_is_exercised_by_a_worked_case():
    tariff = api.tariff_show(str(INVENTED / "kakuu.toml"))
    ours = [case for case in read_cases(str(CASES)) if '"./kakuu.toml"' in case.source.text]
    ran = [run_case(case._replace(source=case.source._replace(folder=INVENTED))) for case in ours]
    assert [one.differs for one in ran if one.differs] == []
    assert set(numbers_of(tariff)) - exercised(tariff, ran) == set()
