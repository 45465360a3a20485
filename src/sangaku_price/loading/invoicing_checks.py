"""What must hold between the payers and payments of a contract file, whatever it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import islice

from pydantic_core import PydanticCustomError

from sangaku_price.contract.optional_tables import INVOICING
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import percent
from sangaku_price.language.text import Text
from sangaku_price.loading.contract_checks import Element, day_of, entry_path
from sangaku_price.months import fiscal_year, years_words
from sangaku_price.toml.name_lists import listed
from sangaku_price.toml.problems import Problem, first, problem
from sangaku_price.toml.validation import Raw
from sangaku_price.toml.values import is_year, read_share

MESSAGES = messages(
    {
        "too-many-invoiced": Text("[[{table}]] は{most}件まで書けます。", "at most {most} of [[{table}]]"),
        "portion-missing": Text(
            "share、amount、rest のいずれかを書いてください。", "give one of share, amount and rest"
        ),
        "payer-nothing": Text(
            "負担するものがありません。share、rest、lines のいずれかを書いてください。",
            "bears nothing; give share, rest or lines",
        ),
        "payment-nothing": Text("請求する額がありません。", "nothing is paid with it"),
        "shares-short": Text(
            "割合の合計が{whole}です。合計を100%にするか、一つを rest = true にしてください。",
            "the shares come to {whole}; they make 100 % together, or one is rest = true",
        ),
        "shares-above": Text(
            "割合の合計が{whole}です（100%を超えています）。", "the shares come to {whole}, more than 100 %"
        ),
        "rest-twice": Text(
            "rest = true は一つだけ書けます（「{other}」にもあります）。",
            "only one has rest = true; {other} has it too",
        ),
        "rest-nothing": Text(
            "ほかの割合の合計が100%なので、残りがありません。",
            "the shares of the others come to 100 %: nothing is left",
        ),
        "line-taken-twice": Text("「{name}」は「{other}」も負担します。", '"{name}" is taken by {other} too'),
        "payment-year-once": Text(
            '「fiscal-year」は billing = "fiscal-year" のときだけ書けます。',
            '"fiscal-year" goes with billing = "fiscal-year" only',
        ),
        "payment-year-missing": Text(
            "どの年度を分割するか「fiscal-year」を書いてください（契約期間は{years}年度です）。",
            'say which year it divides: "fiscal-year" (the contract touches {years})',
        ),
    }
)

MOST_INVOICED = 600
"""Payments that one contract may have."""
MOST_OF = {"payment": MOST_INVOICED, "payer": 100}
"""How many of each table one contract may have."""


def check_invoicing(raw: Raw) -> list[Problem]:
    """Every mistake in who pays when that can be seen before anything is priced."""
    if not raw.keys() & {*INVOICING}:
        return []
    return [one for check in (_many, _ids, _keys, _payers, _payments, _years) for one in first(check(raw))]


def elements(raw: Raw, table: str) -> Iterator[tuple[str, Element]]:
    """Path and raw element of each payer or payment that is a table."""
    found = raw.get(table, [])
    for number, element in enumerate(islice(found, MOST_INVOICED) if isinstance(found, list) else (), 1):
        if isinstance(element, dict):
            yield entry_path(table, number, element), element


def _many(raw: Raw) -> Iterator[Problem]:
    for table in INVOICING:
        found = raw.get(table)
        if isinstance(found, list) and len(found) > MOST_OF[table]:
            yield problem("too-many-invoiced", table, table=table, most=MOST_OF[table])


def _ids(raw: Raw) -> Iterator[Problem]:
    for table in INVOICING:
        seen: dict[str, str] = {}
        for number, (_, element) in enumerate(elements(raw, table), 1):
            ident, here = element.get("id"), f"{table}.{number}"
            if isinstance(ident, str):
                if ident in seen:
                    yield problem("id-twice", f"{here}.id", id=ident, other=seen[ident])
                seen.setdefault(ident, here)


def _keys(raw: Raw) -> Iterator[Problem]:
    """Of share, amount and rest there is one; a payer may have lines alone."""
    for table in INVOICING:
        for path, element in elements(raw, table):
            given = [key for key in ("share", "amount", "rest") if key in element and element[key] is not False]
            for other in given[1:]:
                yield problem("exclusive-keys", f"{path}.{other}", key=given[0], other=other)
            alone = given in ([], ["share"]) and not _share(element)
            if table == "payer" and not element.get("lines") and alone and _has_sound_share(element):
                yield problem("payer-nothing", path)
            if table == "payment" and not given:
                yield problem("portion-missing", path)
            elif table == "payment" and (element.get("amount") in (0, None) and alone and _has_sound_share(element)):
                yield problem("payment-nothing", f"{path}.{given[0]}", element[given[0]])


def _has_sound_share(element: Element) -> bool:
    """Whether the share is one, or not there: what is written wrong is told where it stands."""
    if "share" not in element:
        return True
    with suppress(PydanticCustomError):
        read_share(element["share"])
        return True
    return False


def _share(element: Element) -> Fraction:
    """The share of an element; none where it has none, or no right one."""
    with suppress(PydanticCustomError):
        return read_share(element.get("share"))
    return Fraction(0)


def _payers(raw: Raw) -> Iterator[Problem]:
    payers = list(elements(raw, "payer"))
    if any("share" in one or one.get("rest") is True for _, one in payers):
        yield from _shares(payers, are_all=True)
    taken: dict[str, int] = {}
    for number, (path, element) in enumerate(payers):
        names = element.get("lines")
        for name in listed(names):
            if taken.setdefault(str(name), number) != number:
                yield problem("line-taken-twice", f"{path}.lines", name=name, other=payers[taken[str(name)]][0])


def _payments(raw: Raw) -> Iterator[Problem]:
    groups: dict[object, list[tuple[str, Element]]] = {}
    for path, element in elements(raw, "payment"):
        year = element.get("fiscal-year") if _billing(raw) == "fiscal-year" else None
        groups.setdefault(year if isinstance(year, int) else None, []).append((path, element))
    for each in groups.values():
        yield from _shares(each, are_all=not any("amount" in one for _, one in each))


def _shares(each: Sequence[tuple[str, Element]], *, are_all: bool) -> Iterator[Problem]:
    """Shares that are too many or too few; `are_all` where they, or one with the rest, must make the whole."""
    rests = [path for path, one in each if one.get("rest") is True]
    shares = [(f"{path}.share", _share(one)) for path, one in each if "share" in one]
    told = all(_has_sound_share(one) and isinstance(one.get("rest", True), bool) for _, one in each)
    whole = sum((share for _, share in shares), Fraction(0))
    for path in rests[1:]:
        yield problem("rest-twice", f"{path}.rest", other=rests[0])
    if whole > 1:
        yield problem("shares-above", shares[-1][0], whole=percent(whole))
    elif rests and whole == 1:
        yield problem("rest-nothing", f"{rests[0]}.rest")
    elif are_all and not rests and shares and whole < 1 and told:
        yield problem("shares-short", shares[-1][0], whole=percent(whole))


def _billing(raw: Raw) -> object:
    """How the contract is invoiced."""
    head = raw.get("contract")
    return head.get("billing", "once") if isinstance(head, Mapping) else "once"


def _years(raw: Raw) -> Iterator[Problem]:
    """A payment divides a year that the contract touches, where it is invoiced by year."""
    start, end, billing = day_of(raw, "start"), day_of(raw, "end"), _billing(raw)
    for path, element in elements(raw, "payment"):
        year = element.get("fiscal-year")
        if billing == "once":
            if year is not None:
                yield problem("payment-year-once", f"{path}.fiscal-year", year)
        elif start and end and start <= end and billing == "fiscal-year":
            years = years_words(fiscal_year(start), fiscal_year(end))
            if year is None and fiscal_year(start) != fiscal_year(end):
                yield problem("payment-year-missing", path, years=years)
            elif is_year(year) and not fiscal_year(start) <= year <= fiscal_year(end):
                yield problem("year-not-touched", f"{path}.fiscal-year", year, years=years)
