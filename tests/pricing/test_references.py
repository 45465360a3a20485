"""What must be priced before what: entries by their `of`, backfills by their cap, overheads by their bases."""

import pytest

from ruled import terms_of
from sangaku_price.items import kept_by
from sangaku_price.pricing.references import References
from sangaku_price.rules.overhead_rules import of_contract

OF_ALL = {"id": "part", "percent": "5%", "of": ["resident"]}


def needs_of(approach="value-based", **tables):
    terms = terms_of(**tables)
    asked = {one.id: one for one in terms.contract.entries if one.table not in {"overhead", "waiver"}}
    kept = {ident: one for ident, one in asked.items() if one.table in kept_by(approach)}
    overheads = {one.id: of_contract(one) for one in terms.contract.of("overhead")}
    return {ident: list(of) for ident, of in References(terms, asked, kept, overheads).needs().items()}


def own(*base, ident="o", **more):
    return {"id": ident, "rate": "10%", "base": list(base), "method": "on-base", **more}


def test_nothing_is_ordered_where_nothing_refers_to_an_entry():
    assert needs_of(backfill=[{"amount": 1}], overhead=[own("direct")]) == {}


def test_backfills_come_after_direct_cost_where_they_have_a_cap_and_only_there():
    tables = {"direct": [{"amount": 1}, {"amount": 2}], "backfill": [{"id": "b", "amount": 1}]}
    assert needs_of(**tables, contract={"backfill-cap": "5%"})["b"] == ["direct.1", "direct.2"]
    part = [{"id": "part", "percent": "5%", "of": ["backfill"]}]
    free = needs_of(**tables, contribution=part)
    assert "b" not in free
    assert free["part"] == ["b"]


@pytest.mark.parametrize(
    ("of", "entries"),
    [
        (["resident"], ["stay", "guest"]),
        (["guest"], ["guest"]),
        (["direct"], ["direct.1"]),
        (["overhead"], ["o"]),
        (["o", "guest"], ["o", "guest"]),
    ],
)
def test_a_percentage_comes_after_what_it_names_by_kind_or_by_id(of, entries):
    residents = [{"id": "stay", "fee": 1}, {"id": "guest", "fee": 2}]
    found = needs_of(
        resident=residents, contribution=[{"id": "part", "percent": "5%", "of": of}], overhead=[own("use")]
    )
    assert found["part"] == entries


def test_a_percentage_waits_for_nothing_that_the_scenario_drops():
    time = [{"id": "time", "hours": 1, "hourly-rate": 1_000}]
    part = [{"id": "part", "percent": "5%", "of": ["time"]}]
    assert needs_of(involvement=time, management=part)["part"] == ["time"]
    assert needs_of("cost-plus", involvement=time, management=part).get("part", []) == []


@pytest.mark.parametrize(
    ("base", "entries"),
    [
        (["total"], ["direct.1", "apart", "stay", "part"]),
        (["direct"], ["direct.1"]),
        (["resident"], ["stay"]),
        (["apart"], ["apart"]),
        (["stay", "direct"], ["direct.1", "stay"]),
    ],
)
def test_an_overhead_comes_after_what_its_base_names_and_direct_means_what_is_charged_as_direct(base, entries):
    found = needs_of(
        direct=[{"amount": 1_000}, {"id": "apart", "amount": 1, "charged-as": "separate"}],
        resident=[{"id": "stay", "fee": 1}],
        contribution=[{**OF_ALL, "charged-as": "separate"}],
        success=[{"id": "later", "trigger": "達成", "amount": 1_000}],
        overhead=[own(*base)],
    )
    assert sorted(found["o"]) == sorted(entries)


def test_an_overhead_comes_after_those_that_stand_before_it():
    overheads = [own("direct", ident=ident) for ident in ("o1", "o2", "o3")]
    found = needs_of(
        resident=[{"id": "stay", "fee": 1}], contribution=[{**OF_ALL, "charged-as": "separate"}], overhead=overheads
    )
    assert [found[ident] for ident in ("o1", "o2", "o3")] == [
        ["direct.1"],
        ["direct.1", "o1"],
        ["direct.1", "o1", "o2"],
    ]
