"""`check`: contract files validated, priced, linted and gated, with every finding at its file and line.

One list of findings, whatever the kind: a mistake of a file (error), a denial (gate), a warning, a note, and what the
contract file itself ignores with a reason (ignored), which stays visible.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from sangaku_price.assurance.contract_files import DEFAULT, Search, find
from sangaku_price.assurance.gates import gate_notes
from sangaku_price.assurance.measures import Case
from sangaku_price.assurance.policy import Policy
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import noted, placed
from sangaku_price.language.text import Text
from sangaku_price.loading.files import Loaded, UnknownScenario, load_source
from sangaku_price.loading.places import where
from sangaku_price.loading.repricing import price_loaded, price_undivided
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.toml.problems import BadFile, Problem, problem, shortened
from sangaku_price.toml.reading import STDIN, read, read_bytes
from sangaku_price.writers.json import from_json

MESSAGES = messages(
    {
        "program-fault": Text(
            "プログラムの不具合です: {kind}: {why}（SANGAKU_PRICE_TRACEBACK=1 で場所を表示します）",
            "a fault of the program: {kind}: {why} (SANGAKU_PRICE_TRACEBACK=1 shows where)",
        ),
        "lint-ignore-unused": Text(
            "[[lint.ignore]] の {code} に当たる指摘はありません。消してください。",
            "nothing is found that [[lint.ignore]] {code} could ignore; delete it",
        ),
    }
)


FAULT = "program-fault"
ERROR, GATE, WARNING, NOTE, IGNORED = "error", "gate", "warning", "note", "ignored"
LEVELS = (ERROR, GATE, WARNING, NOTE, IGNORED)
"""Most serious first."""
Lint: TypeAlias = Callable[[Loaded, Quote], Iterable[Note]]


class Finding(NamedTuple):
    """One thing to look at."""

    file: str
    line: int | None
    code: str
    """Stable: `unknown-key`, `effort-over-100`, `gate/NAME`, …"""
    level: str
    """One of LEVELS."""
    text: Text


class Checked(NamedTuple):
    """A contract file that was priced, and what is certainly paid, with tax."""

    file: str
    total: int


class Report(NamedTuple):
    """What a check found, file by file in the order in which they were named."""

    specs: int
    """Contract files that were looked at."""
    priced: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    strict: frozenset[str] = frozenset()
    """Files in which a warning makes the check fail."""

    def count(self, level: str) -> int:
        """Findings of a level."""
        return sum(one.level == level for one in self.findings)

    def denies(self, one: Finding, *, strict: bool = False) -> bool:
        """Whether a finding makes the check fail: a denial, and where a file or the check is strict, a warning."""
        return one.level == GATE or (one.level == WARNING and (strict or one.file in self.strict))

    def status(self, *, strict: bool = False) -> int:
        """The exit status: 1 a fault of the program, 3 a file is invalid, 4 a gate or, where strict, a warning denies.

        The first of these that holds.
        """
        if any(one.code == FAULT for one in self.findings):
            return 1
        if self.count(ERROR):
            return 3
        return 4 if any(self.denies(one, strict=strict) for one in self.findings) else 0


class Settings(NamedTuple):
    """What every file of a check is checked with."""

    policy: Policy
    baseline: Callable[[str], Quote | None]
    """The quote with which a contract file is compared, by the file's name."""
    scenario: str | None
    as_of: date | None
    select: Collection[str]
    """Codes of warnings and notes that are reported; all where it is empty."""
    ignore: Collection[str]
    strict: bool = False
    by_path: Callable[["Settings", str], "Settings"] = lambda settings, _: settings
    """What a configuration says of a file by its path."""

    def at(self, name: str) -> "Settings":
        """The settings with which a file is checked."""
        return self.by_path(self, name)


class Baselines:
    """The quote that each contract file is compared with: one file for all, or a folder with one for each."""

    def __init__(self, path: str | None) -> None:
        self.path = path

    def __call__(self, spec: str) -> Quote | None:
        """The quote for a contract file; None where there is none. Raises BadFile for one that cannot be read."""
        if self.path is None:
            return None
        try:
            return self._read(self.path)
        except BadFile as refusal:
            if refusal.problems[0].code != "file-is-folder":
                raise
        try:
            return self._read(str(Path(self.path) / f"{Path(spec).stem}.json"))
        except BadFile as refusal:
            if refusal.problems[0].code == "file-missing":
                return None
            raise

    def _read(self, path: str) -> Quote:
        try:
            return from_json(read_bytes(path))
        except BadFile as refusal:
            raise BadFile(one if one.file else one.at(path, None) for one in refusal.problems) from None


def check_files(
    names: Sequence[str], settings: Settings, search: Search = DEFAULT, *, skip_others: bool = False
) -> Report:
    """Check contract files: files, folders, patterns, `-`.

    With `skip_others`, a TOML file without a [contract] table is passed over even where it is named.
    """
    files, empty = find(names, search, skip_others=skip_others)
    priced: list[Checked] = []
    findings = [_of_problem(problem("no-contract-here").at(name, None)) for name in empty]
    strict = set()
    for name in files:
        here = settings.at(name)
        quote, found = _whatever_happens(name, here)
        findings += found
        label = STDIN if name == "-" else name
        if here.strict:
            strict.add(label)
        if quote is not None:
            priced.append(Checked(label, quote.totals.total))
    return Report(len(files), tuple(priced), tuple(findings), frozenset(strict))


