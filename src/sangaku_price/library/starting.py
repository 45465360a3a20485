"""`new`: a commented contract file, in Japanese and English, that prices at once.

What a tariff leaves to the contract (a negotiated charge, a quantity, a date) is written in, with 0 yen where only the
parties can know the number, and a comment that says so. No clock is read: without a start, the contract begins on the
first 1 April after the day on which the tariff was checked.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import TYPES
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text, say
from sangaku_price.library.open_questions import (
    facts_lines,
    ignore_lines,
    is_inclusive,
    quote_lines,
    quoted,
    told_line,
    warnings_left,
)
from sangaku_price.loading.files import load_source
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import load_tariff, tariff_named
from sangaku_price.months import APRIL, fiscal_year
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import Source
from sangaku_price.toml.values import FIRST_YEAR, LAST_YEAR, MOST_YEN

MESSAGES = messages(
    {
        "new-months": Text("1から{most}までの月数を指定してください。", "give 1 to {most} months"),
    }
)

MOST_MONTHS = 600


class Wanted(NamedTuple):
    """What the starter file is to say."""

    tariff: str
    direct: int
    """Yen."""
    start: date | None = None
    months: int = 12
    title: str | None = None
    company: str | None = None
    principal: str | None = None
    type: str | None = None
    """Without one, the first that the tariff has rules for, joint research before others."""
    hours: int | None = None
    hourly_rate: int | None = None
    facts: Mapping[str, str | bool] = {}
    """What is told of the facts that the tariff asks."""


class _More(NamedTuple):
    """What the tariff leaves to the contract."""

    dates: tuple[str, ...] = ()
    overheads: tuple[tuple[str, str], ...] = ()
    """Ids with the key that is needed."""
    ignored: tuple[str, ...] = ()
    """Warnings that only the institution can lift."""


def starter(wanted: Wanted) -> str:
    """The file. Raises BadFile where it cannot be priced: an unknown tariff, a type it has no rule for."""
    found = _mistakes(wanted)
    if found:
        raise BadFile(found)
    wanted = wanted._replace(tariff=tariff_named(wanted.tariff))
    tariff = load_tariff(wanted.tariff)
    refusals = []
    for name in (wanted.type,) if wanted.type else (*TYPES, *tariff.types):
        text, problems = _completed(wanted._replace(type=name), tariff)
        if not problems:
            return text
        refusals.append(problems)
        if {one.code for one in problems} != {"no-overhead-for-type"}:
            break
    raise BadFile(refusals[-1])


def _completed(wanted: Wanted, tariff: Tariff) -> tuple[str, tuple[Problem, ...]]:
    """The text with what the tariff leaves to the contract, and why it is still not priced."""
    start = wanted.start or _next_april(tariff.checked)
    more = _More()
    while True:
        text = _written(wanted, tariff, start, more)
        problems = _problems(text)
        added = _with(more, problems) if problems else more._replace(ignored=_left(text))
        if added == more:
            return text, problems
        more = added


def _mistakes(wanted: Wanted) -> list[Problem]:
    """Options that no file can have."""
    found = []
    if not 0 < wanted.months <= MOST_MONTHS:
        found.append(problem("new-months", "--months", wanted.months, most=MOST_MONTHS))
    if not 0 <= wanted.direct <= MOST_YEN:
        found.append(problem("too-large", "--direct", wanted.direct, most=f"{MOST_YEN:,}"))
    if wanted.start is not None and not FIRST_YEAR <= wanted.start.year <= LAST_YEAR:
        found.append(problem("day-range", "--start", wanted.start, first=FIRST_YEAR, last=LAST_YEAR))
    return found


def _next_april(day: date) -> date:
    """The first 1 April after a day."""
    first = date(day.year, APRIL, 1)
    return first if day < first else date(day.year + 1, APRIL, 1)


def _last_day(start: date, months: int) -> date:
    """The day before the corresponding day; where that is absent, the last of the month (民法143条)."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    days = monthrange(year, month)[1]
    return date(year, month, start.day) - timedelta(days=1) if start.day <= days else date(year, month, days)


def _problems(text: str) -> tuple[Problem, ...]:
    """Why a text is not priced."""
    data = text.encode()
    try:
        price_loaded(load_source(Source("new", text, sha256(data).hexdigest(), None)))
    except BadFile as refusal:
        return refusal.problems
    return ()


def _left(text: str) -> tuple[str, ...]:
    """Codes of the warnings of a text that is priced."""
    data = text.encode()
    return warnings_left(price_loaded(load_source(Source("new", text, sha256(data).hexdigest(), None))))


def _with(more: _More, problems: tuple[Problem, ...]) -> _More:
    """What the tariff was found to want."""
    for one in problems:
        _, _, key = one.path.partition(".")
        if one.code == "date-needed" and key not in more.dates:
            more = more._replace(dates=(*more.dates, key))
        if one.code in {"overhead-negotiated", "quantity-needed"}:
            ident = one.path.removeprefix("overhead.").partition(".")[0]
            needed = "amount" if one.code == "overhead-negotiated" else "quantity"
            more = more._replace(overheads=tuple(dict.fromkeys((*more.overheads, (ident, needed)))))
    return more


