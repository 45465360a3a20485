"""What is wrong with a cell of a form, in the words of who fills it in: not as a contract file is written."""

import re
from collections.abc import Iterator, Mapping

from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text
from sangaku_price.library.form_columns import Asked, Holds
from sangaku_price.toml.problems import Problem, shown

MESSAGES = messages(
    {
        "form-way": Text("「{way}」のように書いてください。", 'is written as "{way}"'),
        "form-years": Text(
            "年度（西暦）ごとに「{way}」のように書いてください。金額は0以上の円の整数です。",
            'is written by fiscal year, as "{way}"; amounts are whole yen, 0 or more',
        ),
        "form-limits": Text(
            "一行に、first（支払先ごとに基礎に含める額）と below（この額に満たない項目だけを含める）のどちらか一方を"
            "書いてください。",
            "a row has either first, the yen of each payee that count, or below, the yen under which an entry counts",
        ),
        "form-list": Text(
            "「{way}」のように、読点で区切って書いてください。", 'names are parted by commas, as "{way}"'
        ),
    }
)
OF_WRITING = frozenset(
    {
        "by-year",
        "sales",
        "settled",
        "set-table",
        "expect-table",
        "division",
        "name-list",
        "yen",
        "unit-price",
        "number",
        "rate",
        "bare-rate",
        "flag",
        "day",
    }
)
"""The mistakes that are told by how a contract file is written."""
YEARS = "2030: 90,000,000、2031: 1億円"
PAIRS: Mapping[str, str] = {
    "to": "学部等: 50、本部: 50 または 部局: 3/10、本部: 残り",
    "eligible": "direct: はい、overhead: いいえ",
    "expect": "totals.total: 1,765,430、lines.indirect.amount: 370,370",
    "set": "direct.travel.amount: 500,000、involvement.1.hours: 60",
}
"""How pairs are written in a cell, where they are not amounts by year."""
WAYS: Mapping[Holds, str] = {
    Holds.RATE: "30%",
    Holds.DAY: "2026/10/1",
    Holds.NUMBER: "1,500,000",
    Holds.FLAG: "はい",
    Holds.LIST: "direct、overhead",
}
"""How a cell is written, by what it holds."""
SHARE = re.compile(r"[0-9]+/[0-9]+|[0-9.]+%|rest")


def example_of(key: str) -> str:
    """How the pairs of a key are written in a cell."""
    return PAIRS.get(key, YEARS)


def in_words_of_the_form(one: Problem, asked: Asked | None, held: object) -> Problem:
    """A mistake in a cell as the form says it, with the part of the cell that cannot be read."""
    if one.code == "limits":
        return one._replace(text=message("form-limits"), found="")
    if asked is None or one.code not in OF_WRITING:
        return one
    if asked.holds is not Holds.PAIRS:
        way = WAYS.get(asked.holds)
        code = "form-list" if asked.holds is Holds.LIST else "form-way"
        return one if way is None else one._replace(text=message(code, way=way))
    key = asked.key.rpartition(".")[2]
    unread = "、".join(_unread(held, by_year=key not in PAIRS))
    text = message("form-way" if key in PAIRS else "form-years", way=example_of(key))
    return one._replace(text=text, found=shown(unread) if unread else one.found)


def _unread(held: object, *, by_year: bool) -> Iterator[str]:
    """The pairs of a cell that are none: of amounts by year, what is no year or no amount."""
    for name, value in held.items() if isinstance(held, dict) else ():
        is_year = len(name) == 4 and name.isdigit()  # noqa: PLR2004 - digits of a year
        is_read = is_year and type(value) is int if by_year else not isinstance(value, str) or SHARE.fullmatch(value)
        if not is_read:
            yield f"{name}: {value}"
