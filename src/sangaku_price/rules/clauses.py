"""The clauses of the guideline that stand beside the lines they ask for.

No rate is "the guideline's rate": the guideline gives items, not numbers.
"""

from sangaku_price.quotation.sources import Source

_ADDENDUM = "産学官連携による共同研究強化のためのガイドライン【追補版】"
_HREF = "https://www.mext.go.jp/a_menu/shinkou/sangaku/mext_00778.html"

RESEARCHER = Source(_ADDENDUM, "A-1 1 研究者等の有する「知」への価値付け", _HREF)
RESULTS = Source(_ADDENDUM, "A-1 2 研究成果として創出された「知」への価値付け", _HREF)
COSTS = Source(_ADDENDUM, "A-1 3 必要となるコストの適切な分担", _HREF)