# -- the text ----------------------------------------------------------------------------------------------------------


def _written(wanted: Wanted, tariff: Tariff, start: date, more: _More) -> str:
    return "\n".join(
        (
            *_head(wanted, tariff),
            *_contract(wanted, tariff, start, more),
            *facts_lines(wanted.facts, tariff, str(wanted.type)),
            *quote_lines(wanted.company),
            *_direct(wanted),
            *_overheads(more),
            *_involvement(wanted),
            *ignore_lines(more.ignored),
            _EXAMPLES,
        )
    )


def _head(wanted: Wanted, tariff: Tariff) -> Iterator[str]:
    yield "#:schema ./contract.schema.json"
    yield "# ↑ エディターの補完用 / for editors: sangaku-price schema contract -o contract.schema.json"
    yield "# 見積 / price it: sangaku-price quote FILE      検査 / check it: sangaku-price check FILE"
    yield "format = 1"
    name = say(tariff.name, Lang.BOTH).replace("\n", " ")
    yield f"tariff = {quoted(wanted.tariff)}  # {''.join(char for char in name if char.isprintable())}"


def _contract(wanted: Wanted, tariff: Tariff, start: date, more: _More) -> Iterator[str]:
    yield ""
    yield "[contract]"
    yield told_line("title", wanted.title, "研究題目 / title")
    yield told_line("company", wanted.company, "企業名 / company")
    yield told_line("principal", wanted.principal, "研究代表者 / principal investigator")
    yield f"type = {quoted(str(wanted.type))}  # 契約種別 / type of contract"
    yield f"start = {start}"
    end = _last_day(start, wanted.months)
    yield f"end = {end}  # {wanted.months}か月 / {wanted.months} months, the last day included"
    for key in more.dates:
        yield f"{key} = {start}  # 料金表がこの日付で率を決める。確かめる / the tariff's rules go by this day: check it"
    yield '# billing = "fiscal-year"  # 年度ごとの請求 / invoiced by fiscal year'
    yield f"# firm-until = {fiscal_year(start) + 1}-03-31  # この年度末まで確定、以後は予定額 / firm until then"
    yield ""
    yield "[tax]"
    if is_inclusive(tariff, str(wanted.type)):
        yield 'basis = "inclusive"  # この料金表と同じく税込 / with tax, as the tariff (or "exclusive")'
    else:
        yield 'basis = "exclusive"  # このファイルの金額は税抜 / amounts here are without tax (or "inclusive")'


def _direct(wanted: Wanted) -> Iterator[str]:
    yield ""
    yield "# ---- 直接経費 / direct cost ----"
    yield "[[direct]]"
    yield 'id = "direct-1"'
    yield 'item = "研究費一式"  # 内訳に分けて書ける / split it into as many entries as you need'
    yield 'category = "other"  # equipment consumables personnel travel honoraria outsourcing facility guidance other'
    yield f"amount = {wanted.direct:_}"


def _overheads(more: _More) -> Iterator[str]:
    for ident in dict.fromkeys(ident for ident, _ in more.overheads):
        yield ""
        yield "# 料金表が契約に委ねるもの。0 は仮置き / the tariff leaves it to the contract: 0 is a placeholder"
        yield "[[overhead]]"
        yield f'id = "{ident}"'
        yield from (f"{key} = 0" for name, key in more.overheads if name == ident)


def _involvement(wanted: Wanted) -> Iterator[str]:
    if wanted.hours is None:
        return
    yield ""
    yield "# ---- 研究者の価値 / value of the researcher ----"
    yield "[[involvement]]"
    yield 'id = "researcher-1"'
    yield 'rank = "professor"'
    yield f"hours = {wanted.hours}"
    if wanted.hourly_rate is not None:
        yield f"hourly-rate = {wanted.hourly_rate:_}"


_EXAMPLES = """
# ---- 「知」の価値の例（# を外して使う） / examples of value items: take the # away ----
# [[involvement]]          # 関与時間に対する報酬 / pay for involvement time
# id = "pi"
# who = "教授 / professor"
# hours = 100
# hourly-rate = 10_000
#
# [[contribution]]         # その他研究者の知的貢献 / other intellectual contribution
# id = "know-how"
# amount = 1_000_000
#
# [[use]]                  # 成果活用の対価 / consideration for use of results
# id = "licence"
# what = "patent"
# as = "licence"
# upfront = 1_000_000
#
# [[success]]              # 研究成果への報酬 / success fee: conditional, not in the total
# id = "target"
# trigger = "目標の達成 / target reached"
# amount = 3_000_000

# ---- 支払の例 / examples of who pays when ----
# [[payer]]                # 費用を負担する企業が複数あるとき / where several companies pay
# id = "alpha"
# name = "甲株式会社"
# share = "60%"
#
# [[payer]]
# id = "beta"
# name = "乙株式会社"
# rest = true              # 残り / what the others leave
#
# [[payment]]              # 分割納付。年度ごとの請求なら fiscal-year も書く / an instalment; by year also fiscal-year
# id = "first"
# share = "50%"            # または amount / or amount
#
# [[payment]]
# id = "last"
# rest = true
"""
