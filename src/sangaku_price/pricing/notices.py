"""What a tariff says must be said of a contract, or must hold, and that the tariff waits to be looked at again."""

from collections.abc import Iterator
from datetime import date

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Note
from sangaku_price.rules.conditions import Measure, Tester
from sangaku_price.rules.terms import Terms, note

MESSAGES = messages(
    {
        "review-by": Text(
            "料金表 {tariff} の見直し期限 {day} を過ぎています。", "the tariff {tariff} was to be reviewed by {day}"
        ),
    }
)


def notices(terms: Terms, measure: Measure, as_of: date | None) -> Iterator[Note]:
    """Every notice whose conditions hold; then that the tariff was to be reviewed before `as_of` or the start."""
    for rule in terms.rules.notices:
        base = measure(rule.base, rule.except_categories or (), None) if rule.base else None
        tester = Tester(rule, terms, measure, base)
        if rule.when is None or tester.outcome(rule.when, rule.per).holds:
            yield Note("notice", rule.level, rule.text, f"notice.{rule.id}")
    tariff = terms.rules.tariff
    if tariff is None or tariff.review_by is None:
        return
    if (as_of or terms.contract.terms.start) > tariff.review_by:
        yield note("review-by", "warning", None, tariff=tariff.id, day=tariff.review_by)
