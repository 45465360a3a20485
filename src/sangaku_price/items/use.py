"""成果を活用する対価 (consideration for use of results): patents, know-how, software, materials, data.

Ground: 追補版 A-1 2 研究成果として創出された「知」への価値付け.
Formula, one line a part: `upfront`; `option-fee`; unit-fee × units; annual-fee × years; `patent-cost`; and of every
fiscal year listed in `royalty.sales` max(rate × sales × share, minimum) where the minimum is creditable, else their
sum, the minimum from `minimum-from` on. With `outcome` the sales are those of the outcome that pays most; the others,
and no sales at all for what is left of the probability, are in expected values. With `probability`, `conditional` or
`after` the whole entry is conditional; in kind where it is paid in equity.
Rounding: down to 1 yen, once per line.
Not modelled: what net sales are, tiers of a royalty rate, late statements, inventor compensation (発明補償金).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field, WithJsonSchema

from sangaku_price.contract.entry import OUTCOME, Asked, Entry, Kind, Needs
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.text import Text
from sangaku_price.money import DOWN, to_yen
from sangaku_price.quotation.derivation import Step, constant, larger, product, total
from sangaku_price.quotation.values import Note
from sangaku_price.rules.clauses import RESULTS
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Draft, Terms, note, own_source
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import (
    Day,
    FiscalYear,
    Flag,
    Number,
    Rate,
    Share,
    UnitPrice,
    Words,
    YenAmount,
    one_of,
    read_year,
    read_yen,
    refuse,
)

MESSAGES = messages(
    {
        "sales": Text(
            "{ 2029 = 100_000_000 } の形で年度ごとに書いてください。", "must be { 2029 = 100_000_000 }, by fiscal year"
        ),
        "open-royalty": Text(
            "売上高の{rate}の実施料は、売上の見込みがないためどの金額にも含まれていません。",
            "a royalty of {rate} of sales is owed but in no figure, for want of estimated sales",
        ),
        "outcome-largest": Text(
            "額は、支払額が最大となる売上（outcome {number}／全{count}通り）によるものです。",
            "the amounts are those of the outcome that pays most (number {number} of {count})",
        ),
    }
)

OBJECTS: Mapping[str, Text] = {
    "patent": Text("特許", "patent"),
    "know-how": Text("ノウハウ", "know-how"),
    "software": Text("ソフトウェア", "software"),
    "material": Text("成果有体物", "material"),
    "data": Text("データ", "data"),
}
MANNERS: Mapping[str, Text] = {
    "licence": Text("実施許諾", "licence"),
    "assignment": Text("譲渡", "assignment"),
    "option": Text("オプション", "option"),
    "non-exercise": Text("不実施補償", "non-exercise compensation"),
}
PARTS: Mapping[str, Text] = {
    "upfront": Text("一時金", "upfront payment"),
    "option-fee": Text("オプション料", "option fee"),
    "unit-fee": Text("単価×数量", "fee by unit"),
    "annual-fee": Text("年額", "annual fee"),
    "patent-cost": Text("出願等費用", "patent cost"),
    "royalty": Text("実施料", "royalty"),
}


def read_sales(value: object) -> Mapping[int, int]:
    """{ 2029 = 100_000_000 }: yen of net sales by fiscal year."""
    if not isinstance(value, dict) or not value:
        raise refuse("sales")
    sales = {}
    for year, amount in value.items():
        if not year.isascii() or not year.isdigit():
            raise refuse("sales")
        sales[read_year(int(year[:9]))] = read_yen(amount)
    return dict(sorted(sales.items()))


_SALES = {"^[0-9]{4}$": {"type": "integer", "minimum": 0}}
Sales = Annotated[
    Mapping[int, int],
    ReadBy(read_sales),
    WithJsonSchema({"type": "object", "minProperties": 1, "patternProperties": _SALES, "additionalProperties": False}),
]


class Royalty(Table):
    """royalty = { … }: a running payment on sales."""

    rate: Rate = Field(description=said("率。", "Rate."))
    sales: Sales = Field(
        default={},
        description=said("年度別の売上見込み { 年度 = 円 }。", "Estimated sales { fiscal year = yen }."),
    )
    share: Share | None = Field(default=None, description=said("持分。", "Share."))
    """The university's part where a right is held together."""
    minimum: YenAmount | None = Field(
        default=None, description=said("最低実施料（円/年度）。", "Minimum in yen a fiscal year.")
    )
    minimum_from: FiscalYear | None = Field(
        default=None, description=said("最低実施料の最初の年度。", "First fiscal year of the minimum.")
    )
    creditable: Flag = Field(
        default=True,
        description=said("最低額に実施料を充当するか。", "Whether the royalty is credited against the minimum."),
    )


