"""The arrays of rules that a tariff file may hold."""

from collections.abc import Mapping

from sangaku_price.tariff.amended import AmendmentRule
from sangaku_price.tariff.practice import PracticeRule
from sangaku_price.tariff.rules import (
    AllocationRule,
    KindRule,
    NoticeRule,
    OverheadRule,
    RatesRule,
    ResidentRule,
    Rule,
)

RULE_TABLES: Mapping[str, type[Rule]] = {
    "kind": KindRule,
    "resident": ResidentRule,
    "rates": RatesRule,
    "overhead": OverheadRule,
    "notice": NoticeRule,
    "allocation": AllocationRule,
    "amendment": AmendmentRule,
    "practice": PracticeRule,
}
"""The arrays of rules that a tariff file may hold."""
