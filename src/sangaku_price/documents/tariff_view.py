"""A tariff for its readers: every number with its conditions, dates, source and doubt."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.documents.practice import PRACTISED, practice_words
from sangaku_price.documents.tariff_age import day_words
from sangaku_price.documents.tariff_words import (
    ALLOCATED,
    BOUNDS,
    CAP,
    FLOOR,
    HOURLY,
    METHODS,
    NEGOTIATED,
    OPTIONAL,
    TAXES,
    change_words,
    division_words,
)
from sangaku_price.items import labels
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.items.involvement import RANKS
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import CHARGES, TYPES
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.phrases import after, counted, enumerated, noted, summed
from sangaku_price.language.text import Text, own
from sangaku_price.rules.condition_words import BOUNDED, MEASURED, when_words
from sangaku_price.rules.in_force import DECIDING
from sangaku_price.tariff.allocated import AllocationRule
from sangaku_price.tariff.amended import AmendmentRule
from sangaku_price.tariff.bands import Band
from sangaku_price.tariff.counted import Counted
from sangaku_price.tariff.fee_rules import RatesRule, ResidentRule
from sangaku_price.tariff.kind import KindRule
from sangaku_price.tariff.notice import NoticeRule
from sangaku_price.tariff.practice import PracticeRule
from sangaku_price.tariff.rules import Case, OverheadRule, Rule
from sangaku_price.tariff.tables import SourceTable
from sangaku_price.tariff.tariff import Tariff

_EACH: Mapping[str, Text] = {
    "contract": Text("{amount}", "{amount}"),
    "fiscal-year": Text("1年度当たり{amount}", "{amount} a fiscal year"),
    "year": Text("年額{amount}", "{amount} a year"),
    "month": Text("月額{amount}", "{amount} a month"),
}
"""Amounts by what they are for."""
_ANY_RANK = Text("全職位", "any rank")
_EVERY = Text("、{months}か月ごとに繰返し", ", again every {months} months")
_STEP = Text("{months}か月まで、1人{every}、{tax}", "up to {months} months, a person{every}, {tax}")
_PARTS = Text("直接分＋間接分", "direct + indirect")


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
    outdated: bool


def numbers(tariff: Tariff) -> Iterator[Number]:
    """Every number of a tariff, in the file's order of tables."""
    for table, rules in tariff.rules.items():
        for i, rule in enumerate(rules, 1):
            path = f"{table}.{i}"
            for suffix, name, value, of in _said(tariff, rule):
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
                    rule.outdated,
                )
            if isinstance(rule, OverheadRule):
                yield from _cases(tariff, rule, path)


def _label(rule: Rule, suffix: str, name: Text) -> Text:
    """The rule's own name; with what is said of it, where that is a limit or the rate of a rank."""
    if rule.name is None:
        return name
    if suffix.startswith((".floor", ".cap", ".hourly")):
        return noted(rule.name, name)
    return rule.name


def _said(tariff: Tariff, rule: Rule) -> Iterator[tuple[str, Text, Text, Text]]:
    match rule:
        case KindRule():
            charge = CHARGES[rule.charged_as] if rule.charged_as else own("–")
            yield "", labels()[rule.id], charge, own("")
        case ResidentRule():
            yield from _fees(rule)
        case RatesRule():
            for rank, rate in rule.hourly.items():
                value = BOUNDED.filled(value=counted(figure(rate), "yen/hour"), bound=BOUNDS[rule.bound])
                yield (
                    f".hourly.{rank}",
                    noted(HOURLY, {**RANKS, "any": _ANY_RANK}.get(rank, own(rank))),
                    value,
                    TAXES[rule.tax],
                )
        case OverheadRule():
            yield "", labels()[rule.kind], price_words(rule, rule), base_words(rule)
            for key, name in (("floor", FLOOR), ("cap", CAP)):
                limit = getattr(rule, key)
                if limit is not None:
                    yield f".{key}", name, _amount(limit, rule.per), TAXES[rule.tax]
        case AllocationRule():
            names = [labels().get(name, own(name)) for name in rule.of]
            yield (
                "",
                ALLOCATED,
                division_words(rule.to),
                enumerated((*names, *(when_words(one, tariff.asked) for one in [rule.when] if one))),
            )
        case PracticeRule():
            yield "", PRACTISED[rule.item], practice_words(rule), rule.says
        case AmendmentRule():
            yield "", *change_words(rule)
        case _:
            notice = cast("NoticeRule", rule)
            condition = when_words(notice.when, tariff.asked) if notice.when else own("")
            yield "", Text("注意", "notice"), notice.text, condition


def _fees(rule: ResidentRule) -> Iterator[tuple[str, Text, Text, Text]]:
    name = labels()["resident"]
    every = _EVERY.filled(months=rule.every) if rule.every else own("")
    if rule.negotiated:
        yield "", name, NEGOTIATED, own("")
    if rule.unit_price is not None:
        yield ".unit-price", name, _amount(rule.unit_price, rule.per), TAXES[rule.tax]
    for months, fee in rule.steps:
        value = Text("非公表", "not published") if fee.whole is None else _amount(fee.whole, "contract")
        if fee.direct is not None:
            parts = f"{yen(fee.direct)} + {yen(fee.indirect or 0)}"
            value = noted(value, after(_PARTS, own(parts)))
        of = _STEP.filled(months=months, every=every, tax=TAXES[rule.tax])
        yield f".steps.{months}", name, value, of


