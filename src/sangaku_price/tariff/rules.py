"""What every rule of a tariff file may say, and what an overhead may. Rules of one id are versions of one rule."""

from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler

from sangaku_price.money import DOWN
from sangaku_price.tariff.bands import Bands
from sangaku_price.tariff.conditions import PERIODS, Conditions
from sangaku_price.tariff.counted import Limits
from sangaku_price.tariff.fees import Parts
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import Table, keys_of, said
from sangaku_price.toml.values import (
    Charge,
    Day,
    Flag,
    Id,
    Number,
    Rate,
    RoundingRule,
    TaxCategory,
    TextPair,
    UnitPrice,
    Words,
    YenAmount,
    one_of,
)

Bound = Annotated[str, one_of("at-least", "at-most")]
Per = Annotated[str, one_of(*PERIODS)]
Method = Annotated[str, one_of("on-base", "of-total", "from-base")]
RuleTax = Annotated[str, one_of("inclusive", "exclusive", "unstated")]
DecidedBy = Annotated[str, one_of("start", "end", "signed", "applied")]


class DefaultTable(Table):
    """[default]: what every rule says unless it says otherwise."""

    name: TextPair | None = Field(default=None, description=said("名称。", "Name, as text or { ja, en }."))
    doubt: TextPair | None = Field(default=None, description=said("疑義。", "A caveat, shown wherever the number is."))
    source: Words | None = Field(default=None, description=said("出典（[source] のキー）。", "Key of [source]."))
    since: Day | None = Field(default=None, description=said("適用開始日。", "First day in force."))
    until: Day | None = Field(default=None, description=said("適用終了日。", "Last day in force."))
    decided_by: DecidedBy | None = Field(
        default=None, description=said("どの日付で決まるか。", "Which date of the contract decides.")
    )
    types: Names | None = Field(default=None, description=said("対象の契約種別。", "Contract types it is for."))
    tax: RuleTax | None = Field(
        default=None, description=said("金額の税込・税抜。", "Whether its yen contain consumption tax.")
    )
    tax_rate: Rate | None = Field(
        default=None, description=said("公表額の税率。", "Tax rate in the published amounts.")
    )
    rounding: RoundingRule | None = Field(default=None, description=said("端数処理。", "How fractions are rounded."))
    tax_category: TaxCategory | None = Field(default=None, description=said("消費税の扱い。", "How it is taxed."))


class Rule(Table):
    """What every rule may say. Rules of one id are versions of one rule."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401
        """The rule; what [default] may say for all of them need not stand in each."""
        made = handler.resolve_ref_schema(handler(core_schema))
        made["required"] = [key for key in made.get("required", ()) if key not in keys_of(DefaultTable)]
        return made

    id: Id = Field(description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits."))
    name: TextPair | None = Field(default=None, description=said("名称。", "Name, as text or { ja, en }."))
    doubt: TextPair | None = Field(default=None, description=said("疑義。", "A caveat, shown wherever the number is."))
    outdated: Flag = Field(
        default=False, description=said("改定済みのおそれがあるか。", "Feared to be superseded; needs a doubt.")
    )
    source: Words = Field(description=said("出典（[source] のキー）。", "Key of [source]."))
    since: Day | None = Field(default=None, description=said("適用開始日。", "First day in force."))
    until: Day | None = Field(default=None, description=said("適用終了日。", "Last day in force."))
    decided_by: DecidedBy = Field(
        default="start", description=said("どの日付で決まるか。", "Which date of the contract decides.")
    )
    types: Names | None = Field(default=None, description=said("対象の契約種別。", "Contract types it is for."))
    tax: RuleTax = Field(
        default="unstated", description=said("金額の税込・税抜。", "Whether its yen contain consumption tax.")
    )
    tax_rate: Rate | None = Field(
        default=None, description=said("公表額の税率。", "Tax rate in the published amounts.")
    )
    rounding: RoundingRule = Field(default=DOWN, description=said("端数処理。", "How fractions are rounded."))
    tax_category: TaxCategory | None = Field(default=None, description=said("消費税の扱い。", "How it is taxed."))


class Case(Table):
    """[[overhead.case]]: an exception to the norm; the first that holds wins."""

    when: Conditions = Field(description=said("条件（すべて成り立つとき）。", "Conditions that must all hold."))
    since: Day | None = Field(default=None, description=said("適用開始日。", "First day in force."))
    until: Day | None = Field(default=None, description=said("適用終了日。", "Last day in force."))
    source: Words | None = Field(default=None, description=said("出典（[source] のキー）。", "Key of [source]."))
    doubt: TextPair | None = Field(default=None, description=said("疑義。", "A caveat, shown wherever the number is."))
    rate: Rate | None = Field(default=None, description=said("率。", "Rate."))
    bands: Bands | None = Field(
        default=None, description=said("段階別の率（超過累進）。", "Rates of the parts of the base, by bands.")
    )
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    unit_price: UnitPrice | None = Field(default=None, description=said("単価（円）。", "Yen a unit."))
    negotiated: Flag = Field(default=False, description=said("別途協議か。", "The contract must give it."))
    per: Per | None = Field(
        default=None,
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
    method: Method | None = Field(
        default=None, description=said("外数・内数・控除。", "On the base, of the total, or out of the base.")
    )
    bound: Bound | None = Field(
        default=None, description=said("公表値が下限か上限か。", "Whether what is published is a minimum or a maximum.")
    )
    floor: YenAmount | None = Field(default=None, description=said("下限額（円）。", "At least, in yen."))
    cap: YenAmount | None = Field(default=None, description=said("上限額（円）。", "At most, in yen."))
    """Instead of the norm's; 0 takes its floor away."""


