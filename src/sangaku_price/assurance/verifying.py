"""`verify`: whether a frozen quote is as it was written, and whether it would be priced the same today.

It is priced from what is frozen in it, which by the same engine gives the same quote to the letter. Then this
version's law, the installed or the given tariff, and the given contract file take the place of what is frozen, one
after the other, so that each is answerable for what it moves.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sangaku_price.assurance.attribution import ENGINE, Change, Move, Stuck, figures, moves, stated
from sangaku_price.documents.audience import for_reader
from sangaku_price.language.enums import Audience
from sangaku_price.loading.files import load_ground
from sangaku_price.loading.freezing import Altered, Frozen, load_frozen, read_values
from sangaku_price.loading.law_file import law_text
from sangaku_price.loading.provenance import Ground
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import load_tariff, shipped_ids, tariff_texts
from sangaku_price.pricing.totals import check_ledger
from sangaku_price.quotation.derivation import evaluate
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.version import VERSION

SAME, MOVED, ALTERED = "same", "moved", "altered"
MISMATCH = 6
"""The exit status of what is not the same."""
SPEC = "spec"
"""The cause that is called input in a difference."""


class Verdict(NamedTuple):
    """What became of a frozen quote."""

    state: str
    """same, moved, or altered"""
    digest: str
    moved: tuple[Move, ...] = ()
    """What moved it, in the order engine, law, tariff, spec."""
    stuck: Stuck | None = None
    """What makes that it cannot be priced any more, where that is so."""
    why: str = ""
    """Of an altered file: what is not as it was written."""
    untested: tuple[str, ...] = ()
    """What could not be compared: `spec` (a company's copy), `tariff` (not installed, and none given)."""
    quote: Quote | None = None
    """The quote as it was frozen, where files were named; None of an altered one, of which nothing is believed."""
    supersedes: str | None = None
    """The digest of the quote whose place it takes."""
    chain: "tuple[Link, ...]" = ()
    """Of a changed contract: the frozen quotes that it holds, the first contract first."""

    @property
    def status(self) -> int:
        """The exit status: 0, or 6."""
        return 0 if self.state == SAME else MISMATCH


class Link(NamedTuple):
    """What became of a frozen quote that another holds."""

    number: int
    """Which change it was; 0 for the first contract."""
    verdict: Verdict


def verify_files(names: Iterable[str], spec: str | None = None, tariff: str | None = None) -> dict[str, Verdict]:
    """What became of each frozen quote, by the name of its file. Raises BadFile with every mistake of all of them."""
    checked: dict[str, Verdict] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            found = load_frozen(name)
            verdict = verify_frozen(found, spec, tariff)
            if isinstance(found, Frozen) and verdict.state != ALTERED:
                verdict = verdict._replace(quote=found.quote, supersedes=found.supersedes)
            checked[name] = verdict
        except BadFile as refusal:
            problems += refusal.problems
    if problems:
        raise BadFile(dict.fromkeys(problems))
    return checked


def verify_frozen(found: Frozen | Altered, spec: str | None = None, tariff: str | None = None) -> Verdict:
    """Compare a frozen quote with what is frozen in it, then with what is installed or given.

    `spec` and `tariff` are files (or a shipped tariff's id). That of a changed contract holds the one before it, which
    is verified too, down to the first. Raises BadFile where these are wrong.
    """
    if isinstance(found, Altered):
        return Verdict(ALTERED, "", why=found.why)
    held = found.ground.amended
    if held is None:
        return _alone(found, spec, tariff)
    before = read_values(dict(held))
    inner = verify_frozen(before)
    number = 0 if isinstance(before, Altered) or before.quote.change is None else before.quote.change.number
    chain = (*inner.chain, Link(number, inner._replace(chain=())))
    if inner.state == ALTERED:
        return Verdict(ALTERED, found.digest, why="chain", chain=chain)
    verdict = _alone(found, spec, tariff)
    worse = MOVED if verdict.state == SAME and inner.state == MOVED else verdict.state
    return verdict._replace(state=worse, chain=chain)


def _alone(found: Frozen, spec: str | None, tariff: str | None) -> Verdict:
    """What became of a frozen quote by itself."""
    given = read(spec) if spec is not None else None
    if found.audience is Audience.OFFICE and (found.withheld or not found.has_spec):
        return Verdict(ALTERED, found.digest, why="contents")
    if found.withheld or (given is None and not found.has_spec):
        return _of_figures(found)
    tariffs = _tariffs_now(found, given, tariff)
    first, *others = _changes(found, given, tariffs)
    if first.cause == ENGINE and found.quote.engine == VERSION and not _gives(first, found.quote):
        return Verdict(ALTERED, found.digest, why="contents")
    each, stuck = moves(found.quote, (first, *others))
    told = tuple(one for one in each if _differs(one, first))
    untested = ("tariff",) if tariffs is None else ()
    return Verdict(MOVED if told or stuck else SAME, found.digest, told, stuck, untested=untested)


def _gives(change: Change, quote: Quote) -> bool:
    """Whether pricing gives the quote to the letter: of one engine and the same texts it can give nothing else."""
    try:
        return change.price is not None and change.price() == quote
    except BadFile:
        return False


def _differs(move: Move, first: Change) -> bool:
    """Whether a move is told: any figure; at first, with the frozen texts, anything but the engine's own words."""
    if move.changes[0] is not first:
        return figures(move.before) != figures(move.after)
    before, after = stated(move.before), stated(move.after)
    return before != (after if first.cause == ENGINE else after._replace(spec_sha256=before.spec_sha256))


def _of_figures(found: Frozen) -> Verdict:
    """A company's copy without the contract file: its figures add up, and each derivation gives its amount."""
    try:
        check_ledger(found.quote)
        holds = all(not line.steps or evaluate(line.steps[0]) == line.amount for line in found.quote.lines)
    except (AssertionError, ArithmeticError):
        holds = False
    if not holds:
        return Verdict(ALTERED, found.digest, why="figures")
    return Verdict(SAME, found.digest, untested=(SPEC,))


def _tariffs_now(found: Frozen, given: Source | None, tariff: str | None) -> tuple[Source, ...] | None:
    """The texts of the tariff that is installed or given today; None where there is none to compare with."""
    spec = given or found.ground.spec
    named = parse(spec).get("tariff")
    if tariff is not None:
        load_tariff(tariff)
        return tariff_texts(tariff)
    if not isinstance(named, str):
        return ()
    if named in shipped_ids():
        return tariff_texts(named)
    if given is not None:
        load_tariff(named, given.folder)
        return tariff_texts(named, given.folder)
    return None


def _changes(found: Frozen, given: Source | None, tariffs: tuple[Source, ...] | None) -> Iterator[Change]:
    """What could move it, one on top of the other; texts that are the same change nothing and are left out."""
    ground, own = found.ground, True
    if given is not None and not found.has_spec:
        ground, own = ground._replace(spec=given), given.sha256 == found.quote.spec_sha256
    yield _change(ENGINE if own else SPEC, found.quote.engine, VERSION, found, ground)
    law = law_text()
    if law != ground.law:
        ground = ground._replace(law=law)
        yield _change("law", "", "", found, ground)
    if tariffs is not None and [one.text for one in tariffs] != [one.text for one in ground.tariffs]:
        ground = ground._replace(tariffs=tariffs)
        yield _change("tariff", "", "", found, ground)
    if given is not None and given.text != ground.spec.text:
        ground = ground._replace(spec=given)
        yield _change(SPEC, "", given.name, found, ground)


def _change(cause: str, before: str, after: str, found: Frozen, ground: Ground) -> Change:
    @cache
    def price() -> Quote:
        quote = price_loaded(load_ground(ground), ground.as_of)
        return for_reader(quote, found.audience)

    return Change(cause, "", before, after, price)
