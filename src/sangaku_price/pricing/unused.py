"""What a contract file says and its price does not use: said in a note, for nobody writes what shall mean nothing.

Only what has an effect on figures by its meaning is looked at. Names, notes and texts that are printed are no such key.
"""

from collections.abc import Iterator
from typing import cast

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.contract.optional_tables import place
from sangaku_price.items import entry_tables, kept_by
from sangaku_price.items.direct import Direct
from sangaku_price.items.involvement import Involvement
from sangaku_price.items.success import Success
from sangaku_price.items.use import Use, certainty
from sangaku_price.language.keys import ENTRY_KEYS, TABLE_KEYS
from sangaku_price.language.labels import APPROACHES
from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.answers import question_words
from sangaku_price.quotation.values import Note
from sangaku_price.rules.overhead_rules import Overhead
from sangaku_price.rules.terms import Terms, note
from sangaku_price.tariff.rules import Rule
from sangaku_price.tariff.tariff import Tariff

MESSAGES = messages(
    {
        "no-effect": Text("「{key}」は金額に影響しません: {why}", '"{key}" changes no amount: {why}'),
    }
)

CERTAIN_PARTS = ("upfront", "option_fee", "unit_fee", "annual_fee", "patent_cost")
"""Prices of a use of results that do not depend on sales."""
LINTED_FACTS = frozenset({"public-money"})
"""Facts that `check` asks, whatever the tariff does."""
NOTHING_CONTINGENT = Text("条件付の項目がありません", "nothing is contingent")
NO_BACKFILL = Text("業務の補完がありません", "there is no backfill")
NO_COST_RATE = Text(
    "時間当たりの原価も年間の人件費も書かれていない関与時間があります",
    "the cost of somebody's time (cost-rate, annual-cost) is not told",
)
NO_TRUE_RATE = Text(
    "実際の間接経費率の記載がないため「真のコスト」は示しません",
    "without contract.true-indirect-rate no true cost is shown",
)
NOT_EXEMPT = Text("輸出免税の行がありません", "nothing is exempt as an export")
NO_RULE_BY_DATE = Text("この日付で決まる規則がありません", "no rule is decided by this date")
NOT_ASKED = Text("どの規則も問うていません", "no rule in force asks")
DROPPED = Text("積算方式「{approach}」はこの種類を含みません", "the approach {approach} does not keep this kind")
FOLLOWS_LINE = Text("免除は免除する行に従います", "a waiver follows its line")
ONLY_GUIDANCE = Text("職位は指導料のときだけ用います", "a rank is for guidance only")
ONLY_STUDENTS = Text("学生のときだけ用います", "it is asked of students only")
NOT_FIXED = Text("確定額の行がありません", "it has no line that is certainly paid")
NO_MINIMUM = Text("最低実施料がありません", "there is no minimum royalty")
NO_UNIT_PRICE = Text("この間接経費に単価がありません", "the charge has no unit price")
NO_LIMIT = Text("この額は率でも単価でもありません", "the price is neither a rate nor a unit price")
NO_AMOUNT = Text("率だけの間接経費です", "there is nothing but a rate")
NO_BASE = Text("算定の基礎がありません", "there is no base")
BORNE_BY_ANOTHER = Text("企業が負担する項目ではありません", "it is not borne by the company")
ALL_FIRM = Text("予定となる年度がありません", "no year is planned")
NO_QUANTITY = Text("数量がありません", "there is no quantity")
NO_RATE = Text("率がありません", "there is no rate")


def unused(terms: Terms, approach: str) -> Iterator[Note]:
    """A note for every key without effect; `approach` says what is kept of the entries."""
    yield from _of_contract(terms)
    yield from _facts(terms)
    yield from _scenarios(terms)
    yield from _invoicing(terms)
    yield from _set(terms, approach)
    for asked in terms.contract.entries:
        for key, why in _of_entry(asked, terms):
            words = _OF.filled(label=terms.label(asked), key=ENTRY_KEYS.get(key, own(key)))
            yield _said(f"{asked.path}.{key}", key, why, words)


def _said(path: str, key: str, why: Text, words: Text | None = None) -> Note:
    """A key without effect; `words` is what it is called, where it is no key of a table that stands once."""
    if words is None:
        table, _, last = path.partition(".")
        words = TABLE_KEYS[table][last]
    return note("no-effect", "note", path, key=by_name(words, key), why=why)


