"""Rules that did not decide, for who reads Japanese alone: names in the place of ids, days as an office writes them."""

import re
from collections.abc import Callable

from sangaku_price.documents.tariff_words import BOUNDED, MEASURED, WORDS
from sangaku_price.language.calendar import Calendar, as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import TYPES, answer_words, fact_words
from sangaku_price.language.phrases import counted
from sangaku_price.language.text import Text, say

_DAY = r"\d{4}-\d{2}-\d{2}"
_VERSION = re.compile(rf"(?P<id>[a-z0-9-]+) (?:always|(?P<since>{_DAY})?–(?P<until>{_DAY})?)(?P<rate> \d[\d.]*%)?")
_KEY = re.compile(r"[a-z-]+\.(?P<id>[a-z0-9-]+)\.[a-z0-9.-]+")
_CASE = re.compile(r"\bcase (?P<number>\d+) が")
_TYPE = re.compile("|".join(sorted(map(re.escape, TYPES), key=len, reverse=True)))
_THRESHOLD = re.compile(r"(?P<name>base|direct|total|months) = (?P<value>[\d,./]+) は条件（(?P<bounds>[^）]+)）")
_FACT = re.compile(r"(?P<name>[a-z0-9-]+) = (?P<answer>\S+)")
_UNTOLD = re.compile(r"(?P<names>[a-z0-9-]+(?:, [a-z0-9-]+)*) が書かれていない")
NO_DATES = "期間の定めなし"


def beaten_words(
    words: str, name_of: Callable[[str], str], calendar: Calendar, fact_of: Callable[[str], Text] = fact_words
) -> str:
    """A rule that was passed over, or why: `indirect –2023-03-31 10%` is 間接経費（2023年3月31日まで） 10%.

    A key of the tariff stays beside the name: it is where the rule is looked up.
    """

    def version(found: re.Match[str]) -> str:
        said = (f"{found[key]}{word}" for key, word in (("since", "から"), ("until", "まで")) if found[key])
        return f"{name_of(found['id'])}（{''.join(said) or NO_DATES}）{found['rate'] or ''}"

    def day(written: str) -> str:
        read = as_day(written)
        return say(calendar.day(read), Lang.JA) if read else written

    def fact(found: re.Match[str]) -> str:
        answer = answer_words(found["name"], {"true": True, "false": False}.get(found["answer"], found["answer"]))
        return f"「{say(fact_of(found['name']), Lang.JA)}」が{say(answer, Lang.JA)}"

    def untold(found: re.Match[str]) -> str:
        told = "".join(f"「{say(fact_of(one), Lang.JA)}」" for one in found["names"].split(", "))
        return f"{told}の記載がない"

    if found := _FACT.fullmatch(words):
        return fact(found)
    words = _UNTOLD.sub(untold, _THRESHOLD.sub(_threshold, words))
    words = _VERSION.sub(version, words)
    words = _KEY.sub(lambda found: f"{name_of(found['id'])}（{found[0]}）", words)
    words = _CASE.sub(lambda found: f"第{found['number']}の場合が", words)
    words = _TYPE.sub(lambda found: say(TYPES[found[0]], Lang.JA), words)
    return re.sub(f"({_DAY}) ?", lambda found: day(found[1]), words)


def _threshold(found: re.Match[str]) -> str:
    """An amount and its bounds: `base = 10 は条件（below 9）` is 算定の基礎10円は条件（9円未満）."""
    unit = "months" if found["name"] == "months" else "yen"
    bounds = (one.split(" ", 1) for one in found["bounds"].split(", "))
    said = (BOUNDED.filled(value=counted(number, unit), bound=WORDS[word]) for word, number in bounds)
    name, value = say(MEASURED[found["name"]], Lang.JA), say(counted(found["value"], unit), Lang.JA)
    return f"{name}{value}は条件（{'、'.join(say(one, Lang.JA) for one in said)}）"
