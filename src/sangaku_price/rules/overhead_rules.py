"""What an overhead costs by its rule: the contract's own numbers, the norm, and its cases.

The computation is in `items/overhead.py`; here is only what may decide it.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from sangaku_price.contract.entry import COST, Asked, Entry, Exclusive, Kind
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import figure, percent
from sangaku_price.language.phrases import counted
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.values import Beaten, Note
from sangaku_price.tariff.bands import Band, Bands, band_words
from sangaku_price.tariff.counted import Limits
from sangaku_price.tariff.rules import Case, OverheadRule
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Number, Rate, UnitPrice, Words, YenAmount, one_of

MESSAGES = messages(
    {
        "overhead-needs-base": Text(
            "率で計算する独自の間接経費には「base」が必要です。",
            'an overhead of the contract\'s own with a rate needs "base"',
        ),
        "bands-of-total": Text(
            "内数（of-total）では段階別の率を使えません。外数（on-base）または控除（from-base）で書いてください。",
            "bands cannot be of the total (of-total); write them on-base or from-base",
        ),
        "rate-of-total": Text("内数の率は100%未満で書いてください。", "a rate of the total must be below 100 %"),
    }
)

PRICE_KEYS = ("rate", "bands", "amount", "unit_price")
"""An overhead has exactly one of these, or is negotiated."""
RATES = ("rate", "bands")
"""Prices that are shares of a base."""
LIMITS = ("floor", "cap")
OWN_KEYS = ("base", "method", "except-categories", "limits", "floor", "cap", "per", "unit")
"""Keys that only an overhead of the contract's own may give."""