# -- one file ----------------------------------------------------------------------------------------------------------


def _whatever_happens(name: str, settings: Settings) -> tuple[Quote | None, list[Finding]]:
    """One file checked; a fault of the program is a finding of that file, and the others are checked all the same."""
    try:
        return _check(name, settings)
    except Exception as error:
        if os.environ.get("SANGAKU_PRICE_TRACEBACK"):
            raise
        said = message(FAULT, kind=type(error).__name__, why=shortened(str(error), 200))
        return None, [Finding(STDIN if name == "-" else name, None, FAULT, ERROR, said)]


def _check(name: str, settings: Settings) -> tuple[Quote | None, list[Finding]]:
    """The quote, unless the file or its baseline is wrong, and the findings."""
    try:
        source = read(name)
        loaded = load_source(source, None, settings.scenario or "value-based")
        quote = price_loaded(loaded, settings.as_of, worded=False)
        baseline = settings.baseline(name)
    except BadFile as refusal:
        return None, [_of_problem(one) for one in _by_line(refusal.problems)]
    except UnknownScenario as refusal:
        return None, [Finding(STDIN if name == "-" else name, None, "unknown-scenario", ERROR, refusal.text)]
    findings = [_of_problem(one) for one in _by_line(_other_scenarios(loaded, settings.as_of))]
    case = Case(loaded, quote, baseline)
    notes = [*quote.notes, *_linted(loaded, quote), *gate_notes(settings.policy, case)]
    findings += _of_notes(dict.fromkeys(notes), loaded, settings)
    return quote, findings


def _other_scenarios(loaded: Loaded, as_of: date | None) -> Iterator[Problem]:
    """Mistakes that show only in the file's other scenarios."""
    for name in loaded.contract.scenarios:
        try:
            price_undivided(load_source(loaded.source, None, name), as_of, worded=False)
        except BadFile as refusal:
            yield from refusal.problems


def _linted(loaded: Loaded, quote: Quote) -> Iterator[Note]:
    """What is probably not meant in a contract that can be priced."""
    for lint in lints():
        yield from lint(loaded, quote)


def lints() -> Sequence[Lint]:
    """The lints of contracts, loaded when they are needed."""
    from sangaku_price.assurance.lints import LINTS

    return LINTS


def _by_line(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line or 0))


# -- findings ----------------------------------------------------------------------------------------------------------


def _of_problem(found: Problem) -> Finding:
    key = shortened(found.path, 200) + (f" = {shortened(found.found)}" if found.path and found.found else "")
    text = placed(key, found.text) if key else found.text
    return Finding(found.file, found.line, found.code, ERROR, text)


def _of_notes(notes: Iterable[Note], loaded: Loaded, settings: Settings) -> Iterator[Finding]:
    """Notes as findings at their lines: those that are chosen, and those that the file ignores, marked."""
    reasons = {one.code: one.reason for one in loaded.contract.lint.ignore}
    seen = set()
    for note in notes:
        seen.add(note.code)
        level, text = note.level, _placed_text(note)
        if level != GATE:
            if note.code in settings.ignore or (settings.select and note.code not in settings.select):
                continue
            if note.code in reasons:
                level, reason = IGNORED, reasons[note.code]
                text = noted(text, Text("無視: {reason}", "ignored: {reason}").filled(reason=reason))
        yield Finding(loaded.source.name, _line_of(note, loaded), note.code, level, text)
    for number, one in enumerate(loaded.contract.lint.ignore, 1):
        if one.code not in seen and not settings.select:
            path = f"lint.ignore.{number}"
            said = Note("lint-ignore-unused", WARNING, message("lint-ignore-unused", code=one.code), path)
            yield Finding(loaded.source.name, _line_of(said, loaded), said.code, WARNING, said.message)


def _placed_text(note: Note) -> Text:
    return placed(note.path, note.message) if note.path else note.message


def _line_of(note: Note, loaded: Loaded) -> int | None:
    """The line of the entry that a note speaks of; else of the tariff's or the contract's own key."""
    paths = {asked.id: asked.path for asked in loaded.contract.entries}
    path = note.path or ""
    candidates = (paths.get(path, ""), paths.get(path.partition("/")[0], ""), path, "tariff", "contract")
    place = next((loaded.place_of(one) for one in candidates if one and _leads(one, loaded)), None)
    return int(place.rpartition(":")[2]) if place else None


def _leads(path: str, loaded: Loaded) -> bool:
    """Whether a path leads somewhere in the file."""
    here: Any = loaded.raw
    for part in where(path, loaded.raw):
        if not isinstance(here, list) and part not in (here if isinstance(here, dict) else ()):
            return False
        here = here[part]
    return True
