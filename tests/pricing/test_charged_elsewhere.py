"""What a changed contract says anew of an overhead that costs nothing more: where it is charged, how it is taxed."""

from pathlib import Path

import pytest

import sangaku_price as api
from places import TESTS
from sangaku_price.toml.problems import BadFile

SPEC = f"""format = 1
tariff = "{TESTS / "tariffs" / "kaitei.toml"}"
[contract]
start = 2025-07-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 3_456_789
"""
CHANGE = '[amends]\nquote = "first.json"\nsigned = 2026-09-01\n[[overhead]]\nid = "indirect"\n'


@pytest.fixture
def changed(tmp_path: Path):
    """The same contract after a change that says something of its overhead."""
    (tmp_path / "first.toml").write_text(SPEC)
    (tmp_path / "first.json").write_bytes(api.freeze(tmp_path / "first.toml"))

    def made(said: str):
        (tmp_path / "change.toml").write_text(SPEC + CHANGE + said)
        return api.quote(tmp_path / "change.toml")

    return made


def test_it_is_charged_where_the_contract_says_now(changed):
    (line,) = (one for one in changed('charged-as = "strategic"\n').lines if one.id == "indirect")
    assert (line.charged_as, line.section, line.amount) == ("strategic", "management", 345_678)


def test_without_a_word_of_it_it_stays_where_it_was(changed):
    (line,) = (one for one in changed('note = "変更なし"\n').lines if one.id == "indirect")
    assert (line.charged_as, line.section, line.amount) == ("indirect", "indirect", 345_678)


def test_frozen_yen_cannot_become_taxed_otherwise(changed):
    with pytest.raises(BadFile) as refused:
        changed('tax-category = "out-of-scope"\n')
    assert [one.code for one in refused.value.problems] == ["amends-moved"]
