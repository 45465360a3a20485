"""What a check finds: mistakes and notes as findings with file, line, code and level, whatever their kind."""

import os
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import noted, placed
from sangaku_price.language.text import Text, own
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.places import where
from sangaku_price.quotation.values import Note
from sangaku_price.toml.problems import Problem, problem, shortened

MESSAGES = messages(
    {
        "program-fault": Text(
            "プログラムの不具合です: {kind}: {why}（SANGAKU_PRICE_TRACEBACK=1 で場所を表示します）",
            "a fault of the program: {kind}: {why} (SANGAKU_PRICE_TRACEBACK=1 shows where)",
        ),
        "lint-ignore-unused": Text(
            "[[lint.ignore]] の「{code}」に当たる指摘はありません。消してください。",
            "nothing is found that [[lint.ignore]] {code} could ignore; delete it",
        ),
    }
)

FAULT = "program-fault"
ERROR, GATE, WARNING, NOTE, IGNORED = "error", "gate", "warning", "note", "ignored"
LEVELS = (ERROR, GATE, WARNING, NOTE, IGNORED)
"""Most serious first."""


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
    total: int | None
    """None of a template, which has no price of its own."""


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


def fault_of(error: Exception, file: str) -> Problem:
    """A fault of the program as a mistake of the file that it met; raised again where somebody wants to see where."""
    if os.environ.get("SANGAKU_PRICE_TRACEBACK"):
        raise error
    return problem(FAULT, kind=type(error).__name__, why=shortened(str(error), 200)).at(file, None)


def of_problem(found: Problem) -> Finding:
    """A mistake of a file."""
    key = shortened(found.path, 200) + (f" = {shortened(found.found)}" if found.path and found.found else "")
    text = placed(key, found.text) if key else found.text
    return Finding(found.file, found.line, found.code, ERROR, text)


def of_notes(
    notes: Iterable[Note], loaded: Loaded, select: Collection[str], ignore: Collection[str]
) -> Iterator[Finding]:
    """Notes of a quote as findings at their lines: those that are chosen, and those that the file ignores, marked."""
    reasons = {one.code: one.reason for one in loaded.contract.findings_meant}
    seen = set()
    for note in notes:
        seen.add(note.code)
        level, text = note.level, _placed_text(note)
        if level != GATE:
            if note.code in ignore or (select and note.code not in select):
                continue
            if note.code in reasons:
                level, reason = IGNORED, reasons[note.code]
                text = noted(text, Text("無視: {reason}", "ignored: {reason}").filled(reason=reason))
        yield Finding(loaded.source.name, _line_of(note, loaded), note.code, level, text)
    for number, one in enumerate(loaded.contract.findings_meant, 1):
        if one.code not in seen and not select:
            path = f"lint.ignore.{number}"
            said = Note("lint-ignore-unused", WARNING, message("lint-ignore-unused", code=one.code), path)
            yield Finding(loaded.source.name, _line_of(said, loaded), said.code, WARNING, said.message)


def _placed_text(note: Note) -> Text:
    """What a note says, behind what it speaks of; a gate on a sum speaks of more than the key that it stands at."""
    said = noted(note.message, own(", ".join(note.keys))) if note.keys else note.message
    if not note.path or (note.code.startswith("gate/") and note.path.count(".") > 1):
        return said
    return placed(note.path, said)


def _line_of(note: Note, loaded: Loaded) -> int | None:
    """The line of the entry that a note speaks of; else of the tariff's or the contract's own key."""
    paths = {asked.id: asked.path for asked in loaded.contract.entries}
    path = note.path or ""
    candidates = (paths.get(path, ""), paths.get(path.partition("/")[0], ""), path, "tariff", "contract")
    place = next((loaded.place_of(one) for one in candidates if one and _leads(one, loaded)), None)
    line = (place or "").rpartition(":")[2]
    return int(line) if line.isdigit() else None  # a value that was laid over the file stands on no line of it


def _leads(path: str, loaded: Loaded) -> bool:
    """Whether a path leads somewhere in the file."""
    here: Any = loaded.raw
    for part in where(path, loaded.raw):
        if not isinstance(here, list) and part not in (here if isinstance(here, dict) else ()):
            return False
        here = here[part]
    return True
