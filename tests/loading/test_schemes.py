"""Schemes of public money: what the shipped file says of each, and how a contract is told of it."""

import pytest

from command import run
from pages import text_of
from sangaku_price import api
from sangaku_price.loading.scheme_file import load_schemes

SPEC = """format = 1
tariff = "kitami"
[contract]
start = 2026-04-01
end = 2027-03-31
[[direct]]
amount = 10_000_000
[[grant]]
scheme = "{scheme}"
ratio = "50%"
{more}
"""


@pytest.mark.parametrize("name", load_schemes())
def test_a_scheme_is_said_with_its_doubt_wherever_it_fills_something(name, tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC.format(scheme=name, more=""))
    quote = api.quote(str(tmp_path / "spec.toml"))
    scheme = load_schemes()[name]
    (said,) = [one for one in quote.notes if one.path == "grant.1.scheme"]
    assert (said.code, said.level) == (
        ("scheme-doubt", "note") if scheme.verified else ("scheme-unverified", "warning")
    )
    assert scheme.doubt.ja in said.message.ja
    assert scheme.title in said.message.en
    (grant,) = quote.public_money.grants
    assert (grant.name, grant.to) == (scheme.name.ja, scheme.to)
    assert grant.amount == min(6_500_000, 6_500_000 if scheme.ceiling is None else scheme.ceiling)


@pytest.mark.parametrize("page", ["docs/contract-file.md", "docs/ja/contract-file.md"])
def test_every_scheme_is_named_in_the_reference(page):
    assert [name for name in load_schemes() if f"`{name}`" not in text_of(page)] == []


def test_what_the_contract_says_goes_before_the_scheme(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC.format(scheme="wakasapo", more='name = "別の名"\nceiling = 1_000\nto = "company"'))
    (grant,) = api.quote(str(path)).public_money.grants
    assert (grant.name, grant.to, grant.amount) == ("別の名", "company", 1_000)
    assert grant.years[0].indirect == 230  # 1,000 × 0.3 ÷ 1.3, of the scheme's rate


def test_numbers_that_were_never_read_are_denied_under_strict(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC.format(scheme="wakasapo", more=""))
    assert run(["check", str(path), "--strict"]).status == 4
    path.write_text(SPEC.format(scheme="competitive", more=""))
    assert run(["check", str(path), "--strict"]).status == 0
