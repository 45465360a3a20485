"""What is said of an overhead: what it still needs, what decided, what was applied."""

from collections.abc import Mapping

from sangaku_price.language.text import Text

OVERHEAD: Mapping[str, Text] = {
    "overhead-negotiated": Text(
        '{tariff}の料金表の「{name}」は別途協議です。[[overhead]] id = "{id}" に率（rate）か額（amount）を'
        "書いてください。",
        'the charge "{name}" of the tariff {tariff} is negotiated; give a rate or an amount in [[overhead]] '
        'id = "{id}"',
    ),
    "quantity-needed": Text(
        '{tariff}の料金表の「{name}」は数量（{unit}）が必要です。[[overhead]] id = "{id}" に数量（quantity）を'
        "書いてください。",
        'the charge "{name}" of the tariff {tariff} needs a quantity ({unit}); give it in [[overhead]] id = "{id}"',
    ),
    "rate-fiscal-year": Text(
        "率で計算する間接経費に年度は指定できません。", "an overhead by rate cannot have a fiscal year"
    ),
    "from-base-too-large": Text(
        "「{id}」{amount}円が、差し引かれる元の額を超えます。",
        '"{id}" of {amount} yen exceeds what it is taken out of',
    ),
    "differs-from-published": Text(
        "公表値は{bound}、この見積は{found}です。理由: {reason}",
        "published: {bound}; this quote has {found}; reason: {reason}",
    ),
    "within-bound": Text(
        "公表値（{bound}）の範囲内で{found}としました。理由: {reason}",
        "{found}, within what is published ({bound}); reason: {reason}",
    ),
    "floor-applied": Text(
        "下限額{limit}円を適用しました（計算額 {before}円）。",
        "the floor of {limit} yen applies (computed: {before} yen)",
    ),
    "cap-applied": Text(
        "上限額{limit}円を適用しました（計算額 {before}円）。",
        "the cap of {limit} yen applies (computed: {before} yen)",
    ),
    "partly-counted": Text(
        "算定の基礎に含めない、または一部だけを含める費目があります: {names}",
        "not in the base, or not whole: {names}",
    ),
    "base-zero": Text("算定の基礎が0円のため0円です。", "the base is 0 yen, and so is this"),
    "fact-not-told": Text(
        "契約ファイルに{facts}の記載がないため、例外（{outcome}）は適用していません。",
        "the contract file does not tell {facts}; the exception ({outcome}) was not applied",
    ),
    "beaten-by-case": Text("例外{case}が先に該当", "case {case} holds first"),
    "beaten-case-date": Text(
        "期間外（{day}。適用期間 {since}～{until}）", "outside its dates ({day}; {since} to {until})"
    ),
}
