"""The words in which a tariff's rules are shown: bounds, methods, periods, conditions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sangaku_price.language.labels import AMENDED_ON, AMENDED_RATES
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.phrases import after, enumerated
from sangaku_price.language.text import Text, own

if TYPE_CHECKING:
    from sangaku_price.tariff.amended import AmendmentRule
    from sangaku_price.toml.divisions import Division

HOURLY, OPTIONAL = Text("時間単価", "hourly rate"), Text("任意", "optional")
CHANGED = Text("変更契約", "changed contracts")
FLOOR, CAP = Text("下限額", "floor"), Text("上限額", "cap")
ALLOCATED, REST = Text("学内の配分", "allocation inside"), Text("残り", "the rest")
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
TAXES: Mapping[str, Text] = {
    "inclusive": Text("税込", "with tax"),
    "exclusive": Text("税抜", "without tax"),
    "unstated": Text("税込・税抜の別は不明", "tax basis not stated"),
}


def division_words(to: "Division") -> Text:
    """Places, each with its weight, its share or the rest."""
    if to.weights:
        told = [own(yen(weight)) for weight in to.weights]
    else:
        told = [REST if share is None else own(percent(share)) for share in to.shares]
    return enumerated(after(own(place), words) for place, words in zip(to.places, told, strict=True))


def change_words(rule: "AmendmentRule") -> tuple[Text, Text, Text]:
    """A rule for changed contracts: what it is called, at which rates, for which changes."""
    on = enumerated(AMENDED_ON[one] for one in rule.on)
    return CHANGED, AMENDED_RATES[rule.rates], Text("{on}の変更", "changes of {on}").filled(on=on)