class Outcome(Table):
    """outcome = [{ … }]: what may be sold, given that the entry happens; what is left of 1 is no sales."""

    probability: Share = Field(description=said("確率（非公開）。", "Probability; private."))
    sales: Sales = Field(
        description=said("年度別の売上見込み { 年度 = 円 }。", "Estimated sales { fiscal year = yen }.")
    )


class Payoff(NamedTuple):
    """What a royalty pays in one outcome."""

    probability: Fraction
    sales: Mapping[int, int]
    amounts: Mapping[int, int]
    """Whole yen by fiscal year, of every year that any outcome has."""


class Use(Entry):
    """[[use]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "use",
        Text("成果活用の対価", "consideration for use of results"),
        "results",
        is_value=True,
        has_parts=True,
        approaches=OUTCOME,
    )
    private: ClassVar[frozenset[str]] = Entry.private | {"probability"}
    prices: ClassVar[tuple[str, ...]] = (
        "upfront",
        "option-fee",
        "unit-fee",
        "annual-fee",
        "patent-cost",
        "royalty",
    )
    needs: ClassVar[Needs] = (
        ("unit-fee", ("units",)),
        ("units", ("unit-fee",)),
        ("annual-fee", ("years",)),
        ("years", ("annual-fee",)),
    )

    what: Annotated[str, one_of(*OBJECTS)] | None = Field(default=None, description=said("対象。", "What is used."))
    as_: Annotated[str, one_of(*MANNERS)] | None = Field(
        default=None, description=said("利用の形。", "In which manner.")
    )
    upfront: YenAmount | None = Field(default=None, description=said("一時金（円）。", "Payment up front in yen."))
    option_fee: YenAmount | None = Field(default=None, description=said("オプション料（円）。", "Option fee in yen."))
    unit_fee: UnitPrice | None = Field(default=None, description=said("1単位の額（円）。", "Yen a unit."))
    units: Number | None = Field(default=None, description=said("単位数。", "Number of units."))
    annual_fee: YenAmount | None = Field(default=None, description=said("年額（円）。", "Yen a year."))
    years: Number | None = Field(default=None, description=said("年数。", "Years."))
    patent_cost: YenAmount | None = Field(default=None, description=said("出願等費用（円）。", "Patent cost in yen."))
    royalty: Royalty | None = Field(default=None, description=said("実施料。", "Royalty."))
    outcome: tuple[Outcome, ...] = Field(
        default=(), description=said("起こり得る結果。", "Outcomes with their probabilities and sales.")
    )
    probability: Share | None = Field(default=None, description=said("確率（非公開）。", "Probability; private."))
    conditional: Flag = Field(default=False, description=said("条件付か。", "Whether it is conditional as a whole."))
    after: Words | None = Field(
        default=None, description=said("前提となる項目の id。", "The id of the entry that must happen first.")
    )
    due: Day | None = Field(default=None, description=said("期日。", "Due on."))
    form: Annotated[str, one_of("cash", "equity")] = Field(
        default="cash", description=said("金銭または株式等。", "Paid in cash or in equity.")
    )


def certainty(entry: Use, part: str) -> str:
    """How certain a part is paid: the whole entry stands or falls together."""
    if entry.form == "equity":
        return "in-kind"
    if entry.conditional or entry.probability is not None or entry.after is not None:
        return "conditional"
    return "running" if part == "royalty" else "fixed"


def price_use(asked: Asked[Use], terms: Terms, _base: Step | None) -> Priced:
    """A line a part, and of a royalty a line a fiscal year."""
    for part, step in _parts(asked):
        yield _line(asked, terms, part, step)
    if asked.entry.royalty:
        yield from _royalty(asked, asked.entry.royalty, terms)
    yield from _open_royalty(asked)


def _open_royalty(asked: Asked[Use]) -> Iterator[Note]:
    """A royalty whose sales nobody has estimated: it is owed, but in no figure."""
    royalty = asked.entry.royalty
    if royalty is not None and not royalty.sales and not asked.entry.outcome:
        yield note("open-royalty", "warning", f"{asked.id}/royalty", rate=percent(royalty.rate))


def _parts(asked: Asked[Use]) -> Iterator[tuple[str, Step]]:
    entry, path = asked.entry, asked.path
    if entry.upfront is not None:
        yield "upfront", constant(entry.upfront, "yen", key=f"{path}.upfront")
    if entry.option_fee is not None:
        yield "option-fee", constant(entry.option_fee, "yen", key=f"{path}.option-fee")
    if entry.unit_fee is not None:
        fee = constant(entry.unit_fee, "yen", Text("単価", "fee"), key=f"{path}.unit-fee")
        yield "unit-fee", product(fee, constant(entry.units or 0, "", Text("数量", "units"), key=f"{path}.units"))
    if entry.annual_fee is not None:
        fee = constant(entry.annual_fee, "yen", PARTS["annual-fee"], key=f"{path}.annual-fee")
        yield "annual-fee", product(fee, constant(entry.years or 0, "years", key=f"{path}.years"))
    if entry.patent_cost is not None:
        yield "patent-cost", constant(entry.patent_cost, "yen", key=f"{path}.patent-cost")


def _line(asked: Asked[Use], terms: Terms, part: str, step: Step) -> Draft:
    entry = asked.entry
    draft = terms.draft(asked, step, (RESULTS, own_source(asked, part)), part=part, label=_label(asked, terms, part))
    return draft._replace(certainty=certainty(entry, part), probability=entry.probability, due=entry.due)


def payoffs(entry: Use) -> tuple[Payoff, ...]:
    """What the royalty pays in each outcome, no sales included where their probabilities leave room for it."""
    royalty = entry.royalty
    if royalty is None or not entry.outcome:
        return ()
    told: list[tuple[Fraction, Mapping[int, int]]] = [(one.probability, one.sales) for one in entry.outcome]
    rest = 1 - sum((probability for probability, _ in told), Fraction(0))
    if rest:
        told.append((rest, {}))
    years = sorted({year for _, sales in told for year in sales})
    return tuple(
        Payoff(
            probability,
            sales,
            {year: to_yen(_owed(royalty, "", year, sales.get(year, 0), years[0]).value, DOWN) for year in years},
        )
        for probability, sales in told
    )


def _royalty(asked: Asked[Use], royalty: Royalty, terms: Terms) -> Iterator[Draft]:
    sales, path = royalty.sales, f"{asked.path}.royalty.sales"
    outcomes = payoffs(asked.entry)
    notes: tuple[Note, ...] = ()
    if outcomes:
        most = max(range(len(outcomes)), key=lambda i: (sum(outcomes[i].amounts.values()), -i))
        sales = {year: outcomes[most].sales.get(year, 0) for year in outcomes[most].amounts}
        path = f"{asked.path}.outcome.{most + 1}.sales"
        said = {"number": most + 1, "count": len(outcomes)}
        notes = (note("outcome-largest", "note", f"{asked.id}/royalty", **said),)
    first = min(sales, default=0)
    for year, sold in sales.items():
        step = _owed(royalty, asked.path, year, sold, first, f"{path}.{year}")
        draft = _line(asked, terms, "royalty", step)
        yield draft._replace(year=year, rate=royalty.rate, due=None, notes=(*draft.notes, *notes))


def _owed(royalty: Royalty, entry: str, year: int, sold: int, first: int, key: str = "") -> Step:
    """The royalty of one fiscal year, before its rounding; `first` is the first year with sales."""
    path = f"{entry}.royalty"
    rate = constant(royalty.rate, "rate", Text("実施料率", "royalty rate"), key=f"{path}.rate")
    share = (
        ()
        if royalty.share is None
        else (constant(royalty.share, "rate", Text("大学の持分", "university's share"), key=f"{path}.share"),)
    )
    sales = constant(sold, "yen", Text("{year}年度売上高", "sales of FY{year}").filled(year=year), key=key)
    step = product(sales, rate, *share)
    if royalty.minimum is None or year < (royalty.minimum_from or first):
        return step
    least = constant(royalty.minimum, "yen", Text("最低実施料", "minimum royalty"), key=f"{path}.minimum")
    return larger(step, least) if royalty.creditable else total(step, least)


def _label(asked: Asked[Use], terms: Terms, part: str) -> Text:
    entry = asked.entry
    words = [OBJECTS[entry.what]] if entry.what else []
    words += [MANNERS[entry.as_]] if entry.as_ else []
    head = terms.label(asked)
    if entry.item is None and words:
        head = Text("・", " ").join(words)
    return Text("{head} {part}", "{head}, {part}").filled(head=head, part=PARTS[part])


ITEM = Item(Use.kind, Use, price_use)
