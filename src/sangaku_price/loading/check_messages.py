"""What the checks across tables say: of entries and rules alike, and of a contract file."""

from collections.abc import Mapping

from sangaku_price.language.text import Text

CONTRACT: Mapping[str, Text] = {
    "exclusive-keys": Text("「{key}」と「{other}」は同時に書けません。", '"{key}" and "{other}" exclude each other'),
    "hours-guidance": Text(
        '「hours」は category = "guidance" のときだけ書けます。', '"hours" goes with category = "guidance" only'
    ),
    "outcomes-above-one": Text(
        "確率の合計が{whole}です。合計は100%以下で書いてください（残りは売上なし）。",
        "the probabilities sum to {whole}; 100% at most (what is left is no sales)",
    ),
    "waive-outcomes": Text(
        "「outcome」のある実施料は免除できません。率を下げるか、免除後の条件を書いてください。",
        'a royalty with "outcome" cannot be waived; write the rate that is left',
    ),
    "minimum-needs-sales": Text("最低実施料には売上の見込み「sales」が必要です。", 'a minimum royalty needs "sales"'),
    "id-twice": Text("id「{id}」は「{other}」でも使われています。", 'the id "{id}" is used by {other} too'),
    "id-of-overhead": Text(
        "id「{id}」は{tariff}の料金表の間接経費が使っています。",
        'the id "{id}" is used by an overhead of the tariff {tariff}',
    ),
    "start-after-end": Text("終了日（{end}）より後です。", "lies after the end, {end}"),
    "too-long": Text("契約期間は{most}年以内で書いてください。", "a contract lasts at most {most} years"),
    "valid-before-issued": Text("発行日（{issued}）より前です。", "lies before the day of issue, {issued}"),
    "year-not-touched": Text("契約期間は{years}年度です。", "the contract touches the fiscal years {years}"),
    "firm-by-year": Text(
        '「firm-until」は billing = "fiscal-year"（年度ごとの請求）のときだけ書けます。',
        '"firm-until" goes with billing = "fiscal-year" only',
    ),
    "firm-year-end": Text("年度の末日（3月31日）を書いてください。", "must be the last day of a fiscal year: 31 March"),
    "sales-before-start": Text(
        "契約の最初の年度（{year}）より前です。", "lies before the contract's first fiscal year, {year}"
    ),
    "outside-contract": Text("契約期間（{start}～{end}）の外です。", "lies outside the contract, {start} to {end}"),
    "no-tariff": Text(
        '「tariff = "…"」または [[overhead]] が必要です。', 'needs tariff = "…", or an [[overhead]] of its own'
    ),
    "reason-exempt": Text("輸出免税には理由「reason」が必要です。", 'an export exemption needs "reason"'),
    "overhead-own-key": Text(
        "料金表の間接経費には書けません。書けるのは rate, amount, unit-price, quantity, reason です。",
        "cannot be given for an overhead of the tariff; rate, amount, unit-price, quantity, reason can",
    ),
    "overhead-near": Text(
        "{tariff}の料金表にない間接経費です。「{nearest}」ではありませんか。"
        "独自の間接経費には、率と「base」、または額を書いてください。",
        'is no overhead of the tariff {tariff}; did you mean "{nearest}"? One of the contract\'s own needs '
        'a rate with "base", or an amount',
    ),
}

ENTRIES: Mapping[str, Text] = {
    "base-later": Text(
        "この間接経費より前にありません。base に書けるのは、先に計算される間接経費だけです。",
        "does not stand before this overhead; a base names overheads that are computed earlier",
    ),
    "price-missing": Text(
        "価格がありません。次のいずれかを書いてください: {allowed}", "no price; give one of: {allowed}"
    ),
    "needs-key": Text("「{key}」には「{other}」も必要です。", '"{key}" needs "{other}" as well'),
    "id-reserved": Text(
        "「{id}」は種類の名前なので id に使えません。", '"{id}" is the name of a kind and cannot be an id'
    ),
    "fact-value": Text("使える答え: {allowed}", "allowed: {allowed}"),
}
