"""The check of a tariff file: its findings at their lines, those that its worked cases give among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.library.cases import Outcome
from sangaku_price.library.coverage import exercised, numbers_of
from sangaku_price.library.lint import lint
from sangaku_price.library.without_effect import without_effect
from sangaku_price.loading.places import where
from sangaku_price.loading.tariffs import read_tariff_file
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import note
from sangaku_price.tariff.rule_tables import RULE_TABLES
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.positions import Positions
from sangaku_price.toml.reading import Source, parse

MESSAGES = messages(
    {
        "library-not-exercised": Text("どのケースでも使われていません。", "no case exercises it"),
        "library-no-case": Text("この料金表で計算するケースがありません。", "no case is priced under this tariff"),
        "library-case-differs": Text(
            "ケース「{name}」（{file}）が合いません: {differs}", 'the case "{name}" ({file}) differs: {differs}'
        ),
    }
)


class Finding(NamedTuple):
    """One thing to look at in a tariff file."""

    file: str
    line: int | None
    code: str
    """Stable: `gap`, `case-shadowed`, … """
    note: Note


def check_tariff(name: str, as_of: date, outcomes: Sequence[Outcome] | None) -> tuple[Finding, ...]:
    """Every finding in one tariff; `outcomes` are worked cases, of which those of this tariff count.

    Raises BadFile with every mistake of a file that does not load.
    """
    tariff, source = read_tariff_file(name)
    found = [*lint(tariff, as_of)]
    if outcomes is not None:
        found += _of_cases(tariff, outcomes)
    placed = _Places(tariff, source)
    at = [(one, placed.line_of(one.path)) for one in found if placed.is_own(one.path)]
    at += [(one, placed.line_in_file(one.path or "")) for one in without_effect(placed.raw)]
    return tuple(Finding(source.name, line, one.code.removeprefix("library-"), one) for one, line in at)


def _of_cases(tariff: Tariff, outcomes: Sequence[Outcome]) -> Iterator[Note]:
    """What the cases say: figures that differ, and numbers that none of them exercises."""
    ours = [one for one in outcomes if _is_of(one, tariff)]
    if not ours:
        yield note("library-no-case", "warning", None)
        return
    for one in ours:
        for differs in one.differs:
            said = {"name": one.case.name, "file": one.case.file, "differs": differs}
            yield note("library-case-differs", "warning", None, **said)
    done = exercised(tariff, ours)
    for path in numbers_of(tariff):
        if path not in done:
            yield note("library-not-exercised", "warning", path)


def _is_of(outcome: Outcome, tariff: Tariff) -> bool:
    """Whether a case is priced under the tariff; of one that does not load, its text tells."""
    loaded = outcome.loaded
    if loaded is not None:
        return loaded.tariff is not None and loaded.tariff.sha256 == tariff.sha256
    return bool(outcome.differs) and f'"{tariff.id}"' in outcome.case.source.text


class _Places:
    """Where the rules of a tariff stand in its own file; those that it takes over from another stand there."""

    def __init__(self, tariff: Tariff, source: Source) -> None:
        self.raw = parse(source)
        self.positions = Positions(source.text)
        self.places: dict[str, str] = {}
        for table, rules in tariff.rules.items():
            own = _numbers(self.raw.get(table), table)
            met: dict[str, int] = {}
            for number, rule in enumerate(rules, 1):
                at = met.get(rule.id, 0)
                met[rule.id] = at + 1
                if at < len(own.get(rule.id, ())):
                    self.places[f"{table}.{number}"] = f"{table}.{own[rule.id][at]}"

    def is_own(self, path: str | None) -> bool:
        """Whether what is found concerns this file."""
        return path is None or path.partition(".")[0] not in RULE_TABLES or _rule_of(path) in self.places

    def line_of(self, path: str | None) -> int | None:
        """The line of a key path."""
        if path is None:
            return None
        rule = _rule_of(path)
        return self.line_in_file(self.places.get(rule, rule) + path[len(rule) :])

    def line_in_file(self, path: str) -> int | None:
        """The line of a key path that counts the rules of this file alone."""
        return self.positions.line_of(where(path, self.raw))


def _rule_of(path: str) -> str:
    return ".".join(path.split(".")[:2])


def _numbers(entries: object, table: str) -> Mapping[str, Sequence[int]]:
    """The numbers of a file's rules by their ids."""
    numbers: dict[str, list[int]] = {}
    for number, entry in enumerate(_tables(entries), 1):
        numbers.setdefault(str(entry.get("id", table)), []).append(number)
    return numbers


def _tables(entries: object) -> Iterable[Mapping[str, object]]:
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
