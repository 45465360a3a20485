"""`diff`: what moved between two quotes, line by line, and every yen of it by its cause.

Causes in order: the engine, the law, the tariff, the input; of the input one key after the other in file order. Each
is priced on top of those before it, so the parts sum to the difference exactly.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangaku_price.assurance.attribution import (
    ENGINE,
    FROZEN,
    LAW,
    TARIFF,
    Change,
    LineMove,
    Move,
    line_moves,
    moved,
    planned_total,
)
from sangaku_price.assurance.input_changes import input_changes, run_of
from sangaku_price.documents.audience import for_company, office_keys
from sangaku_price.language.enums import Audience
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.files import load_ground, load_source
from sangaku_price.loading.freezing import Altered, Frozen, load_frozen, load_whole
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.priced import is_frozen, with_questions
from sangaku_price.loading.provenance import Ground, ground_of
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import TariffOf
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import read
from sangaku_price.toml.validation import Raw
from sangaku_price.version import VERSION

MESSAGES = messages(
    {
        "frozen-company": Text(
            "企業向けの写しには契約ファイルが含まれないため比べられません。大学側の凍結見積を指定してください。",
            "a company's copy has no contract file in it; give the office's frozen quote",
        ),
    }
)

PRIVATE = "private"
"""The path that a company reads where the key is not for it."""


class Side(NamedTuple):
    """One of the two: its quote as it was made, and what it was made from."""

    name: str
    quote: Quote
    ground: Ground
    loaded: Loaded
    frozen: bool


class Part(NamedTuple):
    """A part of the difference: one change, or several that can only be priced together."""

    causes: tuple[str, ...]
    changes: tuple[Change, ...]
    total: int
    """Yen of the total with tax."""
    contingent: int
    """Yen of the contingent money at most."""
    planned: int = 0
    """Yen of what is planned for later years, with tax."""


class Difference(NamedTuple):
    """What moved between two quotes, and why."""

    old_name: str
    new_name: str
    old: Quote
    new: Quote
    parts: tuple[Part, ...]
    lines: tuple[LineMove, ...]
    """Those that are not the same in both."""
    copies: bool = False
    """Whether they are copies without their files, of which the causes are not known."""

    @property
    def total(self) -> int:
        """Yen of the total with tax."""
        return self.new.totals.total - self.old.totals.total

    @property
    def planned(self) -> int | None:
        """Yen of what is planned, with tax; None where neither has planned years."""
        if self.old.totals.planned is None and self.new.totals.planned is None:
            return None
        return planned_total(self.new) - planned_total(self.old)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs: no figure and no input."""
        return not self.parts and not self.lines


def difference(
    old: str, new: str, *, scenario: str | None = None, as_of: date | None = None, audience: Audience | None = None
) -> Difference:
    """Compare two contract files or frozen quotes.

    `scenario` is that of contract files; a frozen quote has its own, which a contract file beside it takes over.
    Raises BadFile for mistakes, and where the two have not the same tax basis to be compared in.
    """
    found = {name: load_frozen(name) for name in (old, new) if is_frozen(name)}
    copies = [found.get(name) for name in (old, new)]
    if _hold_no_file(copies):
        return _of_copies(old, new, [one.quote for one in copies if isinstance(one, Frozen)])
    frozen = next((one for one in found.values() if not isinstance(one, Altered)), None)
    chosen = scenario or (frozen.quote.scenario if frozen else "value-based")
    before, after = (side_of(name, chosen, as_of) for name in (old, new))
    return compared(before, after, audience)


def compared(before: Side, after: Side, audience: Audience | None = None) -> Difference:
    """What moved between two sides, each as it was made. Raises BadFile where they cannot be compared."""
    parts = tuple(_gathered(moved(before.quote, _changes(before, after))))
    sides = before.quote, after.quote
    lines = tuple(one for one in line_moves(*sides) if one.difference or one.before is None or one.after is None)
    whole = Difference(before.name, after.name, *sides, parts, lines)
    return _for_company(whole) if audience is Audience.COMPANY else whole


def _hold_no_file(found: Iterable[Frozen | Altered | None]) -> bool:
    """Whether both are frozen quotes, and one of them is a copy without its contract file."""
    frozen = [one for one in found if isinstance(one, Frozen)]
    return len(frozen) > 1 and not all(one.has_spec for one in frozen)


def _of_copies(old: str, new: str, quotes: Sequence[Quote]) -> Difference:
    """What two copies hold, line by line: without the files nothing is known of the causes."""
    before, after = map(for_company, quotes)
    lines = tuple(one for one in line_moves(before, after) if one.difference or one.before is None or one.after is None)
    return Difference(old, new, before, after, (), lines, copies=True)


