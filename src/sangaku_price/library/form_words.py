"""The words of a form: what its sheets are called, what the words of a contract file mean in its drop-downs."""

from collections.abc import Mapping

from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import (
    AMENDED_RATES,
    APPROACHES,
    BASES,
    BEARERS,
    BILLINGS,
    CHARGES,
    PARTNERS,
    TAX_CATEGORIES,
)
from sangaku_price.language.text import Text, say

UNTOLD = {
    "to": "この額まで（円。最後の区分は空欄）。",
    "rate": "率。",
    "unit": "単位（円）。",
    "mode": "方法。",
    "category": "費目。",
    "first": "支払先ごとに、この額まで基礎に含める（円）。first と below は一方だけ。",
    "below": "この額に満たない項目だけを基礎に含める（円）。",
}
"""Hints of keys that stand in no table of their own: of a band, a rounding, a limit."""
WORDS: Mapping[str, Text] = {
    **BILLINGS,
    **BASES,
    **CATEGORIES,
    **CHARGES,
    **TAX_CATEGORIES,
    **BEARERS,
    **APPROACHES,
    **AMENDED_RATES,
    "institute": PARTNERS["institute"],
    "startup": PARTNERS["startup"],
    "taxable": Text("課税", "taxable"),
    "down": Text("切捨て", "down"),
    "nearest": Text("四捨五入", "nearest"),
    "up": Text("切上げ", "up"),
    "hire": Text("代替要員の雇用", "hire"),
    "licence": Text("実施許諾", "licence"),
    "assignment": Text("譲渡", "assignment"),
    "option": Text("オプション", "option"),
    "patent": Text("特許", "patent"),
    "know-how": Text("ノウハウ", "know-how"),
    "software": Text("ソフトウェア", "software"),
    "material": Text("成果有体物", "material"),
    "data": Text("研究データ", "data"),
    "cash": Text("金銭", "cash"),
    "equity": Text("新株予約権等", "equity"),
}
"""What the words of a file mean, beside them in a drop-down."""
BESIDE = "："
"""Stands between a word of the file and what it means."""


def shown(word: str) -> str:
    """A word of the file with what it means."""
    return f"{word}{BESIDE}{say(WORDS[word], Lang.JA)}" if word in WORDS else word
