"""What rules are asked with: the terms of a small contract under a made-up tariff, without an engine around them."""

from datetime import date
from fractions import Fraction

from raw_pricing import read
from sangaku_price.items import kinds
from sangaku_price.items.overhead import Pricing
from sangaku_price.language.text import Text
from sangaku_price.loading.law_file import load_law
from sangaku_price.quotation.derivation import walk
from sangaku_price.rules.conditions import Base, Sum
from sangaku_price.rules.in_force import rules_in_force
from sangaku_price.rules.overhead_rules import of_contract, with_own
from sangaku_price.rules.terms import Terms
from tariff_strategies import published

HEAD = {"start": date(2026, 4, 1), "end": date(2027, 3, 31)}


def terms_of(rules=None, *, contract=None, default=None, **tables):
    """The terms of a contract, which has 1,000 yen of direct cost unless it says otherwise."""
    raw = {"format": 1, "contract": {**HEAD, **(contract or {})}, "direct": [{"amount": 1000}], **tables}
    tariff = None if rules is None else published(rules, **(default or {}))
    raw = {"overhead": [{"id": "none", "amount": 0}], **raw} if tariff is None else {**raw, "tariff": "kakuu"}
    asked, theirs, problems = read(raw, tariff)
    assert not problems, [(one.code, one.path) for one in problems]
    in_force, missing = rules_in_force(theirs, asked.terms)
    assert not missing
    return Terms(asked, in_force, load_law(), kinds())


def entry_of(terms, table):
    """The only entry of a table; None where there is none."""
    return next(iter(terms.contract.of(table)), None)


def base_of(*by_period, other=0):
    """A base of these yen by period, of which some bear no tax."""
    whole = Sum(Fraction(sum(by_period) - other), Fraction(other))
    return Base(Text("直接経費", "direct cost"), ("direct.1",), by_period, by_period, whole, whole)


def overhead_of(rule, *, own=None, base=None, hours=0, default=None, **tables):
    """The pricing of one overhead: of the tariff, with the contract's own numbers if there are any, or its own alone."""
    overheads = {} if own is None else {"overhead": [own]}
    terms = terms_of({"overhead": [rule]} if rule else None, default=default, **tables, **overheads)
    asked = entry_of(terms, "overhead")
    charged = with_own(terms.rules.overheads[0], asked) if rule else of_contract(asked)
    return Pricing(charged, terms, lambda *_: base or base_of(1000), lambda: Fraction(hours))


def words_of(step):
    """Every name in a derivation, in English."""
    return [one.name.en for one in walk(step) if one.name is not None]


def keys_of(step):
    """Where the numbers of a derivation stand."""
    return [one.key for one in walk(step) if one.key is not None]
