"""`diff --base`: every contract that a change touches, priced on both sides with everything of its own revision.

The old side reads its contract, its tariff, the policy and the quotes that it is compared with from the revision; the
new one from the working tree. A contract that cannot be priced or compared is a row with its mistake, and the rest is
compared all the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from sangaku_price.assurance.affected import Pair, affected, watched
from sangaku_price.assurance.checking import Settings
from sangaku_price.assurance.configuration import NOTHING, Configuration, load_configuration
from sangaku_price.assurance.configured import Asked, settings_of
from sangaku_price.assurance.difference import Difference, Side, compared, side_of
from sangaku_price.assurance.gates import gate_notes
from sangaku_price.assurance.measures import Case
from sangaku_price.assurance.revision_rows import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    RENAMED,
    GateMove,
    RevisionDifference,
    Row,
)
from sangaku_price.documents.audience import for_reader
from sangaku_price.language.enums import Audience
from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text
from sangaku_price.loading.finding import FAULT, GATE, WARNING
from sangaku_price.loading.repository import Objects, Repository
from sangaku_price.loading.revision import Revision, WorkingTree
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.loading.tariffs import TariffOf, each_once
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.toml.problems import BadFile, Problem, problem, shortened
from sangaku_price.toml.reading import Files, read_from
from sangaku_price.toml.validation import unknown_name

MESSAGES = messages(
    {
        "base-no-policy": Text(
            "「{revision}」には方針「{name}」がありません。ゲートは今の版だけで判定しました。",
            "there is no policy {name} at {revision}: only the new side was tested by gates",
        ),
        "base-mistake": Text("誤りがあります。", "has a mistake"),
        "base-bad-policy": Text(
            "「{revision}」の設定または方針に誤りがあるため、ゲートは今の版だけで判定しました。",
            "the configuration or policy at {revision} has mistakes: only the new side was tested by gates",
        ),
    }
)


MOST_TARIFFS = 200
"""Tariffs of a side that are kept for the next contract."""


class Question(NamedTuple):
    """What is asked about a revision."""

    revision: str
    paths: tuple[str, ...] = ()
    policy: str | None = None
    scenario: str | None = None
    as_of: date | None = None
    audience: Audience | None = None


class _Judged(NamedTuple):
    """A side of one contract: its quote and what the gates say of it, or why there is none."""

    side: Side | None
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_template(self) -> bool:
        """Whether it is a template: it has no price, and its examples are proven by `check`."""
        return any(one.code == "is-template" for one in self.problems)


def revision_difference(asked: Question, config: Configuration = NOTHING) -> RevisionDifference:
    """Compare the working tree with a revision.

    Raises NoRevision where there is no such revision to be read, BadFile for mistakes in the policy of now, or a path
    that leads nowhere.
    """
    repository = Repository.of(Path())
    commit = repository.commit(asked.revision)
    working = WorkingTree(repository)
    with Objects(repository) as objects:
        revision = Revision(repository, commit, objects)
        look = watched(config, asked.paths, asked.policy, working)
        pairs = affected(revision, working, repository.changed(commit), look)
        before, remarks = _old_settings(asked, config, revision)
        after = _settings(asked, config)
        comparison = _Comparison(asked, working, _from(revision.file, before), _from(working.file, after))
        rows = [row for pair in pairs if (row := comparison.row(pair)) is not None]
        rows.sort(key=lambda row: (not row.problems, -abs(row.total), -abs(row.contingent), row.name))
        said = () if asked.audience is Audience.COMPANY else remarks
        return RevisionDifference(asked.revision, commit, tuple(rows), said, objects.asked)


# -- the settings of a side --------------------------------------------------------------------------------------------


def _settings(asked: Question, config: Configuration) -> Settings:
    return settings_of(Asked(policy=asked.policy, scenario=asked.scenario, as_of=asked.as_of), config)


def _old_settings(asked: Question, config: Configuration, revision: Revision) -> tuple[Settings, tuple[Text, ...]]:
    """The gates of the revision: by its own configuration, its own policy; none where it had none that can be read."""
    with read_from(revision.file):
        try:
            then = load_configuration(config.source.name) if config.source else NOTHING
        except BadFile as refusal:
            is_missing = refusal.problems[0].code == "file-missing"
            then, remarks = NOTHING, () if is_missing else (message("base-bad-policy", revision=asked.revision),)
        else:
            remarks = ()
        try:
            return _settings(asked, then), remarks
        except BadFile as refusal:
            first = refusal.problems[0]
            nothing = settings_of(Asked(scenario=asked.scenario, as_of=asked.as_of), NOTHING)
            if first.code in {"file-missing", "config-file-missing"}:
                name = asked.policy or then.told.policy or first.file
                return nothing, (message("base-no-policy", revision=asked.revision, name=name),)
            return nothing, (message("base-bad-policy", revision=asked.revision),)


# -- one contract ------------------------------------------------------------------------------------------------------


class _From(NamedTuple):
    """Where a side comes from, by what it is judged, and the tariffs that were read for it."""

    files: Files
    settings: Settings
    tariff_of: TariffOf


def _from(files: Files, settings: Settings) -> _From:
    return _From(files, settings, each_once(MOST_TARIFFS))


class _Comparison(NamedTuple):
    """What every contract is compared with."""

    asked: Question
    working: WorkingTree
    old: "_From"
    new: "_From"

    def row(self, pair: Pair) -> Row | None:
        """The row of a contract; None for one that stands still and that nothing moved."""
        old, new = (None if path is None else self.working.name_of(path) for path in (pair.old, pair.new))
        before, after = self._judged(old, self.old), self._judged(new, self.new)
        if before.is_template or after.is_template:
            return None
        problems = (
            *(one._replace(file=f"{self.asked.revision}:{one.file}") for one in before.problems),
            *after.problems,
        )
        difference = None
        if not problems and before.side and after.side:
            difference, problems = self._compared(before.side, after.side)
        if self.asked.audience is Audience.COMPANY:
            problems = tuple(map(_for_company, problems))
        row = Row(
            name=new or old or "",
            old_name=old if new is not None and old != new else None,
            what=_what(pair),
            before=self._shown(before.side),
            after=self._shown(after.side),
            difference=difference,
            gates=() if problems or self.asked.audience is Audience.COMPANY else tuple(_gate_moves(before, after)),
            problems=problems,
        )
        return None if row.what == MOVED and row.moves_nothing else row

    def _shown(self, side: Side | None) -> Quote | None:
        if side is None:
            return None
        return for_reader(side.quote, self.asked.audience or Audience.OFFICE)

    def _judged(self, name: str | None, where: _From) -> _Judged:
        """A contract priced from where the files of its side come."""
        if name is None:
            return _Judged(None)

        def priced() -> _Judged:
            with read_from(where.files):
                side = side_of(name, self.asked.scenario or "value-based", self.asked.as_of, where.tariff_of)
                here = where.settings.at(name)
                baseline = here.baseline(name) if here.policy.gates else None
                return _Judged(side, tuple(gate_notes(here.policy, Case(side.loaded, side.quote, baseline))))

        found = _made(priced, name)
        return found if isinstance(found, _Judged) else _Judged(None, problems=found)

    def _compared(self, before: Side, after: Side) -> tuple[Difference | None, tuple[Problem, ...]]:
        def difference() -> Difference:
            return compared(before, after, self.asked.audience)

        found = _made(difference, after.name)
        return (found, ()) if isinstance(found, Difference) else (None, found)


T = TypeVar("T", _Judged, Difference)


def _made(made: Callable[[], T], name: str) -> T | tuple[Problem, ...]:
    """What is made, or why it cannot be; whatever happens, the other contracts are compared all the same."""
    try:
        return made()
    except BadFile as refusal:
        return tuple(one if one.file else one.at(name, None) for one in refusal.problems)
    except UnknownScenario as refusal:
        return (unknown_name("scenario", refusal.name, refusal.allowed).at(name, None),)
    except Exception as error:
        if os.environ.get("SANGAKU_PRICE_TRACEBACK"):
            raise
        why = shortened(str(error), 200)
        return (problem(FAULT, kind=type(error).__name__, why=why).at(name, None),)


def _for_company(one: Problem) -> Problem:
    """That there is a mistake, and where: what it says may repeat what the company must not see."""
    return Problem(one.code, text=message("base-mistake"), file=one.file, line=one.line)


def _what(pair: Pair) -> str:
    if pair.old is None:
        return ADDED
    if pair.new is None:
        return REMOVED
    if pair.old != pair.new:
        return RENAMED
    return CHANGED if pair.is_other else MOVED


def _gate_moves(before: _Judged, after: _Judged) -> Iterator[GateMove]:
    """Gates that one side alone does not meet."""
    old, new = _unmet(before.notes), _unmet(after.notes)
    yield from (GateMove(*one, is_new=True) for one in new if one not in old)
    yield from (GateMove(*one, is_new=False) for one in old if one not in new)


def _unmet(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.code, one.level) for one in notes if one.level in {GATE, WARNING}))
