"""Quotes made by hand: one with everything in it, and small ones."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sangaku_price.items import USUAL_KINDS, labels
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.language.text import Text, own
from sangaku_price.money import DOWN, Mode, Rounding, Yen
from sangaku_price.quotation.derivation import (
    Step,
    amount_of,
    begun,
    constant,
    difference,
    exact_of,
    formula,
    is_private,
    larger,
    line_sum,
    product,
    quotient,
    rounded,
    shares,
    smaller,
    split_fee,
    total,
)
from sangaku_price.quotation.invoices import Invoice, PeriodSum, TaxLine
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Beaten, Contingent, Line, Note, Parties, Quote, RuleUsed, TariffUsed, Totals

FY2026, FY2027 = "FY2026", "FY2027"
GUIDELINE = Source(
    "ガイドライン【追補版】", "A-1 3 必要となるコストの適切な分担", "https://www.mext.go.jp/a_menu/00778.html"
)
PAGE = Source(
    "京都大学 経費のページ", None, "https://iac.kyoto-u.ac.jp/info/cat-4/if04-05", "kyoto:overhead.indirect.rate"
)
NEAREST_THOUSAND = Rounding(1000, Mode.NEAREST)


def replace(value: Any, **changes: Any) -> Any:
    """A named tuple with other fields."""
    return value._replace(**changes)


def stated(key: str) -> Source:
    """A user's own number."""
    return Source("契約ファイル / contract file", key=key)


def a_line(ident: str, step: Step, kind: str = "direct", period: str | None = "contract", **told: object) -> Line:
    """A line of a step."""
    usual = {
        "section": "direct",
        "charged_as": "direct",
        "certainty": "fixed",
        "tax_category": "taxable",
        "label": labels()[kind],
        "sources": (GUIDELINE, stated(f"{ident}.amount")),
        "exact": exact_of(step),
        "formula": formula(step),
        "steps": (step,),
        "private": is_private(step),
    }
    return Line(id=ident, kind=kind, period=period, amount=amount_of(step), **{**usual, **told})  # type: ignore[arg-type]


def flat(amount: int, key: str | None = None) -> Step:
    """A stated amount, as an entry states it."""
    return rounded(constant(amount, "yen", key=key), DOWN)


def by_year(ident: str, whole: Step, kind: str, weights: Sequence[int] = (6, 12), **told: object) -> tuple[Line, ...]:
    """A line divided over the two fiscal years."""
    return tuple(
        a_line(ident, step, kind, period, **told)
        for step, period in zip(shares(whole, weights), (FY2026, FY2027), strict=True)
    )


def _direct() -> tuple[Line, ...]:
    price = constant(80_001, "yen", Text("単価", "unit price"), key="direct.1.unit-price")
    whole = rounded(product(price, constant(18, "月", Text("数量", "quantity"), key="direct.1.quantity")), DOWN)
    return by_year(
        "direct.1", whole, "direct", label=own("消耗品"), quantity=Fraction(18), unit="月", unit_price=80_001
    )


def _resident() -> tuple[Line, ...]:
    people = constant(1, "people", Text("人数", "people"), key="resident.1.people")
    fee = constant(440_000, "yen", Text("12か月まで", "up to 12 months"), key="resident.resident.steps.12")
    whole = rounded(quotient(product(people, fee), constant(Fraction("1.1"), name=Text("消費税", "tax"))), DOWN)
    lines = by_year("resident.1", whole, "resident", charged_as="resident", quantity=Fraction(1), unit="人")
    return tuple(line._replace(steps=(*line.steps, split_fee(line.amount, (367_000, 73_000)))) for line in lines)


def _indirect() -> tuple[Line, ...]:
    rate = constant(Fraction("0.3"), "rate", Text("率", "rate"), key="overhead.indirect.rate")
    lines = []
    for base, period in ((480_006, FY2026), (960_012, FY2027)):
        step = rounded(product(line_sum(base, ["direct.1"], labels()["direct"]), rate), DOWN)
        parts = Step("parts", step.value, (constant(int(step.value), "yen", own("本部")),), unit="yen")
        line = a_line(
            "indirect",
            step,
            "overhead",
            period,
            section="indirect",
            charged_as="indirect",
            label=Text("産学連携推進経費", "collaboration promotion cost"),
            sources=(PAGE, GUIDELINE),
            steps=(step, parts),
            base=("direct.1",),
            rate=Fraction("0.3"),
            rounding=DOWN,
            beaten=(
                Beaten(
                    "indirect –2023-03-31 10%", Text("研究開始日 2026-10-01 に効力がない", "not in force on 2026-10-01")
                ),
            ),
            marks=("doubt", "differs-from-published"),
        )
        lines.append(line)
    return tuple(lines)


