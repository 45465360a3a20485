"""What pricing says of a contract: why it cannot be priced, and what a reader of the quote must know."""

from collections.abc import Mapping

from sangaku_price.language.text import Text

PRICING: Mapping[str, Text] = {
    "negative-invoice": Text(
        "請求額が{amount}円です。減額が請求を上回っています。",
        "this invoice comes to {amount} yen: reductions exceed what is invoiced",
    ),
    "hours-unknown": Text(
        "時間で課す間接経費があるため、時間が必要です。「hours」または「annual-hours」を書いてください。",
        'an overhead is charged by hours; give "hours", or "annual-hours" with the effort',
    ),
    "no-tax-rate": Text("{day}の消費税率が不明です。", "no rate of consumption tax is known for {day}"),
    "no-overhead-at-all": Text(
        "{tariff}の料金表には間接経費の定めがないため、間接経費なしで計算しました。",
        "the tariff {tariff} has no overhead; priced without",
    ),
    "method-assumed": Text("算定方法の指定がないため外数としました。", "no method is given; on-base was taken"),
    "of-dropped": Text(
        "算定の基礎のうち「{name}」はこの積算方式に含まれないため0円です。",
        '"{name}" in "of" is not kept in this scenario and counts 0',
    ),
    "costs-nothing": Text("確定額は0円です。", "nothing is certainly paid: 0 yen"),
    "exempt": Text("消費税の扱い: {category}。理由: {reason}", "consumption tax: {category}; reason: {reason}"),
}