class Overhead(Entry):
    """[[overhead]] of a contract: other numbers for an overhead of the tariff, or one of the contract's own."""

    kind: ClassVar[Kind] = Kind(
        "overhead", Text("間接経費", "indirect cost"), "indirect", charged_as="indirect", approaches=COST
    )
    exclusive: ClassVar[Exclusive] = (
        ("rate", "amount"),
        ("rate", "unit-price"),
        ("rate", "bands"),
        ("amount", "unit-price"),
        ("bands", "amount"),
        ("bands", "unit-price"),
    )

    rate: Rate | None = Field(default=None, description=said("率。", "Rate."))
    bands: Bands | None = Field(
        default=None, description=said("段階別の率（超過累進）。", "Rates of the parts of the base, by bands.")
    )
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    unit_price: UnitPrice | None = Field(default=None, description=said("単価（円）。", "Yen a unit."))
    quantity: Number | None = Field(default=None, description=said("数量。", "Quantity."))
    base: Names | None = Field(
        default=None, description=said("算定の基礎。", "What the rate is of: kinds, ids of earlier overheads, total.")
    )
    method: Annotated[str, one_of("on-base", "of-total", "from-base")] | None = Field(
        default=None, description=said("外数・内数・控除。", "On the base, of the total, or out of the base.")
    )
    except_categories: Names | None = Field(
        default=None, description=said("除く費目。", "Categories that are not in the base.")
    )
    limits: Limits | None = Field(
        default=None, description=said("費目のうち基礎に含める範囲。", "What of a category counts in the base.")
    )
    floor: YenAmount | None = Field(default=None, description=said("下限額（円）。", "At least, in yen."))
    cap: YenAmount | None = Field(default=None, description=said("上限額（円）。", "At most, in yen."))
    per: Annotated[str, one_of("contract", "fiscal-year", "year", "month")] = Field(
        default="contract",
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
    unit: Words | None = Field(default=None, description=said("単位。", "Unit."))


class Limit(NamedTuple):
    """A floor or a cap: yen, where it stands, and what it is for."""

    key: str
    yen: int
    path: str
    per: str


class Decision(NamedTuple):
    """What decides an overhead: the norm or one of its cases."""

    key: str
    """rate, bands, amount, unit-price or negotiated"""
    value: Fraction
    """Of bands the highest rate."""
    path: str
    per: str
    method: str
    bound: str | None
    source: str
    doubt: Text | None
    limits: tuple[Limit, ...] = ()
    bands: tuple[Band, ...] = ()
    beaten: tuple[Beaten, ...] = ()
    notes: tuple[Note, ...] = ()
    since: date | None = None
    case: int | None = None
    """The number of the case; None of the norm."""


class Charged(NamedTuple):
    """One overhead of a contract, ready to be computed."""

    rule: OverheadRule
    """With the contract's own numbers in the place of the published ones."""
    published: OverheadRule | None
    """As published; None for an overhead of the contract's own."""
    asked: Asked[Overhead] | None

    @property
    def own_key(self) -> str | None:
        """The price that the contract itself gives."""
        if self.asked is None:
            return None
        given = (key for key in PRICE_KEYS if getattr(self.asked.entry, key) is not None)
        return next(given, None)


def with_own(rule: OverheadRule, asked: Asked[Overhead] | None) -> Charged:
    """A tariff's overhead with the contract's numbers: a new price drops the others and the cases that it replaces."""
    if asked is None:
        return Charged(rule, rule, None)
    entry = asked.entry
    stated = {"charged_as": entry.charged_as, "tax_category": entry.tax_category}
    charged = Charged(rule.model_copy(update={k: v for k, v in stated.items() if v is not None}), rule, asked)
    key = charged.own_key
    if key is None:
        return charged
    update: dict[str, object] = {**dict.fromkeys(PRICE_KEYS), "negotiated": False, key: getattr(entry, key)}
    kept = (case for case in rule.case if key in RATES and not _by_rate(case) and not case.negotiated)
    return charged._replace(rule=charged.rule.model_copy(update={**update, "case": tuple(kept)}))


def _by_rate(case: Case) -> bool:
    """Whether a case says another rate, or other bands."""
    return case.rate is not None or case.bands is not None


def as_published(rule: OverheadRule, asked: Asked[Overhead]) -> Charged:
    """A tariff's overhead with nothing of the contract's but its quantity."""
    entry = asked.entry.model_copy(update=dict.fromkeys((*PRICE_KEYS, "fiscal_year")))
    return Charged(rule, rule, asked._replace(entry=entry))


def of_contract(asked: Asked[Overhead]) -> Charged:
    """An overhead of the contract's own, in the shape of a tariff's; its yen are in the contract's basis."""
    entry = asked.entry
    rule = OverheadRule.model_construct(
        id=asked.id,
        source="",
        types=None,
        rate=entry.rate,
        bands=entry.bands,
        amount=entry.amount,
        unit_price=entry.unit_price,
        base=entry.base,
        method=entry.method or "on-base",
        except_categories=entry.except_categories,
        limits=entry.limits,
        floor=entry.floor,
        cap=entry.cap,
        per=entry.per,
        unit=entry.unit,
        tax="unstated",
        charged_as=entry.charged_as or "indirect",
        tax_category=entry.tax_category,
    )
    return Charged(rule, None, asked)


def norm_of(rule: OverheadRule) -> Decision:
    """What the rule says where no case holds."""
    key = next((key for key in PRICE_KEYS if getattr(rule, key) is not None), "negotiated")
    written = key.replace("_", "-")
    stem = rule.id if "." in rule.id else f"overhead.{rule.id}"  # without an id of its own it is `overhead.N`
    path = f"{stem}.{written}"
    return Decision(
        key=written,
        value=_value(rule, key),
        path=path,
        per=rule.per,
        method=rule.method,
        bound=rule.bound,
        source=rule.source,
        doubt=None,
        limits=_limits(rule, stem, rule.per),
        bands=rule.bands or (),
        since=rule.since,
    )


def _value(table: OverheadRule | Case, key: str) -> Fraction:
    """The number under a price key: of bands the highest rate, of what is negotiated none."""
    match key:
        case "bands":
            return max(band.rate for band in table.bands or ())
        case "negotiated":
            return Fraction(0)
        case _:
            found: Fraction | int = getattr(table, key)
            return found if isinstance(found, Fraction) else Fraction(found)


def _limits(table: OverheadRule | Case, path: str, per: str, norm: Sequence[Limit] = ()) -> tuple[Limit, ...]:
    """The floor and the cap that stand in a table, else the norm's, which are for what the norm says."""
    own = [Limit(key, getattr(table, key), f"{path}.{key}", per) for key in LIMITS if getattr(table, key) is not None]
    found = {one.key: one for one in (*norm, *own)}
    return tuple(found[key] for key in LIMITS if key in found)


def case_of(rule: OverheadRule, case: Case, number: int) -> Decision:
    """What the rule says where this case holds; what a case leaves open is the norm's."""
    norm = norm_of(rule)
    key = next((key for key in PRICE_KEYS if getattr(case, key) is not None), None)
    path = f"overhead.{rule.id}.case.{number}"
    if case.negotiated:
        norm = norm._replace(key="negotiated", value=Fraction(0), path=f"{path}.negotiated")
    elif key is not None:
        written = key.replace("_", "-")
        norm = norm._replace(key=written, value=_value(case, key), path=f"{path}.{written}", bands=case.bands or ())
    else:  # the norm's price by another method, or within other limits
        norm = norm._replace(path=path)
    return norm._replace(
        per=case.per or norm.per,
        method=case.method or norm.method,
        bound=case.bound or norm.bound,
        source=case.source or norm.source,
        doubt=case.doubt,
        since=case.since or norm.since,
        limits=_limits(case, path, case.per or rule.per, norm.limits),
        case=number,
    )


_CASE, _NORM = Text("{name}（例外{number}） {price}", "{what}"), Text("{name}（原則） {price}", "{what}")
NEGOTIATED = Text("別途協議", "negotiated")


def lost(decision: Decision, name: Text, why: Text) -> Beaten:
    """A decision that another came before: by its key and its price, and in words by the name of the charge."""
    price = price_words(decision)
    what = decision.path if decision.key == "negotiated" else f"{decision.path} {say(price, Lang.EN)}"
    said = _NORM if decision.case is None else _CASE
    return Beaten(what, why, said.filled(name=name, number=decision.case, price=price, what=what))


def price_words(decision: Decision) -> Text:
    """A rate, bands, or an amount in words."""
    match decision.key:
        case "rate":
            return own(percent(decision.value))
        case "bands":
            return own(band_words(decision.bands))
        case "negotiated":
            return NEGOTIATED
        case _:
            return counted(figure(decision.value), "yen")
