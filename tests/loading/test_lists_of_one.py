"""A name alone is a list of one, wherever a list of names may stand: in tariffs, in contracts."""

import re

import pytest

from places import ROOT
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.toml.reading import parse, read
from worked import case_files, priced

TARIFFS = sorted((ROOT / "src" / "sangaku_price" / "data" / "tariffs").glob("*.toml"))
ONE = re.compile(r'^([a-z-]+) = \[("[^"]+")\]$', re.MULTILINE)
KEYS = {"base", "eligible", "lines", "of"}


def alone(value):
    """The same file, in which what is alone in a list of names stands without its list."""
    if isinstance(value, dict):
        return {key: alone(one) for key, one in value.items()}
    if isinstance(value, list):
        return value[0] if len(value) == 1 and isinstance(value[0], str) else [alone(one) for one in value]
    return value


@pytest.mark.parametrize("path", TARIFFS, ids=lambda path: path.stem)
def test_a_tariff_says_the_same_without_its_lists_of_one(path):
    raw = parse(read(str(path)))
    tariff, problems = read_tariff(alone(raw), "sha", None)
    assert not problems
    assert tariff == read_tariff(raw, "sha", None)[0]


def cases_with_lists_of_one():
    for stem, content in case_files().items():
        for case in content["case"]:
            spec = case.get("spec", content.get("spec"))
            if ONE.search(spec) and "expect" in case and "changes" not in case:
                yield pytest.param(case, spec, id=f"{stem}: {case['name']}")


@pytest.mark.parametrize(("case", "spec"), [*cases_with_lists_of_one()])
def test_a_contract_is_priced_alike_without_its_lists_of_one(case, spec, tmp_path):
    again = priced(case, ONE.sub(r"\1 = \2", spec), tmp_path)
    assert again.totals == priced(case, spec, tmp_path).totals


def test_bases_eligible_kinds_lines_and_parts_are_among_them():
    found = {key for case in cases_with_lists_of_one() for key, _ in ONE.findall(case.values[1])}
    assert found == KEYS
