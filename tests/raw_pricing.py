"""Quotes of raw tables, without files."""

from collections import Counter

from sangaku_price.loading.contract_and_tariff import check_against
from sangaku_price.loading.contract_file import read_contract
from sangaku_price.loading.law_file import load_law
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.pricing.engine import price


def read(raw, raw_tariff):
    """The contract, the tariff, and every mistake of both files."""
    tariff, problems = (None, []) if raw_tariff is None else read_tariff(raw_tariff, "sha", None)
    contract, found = read_contract(raw, "sha", overlay={}, notes=())
    return contract, tariff, [*problems, *found, *check_against(raw, tariff)]


def priced(raw, tariff=None, approach="value-based", agreed=None):
    """The quote of a contract that is known to have no mistake."""
    contract, rules, problems = read(raw, tariff)
    assert not problems, [(one.code, one.path) for one in problems]
    return price(contract, rules, load_law(), approach, agreed=agreed, engine="0")


def fixed_lines(quote):
    return [line for line in quote.lines if line.certainty == "fixed"]


def sums(lines):
    """Amounts by id."""
    found = Counter()
    for line in lines:
        found[line.id] += line.amount
    return found