def side_of(name: str, scenario: str, as_of: date | None, tariff_of: TariffOf | None = None) -> Side:
    """A contract file priced now, or a frozen quote as it was made. Raises BadFile and UnknownScenario.

    `tariff_of` knows the tariffs of contracts that were priced before.
    """
    if not is_frozen(name):
        loaded = load_source(read(name), None, scenario, tariff_of=tariff_of)
        return Side(name, price_loaded(loaded, as_of), ground_of(loaded, None, as_of), loaded, frozen=False)
    frozen = load_whole(name)
    if not frozen.has_spec:
        raise BadFile([problem("frozen-company").at(name, None)])
    quote = with_questions(frozen.quote, frozen.ground.tariffs)
    return Side(name, quote, frozen.ground, load_ground(frozen.ground), frozen=True)


def _changes(old: Side, new: Side) -> Iterator[Change]:
    """One change after the other, from what the one is made from to the other."""
    before, after = run_of(old.loaded, old.ground.as_of), run_of(new.loaded, new.ground.as_of)
    if old.frozen:
        yield Change(ENGINE, "", old.quote.engine, VERSION, lambda: price_loaded(old.loaded, old.ground.as_of))
    if old.ground.law != new.ground.law:
        before = before._replace(law=after.law)
        lawful = before
        yield Change(LAW, "", "", "", lambda: lawful.price(old.loaded.raw))
    if [one.text for one in old.ground.tariffs] != [one.text for one in new.ground.tariffs]:
        before = before._replace(tariff=after.tariff)
        ruled, named = before, _under(old.loaded.raw, new.loaded.raw.get("tariff"))
        yield Change(TARIFF, "", *_tariffs(old, new), lambda: ruled.price(named))
    if before.pasts and after.pasts and _amended(old) != _amended(new):
        before = before._replace(pasts=after.pasts)
        amending, raw = before, _under(old.loaded.raw, new.loaded.raw.get("tariff"))
        yield Change(FROZEN, "", _amended(old), _amended(new), lambda: amending.price(raw))
    before = before._replace(pasts=after.pasts or before.pasts)
    yield from input_changes(old.loaded.raw, new.loaded.raw, before, after, max(map(_lines, (old, new))))
    if new.frozen:
        yield Change(ENGINE, "", VERSION, new.quote.engine, lambda: new.quote)


def _lines(side: Side) -> int:
    return len(side.quote.lines)


def _under(raw: Raw, tariff: object) -> Raw:
    """The raw tables with the tariff's name as another file has it."""
    return {key: value for key, value in {**raw, "tariff": tariff}.items() if value is not None}


def _amended(side: Side) -> str:
    """The frozen quote that a contract changes, by its digest."""
    digest = (side.ground.amended or {}).get("digest", "")
    return str(digest)[: len("sha256:") + 12]


def _tariffs(old: Side, new: Side) -> tuple[str, str]:
    """The tariffs of both; where it is what they extend that is another, that file."""
    before, after = (tariff_of(side.quote) for side in (old, new))
    if before == after:
        for one, other in zip(old.ground.tariffs, new.ground.tariffs, strict=False):
            if one.text != other.text:
                return tuple(f"{Path(file.name).name} ({file.sha256[:12]})" for file in (one, other))  # type: ignore[return-value] # two of them
    return before, after


def tariff_of(quote: Quote) -> str:
    """A tariff by its id and the beginning of its hash: the same id may have another content."""
    tariff = quote.tariff
    return f"{tariff.id} ({tariff.sha256[:12]})" if tariff else ""


def _gathered(each: Iterable[Move]) -> Iterator[Part]:
    """The moves as parts: the engine's in one, and none of it where it moved nothing."""
    parts = [
        Part(
            tuple(dict.fromkeys(change.cause for change in move.changes)),
            move.changes,
            move.total,
            move.contingent,
            move.planned,
        )
        for move in each
    ]
    engine = [part for part in parts if part.causes == (ENGINE,)]
    sums = [sum(figures) for figures in zip(*((one.total, one.contingent, one.planned) for one in engine), strict=True)]
    if any(sums):
        yield Part((ENGINE,), engine[0].changes, *sums)
    yield from (part for part in parts if part not in engine)


# -- for the company ---------------------------------------------------------------------------------------------------


def _for_company(whole: Difference) -> Difference:
    """The difference without private keys and values; an input that moves nothing but private figures is left out."""
    parts = (part._replace(changes=tuple(_hidden(part.changes, whole))) for part in whole.parts)
    kept = tuple(
        part
        for part in parts
        if part.total or part.contingent or part.planned or any(c.path != PRIVATE for c in part.changes)
    )
    return whole._replace(old=for_company(whole.old), new=for_company(whole.new), parts=kept)


def _hidden(changes: tuple[Change, ...], whole: Difference) -> Iterator[Change]:
    """Changes of which the private ones say only that they are; whole entries say nothing of what is in them."""
    private = {line.kind for quote in (whole.old, whole.new) for line in for_company(quote).lines if line.private}
    for change in changes:
        keys = change.path.split(".")  # none of law, tariff and engine; one of a table, the order, the scenario
        if keys[-1] in office_keys() or keys[0] in private:
            yield change._replace(path=PRIVATE, before="", after="")
        elif " = " in change.before + change.after:
            yield change._replace(before="", after="")
        else:
            yield change
