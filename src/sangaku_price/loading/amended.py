"""What a contract changes (変更契約): the frozen quote that [amends] names, verified, with all that it stands on.

A frozen quote of a changed contract holds the one that it changed, so that one file is the whole chain.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.freezing import Altered, Frozen, Json, load_frozen, read_values
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.provenance import Ground
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import load_tariff, shipped_ids
from sangaku_price.pricing.amendment_history import Past
from sangaku_price.pricing.totals import check_ledger
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.validation import Raw
from sangaku_price.version import VERSION

T = TypeVar("T")
LoadGround = Callable[[Ground], Loaded]
MESSAGES = messages(
    {
        "amends-not-frozen": Text(
            "凍結した見積ではありません。変更する契約を quote --freeze で凍結し、そのファイルを指定してください。",
            "is no frozen quote; freeze the contract that is changed with quote --freeze, and name that file",
        ),
        "amends-altered": Text(
            "凍結した見積が書き換えられています（verify で確認できます）。変更契約の基にできません。",
            "this frozen quote was altered (see verify), and nothing can be changed on its ground",
        ),
        "amends-company": Text(
            "企業向けの写しには契約ファイルが含まれません。大学側の凍結見積を指定してください。",
            "a company's copy has no contract file in it; name the office's frozen quote",
        ),
        "amends-unreadable": Text(
            "凍結した見積の契約を読めません: {why}", "the contract in the frozen quote cannot be read: {why}"
        ),
        "amends-circle": Text(
            "この契約自身を凍結した見積です。変更前の契約の凍結見積を指定してください。",
            "is this contract's own frozen quote: the chain bites its tail; name that of the contract before it",
        ),
        "amends-number": Text(
            "第{before}回変更の次の番号（{allowed}以上）で書いてください。",
            "the frozen quote is of change {before}; the next is {allowed} or above",
        ),
        "amends-earlier": Text(
            "変更される契約の日（{day}）より前です。", "lies before the day of what it changes, {day}"
        ),
        "amends-type": Text(
            "契約種別は変更契約で変えられません（凍結した契約は「{before}」）。新しい契約として見積もってください。",
            "a change cannot move the type of contract (the frozen one is {before}); price a new contract",
        ),
        "amends-basis": Text(
            "税込・税抜の別は変更契約で変えられません（凍結した契約は「{before}」）。",
            "a change cannot move the tax basis (the frozen one is {before})",
        ),
        "amends-firm": Text(
            "凍結した契約で{day}まで確定しています。確定した年度を予定に戻すことはできません。",
            "the frozen contract is firm until {day}; a firm year cannot become planned",
        ),
        "amends-billing": Text(
            "請求の単位は変更契約で変えられません（凍結した契約は「{before}」）。請求済みの額の期間が変わるためです。",
            "a change cannot move the billing (the frozen one is {before}): what was invoiced stays in its periods",
        ),
        "amends-set": Text(
            "凍結した契約で決まっているため、変更できません。",
            "is settled by the frozen contract and cannot be set; a scenario is another change",
        ),
        "amends-institution": Text(
            "凍結した契約は{before}のものです。機関は変更契約で変えられません（後継機関は同じ機関とみなします）。",
            "the frozen contract is of {before}; a change cannot move the institution (a successor is the same one)",
        ),
    }
)

QUOTE = "amends.quote"
WRONG_FILE = ("file-missing", "file-is-folder", "file-special", "file-permission", "file-unreadable", "file-too-large")
MOST_SUCCESSORS = 8


class Chain(NamedTuple):
    """The frozen quotes that a contract stands on, and the last of them as it is held."""

    pasts: tuple[Past, ...] = ()
    """From the first contract to the one in force."""
    held: Json | None = None
    from_file: bool = True
    """Whether it was read from the file that the contract names; else it is frozen with the contract."""


def chain_of(source: Source, raw: Raw, held: Json | None, load_ground: LoadGround) -> tuple[Chain, list[Problem]]:
    """The chain that [amends] names; `held` is the frozen quote, where the contract file is frozen itself.

    `load_ground` reads the contract that is frozen, which may be a change itself, as this one is read.
    What is wrong is told at the key.
    """
    table = raw.get("amends")
    name = table.get("quote") if isinstance(table, Mapping) else None
    if not isinstance(name, str):
        return Chain(), []  # told where the table is read
    try:
        found = load_frozen(str((source.folder or Path()) / name)) if held is None else read_values(held)
        if isinstance(found, Altered):
            return Chain(), [problem("amends-altered", QUOTE, name)]
        if not found.has_spec or found.withheld:
            return Chain(), [problem("amends-company", QUOTE, name)]
        return Chain(_pasts(_Held(found), load_ground), found.values, held is None), []
    except BadFile as refusal:
        return Chain(), [_at_key(one, name) for one in refusal.problems]


def _at_key(one: Problem, name: str) -> Problem:
    """Why a frozen quote cannot be read, at the key that names it."""
    if one.code in WRONG_FILE:
        return one._replace(path=QUOTE, found=f'"{name}"', file="", line=None)
    if one.path == QUOTE:
        return one._replace(file="", line=None)
    if one.code in {"frozen-not", "quote-no-json"}:
        return problem("amends-not-frozen", QUOTE, name)
    return problem("amends-unreadable", QUOTE, name, why=one.text)


class _Held:
    """A frozen quote, known by its digest: it is read and verified once."""

    def __init__(self, found: Frozen) -> None:
        self.found = found

    def __hash__(self) -> int:
        return hash(self.found.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.found.digest == self.found.digest


@lru_cache(maxsize=32)
def _pasts(held: _Held, load_ground: LoadGround) -> tuple[Past, ...]:
    """A frozen quote and those that it stands on. Raises BadFile where one of them is not what it was made from."""
    found = held.found
    try:
        check_ledger(found.quote)
    except AssertionError:
        raise BadFile([problem("amends-altered", QUOTE)]) from None
    loaded = load_ground(found.ground)
    if found.quote.engine == VERSION and _figures(price_loaded(loaded, found.ground.as_of)) != _figures(found.quote):
        raise BadFile([problem("amends-altered", QUOTE)])
    return (*loaded.pasts, Past(loaded.contract, loaded.tariff, loaded.law, found.quote, found.digest))


def _figures(quote: Quote) -> tuple[object, ...]:
    """What a change stands on: amounts, and not the words beside them."""
    lines = tuple((one.id, one.period, one.certainty, one.tax_category, one.amount) for one in quote.lines)
    return lines, quote.periods, quote.totals


FROZEN_PATHS = ("amends.quote", "amends.number")
"""What says which contract is changed: no value is laid over it."""
SETTLED_PATHS = (*FROZEN_PATHS, "tariff", "contract.type", "contract.billing", "tax.basis")
"""What the frozen contract settles: a scenario is another change, never another contract before it."""


def set_frozen(values: Mapping[str, object], raw: Raw) -> Iterator[Problem]:
    """What --set, or any scenario, would lay over that the frozen contract settles."""
    yield from (problem("amends-set", f"--set {path}") for path in values if path in FROZEN_PATHS)
    scenarios = raw.get("scenario")
    for name, one in scenarios.items() if isinstance(scenarios, Mapping) else ():
        told = one.get("set") if isinstance(one, Mapping) else None
        for path in told if isinstance(told, Mapping) else ():
            if path in SETTLED_PATHS:
                yield problem("amends-set", f"scenario.{name}.set.{path}")


# -- whether the contract may change it --------------------------------------------------------------------------------


def check_change(chain: Chain, source: Source, raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """What a change cannot move, and what cannot come one after the other: of raw tables, whatever else is wrong."""
    if not chain.pasts:
        return
    before = chain.pasts[-1]
    if chain.from_file and (any(past.contract.sha256 == source.sha256 for past in chain.pasts) or _is_own(chain, raw)):
        yield problem("amends-circle", QUOTE)
        return
    number, day = _told(raw, "amends", "number", int), _told(raw, "amends", "signed", date)
    agreed = _day(before)
    if number is not None and 0 < number <= before.number:
        yield problem("amends-number", "amends.number", number, before=before.number, allowed=before.number + 1)
    if agreed is not None and day is not None and day < agreed:
        yield problem("amends-earlier", "amends.signed", day, day=agreed)
    pairs = (
        ("amends-type", "contract", "type", before.contract.terms.type, "joint-research"),
        ("amends-basis", "tax", "basis", before.contract.tax.basis, "exclusive"),
        ("amends-billing", "contract", "billing", before.contract.terms.billing, "once"),
    )
    for code, table, key, old, usual in pairs:
        new = _told(raw, table, key, str) or usual
        if old != new:
            yield problem(code, f"{table}.{key}", new, before=old)
    firm = before.contract.terms.firm_until or before.contract.terms.end
    now = _told(raw, "contract", "firm-until", date)
    if now is not None and now < firm:
        yield problem("amends-firm", "contract.firm-until", now, day=firm)
    yield from _institution(before, raw, tariff)


def _told(raw: Raw, table: str, key: str, kind: type[T]) -> T | None:
    """A value of a table, where it is of its kind."""
    found = raw.get(table)
    value = found.get(key) if isinstance(found, Mapping) else None
    return value if type(value) is kind else None


def _day(before: Past) -> date | None:
    """The day on which what is changed was agreed, as far as it is told."""
    amends = before.contract.amends
    return amends.signed if amends else before.contract.terms.signed


def _is_own(chain: Chain, raw: Raw) -> bool:
    """Whether the frozen contract is this one, but for the name of what it changes."""
    frozen = chain.held.get("frozen") if chain.held else None
    spec = frozen.get("spec") if isinstance(frozen, Mapping) else None
    text = spec.get("text") if isinstance(spec, Mapping) else None
    if not isinstance(text, str):
        return False
    other = parse(Source("", text.removeprefix("\ufeff"), "", None))
    return "amends" in other and _without_quote(other) == _without_quote(raw)


def _without_quote(raw: Raw) -> Mapping[str, object]:
    amends = raw.get("amends")
    kept = {key: one for key, one in amends.items() if key != "quote"} if isinstance(amends, Mapping) else amends
    return {**raw, "amends": kept}


def _institution(before: Past, raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    old, named = before.tariff, raw.get("tariff")
    if old is not None:
        if tariff is not None and not _succeeds(tariff.id, old):
            yield problem("amends-institution", "tariff", named, before=old.name)
        if named is None:
            yield problem("amends-institution", "tariff", before=old.name)
        return
    names = before.contract.terms.university, _told(raw, "contract", "university", str)
    if None not in names and names[0] != names[1]:
        yield problem("amends-institution", "contract.university", names[1], before=names[0])


def _succeeds(ident: str, old: Tariff) -> bool:
    """Whether a tariff is the institution's own, or of one that took its place."""
    for _ in range(MOST_SUCCESSORS):
        if old.id == ident:
            return True
        after = old.succeeded_by
        if (after is None or after.id is None) and old.id in shipped_ids():
            after = load_tariff(old.id).succeeded_by
        if after is None or after.id is None:
            return False
        if after.id == ident:
            return True
        if after.id not in shipped_ids():
            return False
        old = load_tariff(after.id)
    return False
