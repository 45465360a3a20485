"""A tariff for its readers: every number with its conditions, dates, source and doubt."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, cast

from sangaku_price.language.labels import CHARGES, KINDS, TYPES
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.text import Text
from sangaku_price.rules.conditions import shown_fact
from sangaku_price.rules.in_force import DECIDING
from sangaku_price.tariff.tables import (
    Case,
    KindRule,
    NoticeRule,
    OverheadRule,
    RatesRule,
    ResidentRule,
    Rule,
    SourceTable,
    Tariff,
    When,
)

FLOOR, CAP = Text("下限額", "floor"), Text("上限額", "cap")
NEGOTIATED = Text("別途協議", "negotiated")
BOUNDS: Mapping[str | None, Text] = {
    "at-least": Text("以上", "at least "),
    "at-most": Text("以内", "at most "),
    None: Text("", ""),
}
METHODS: Mapping[str, Text] = {
    "on-base": Text("外数", "on top"),
    "of-total": Text("内数", "of the total"),
    "from-base": Text("差引き", "taken out"),
}
PER: Mapping[str, Text] = {
    "contract": Text("", ""),
    "fiscal-year": Text("年度当たり", " a fiscal year"),
    "year": Text("年当たり", " a year"),
    "month": Text("月当たり", " a month"),
}
TAXES: Mapping[str, Text] = {
    "inclusive": Text("税込", "with tax"),
    "exclusive": Text("税抜", "without tax"),
    "unstated": Text("税込・税抜の別は不明", "tax basis not stated"),
}
WORDS: Mapping[str, Text] = {
    "below": Text("未満", "below "),
    "at-most": Text("以下", "at most "),
    "at-least": Text("以上", "at least "),
    "above": Text("超", "above "),
}
MEASURED: Mapping[str, Text] = {
    "base": Text("算定の基礎", "base"),
    "direct": Text("直接経費", "direct cost"),
    "total": Text("合計（税抜）", "total without tax"),
    "months": Text("月数", "months"),
}


class Number(NamedTuple):
    """One published number, or rule without one, as a reader checks it against the page."""

    path: str
    name: Text
    value: Text
    of: Text
    """What it is applied to, how, and when."""
    types: tuple[str, ...]
    since: date | None
    until: date | None
    decided_by: str
    source: SourceTable
    doubt: Text | None


def numbers(tariff: Tariff) -> Iterator[Number]:
    """Every number of a tariff, in the file's order of tables."""
    for table, rules in tariff.rules.items():
        for i, rule in enumerate(rules, 1):
            path = f"{table}.{i}"
            for suffix, name, value, of in _said(rule):
                yield Number(
                    path + suffix,
                    _label(rule, suffix, name),
                    value,
                    of,
                    rule.types or (),
                    rule.since,
                    rule.until,
                    rule.decided_by,
                    tariff.sources[rule.source],
                    rule.doubt,
                )
            if isinstance(rule, OverheadRule):
                yield from _cases(tariff, rule, path)


def _label(rule: Rule, suffix: str, name: Text) -> Text:
    """The rule's own name; with what is said of it, where that is a limit or the rate of a rank."""
    if rule.name is None:
        return name
    if suffix.startswith((".floor", ".cap", ".hourly")):
        return Text(f"{rule.name.ja}（{name.ja}）", f"{rule.name.en} ({name.en})")
    return rule.name


def _said(rule: Rule) -> Iterator[tuple[str, Text, Text, Text]]:
    match rule:
        case KindRule():
            charge = CHARGES[rule.charged_as] if rule.charged_as else Text("–", "–")
            yield "", KINDS[rule.id], charge, Text("", "")
        case ResidentRule():
            yield from _fees(rule)
        case RatesRule():
            for rank, rate in rule.hourly.items():
                bound = BOUNDS[rule.bound]
                value = Text(f"{yen(rate)}円/時間{bound.ja}", f"{bound.en}{yen(rate)} yen/hour")
                yield f".hourly.{rank}", Text(f"時間単価（{rank}）", f"hourly rate ({rank})"), value, TAXES[rule.tax]
        case OverheadRule():
            yield "", KINDS[rule.kind], price_words(rule, rule), base_words(rule)
            for key, name in (("floor", FLOOR), ("cap", CAP)):
                limit = getattr(rule, key)
                if limit is not None:
                    yield (
                        f".{key}",
                        name,
                        _amount(limit, rule.per),
                        TAXES[rule.tax],
                    )
        case _:
            notice = cast("NoticeRule", rule)
            condition = when_words(notice.when) if notice.when else Text("", "")
            yield "", Text("注意", "notice"), notice.text, condition


def _fees(rule: ResidentRule) -> Iterator[tuple[str, Text, Text, Text]]:
    name = KINDS["resident"]
    every = (
        Text(f"、{rule.every}か月ごとに繰返し", f", again every {rule.every} months") if rule.every else Text("", "")
    )
    if rule.negotiated:
        yield "", name, NEGOTIATED, Text("", "")
    if rule.unit_price is not None:
        yield ".unit-price", name, _amount(rule.unit_price, rule.per), TAXES[rule.tax]
    for months, fee in rule.steps:
        value = Text("非公表", "not published") if fee.whole is None else _amount(fee.whole, "contract")
        if fee.direct is not None:
            parts = f"{yen(fee.direct)} + {yen(fee.indirect or 0)}"
            value = Text(f"{value.ja}（直接分＋間接分 {parts}）", f"{value.en} (direct + indirect {parts})")
        of = Text(
            f"{months}か月まで、1人{every.ja}、{TAXES[rule.tax].ja}",
            f"up to {months} months, a person{every.en}, {TAXES[rule.tax].en}",
        )
        yield f".steps.{months}", name, value, of