def _researcher() -> tuple[Line, ...]:
    cost = constant(
        9_600_001, "yen", Text("年間人件費", "annual cost"), key="involvement.yamada.annual-cost", private=True
    )
    effort = constant(Fraction("0.1"), "rate", Text("エフォート", "effort"), key="involvement.yamada.effort")
    years = constant(Fraction(18, 12), "years", Text("契約月数", "months of the contract"))
    whole = rounded(product(cost, effort, years), DOWN)
    label = Text("関与時間に対する報酬（山田 教授）", "pay for involvement time (山田 教授)")
    told = {"section": "researcher", "charged_as": "separate"}
    yamada = by_year("yamada", whole, "involvement", label=label, marks=("entry-note",), **told)
    share = constant(Fraction("0.333"), "rate", Text("免除率", "share waived"), key="waiver.1.percent")
    magnitude = rounded(product(line_sum(1_440_000, ["yamada"], label), share), DOWN)
    waiver = tuple(
        replace(
            a_line("waiver.1", product(step, constant(-1)), "waiver", period, **told),
            label=Text("免除：山田 教授", "waiver: 山田 教授"),
            formula=formula(step),
            exact=-exact_of(step),
            reduces="yamada",
            marks=("waived",),
        )
        for step, period in zip(shares(magnitude, (480_000, 960_000)), (FY2026, FY2027), strict=True)
    )
    capped = smaller(total(flat(99_999), flat(5)), flat(100_001))
    know_how = a_line(
        "know-how",
        capped,
        "contribution",
        FY2026,
        section="researcher",
        tax_category="export-exempt",
        label=own("合成の知見"),
    )
    return (*yamada, *waiver, know_how)


def _others() -> tuple[Line, ...]:
    blocks = begun(quotient(constant(Fraction("155.5"), "hours"), constant(8, "hours")), "")
    less = difference(constant(3_010, "yen"), constant(500, "yen"))
    strategic = rounded(product(blocks, less), NEAREST_THOUSAND)
    return (
        a_line(
            "strategic",
            strategic,
            "overhead",
            FY2026,
            section="management",
            charged_as="strategic",
            tax_category="out-of-scope",
            label=Text("戦略的産学連携経費", "strategic collaboration cost"),
            rounding=NEAREST_THOUSAND,
        ),
        a_line("licence/upfront", flat(500_000), "use", FY2026, section="results", charged_as="separate"),
        a_line("agreed", flat(10_000), "lump-sum", FY2027, section="agreed", charged_as="separate"),
    )


def _uncertain() -> tuple[Line, ...]:
    told = {"section": "results", "charged_as": "separate"}
    sales = constant(100_000_000, "yen", Text("売上高", "sales"), key="use.licence.royalty.sales.2029")
    rate = constant(Fraction("0.03"), "rate", Text("実施料率", "royalty rate"), key="use.licence.royalty.rate")
    royalty = rounded(larger(product(sales, rate), constant(1_000_000, "yen")), DOWN)
    return (
        a_line(
            "pilot",
            flat(10_000_000),
            "success",
            None,
            certainty="conditional",
            label=Text("研究成果への報酬（採用の決定）", "success fee (採用の決定)"),
            probability=Fraction(1, 2),
            due=date(2028, 9, 30),
            **told,
        ),
        *(
            a_line(
                "licence/royalty",
                royalty,
                "use",
                year,
                certainty="running",
                label=Text("特許 実施料", "patent, royalty"),
                probability=Fraction(1, 3),
                **told,
            )
            for year in ("FY2029", "FY2030")
        ),
        a_line("warrants", flat(5_000_000), "use", None, certainty="in-kind", label=own("新株予約権"), **told),
    )


