"""The READMEs under test: short, the same in both languages where it counts, with the two commands that do all the set-up."""

import re

import pytest

from pages import text_of
from places import ROOT
from sangaku_price.loading.tariffs import shipped_ids

READMES = ("README.md", "README.ja.md")
TWO_COMMANDS = ("pip install . && sangaku-price quote examples/kyoto-battery.toml", 'pip install -e ".[dev]" && pytest')
MOST_LINES = 200


@pytest.mark.parametrize("page", READMES)
def test_a_readme_is_read_in_one_go(page):
    assert len(text_of(page).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("command", TWO_COMMANDS)
def test_the_two_commands_stand_in_a_readme_as_they_are(command, page):
    assert f"```sh\n{command}\n```" in text_of(page)


def test_the_second_command_is_run_before_a_change_lands():
    assert 'pip install --quiet -e ".[dev]" && pytest' in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("page", READMES)
def test_a_readme_counts_the_institutions_that_are_shipped(page):
    assert re.search(rf"\b{len(shipped_ids())} ?(?:institutions|機関)", text_of(page))


@pytest.mark.parametrize("page", READMES)
def test_a_readme_leads_to_every_page(page):
    linked = set(re.findall(r"\]\((docs/[^)]+)\)", text_of(page)))
    written = {str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")}
    assert linked == written


def test_both_readmes_show_the_same_commands():
    english, japanese = (re.findall(r"^\$ (.*?)(?: --lang \w+)?$", text_of(page), re.MULTILINE) for page in READMES)
    assert english == japanese
