"""Japanese numerals, read and written: 壱百弐拾参万, １，２３４千円, 1億2,000万, 百分の三十.

Only what is said exactly is read; a word that is no number is None, never 0.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

DIGITS: Mapping[str, int] = {
    **{
        sign: value
        for value, signs in enumerate(("〇零", "一壱壹", "二弐貳", "三参參", "四肆", "五伍"))
        for sign in signs
    },
    **{sign: value for value, signs in enumerate(("六陸", "七漆", "八捌", "九玖"), 6) for sign in signs},
}
"""Digits as they are written with characters, in every usual form."""
TENS: Mapping[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: Mapping[str, int] = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12}
FORMAL = "零壱弐参四五六七八九"
"""The digits of 大字, as offices write them: those that a stroke could change stand in their old form."""
_STEPS = ("", "拾", "百", "千")
_GROUPS = ("", "万", "億", "兆")
MOST = 10**16
"""Below this, numbers are written."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_NARROW = {code - 0xFEE0: code for code in range(0xFF01, 0xFF5F)} | {0x20: 0x3000, 0xA5: 0xFFE5}
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def half_width(words: str) -> str:
    """Letters, digits and signs of full width in half width, one for one; all else as it is."""
    return words.translate(_WIDE)


def full_width(words: str) -> str:
    """Letters, digits and signs in full width."""
    return words.translate(_NARROW)


def formal(number: int) -> str:
    """大字: 1,234,567 is 壱百弐拾参万四千五百六拾七. Raises ValueError below 0 and from 10,000 兆 on."""
    if not 0 <= number < MOST:
        msg = f"no numeral for {number}"
        raise ValueError(msg)
    groups, rest = [], number
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    words = (f"{_formal_group(group)}{_GROUPS[i]}" if group else "" for i, group in enumerate(groups))
    return "".join(reversed(list(words))) or FORMAL[0]


def _formal_group(group: int) -> str:
    digits = [int(digit) for digit in reversed(str(group))]
    words = (f"{FORMAL[digit]}{_STEPS[i]}" if digit else "" for i, digit in enumerate(digits))
    return "".join(reversed(list(words)))


def in_myriads(number: int) -> str:
    """An amount as newspapers write it, exactly: 123万4,567; 2億5,000万."""
    sign, rest = ("-" if number < 0 else ""), abs(number)
    parts = []
    for unit in reversed(_GROUPS):
        size = MYRIADS.get(unit, 1)
        part, rest = divmod(rest, size)
        if part:
            parts.append(f"{part:,}{unit}")
    return sign + ("".join(parts) or "0")


def number_in(words: str) -> Fraction | None:
    """The number that these words write, in digits, characters, or both; None where they write none."""
    rest, whole, last = half_width(words).replace(" ", ""), Fraction(0), MOST
    if not rest:
        return None
    for part, unit in _parted(rest):
        size = MYRIADS.get(unit, 1)
        number = _below_myriad(part)
        if number is None or size >= last:
            return None
        whole, last = whole + number * size, size
    return whole


def _parted(words: str) -> list[tuple[str, str]]:
    """What stands before each of 兆, 億, 万, and what stands after the last."""
    found = re.findall(r"([^万萬億兆]+)([万萬億兆]|$)", words)
    return found if "".join(part + unit for part, unit in found) == words else [("", "")]


def _below_myriad(words: str) -> Fraction | None:
    """1,234; 1,234千; 千二百三十四; 一二三四."""
    arabic = _ARABIC.match(words)
    if arabic:
        number = Fraction(arabic.group().replace(",", ""))
        for unit in words[arabic.end() :]:
            if unit not in TENS:
                return None
            number *= TENS[unit]
        return number
    if words and all(sign in DIGITS for sign in words):
        return Fraction(int("".join(str(DIGITS[sign]) for sign in words)))
    return _with_tens(words)


def _with_tens(words: str) -> Fraction | None:
    whole, digit, last = 0, None, 10_000
    for sign in words:
        if sign in DIGITS and digit is None:
            digit = DIGITS[sign]
        elif sign in TENS and TENS[sign] < last:
            last = TENS[sign]
            whole, digit = whole + (1 if digit is None else digit) * last, None
        else:
            return None
    return Fraction(whole + (digit or 0)) if words else None