_OF = Text("{label}の{key}", "{key} of {label}")


def _key_at(path: str, terms: Terms) -> Text:
    """What a path of an entry leads to: 成功報酬の金額."""
    table, name, *keys = path.split(".")
    found = (one for one in terms.contract.of(table) if name in {one.id, one.path.rpartition(".")[2]})
    label = next(map(terms.label, found), terms.kinds[table].label)
    written = ".".join(key for key in keys if not key.isdigit())
    return _OF.filled(label=label, key=ENTRY_KEYS.get(written, own(written))) if written else label


def _of_contract(terms: Terms) -> Iterator[Note]:
    contract = terms.contract
    head, people = contract.terms, contract.entries_of(Involvement)
    if head.discount_rate is not None and not any(map(_is_contingent, contract.entries)):
        yield _said("contract.discount-rate", "discount-rate", NOTHING_CONTINGENT)
    if head.backfill_cap is not None and not contract.of("backfill"):
        yield _said("contract.backfill-cap", "backfill-cap", NO_BACKFILL)
    if head.true_indirect_rate is not None and not all(_tells_cost(one.entry) for one in people):
        yield _said("contract.true-indirect-rate", "true-indirect-rate", NO_COST_RATE)
    exempt = any(terms.tax_category(one.entry.tax_category) == "export-exempt" for one in contract.entries)
    if contract.tax.reason is not None and contract.tax.category != "export-exempt" and not exempt:
        yield _said("tax.reason", "reason", NOT_EXEMPT)
    tariff = terms.rules.tariff
    for key, day in (("signed", head.signed), ("applied", head.applied)):
        if day is not None and not any(rule.decided_by == key for rule in _rules_of(tariff)):
            yield _said(f"contract.{key}", key, NO_RULE_BY_DATE)


def _rules_of(tariff: Tariff | None) -> Iterator[Rule]:
    """Every rule of a tariff, in force or not."""
    return (rule for rules in tariff.rules.values() for rule in rules) if tariff else iter(())


def _is_contingent(asked: Asked[Entry]) -> bool:
    """Whether an entry has a line that is not certainly paid."""
    if isinstance(asked.entry, Use):
        return certainty(asked.entry, "royalty" if asked.entry.royalty else "upfront") != "fixed"
    return isinstance(asked.entry, Success)


def _tells_cost(entry: Involvement) -> bool:
    return entry.annual_cost is not None or entry.cost_rate is not None


def _facts(terms: Terms) -> Iterator[Note]:
    """Facts that no rule in force asks."""
    if not terms.contract.facts:
        return
    whens = [case.when for rule in terms.rules.overheads for case in rule.case]
    whens += [rule.when for rule in terms.rules.notices if rule.when]
    whens += [rule.when for rule in terms.rules.allocations if rule.when]
    asked = {name for when in whens for name, _ in when.facts}
    for name in terms.contract.facts:
        if name not in asked | LINTED_FACTS:
            yield _said(f"facts.{name}", name, NOT_ASKED, question_words(terms.asked, name))


def _scenarios(terms: Terms) -> Iterator[Note]:
    """Values of a scenario for a kind of entry that its approach drops."""
    for name, scenario in terms.contract.scenarios.items():
        for path in scenario.set:
            if _is_dropped(path, scenario.approach):
                why = DROPPED.filled(approach=_approach(scenario.approach))
                yield _said(f"scenario.{name}.set.{path}", path, why, _key_at(path, terms))


def _set(terms: Terms, approach: str) -> Iterator[Note]:
    """Values laid over the file for a kind of entry that the approach priced drops; a scenario's are told there."""
    of_scenarios = {path for scenario in terms.contract.scenarios.values() for path in scenario.set}
    for path in terms.contract.set:
        if path not in of_scenarios and _is_dropped(path, approach):
            yield _said(path, path, DROPPED.filled(approach=_approach(approach)), _key_at(path, terms))


def _approach(name: str) -> Text:
    return APPROACHES.get(name, own(name))


def _is_dropped(path: str, approach: str) -> bool:
    """Whether a path leads to a kind of entry that an approach drops; the hours of people that are dropped count."""
    table = path.partition(".")[0]
    return table in entry_tables() and table not in kept_by(approach) | {"involvement", "waiver"}


