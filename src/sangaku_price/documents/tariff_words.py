"""The words in which a tariff's rules are shown: bounds, methods, periods, conditions."""

from collections.abc import Mapping

from sangaku_price.language.text import Text, own

HOURLY, OPTIONAL = Text("時間単価", "hourly rate"), Text("任意", "optional")
FLOOR, CAP = Text("下限額", "floor"), Text("上限額", "cap")
NEGOTIATED = Text("別途協議", "negotiated")
BOUNDS: Mapping[str | None, Text] = {
    "at-least": Text("以上", "at least "),
    "at-most": Text("以内", "at most "),
    None: own(""),
}
METHODS: Mapping[str, Text] = {
    "on-base": Text("外数", "on top"),
    "of-total": Text("内数", "of the total"),
    "from-base": Text("差引き", "taken out"),
}
PER: Mapping[str, Text] = {
    "contract": own(""),
    "fiscal-year": Text("年度当たり", " a fiscal year"),
    "year": Text("年当たり", " a year"),
    "month": Text("月当たり", " a month"),
}
TAXES: Mapping[str, Text] = {
    "inclusive": Text("税込", "with tax"),
    "exclusive": Text("税抜", "without tax"),
    "unstated": Text("税込・税抜の別は不明", "tax basis not stated"),
}
WORDS: Mapping[str, Text] = {
    "below": Text("未満", "below "),
    "at-most": Text("以下", "at most "),
    "at-least": Text("以上", "at least "),
    "above": Text("超", "above "),
}
MEASURED: Mapping[str, Text] = {
    "base": Text("算定の基礎", "base"),
    "direct": Text("直接経費", "direct cost"),
    "total": Text("合計（税抜）", "total without tax"),
    "months": Text("月数", "months"),
}
