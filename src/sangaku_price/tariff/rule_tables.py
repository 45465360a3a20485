"""The arrays of rules that a tariff file may hold: their names, for everybody; their models, for those who read one.

The module of a model is imported where a file has such a rule: most files have few of them, and to define a model takes
as long as to price a line.
"""

from collections.abc import Mapping

from sangaku_price.tariff.rules import OverheadRule, Rule

PRACTICE = "practice"
"""The table of rules that price nothing, whatever the contract."""
RULE_TABLES = ("kind", "resident", "rates", "overhead", "notice", "allocation", "amendment", PRACTICE)
"""In the order in which rules are read and shown."""


def rule_model(table: str) -> type[Rule]:
    """What a rule of a table may say."""
    match table:
        case "kind":
            from sangaku_price.tariff.kind import KindRule

            return KindRule
        case "resident":
            from sangaku_price.tariff.fee_rules import ResidentRule

            return ResidentRule
        case "rates":
            from sangaku_price.tariff.fee_rules import RatesRule

            return RatesRule
        case "notice":
            from sangaku_price.tariff.notice import NoticeRule

            return NoticeRule
        case "allocation":
            from sangaku_price.tariff.allocated import AllocationRule

            return AllocationRule
        case "amendment":
            from sangaku_price.tariff.amended import AmendmentRule

            return AmendmentRule
        case "practice":
            from sangaku_price.tariff.practice import PracticeRule

            return PracticeRule
        case _:
            return OverheadRule


def rule_models() -> Mapping[str, type[Rule]]:
    """What the rules of every table may say."""
    return {table: rule_model(table) for table in RULE_TABLES}
