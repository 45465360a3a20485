"""What a tariff says must be said of a contract, or must hold, and that the tariff waits to be looked at again."""

from collections.abc import Iterator
from datetime import date

from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.values import Note
from sangaku_price.rules.conditions import Measure, Tester
from sangaku_price.rules.terms import Terms, note
from sangaku_price.tariff.tariff import Tariff

MESSAGES = messages(
    {
        "overhead-not-in-force": Text(
            "{tariff}の料金表の規則「{id}」はこの契約に適用されません。契約独自の間接経費として計算しました。",
            'the rule "{id}" of the tariff {tariff} is not in force for this contract; '
            "what is given was charged as an overhead of the contract's own",
        ),
        "review-by": Text(
            "{tariff}の料金表の見直し期限（{day}）を過ぎています。", "the tariff {tariff} was to be reviewed by {day}"
        ),
    }
)


def not_in_force(ident: str, tariff: Tariff, terms: Terms) -> Note:
    """That an overhead of a tariff is none for this contract."""
    name = next((terms.name_of(rule) for rule in tariff.overheads if rule.id == ident), own(ident))
    said = {"id": by_name(name, ident), "tariff": tariff.named}
    return note("overhead-not-in-force", "warning", ident, **said)


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
        name, day = tariff.named, terms.calendar.day(tariff.review_by)
        yield note("review-by", "warning", None, tariff=name, day=day)
