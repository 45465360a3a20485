"""The tables of a contract file that stand once, and its scenarios."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, WithJsonSchema

from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import (
    Day,
    FileFormat,
    Flag,
    Rate,
    Share,
    TaxCategory,
    Words,
    YenAmount,
    one_of,
    refuse,
)

MESSAGES = messages(
    {
        "set-table": Text('{ "パス" = 値 } の形で書いてください。', 'must be { "path" = value }'),
    }
)


def read_set(value: object) -> Mapping[str, object]:
    """{ "path" = value }, read where it is used."""
    if not isinstance(value, dict):
        raise refuse("set-table")
    return value


class TopKeys(Table):
    """The keys above the first table of a contract file."""

    format: FileFormat = Field(description=said("書式の版（1）。", "The version of the file format: 1."))
    tariff: Words | None = Field(
        default=None, description=said("料金表の id または ./ファイル.toml。", "The id of a shipped tariff, or a path.")
    )
    template: Flag = Field(
        default=False, description=said("ひな形（例だけを計算する）。", "A template: priced only by its examples.")
    )


class ContractTable(Table):
    """[contract]: what is agreed, and when."""

    private: ClassVar[frozenset[str]] = frozenset({"discount-rate", "true-indirect-rate"})
    """Keys that only the office reads."""

    title: Words | None = Field(default=None, description=said("題名。", "Title."))
    university: Words | None = Field(
        default=None, description=said("大学名（既定は料金表の名称）。", "University; default the tariff's name.")
    )
    company: Words | None = Field(default=None, description=said("企業名。", "Company."))
    principal: Words | None = Field(default=None, description=said("研究代表者。", "Principal investigator."))
    type: Words = Field(
        default="joint-research",
        description=said(
            "契約種別。",
            "Type of contract: joint-research, commissioned-research, academic-consulting, joint-chair, "
            "or one that the tariff adds.",
        ),
    )
    start: Day = Field(description=said("開始日。", "First day."))
    end: Day = Field(description=said("終了日（当日を含む）。", "Last day, included."))
    signed: Day | None = Field(default=None, description=said("契約締結日。", "Day of signature."))
    applied: Day | None = Field(default=None, description=said("申込日。", "Day of application."))
    billing: Annotated[str, one_of("once", "fiscal-year")] = Field(
        default="once", description=said("請求: 一括または年度ごと。", "Invoiced once or by fiscal year.")
    )
    firm_until: Day | None = Field(
        default=None,
        description=said(
            "この年度末まで確定（以後は予定額）。", "The fiscal year's last day until which the price is firm."
        ),
    )
    """What is for later periods is planned: priced as all else, and never added to what is certainly paid."""
    discount_rate: Rate | None = Field(default=None, description=said("割引率。", "Rate for present values."))
    backfill_cap: Share | None = Field(
        default=None,
        description=said(
            "業務補完の上限（直接経費に対する割合）。", "All backfills together at most this share of direct."
        ),
    )
    true_indirect_rate: Rate | None = Field(
        default=None, description=said("真の間接経費率。", "The indirect rate at true cost; compare shows it.")
    )
    """What indirect cost really is, as a share of the direct entries, the researchers' time apart; for `compare`."""


class TaxTable(Table):
    """[tax]: whether the file's amounts contain consumption tax, and how the invoice rounds it."""

    basis: Annotated[str, one_of("exclusive", "inclusive")] = Field(
        default="exclusive",
        description=said("金額の税区分。", "Whether the amounts of the file contain consumption tax."),
    )
    rounding: Annotated[str, one_of("down", "nearest", "up")] = Field(
        default="down", description=said("端数処理。", "How fractions are rounded.")
    )
    category: TaxCategory = Field(default="taxable", description=said("消費税の扱い。", "How it is taxed."))
    reason: Words | None = Field(default=None, description=said("理由。", "The reason."))


class QuoteTable(Table):
    """[quote]: what documents print."""

    number: Words | None = Field(default=None, description=said("見積番号。", "Number of the quote."))
    issued: Day | None = Field(default=None, description=said("発行日。", "Day of issue."))
    valid_until: Day | None = Field(default=None, description=said("有効期限。", "Last day of validity."))
    addressee: Words | None = Field(default=None, description=said("宛先。", "Addressee."))
    issuer: Words | None = Field(default=None, description=said("発行者。", "Issuer."))
    registration_number: Words | None = Field(
        default=None, description=said("適格請求書発行事業者の登録番号。", "Registration number of the invoice issuer.")
    )
    payment_terms: Words | None = Field(default=None, description=said("支払条件。", "Payment terms."))
    remarks: Words | None = Field(default=None, description=said("備考。", "Remarks."))
    lang: Annotated[str, one_of(*Lang)] | None = Field(
        default=None,
        description=said("表示の言語（既定は両方）。", "The language of what is printed; default both."),
    )
    era: Flag | None = Field(
        default=None,
        description=said(
            "日本語の日付を元号で書くか（令和9年4月1日）。", "Whether Japanese dates are those of the era."
        ),
    )


class ScenarioTable(Table):
    """[scenario.NAME]: the same contract priced another way."""

    title: Words | None = Field(default=None, description=said("題名。", "Title."))
    approach: Annotated[str, one_of("cost-accumulation", "value-based", "outcome-linked", "lump-sum")] = Field(
        default="value-based", description=said("積算方式。", "How the scenario is priced.")
    )
    agreed: YenAmount | None = Field(
        default=None, description=said("合意した総額（円）。", "The amount agreed, in yen.")
    )
    set: Annotated[Mapping[str, object], ReadBy(read_set), WithJsonSchema({"type": "object"})] = Field(
        default={}, description=said("値の置換え { パス = 値 }。", "Values laid over the file: { path = value }.")
    )