def _cases(tariff: Tariff, rule: OverheadRule, path: str) -> Iterator[Number]:
    for i, case in enumerate(rule.case, 1):
        condition = when_words(case.when, tariff.asked)
        yield Number(
            f"{path}.case.{i}",
            rule.name or labels()[rule.kind],
            _case_words(rule, case),
            condition,
            rule.types or (),
            case.since or rule.since,
            case.until or rule.until,
            rule.decided_by,
            tariff.sources[case.source or rule.source],
            case.doubt,
            rule.outdated,
        )


def _case_words(rule: OverheadRule, case: Case) -> Text:
    """What a case puts in the place of the norm's: price, method, floor, cap."""
    words = [price_words(case, rule)]
    if case.method:
        words.append(METHODS[case.method])
    for limit, name in ((case.floor, FLOOR), (case.cap, CAP)):
        if limit is not None:
            words.append(after(name, _amount(limit, case.per or rule.per)))
    return enumerated(one for one in words if any(one))


def _in_figures(rate: Fraction) -> Text:
    """A rate that stands by itself."""
    return own(percent(rate))


def price_words(table: OverheadRule | Case, rule: OverheadRule) -> Text:
    """A rate, amount or unit price in words; empty where a case leaves it as it is."""
    value = bounded_words(table, rule)
    return noted(value, OPTIONAL) if rule.optional and any(value) else value


def bounded_words(
    table: OverheadRule | Case, rule: OverheadRule, written: Callable[[Fraction], Text] = _in_figures
) -> Text:
    """The same without saying whether it is charged at all; rates as they are written there."""
    per = table.per or rule.per
    if table.rate is not None:
        value = written(table.rate)
    elif table.bands is not None:
        value = enumerated(_band_words(band, written) for band in table.bands)
    elif table.amount is not None:
        value = _amount(table.amount, per)
    elif table.unit_price is not None:
        value = own("/").join((_amount(table.unit_price, per), *([own(rule.unit)] if rule.unit else [])))
    elif table.negotiated:
        value = NEGOTIATED
    else:
        return own("")
    return BOUNDED.filled(value=value, bound=BOUNDS[table.bound or rule.bound])


def _band_words(band: Band, written: Callable[[Fraction], Text]) -> Text:
    """One band: 5,000,000円まで30%."""
    rate = written(band.rate)
    if band.to is None:
        return Text("超える部分{rate}", "{rate} above").filled(rate=rate)
    return Text("{to}円まで{rate}", "{rate} up to {to} yen").filled(to=yen(band.to), rate=rate)


def base_words(rule: OverheadRule) -> Text:
    """What an overhead is taken of, and how."""
    if rule.base is None:
        return own("")
    said = noted(base_name(rule), METHODS[rule.method])
    if rule.except_categories:
        said = Text("{base} {without}", "{base} {without}").filled(base=said, without=without_words(rule))
    return enumerated((said, *map(limit_words, rule.limits or ())))


def base_name(rule: OverheadRule) -> Text:
    """The sum that an overhead is taken of: 直接経費＋研究料."""
    return summed(map(_base_name, rule.base or ()))


def without_words(rule: OverheadRule) -> Text:
    """The categories that its base does not have: 設備を除く."""
    without = enumerated(_category(one) for one in rule.except_categories or ())
    return Text("{without}を除く", "without {without}").filled(without=without)


def limit_words(limit: Counted) -> Text:
    """What of a category counts: outsourcing は支払先ごとに25,000円まで."""
    if limit.first is not None:
        words = Text("{category}は支払先ごとに{amount}円まで", "of {category} {amount} yen a recipient")
        return words.filled(category=_category(limit.category), amount=yen(limit.first))
    words = Text("{category}は{amount}円未満", "{category} below {amount} yen")
    return words.filled(category=_category(limit.category), amount=yen(limit.below or 0))


def _category(name: str) -> Text:
    return CATEGORIES.get(name, own(name))


def types_words(tariff: Tariff, types: Sequence[str]) -> Text:
    """Contract types by their names; every type where none is named."""
    if not types:
        return Text("全種別", "every type")
    return enumerated({**TYPES, **tariff.types}[name] for name in types)


def dates_words(number: Number, lang: Lang) -> Text:
    """When a number is in force, and by which date of the contract that is decided."""
    if number.since is None and number.until is None:
        return own("")
    span = Text("{since}～{until}", "{since} to {until}").filled(
        since=day_words(number.since, lang), until=day_words(number.until, lang)
    )
    return noted(span, DECIDING[number.decided_by])


def _amount(amount: int | Fraction, per: str) -> Text:
    return _EACH[per].filled(amount=counted(figure(Fraction(amount)), "yen"))


def _base_name(name: str) -> Text:
    return labels().get(name) or (MEASURED["total"] if name == "total" else own(name))