class OverheadRule(Rule):
    """[[overhead]]: one published charge on top of, inside, or taken out of a base."""

    rate: Rate | None = Field(default=None, description=said("率。", "Rate."))
    bands: Bands | None = Field(
        default=None, description=said("段階別の率（超過累進）。", "Rates of the parts of the base, by bands.")
    )
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    unit_price: UnitPrice | None = Field(default=None, description=said("単価（円）。", "Yen a unit."))
    negotiated: Flag = Field(default=False, description=said("別途協議か。", "The contract must give it."))
    method: Method = Field(
        default="on-base", description=said("外数・内数・控除。", "On the base, of the total, or out of the base.")
    )
    base: Names | None = Field(
        default=None, description=said("算定の基礎。", "What the rate is of: kinds, ids of earlier overheads, total.")
    )
    except_categories: Names | None = Field(
        default=None, description=said("除く費目。", "Categories that are not in the base.")
    )
    limits: Limits | None = Field(
        default=None, description=said("費目のうち基礎に含める範囲。", "What of a category counts in the base.")
    )
    floor: YenAmount | None = Field(default=None, description=said("下限額（円）。", "At least, in yen."))
    cap: YenAmount | None = Field(default=None, description=said("上限額（円）。", "At most, in yen."))
    per: Per = Field(
        default="contract",
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
    bound: Bound | None = Field(
        default=None, description=said("公表値が下限か上限か。", "Whether what is published is a minimum or a maximum.")
    )
    unit: Words | None = Field(default=None, description=said("単位。", "Unit."))
    quantity: Annotated[str, one_of("involvement-hours")] | None = Field(
        default=None, description=said("数量。", "Quantity.")
    )
    included: Number | None = Field(default=None, description=said("支払済みの数量。", "Quantity already paid for."))
    block: Number | None = Field(default=None, description=said("この数量ごとに切上げ。", "Charged per so many begun."))
    either_way: Flag = Field(
        default=False, description=said("少なければ減額するか。", "Less than included is a reduction.")
    )
    kind: Annotated[str, one_of("overhead", "direct", "management", "use")] = Field(
        default="overhead", description=said("行の種類。", "The kind of line it becomes.")
    )
    charged_as: Charge = Field(
        default="indirect", description=said("別表での区分。", "Where the institution's ledger has it.")
    )
    optional: Flag = Field(
        default=False, description=said("契約が id を挙げたときだけ。", "Only where the contract names the id.")
    )
    includes_faculty_hours: Flag = Field(
        default=False, description=said("教員の時間を含むか。", "Whether it contains the faculty's hours.")
    )
    parts: Parts | None = Field(default=None, description=said("内訳の重み（参考）。", "Weights of informative parts."))
    case: tuple[Case, ...] = Field(
        default=(), description=said("例外（最初に成り立つものを適用）。", "Exceptions; the first that holds wins.")
    )