def _invoicing(terms: Terms) -> Iterator[Note]:
    """Lines of a payer that are not certain, and a day until which all is firm anyhow."""
    contract = terms.contract
    tables = {one.id: one for one in contract.entries}
    for payer, told in contract.payers.items():
        for name in told.lines or ():
            asked = tables.get(name)
            if asked is not None and asked.entry.borne_by not in {None, "company"}:
                yield _said(f"{place('payer', payer)}.lines", name, BORNE_BY_ANOTHER, terms.label(asked))
            elif asked is not None and _is_contingent(asked) and not _has_certain(asked):
                yield _said(f"{place('payer', payer)}.lines", name, NOT_FIXED, terms.label(asked))
    if contract.terms.firm_until is not None and not any(map(terms.is_planned, terms.periods())):
        yield _said("contract.firm-until", "firm-until", ALL_FIRM)


def _has_certain(asked: Asked[Entry]) -> bool:
    """Whether an entry with a royalty has a part that is certainly paid besides."""
    if not isinstance(asked.entry, Use) or certainty(asked.entry, "upfront") != "fixed":
        return False
    return any(getattr(asked.entry, part) is not None for part in CERTAIN_PARTS)


def _of_entry(asked: Asked[Entry], terms: Terms) -> Iterator[tuple[str, Text]]:
    entry = asked.entry
    match asked.table:  # by its table: to ask an entry for its class takes longer, and this is asked of every entry
        case "waiver":
            for key in ("charged-as", "tax-category", "fiscal-year", "borne-by"):
                if getattr(entry, key.replace("-", "_")) is not None:
                    yield key, FOLLOWS_LINE
        case "direct":
            yield from _of_direct(cast("Direct", entry))
        case "involvement":
            yield from _of_time(cast("Involvement", entry), terms)
        case "success" if entry.fiscal_year is not None:
            yield "fiscal-year", NOT_FIXED
        case "use":
            yield from _of_use(cast("Use", entry))
        case "overhead":
            yield from _of_overhead(asked.id, cast("Overhead", entry), terms)
        case _:
            pass


def _of_direct(entry: Direct) -> Iterator[tuple[str, Text]]:
    if entry.rank is not None and entry.category != "guidance":
        yield "rank", ONLY_GUIDANCE
    if entry.unit is not None and entry.quantity is None:
        yield "unit", NO_QUANTITY


def _of_time(entry: Involvement, terms: Terms) -> Iterator[tuple[str, Text]]:
    if entry.employed is not None and entry.rank != "student":
        yield "employed", ONLY_STUDENTS
    if entry.cost_rate is not None and terms.contract.terms.true_indirect_rate is None:
        yield "cost-rate", NO_TRUE_RATE


def _of_use(entry: Use) -> Iterator[tuple[str, Text]]:
    if entry.fiscal_year is not None and certainty(entry, "upfront") != "fixed":
        yield "fiscal-year", NOT_FIXED
    if entry.royalty is not None and not entry.royalty.creditable and entry.royalty.minimum is None:
        yield "royalty.creditable", NO_MINIMUM


def _of_overhead(ident: str, entry: Overhead, terms: Terms) -> Iterator[tuple[str, Text]]:
    rule = next((one for one in terms.rules.overheads if one.id == ident), None)
    by_unit = entry.unit_price is not None
    if rule is None:
        yield from _of_own_overhead(entry)
    elif all(one is None for one in (entry.rate, entry.bands, entry.amount)):
        by_unit = by_unit or rule.unit_price is not None or any(case.unit_price is not None for case in rule.case)
    if entry.quantity is not None and not by_unit:
        yield "quantity", NO_UNIT_PRICE


def _of_own_overhead(entry: Overhead) -> Iterator[tuple[str, Text]]:
    by_rate = entry.rate is not None or entry.bands is not None
    if entry.unit is not None and entry.unit_price is None:
        yield "unit", NO_UNIT_PRICE
    if entry.amount is not None:
        yield from ((key, NO_LIMIT) for key in ("floor", "cap") if getattr(entry, key) is not None)
    if entry.except_categories is not None and entry.base is None:
        yield "except-categories", NO_BASE
    if entry.method == "of-total" and not by_rate:
        yield "method", NO_RATE
    if entry.per != "contract" and by_rate and entry.floor is None and entry.cap is None:
        yield "per", NO_AMOUNT
