"""Labels: the words by which a quote names its kinds, sections, charges, units."""

from collections.abc import Mapping

from sangaku_price.language.text import Text

SECTIONS: Mapping[str, Text] = {
    "direct": Text("直接経費", "direct cost"),
    "indirect": Text("間接経費", "indirect cost"),
    "researcher": Text("研究者の価値", "value of the researcher"),
    "results": Text("研究成果の価値", "value of the results"),
    "management": Text("研究マネジメントの価値", "value of research management"),
    "agreed": Text("合意額との調整", "adjustment to the agreed amount"),
}
"""Where the ministries' figure shows a line."""

CHARGES: Mapping[str, Text] = {
    "direct": Text("直接経費として", "as direct cost"),
    "indirect": Text("間接経費として", "as indirect cost"),
    "strategic": Text("戦略的産学連携経費として", "as strategic collaboration cost"),
    "separate": Text("別項目として", "as a separate item"),
    "resident": Text("研究料として", "as researcher fee"),
}
"""Where the institution's ledger, and so the agreement's annex, has a line."""

TYPES: Mapping[str, Text] = {
    "joint-research": Text("共同研究", "joint research"),
    "commissioned-research": Text("受託研究", "commissioned research"),
    "academic-consulting": Text("学術コンサルティング", "academic consulting"),
    "joint-chair": Text("共同研究講座", "joint research chair"),
}
"""The contract types that every tariff knows."""

BASES: Mapping[str, Text] = {
    "exclusive": Text("税抜", "without tax"),
    "inclusive": Text("税込", "with tax"),
}
"""Whether the amounts of a contract contain consumption tax."""

CERTAINTIES: Mapping[str, Text] = {
    "fixed": Text("確定", "fixed"),
    "conditional": Text("条件付", "conditional"),
    "running": Text("ランニング", "running"),
    "in-kind": Text("現物", "in kind"),
}
"""How certain it is that a line is paid in money."""

APPROACHES: Mapping[str, Text] = {
    "cost-accumulation": Text("コスト積み上げ", "cost accumulation"),
    "value-based": Text("「知」の価値付け", "value-based"),
    "outcome-linked": Text("成果連動", "outcome-linked"),
}
"""How a price is put together."""

_UNITS: Mapping[str, Text] = {
    "yen": Text("円", " yen"),
    "yen/hour": Text("円/時間", " yen/hour"),
    "hours": Text("時間", " h"),
    "months": Text("か月", " months"),
    "people": Text("人", " people"),
    "years": Text("年", " years"),
    "years/12": Text("/12年", "/12 years"),
    "": Text("", ""),
}


def unit_words(unit: str) -> Text:
    """A unit as it follows a number; a unit of the user's own as written."""
    return _UNITS.get(unit) or Text(unit, f" {unit}")