NOTES = (
    Note("doubt", "note", Text("端数処理の記載なし", "the rounding is not stated"), "indirect"),
    Note(
        "converted", "note", Text("契約の税区分に換算しました。", "converted to the contract's tax basis"), "resident.1"
    ),
    Note(
        "differs-from-published", "warning", Text("公表値と異なります。", "differs from what is published"), "indirect"
    ),
    Note("notice", "gate", Text("公的資金が含まれます。", "public money is in it"), "notice.public"),
    Note("entry-note", "note", own("山田先生には未連絡"), "yamada"),
    Note("waived", "note", Text("免除の理由: 初回", "reason of the waiver: 初回"), "waiver.1"),
    Note("open-royalty", "note", Text("売上は見込みです。", "the sales are estimates"), "licence"),
    Note("costs", "note", Text("契約全体の注", "a note on the whole"), None),
)
PARTIES = Parties(
    title="次世代電池材料の共同研究",
    university="京都大学",
    company="みやこ電池株式会社",
    principal="山田 花子",
    type="joint-research",
    type_name=Text("共同研究", "joint research"),
    start=date(2026, 10, 1),
    end=date(2028, 3, 31),
    months=18,
    signed=date(2026, 9, 15),
    applied=None,
    billing="fiscal-year",
    discount_rate=Fraction("0.08"),
    backfill_cap=Fraction("0.2"),
    tax_basis="exclusive",
    tax_rounding="down",
    facts={"startup": True, "company-size": "sme"},
    document={"number": "SK-2026-0417", "issued": "2026-09-01", "remarks": "御確認ください"},
)
TARIFF = TariffUsed(
    "kyoto",
    Text("京都大学", "Kyoto University"),
    date(2026, 11, 24),
    "b" * 64,
    (RuleUsed("indirect", date(2023, 4, 1), "start"), RuleUsed("resident", None, "signed")),
)


def rich_quote() -> Quote:
    """Everything a quote can hold."""
    lines = (*_direct(), *_resident(), *_indirect(), *_researcher(), *_others(), *_uncertain())
    contingent = Contingent(Yen(16_000_000), Yen(7_000_000), Yen(5_812_345))
    return a_quote(lines, (FY2026, FY2027), contingent=contingent, notes=NOTES)


def a_quote(
    lines: Iterable[Line], labels: Sequence[str] = ("contract",), contingent: Contingent | None = None, **told: object
) -> Quote:
    """A quote of these lines that adds up, at 10 % tax."""
    lines = tuple(lines)
    invoices = tuple(_invoice(label, lines) for label in labels)
    periods = tuple(
        PeriodSum(
            one.label,
            date(2026 + i, 4, 1),
            date(2027 + i, 3, 31),
            one.subtotal,
            Yen(one.total - one.subtotal),
            one.total,
        )
        for i, one in enumerate(invoices)
    )
    usual = {
        "engine": "0.1.0",
        "contract": PARTIES,
        "scenario": "value-based",
        "set": {"direct.1.unit-price": "80_001", "involvement.yamada.annual-cost": "9_600_001"},
        "spec_sha256": "a" * 64,
        "tariff": TARIFF,
    }
    return Quote(
        lines=lines,
        periods=periods,
        invoices=invoices,
        totals=_totals(lines, invoices, contingent or Contingent(Yen(0), Yen(0), None)),
        **{**usual, **told},  # type: ignore[arg-type]
    )


def _invoice(label: str, lines: Sequence[Line]) -> Invoice:
    rates = {"taxable": Fraction("0.1"), "export-exempt": Fraction(0), "out-of-scope": None}
    taxes = []
    for category, rate in rates.items():
        inside = [
            line.amount
            for line in lines
            if line.certainty == "fixed" and line.period == label and line.tax_category == category
        ]
        if inside:
            taxes.append(TaxLine(rate, Yen(sum(inside)), Yen(int(sum(inside) * (rate or 0)))))
    subtotal, tax = sum(one.base for one in taxes), sum(one.amount for one in taxes)
    return Invoice(label, Yen(subtotal), tuple(taxes), Yen(subtotal + tax))


def _totals(lines: Sequence[Line], invoices: Sequence[Invoice], contingent: Contingent) -> Totals:
    fixed = [line for line in lines if line.certainty == "fixed"]
    subtotal, total_ = sum(one.subtotal for one in invoices), sum(one.total for one in invoices)

    def by(key: str, names: Iterable[str]) -> dict[str, Yen]:
        return {name: Yen(sum(line.amount for line in fixed if getattr(line, key) == name)) for name in names}

    return Totals(
        subtotal=Yen(subtotal),
        tax=Yen(total_ - subtotal),
        total=Yen(total_),
        by_kind=by("kind", USUAL_KINDS),
        by_section=by("section", SECTIONS),
        by_charge=by("charged_as", CHARGES),
        value_share=Fraction(5, 13) if fixed else None,
        contingent=contingent,
        maximum=Yen(subtotal + contingent.maximum),
        expected=None if contingent.expected is None else Yen(subtotal + contingent.expected),
        in_kind=Yen(sum(line.amount for line in lines if line.certainty == "in-kind")),
    )
