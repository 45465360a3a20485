"""What a cell of a form says: amounts, rates, days, lists and pairs, however people type them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from sangaku_price.language.eras import days_in
from sangaku_price.language.numerals import half_width, number_in
from sangaku_price.library.form_columns import Asked, Holds
from sangaku_price.library.form_words import BESIDE

YES, NO = {"はい", "true", "該当", "yes"}, {"いいえ", "false", "非該当", "no"}
SEPARATORS = str.maketrans(dict.fromkeys("、，;；\n", ","))
PAIR = re.compile(r"(?:「[^」]*」|[^「、;；\n,，]|[,，](?=[0-9０-９]{3}(?![0-9０-９])))+")
"""Pairs stand apart by 、 and the like: a comma before three digits belongs to the number, all in 「」 to a text."""
JOINED = re.compile(r"[:：=＝]")
"""What stands between a name and what it has."""
DAY = re.compile(r"[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}日?")
MINUS = "-−▲△"
"""How an amount is marked that is taken off."""
REST = {"残り", "rest"}


def value_of(cell: object, one: Asked | None) -> object:
    """What a cell says; None where it is empty. What cannot be read stays a text, which the contract file refuses."""
    holds = one.holds if one else Holds.TEXT
    match cell:
        case None | "":
            return None
        case bool():
            return cell
        case datetime():
            return cell.date()
        case date():
            return cell
        case str():
            return _of_words(cell.strip(), holds, is_choice=bool(one and one.choices)) if cell.strip() else None
        case _:
            return _of_number(cell, holds)


def _of_number(cell: object, holds: Holds) -> object:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:  # a time, for instance
        return str(cell)
    if holds is Holds.RATE:
        return _percent(number * 100)
    whole = number.to_integral_value() == number
    if holds is Holds.TEXT:
        return str(int(number)) if whole else str(number)
    return int(number) if whole else number


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}%"


def _of_words(words: str, holds: Holds, *, is_choice: bool) -> object:
    plain = half_width(words).replace(" ", "")
    match holds:
        case Holds.FLAG:
            return True if plain.lower() in YES else False if plain.lower() in NO else words
        case Holds.DAY:
            found = [day.day for day in days_in(half_width(words))]
            return found[0] if len(found) == 1 and found[0] is not None else words
        case Holds.RATE:
            return plain
        case Holds.NUMBER:
            digits = plain.lstrip(MINUS)
            number = number_in(digits.removesuffix("円").removeprefix("¥")) if len(plain) - len(digits) <= 1 else None
            if number is None:
                return words
            sign = 1 if digits == plain else -1
            return _of_number(_decimal(sign * number.numerator, number.denominator), holds)
        case Holds.PAIRS:
            return _pairs(words)
        case Holds.LIST:
            return [one.strip().partition(BESIDE)[0] for one in words.translate(SEPARATORS).split(",") if one.strip()]
        case _:
            return words.partition(BESIDE)[0].strip() if is_choice else words


def _decimal(over: int, under: int) -> Decimal:
    return Decimal(over) / Decimal(under)


def _pairs(words: str) -> object:
    """Names and what each has: `2030年度: 90,000,000円、2031年度: 1億円`; a text that has these signs in 「」.

    What is no pairs, or names one twice, stays a text.
    """
    pairs: dict[str, object] = {}
    for one in filter(None, map(str.strip, PAIR.findall(words))):
        name, *held = JOINED.split(one, maxsplit=1)
        key = _year(name.strip())
        if not held or not key or key in pairs:
            return words
        pairs[key] = _paired(held[0].strip())
    return pairs


def _year(name: str) -> str:
    plain = half_width(name).removesuffix("年度").removesuffix("年")
    return plain if plain.isascii() and plain.isdigit() else name


def _paired(words: str) -> object:
    if words.startswith("「") and words.endswith("」"):
        return words[1:-1]
    plain = half_width(words).replace(" ", "")
    if plain in REST:
        return "rest"
    if DAY.fullmatch(plain):
        return _of_words(plain, Holds.DAY, is_choice=False)
    flag = _of_words(words, Holds.FLAG, is_choice=False)
    return flag if isinstance(flag, bool) else _of_words(words, Holds.NUMBER, is_choice=False)
