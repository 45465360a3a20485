"""`check`: contract files validated, priced, linted and gated, with every finding at its file and line.

One list of findings, whatever the kind: a mistake of a file (error), a denial (gate), a warning, a note, and what the
contract file itself ignores with a reason (ignored), which stays visible.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangaku_price.assurance.examples import Priced, examples_of, faults, is_template, of_this, priced_examples
from sangaku_price.assurance.gates import gate_notes
from sangaku_price.assurance.measures import Case
from sangaku_price.assurance.policy import Policy
from sangaku_price.assurance.scenarios import Scenarios
from sangaku_price.interchange.json import from_json
from sangaku_price.loading.contract_files import find
from sangaku_price.loading.finding import ERROR, GATE, WARNING, Checked, Finding, Report, fault_of, of_notes, of_problem
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.loading.searching import DEFAULT, Search
from sangaku_price.loading.tariffs import TariffOf, each_once
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import STDIN, Source, read, read_bytes

UNPROVEN = ("example-open", "example-untested")
"""Examples that prove nothing yet: a warning."""


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

    def reports(self, code: str) -> bool:
        """Whether a warning or a note of this code is reported."""
        return code not in self.ignore and (not self.select or code in self.select)

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
    files, empty, unread = find(names, search, skip_others=skip_others)
    priced: list[Checked] = []
    findings = [of_problem(problem("no-contract-here").at(name, None)) for name in empty]
    findings += map(of_problem, unread)
    strict, tariff_of = set(), each_once()
    for name in files:
        here = settings.at(name)
        checked, found = _whatever_happens(name, here, tariff_of)
        findings += found
        label = STDIN if name == "-" else name
        if here.strict:
            strict.add(label)
        if checked is not None:
            priced.append(checked)
    return Report(len(files), tuple(priced), tuple(findings), frozenset(strict))


# -- one file ----------------------------------------------------------------------------------------------------------


def _whatever_happens(name: str, settings: Settings, tariff_of: TariffOf) -> tuple[Checked | None, list[Finding]]:
    """One file checked; a fault of the program is a finding of that file, and the others are checked all the same."""
    try:
        return _check(name, settings, tariff_of)
    except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
        return None, [of_problem(fault_of(error, STDIN if name == "-" else name))]


def _check(name: str, settings: Settings, tariff_of: TariffOf) -> tuple[Checked | None, list[Finding]]:
    """What the file costs, unless it or its baseline is wrong, and the findings."""
    try:
        source = read(name)
        if is_template(source):
            found = list(_proven(source, settings))
            return None if any(one.level == ERROR for one in found) else Checked(source.name, None), found
        scenarios = Scenarios(source, settings.as_of, tariff_of)
        loaded, quote = scenarios.checked(settings.scenario or "value-based")
        baseline = settings.baseline(name)
    except BadFile as refusal:
        return None, [of_problem(one) for one in _by_line(refusal.problems)]
    except UnknownScenario as refusal:
        return None, [Finding(STDIN if name == "-" else name, None, "unknown-scenario", ERROR, refusal.text)]
    findings = [of_problem(one) for one in _by_line(_other_scenarios(loaded, scenarios))]
    case = Case(loaded, quote, baseline)
    notes = [*quote.notes, *_linted(loaded, quote, scenarios), *gate_notes(settings.policy, case)]
    for priced in priced_examples(source, loaded.contract.examples, settings.as_of):
        findings += _of_example(priced, source, settings)
    findings += of_notes(dict.fromkeys(notes), loaded, settings.select, settings.ignore)
    return Checked(source.name, quote.totals.total), findings


def _proven(source: Source, settings: Settings) -> Iterator[Finding]:
    """What is found in a template: of each of its examples all that is found in a contract. Raises BadFile."""
    found: list[Finding] = []
    notes: dict[Note, None] = {}
    first: Loaded | None = None
    for priced in priced_examples(source, examples_of(source), settings.as_of):
        if priced.loaded is not None and priced.quote is not None and priced.example.fails is None:
            first = first or priced.loaded
            said = (*priced.quote.notes, *_linted(priced.loaded, priced.quote), *_gates(priced, settings))
            notes.update(dict.fromkeys(of_this(priced, one) for one in said))
        found += _of_example(priced, source, settings)
    if first is not None:
        found += of_notes(notes, first, settings.select, settings.ignore)
    yield from dict.fromkeys(found)


def _gates(priced: Priced, settings: Settings) -> tuple[Note, ...]:
    if priced.loaded is None or priced.quote is None:
        return ()
    return tuple(gate_notes(settings.policy, Case(priced.loaded, priced.quote, None)))


def _of_example(priced: Priced, source: Source, settings: Settings) -> Iterator[Finding]:
    """Where an example is not as it is to be: a mistake that nobody expected, another figure than was expected."""
    if priced.example.fails is None:
        yield from map(of_problem, priced.problems)
    codes = [one.code for one in _gates(priced, settings) if one.level in {GATE, WARNING}]
    known = {f"gate/{gate.name}" for gate in settings.policy.gates}
    for fault in faults(priced, codes, known):
        level = WARNING if fault.code in UNPROVEN else GATE
        if level == WARNING and not settings.reports(fault.code):
            continue
        yield Finding(source.name, fault.line, fault.code, level, fault.text)


def _other_scenarios(loaded: Loaded, scenarios: Scenarios) -> Iterator[Problem]:
    """Mistakes that show only in the file's other scenarios."""
    for name in loaded.contract.scenarios:
        try:
            scenarios.quote(name)
        except BadFile as refusal:
            yield from refusal.problems


def _linted(loaded: Loaded, quote: Quote, scenarios: Scenarios | None = None) -> tuple[Note, ...]:
    """What is probably not meant in a contract that can be priced."""
    from sangaku_price.assurance.lints import lints

    return lints(loaded, quote, scenarios)


def _by_line(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line or 0))
