"""御社の実質負担 (what it costs the company) and what it gets for it: an estimate, in the company's view alone."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Column,
    Kind,
    Row,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.public_money import planned_years, year_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import PARTNERS, SECTIONS
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import colon, enumerated, noted
from sangaku_price.language.text import Text, say
from sangaku_price.money import to_yen
from sangaku_price.quotation.beside import CompanyNet, CompanyYear
from sangaku_price.quotation.values import Quote

COSTS_YOU = Text("御社の実質負担の見積り（円）", "what it costs you, an estimate, in yen")
GETS = Text("何に対する支払いか（円）", "what you get for it, in yen")
CERTIFICATE = Text(
    "認定・確認のための費目別・年度別内訳（円、税抜）",
    "by kind of cost and fiscal year, for the certificate, in yen, without tax",
)
PRICE = Text("価格（税抜）", "price, without tax")
RECOVERED = Text("仕入税額控除", "tax recovered")
GRANT = Text("御社への補助金等", "grants to you")
BEFORE = Text("税額控除前の負担", "net before the tax credit")
ELIGIBLE = Text("控除の対象（確定分）", "counts for the credit")
OPEN = Text("対象かどうか未確定の分", "open whether it counts")
CREDIT = Text("研究開発税制の控除（確定分のみ）", "R&D tax credit, without what is open")
CREDIT_OPEN = Text("研究開発税制の控除（未確定分も対象の場合）", "R&D tax credit, with what is open")
NET = Text("実質負担（確定分のみ）", "net, without what is open")
NET_OPEN = Text("実質負担（未確定分も対象の場合）", "net, with what is open")
AFTER_TAX = Text("実効税率{rate}での税引後の負担", "after tax at an effective rate of {rate}")
COUNTS = Text("控除の対象", "counts")
ANSWERS = {"yes": Text("対象", "yes"), "open": Text("未確定", "open"), "no": Text("対象外", "no")}
ESTIMATE = Text(
    "相手方の区分は{partner}。4月に始まる事業年度とみなした見積りで、価格の割引ではありません。"
    "控除額は認定・確認を受けた額と貴社の申告により決まります。",
    "The other party counts as {partner}; company years are taken to begin in April. "
    "This is an estimate and no discount: the credit follows what is certified and your return.",
)
GROUND = Text("根拠: {title}。疑義: {doubt}", "ground: {title}; doubt: {doubt}")
CERTAIN = Text("確定額", "certain")
AT_MOST = Text("条件付・ランニングの最大額", "contingent, at most")
WHAT = {
    "direct": Text("研究そのものに用いる物品、人手、旅費など", "what the research itself uses"),
    "indirect": Text("研究を支える施設と管理", "the facilities and administration that support it"),
    "researcher": Text("研究者の時間と知見", "the researchers' time and knowledge"),
    "results": Text("成果を活用する権利、成果に応じた報酬", "rights in the results, and rewards for them"),
    "management": Text("研究の運営と連携の推進", "running the project and the collaboration"),
    "agreed": Text("合意した総額との調整", "adjustment to the agreed amount"),
}


class _Line(NamedTuple):
    """A row of the table of what it costs."""

    name: Text
    of: Callable[[CompanyYear], int | None]
    style: Style = Style.BODY


def company_sections(quote: Quote, net: CompanyNet, lang: Lang) -> Iterator[Section]:
    """What it costs the company, what it gets for it, and the breakdown that a certificate needs."""
    yield Section(say(COSTS_YOU, lang), tuple(_costs(quote, net, lang)))
    yield Section(say(GETS, lang), (_gets(quote, lang),))
    if net.costs:
        yield Section(say(CERTIFICATE, lang), (_certificate(quote, net, lang),))


def _lines(net: CompanyNet) -> Iterator[_Line]:
    yield _Line(PRICE, lambda one: one.price)
    yield _Line(headings.TAX, lambda one: one.tax)
    yield _Line(RECOVERED, lambda one: -one.recovered)
    if any(one.grant for one in net.years):
        yield _Line(GRANT, lambda one: -one.grant)
    yield _Line(BEFORE, lambda one: one.before_credit, Style.TOTAL)
    if net.partner is None:
        return
    yield _Line(ELIGIBLE, lambda one: one.eligible)
    is_open = any(one.open for one in net.years)
    if is_open:
        yield _Line(OPEN, lambda one: one.open)
    yield _Line(CREDIT, lambda one: _minus(one.credit))
    if is_open:
        yield _Line(CREDIT_OPEN, lambda one: _minus(one.credit_open))
    yield _Line(NET, lambda one: one.net(with_open=False), Style.TOTAL)
    if is_open:
        yield _Line(NET_OPEN, lambda one: one.net(with_open=True), Style.TOTAL)
    if net.effective_rate is not None:
        rate = net.effective_rate
        yield _Line(AFTER_TAX.filled(rate=percent(rate)), lambda one: _after_tax(one, rate))


def _minus(amount: int | None) -> int | None:
    return None if amount is None else -amount


def _after_tax(one: CompanyYear, rate: Fraction) -> int | None:
    """The price and the tax not recovered, less grants, after tax, less the credit without what is open."""
    return None if one.credit is None else to_yen(one.before_credit * (1 - rate)) - one.credit


def _costs(quote: Quote, net: CompanyNet, lang: Lang) -> Iterator[Block]:
    years = [say(year_words(quote, one.year), lang) for one in net.years]
    several = len(years) > 1 and not planned_years(quote)
    columns = (
        Column(wraps=True),
        *(Column(year, Kind.YEN, named=True) for year in years),
        *((Column(heading(headings.SUM, lang), Kind.YEN, named=True),) if several else ()),
    )
    rows = []
    for line in _lines(net):
        amounts = [line.of(one) for one in net.years]
        whole = [_sum(amounts)] if several else []
        rows.append(row((text(say(line.name, lang)), *map(yen_cell, [*amounts, *whole])), style=line.style))
    yield Table(columns, tuple(rows))
    if net.partner is not None:
        partner = ESTIMATE.filled(partner=PARTNERS[net.partner])
        yield paragraph(partner, lang)
    for title, _, doubt in net.grounds:
        yield paragraph(GROUND.filled(title=title, doubt=doubt), lang)


def _sum(amounts: Sequence[int | None]) -> int | None:
    """The sum; nothing where one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _gets(quote: Quote, lang: Lang) -> Table:
    """By section: what is certain, and apart from it what is not."""
    certainties = (("fixed",), ("planned",), ("conditional", "running"))
    heads = (CERTAIN, Text("予定額", "planned"), AT_MOST)
    there = {line.certainty for line in quote.lines}
    shown = [(names, head) for names, head in zip(certainties, heads, strict=True) if {*names} & there]
    columns = (
        Column(wraps=True),
        *(Column(heading(head, lang), Kind.YEN, named=True) for _, head in shown),
    )
    rows: list[Row] = []
    for section, name in SECTIONS.items():
        inside = [line for line in quote.lines if line.section == section and line.certainty != "in-kind"]
        if not inside:
            continue
        labels = dict.fromkeys(line.label for line in inside if line.reduces is None)
        told = noted(WHAT[section], enumerated(labels))
        sums = [_sum([line.amount for line in inside if line.certainty in names]) for names, _ in shown]
        cells = (yen_cell(amount or None) for amount in sums)
        rows.append(row((text(say(colon(name, told), lang)), *cells)))
    sums = [sum(line.amount for line in quote.lines if line.certainty in names) for names, _ in shown]
    rows.append(row((text(say(headings.SUM, lang)), *map(yen_cell, sums)), style=Style.TOTAL))
    return Table(columns, tuple(rows))


def _certificate(quote: Quote, net: CompanyNet, lang: Lang) -> Table:
    """The price by kind of cost and fiscal year; what counts for the credit is said of each."""
    is_summed = not planned_years(quote)
    years = [say(year_words(quote, one.year), lang) for one in net.years]
    columns = (
        Column(heading(headings.ITEM, lang), wraps=True),
        Column(heading(COUNTS, lang), named=True),
        *(Column(year, Kind.YEN, named=True) for year in years),
        *((Column(heading(headings.SUM, lang), Kind.YEN, named=True),) if is_summed else ()),
    )
    rows = [
        row(
            (
                text(say(one.label, lang)),
                text(say(ANSWERS[one.counts], lang)),
                *map(yen_cell, (*one.amounts, sum(one.amounts)) if is_summed else one.amounts),
            )
        )
        for one in net.costs
    ]
    sums = [sum(one.amounts[i] for one in net.costs) for i in range(len(years))]
    rows.append(
        row(
            (text(say(headings.SUM, lang)), text(""), *map(yen_cell, (*sums, sum(sums)) if is_summed else sums)),
            style=Style.TOTAL,
        )
    )
    return Table(columns, tuple(rows))
