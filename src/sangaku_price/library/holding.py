"""Which rules of a tariff hold on a day, and what a tariff has: by what institutions are found besides their names."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from sangaku_price.language.phrases import typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.rules.in_force import within
from sangaku_price.tariff.practice import PRACTICES, PracticeRule
from sangaku_price.tariff.rule_tables import RULE_TABLES
from sangaku_price.tariff.rules import Case, OverheadRule, Rule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import listed, nearest

HAS = (*PRACTICES, *(name for name in RULE_TABLES if name != "practice"))
"""What `--has` looks for: published practice on the price of 「知」, and the tables of rules."""
UNKNOWN = Text("「{name}」では探せません。使える値: {allowed}", "nothing is called {name}; allowed: {allowed}")
UNKNOWN_NEAR = Text(
    "「{name}」では探せません。「{nearest}」ではありませんか。使える値: {allowed}",
    'nothing is called {name}; did you mean "{nearest}"? allowed: {allowed}',
)


def on_day(tariff: Tariff, day: date) -> Tariff:
    """The tariff with the rules and cases that hold on a day, whichever date of a contract decides them.

    Of the versions of one rule the newest wins for each contract type, as when a contract is priced. From the day on
    which another institution took its place, a tariff has none.
    """
    if tariff.succeeded_by is not None and day >= tariff.succeeded_by.since:
        return tariff._replace(rules=dict.fromkeys(tariff.rules, ()))
    return tariff._replace(rules={table: tuple(_winners(rules, day)) for table, rules in tariff.rules.items()})


def _winners(rules: Iterable[Rule], day: date) -> Iterator[Rule]:
    there = [rule for rule in rules if within(rule.since, rule.until, day)]
    for rule in there:
        newer = [one for one in there if one.id == rule.id and (one.since or date.min) > (rule.since or date.min)]
        covered = {name for one in newer for name in one.types or ()}
        if any(one.types is None for one in newer) or (rule.types is not None and set(rule.types) <= covered):
            continue
        yield _with_cases(rule, day) if isinstance(rule, OverheadRule) else rule


def _with_cases(rule: OverheadRule, day: date) -> OverheadRule:
    return rule.model_copy(update={"case": tuple(one for one in rule.case if within(one.since, one.until, day))})


def has(tariff: Tariff, name: str) -> bool:
    """Whether a tariff has a table of rules, or says something of an item that is paid for.

    Practice that says "not charged" is none. Raises NoAnswer for a name that is neither.
    """
    if name not in HAS:
        near = nearest(name, HAS)
        said = UNKNOWN if near is None else UNKNOWN_NEAR
        raise NoAnswer(said.filled(name=typed(name), nearest=near or "", allowed=listed(HAS)))
    practice = [one for one in tariff.rules["practice"] if isinstance(one, PracticeRule)]
    return any(one.item == name and one.charged != "no" for one in practice) or bool(tariff.rules.get(name))


def reaches(tariff: Tariff, rate: Fraction, contract_type: str | None) -> bool:
    """Whether an overhead of the tariff, a case of it or a band is at least a rate; for a type where one is told."""
    return any(
        highest >= rate
        for rule in tariff.overheads
        if contract_type is None or rule.types is None or contract_type in rule.types
        for highest in _rates(rule)
    )


def _rates(rule: OverheadRule) -> Iterator[Fraction]:
    tables: tuple[OverheadRule | Case, ...] = (rule, *rule.case)
    for table in tables:
        if table.rate is not None:
            yield table.rate
        yield from (band.rate for band in table.bands or ())