def _cases(tariff: Tariff, rule: OverheadRule, path: str) -> Iterator[Number]:
    for i, case in enumerate(rule.case, 1):
        condition = when_words(case.when)
        yield Number(
            f"{path}.case.{i}",
            rule.name or KINDS[rule.kind],
            _case_words(rule, case),
            condition,
            rule.types or (),
            case.since or rule.since,
            case.until or rule.until,
            rule.decided_by,
            tariff.sources[case.source or rule.source],
            case.doubt,
        )


def _case_words(rule: OverheadRule, case: Case) -> Text:
    """What a case puts in the place of the norm's: price, method, floor, cap."""
    words = [price_words(case, rule)]
    if case.method:
        words.append(METHODS[case.method])
    for limit, name in ((case.floor, FLOOR), (case.cap, CAP)):
        if limit is not None:
            amount = _amount(limit, case.per or rule.per)
            words.append(Text(f"{name.ja} {amount.ja}", f"{name.en} {amount.en}"))
    said = [one for one in words if one.ja]
    return Text("、".join(one.ja for one in said), ", ".join(one.en for one in said))


def price_words(table: OverheadRule | Case, rule: OverheadRule) -> Text:
    """A rate, amount or unit price in words; empty where a case leaves it as it is."""
    bound = BOUNDS[table.bound or rule.bound]
    per = table.per or rule.per
    if table.rate is not None:
        rate = percent(table.rate)
        value = Text(rate, rate)
    elif table.amount is not None:
        value = _amount(table.amount, per)
    elif table.unit_price is not None:
        unit = rule.unit or ""
        value = _amount(table.unit_price, per)
        value = Text(f"{value.ja}/{unit}", f"{value.en}/{unit}") if unit else value
    elif table.negotiated:
        value = NEGOTIATED
    else:
        return Text("", "")
    optional = Text("（任意）", " (optional)") if rule.optional else Text("", "")
    return Text(f"{value.ja}{bound.ja}{optional.ja}", f"{bound.en}{value.en}{optional.en}")


def base_words(rule: OverheadRule) -> Text:
    """What an overhead is taken of, and how."""
    if rule.base is None:
        return Text("", "")
    names = [_base_name(name) for name in rule.base]
    without = "、".join(rule.except_categories or ())
    method = METHODS[rule.method]
    ja = f"{'＋'.join(name.ja for name in names)}（{method.ja}）"
    en = f"{' + '.join(name.en for name in names)} ({method.en})"
    return Text(f"{ja} {without} を除く", f"{en} without {without}") if without else Text(ja, en)


def when_words(when: When) -> Text:
    """Conditions in words."""
    ja, en = [], []
    for name, threshold in when.amounts:
        for word, bound in threshold.bounds:
            per = PER[threshold.per or "contract"]
            ja.append(f"{MEASURED[name].ja}{per.ja} {yen(bound)}{WORDS[word].ja}")
            en.append(f"{MEASURED[name].en}{per.en} {WORDS[word].en}{yen(bound)}")
    for name, options in when.facts:
        words = f"{name} = {' | '.join(shown_fact(option) for option in options)}"
        ja.append(words)
        en.append(words)
    return Text("、".join(ja), ", ".join(en))


def main_rates(tariff: Tariff) -> Sequence[str]:
    """The overhead rates of a tariff, newest first, for a list: `30% 直接経費（外数）`."""
    rules = sorted(tariff.overheads, key=lambda rule: rule.since or date.min, reverse=True)
    words = (f"{price_words(rule, rule).ja} {base_words(rule).ja}".strip() for rule in rules)
    return tuple(dict.fromkeys(words))


def types_words(tariff: Tariff, types: Sequence[str]) -> Text:
    """Contract types by their names; every type where none is named."""
    if not types:
        return Text("全種別", "every type")
    names = [{**TYPES, **tariff.types}[name] for name in types]
    return Text("、".join(name.ja for name in names), ", ".join(name.en for name in names))


def dates_words(number: Number) -> Text:
    """When a number is in force, and by which date of the contract that is decided."""
    if number.since is None and number.until is None:
        return Text("", "")
    decided = DECIDING[number.decided_by]
    span = f"{number.since or ''}～{number.until or ''}"
    return Text(f"{span}（{decided.ja}）", f"{number.since or ''} to {number.until or ''} ({decided.en})")


def _amount(amount: int, per: str) -> Text:
    return Text(f"{yen(amount)}円{PER[per].ja}", f"{yen(amount)} yen{PER[per].en}")


def _base_name(name: str) -> Text:
    return KINDS.get(name) or (MEASURED["total"] if name == "total" else Text(name, name))


def data_of(tariff: Tariff) -> Mapping[str, object]:
    """A tariff as JSON: every number with its source, date and doubt."""
    return {
        "id": tariff.id,
        "name": tariff.name._asdict(),
        "region": tariff.region,
        "checked": tariff.checked.isoformat(),
        "review_by": tariff.review_by.isoformat() if tariff.review_by else None,
        "sha256": tariff.sha256,
        "numbers": [
            {
                "path": number.path,
                "name": number.name._asdict(),
                "value": number.value._asdict(),
                "applies_to": number.of._asdict(),
                "types": list(number.types),
                "since": number.since.isoformat() if number.since else None,
                "until": number.until.isoformat() if number.until else None,
                "decided_by": number.decided_by,
                "source": {
                    "title": number.source.title,
                    "article": number.source.article,
                    "href": number.source.href,
                    "mirror": number.source.mirror,
                },
                "doubt": number.doubt._asdict() if number.doubt else None,
            }
            for number in numbers(tariff)
        ],
    }
