"""総額方式 (lump sum): one amount agreed by dialogue; what it implies beyond cost accumulation is a line of its own.

Ground: 産学協創の充実に向けた大学等の「知」の評価・算出のためのハンドブック (2023-03-29), 総額方式.
Formula: implied value = agreed − fixed lines of cost accumulation; multiple = agreed / those lines. It may be negative,
and is marked then.
Rounding: none, whole yen less whole yen; divided over the periods by calendar months touched, largest remainder.
Not modelled: what the implied value is for.
"""

from fractions import Fraction

from sangaku_price.contract.entry import Kind
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import exact, yen
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import constant, difference, line_sum
from sangaku_price.quotation.sources import Source
from sangaku_price.rules.conditions import Base
from sangaku_price.rules.item import Item
from sangaku_price.rules.terms import OWN_FILE, Draft, Terms, note

MESSAGES = messages(
    {
        "negative-value": Text(
            "合意額がコスト積み上げを下回るため負の額です。", "negative: the agreed amount lies below cost accumulation"
        ),
        "implied-multiple": Text(
            "合意額はコスト積み上げ（{cost}円）の{multiple}倍（約{about}倍）です。",
            "the agreed amount is {multiple} (about {about}) times the {cost} yen of cost accumulation",
        ),
    }
)

ID = "lump-sum"
KIND = Kind(ID, Text("総額との差額", "implied value"), "agreed", is_base=False, is_value=True)
HANDBOOK = Source(
    "産学協創の充実に向けた大学等の「知」の評価・算出のためのハンドブック",
    "総額方式",
    "https://www.meti.go.jp/policy/innovation_corp/handbook.html",
)


def price_lump_sum(agreed: int, base: Base, scenario: str, terms: Terms) -> Draft:
    """The line that makes the fixed lines the agreed amount; both in the contract's tax basis."""
    cost = int(base.over_contract.whole)
    key = f"scenario.{scenario}.agreed"
    step = difference(
        constant(agreed, "yen", Text("合意額", "agreed amount"), key=key), line_sum(cost, base.ids, base.name)
    )
    said = []
    if cost > 0:
        multiple = Fraction(agreed, cost)
        words = {"cost": yen(cost), "multiple": exact(multiple), "about": hundredths(multiple)}
        said.append(note("implied-multiple", "note", ID, **words))
    if step.value < 0:
        said.append(note("negative-value", "warning", ID))
    return Draft(
        asked=ID,
        id=ID,
        kind=ID,
        charged_as="separate",
        tax_category=terms.tax_category(None),
        label=KIND.label,
        section=KIND.section,
        step=step,
        sources=(HANDBOOK, Source(OWN_FILE, key=key)),
        notes=tuple(said),
    )


def hundredths(number: Fraction) -> str:
    """A number for people to two decimals, half up."""
    scaled = (200 * number.numerator + number.denominator) // (2 * number.denominator)
    return f"{scaled // 100}.{scaled % 100:02d}"


ITEM = Item(KIND)
