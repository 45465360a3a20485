"""A date that the calendar does not have: which it is, and what the calendar has instead."""

import re
from calendar import monthrange
from datetime import MAXYEAR

from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import Problem, problem

MESSAGES = messages(
    {
        "toml-no-day": Text("暦にない日付です（{until}）。", "there is no such day in the calendar ({until})"),
        "toml-years": Text("年は0001から9999まで", "years are 0001 to 9999"),
        "toml-months": Text("月は01から12まで", "months are 01 to 12"),
        "toml-days": Text("{year}年{month}月は1日から{last}日まで", "month {month} of {year} has the days 1 to {last}"),
    }
)

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = range(1, 13)


def no_day(path: str, words: str, at: int) -> Problem:
    """A day that is none, in the words around a place."""
    near = min(_DAY.finditer(words), key=lambda one: abs(one.start() - at), default=None)
    if near is None:
        return problem("toml-no-day", path, until=message("toml-months"))
    year, month, _ = (int(part) for part in near.groups())
    return problem("toml-no-day", path, until=_until(year, month))._replace(found=near[0])


def _until(year: int, month: int) -> Text:
    """What the calendar has."""
    if not 1 <= year <= MAXYEAR:
        return message("toml-years")
    if month not in _MONTHS:
        return message("toml-months")
    last = monthrange(year, month)[1]
    return message("toml-days", year=year, month=month, last=last)
