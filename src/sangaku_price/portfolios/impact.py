"""What changed tariffs would move: contracts priced under the tariffs that they name, and under the changed ones.

A changed tariff takes the place of the one with the same id. Nothing else changes: the dates of each contract decide
which version of a rule holds, in the tariff of today and in the changed one.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from sangaku_price.documents.cells import Kind, Value
from sangaku_price.documents.records import Field, Named, Records
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say
from sangaku_price.loading.contract_files import Found
from sangaku_price.loading.files import load_source
from sangaku_price.loading.finding import fault_of
from sangaku_price.loading.freezing import load_whole
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.loading.tariffs import TariffOf, read_tariff_file
from sangaku_price.portfolios.columns import mistake_words
from sangaku_price.portfolios.row import Asking, is_contract, refused_problems, sums_by_year, tariffs
from sangaku_price.portfolios.spreading import spread
from sangaku_price.quotation.values import Quote
from sangaku_price.rules.in_force import deciding_day
from sangaku_price.rules.overhead_rules import PRICE_KEYS
from sangaku_price.tariff.rules import Rule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import read

TITLE = Text("料金表の改定による増減", "What the changed tariffs move")
SUMMED = Text("機関・年度ごとの増減", "The change by institution and fiscal year")
MOVES = Text("改定後の規則による", "by the changed rules")
EARLY = Text("{key}が改定日（{since}）より前", "{key} lies before the change of {since}")
LATE = Text("{key}が改定後の規則の終わり（{until}）より後", "{key} lies after the changed rule ends, {until}")
OWN = Text("契約が自ら定める率・額による", "the contract gives its own number")
FROZEN = Text("凍結した見積", "a frozen quote")
UNTOUCHED = Text("改定された規則は、この契約の額を変えない", "the changed rules move no amount of this contract")
DATES = {
    "start": Text("開始日", "the first day"),
    "end": Text("終了日", "the last day"),
    "signed": Text("契約締結日", "the day of signature"),
    "applied": Text("申込日", "the day of application"),
}
FIELDS = (
    Field("file", Text("ファイル", "file")),
    Field("title", Text("研究題目", "title")),
    Field("institution", Text("機関", "institution"), listed=False),
    Field("tariff", Text("料金表", "tariff"), listed=False),
    Field("company", Text("企業", "company"), listed=False),
    Field("before", Text("現行（税込）", "today, with tax"), Kind.YEN),
    Field("after", Text("改定後（税込）", "changed, with tax"), Kind.YEN),
    Field("difference", Text("増減", "difference"), Kind.YEN),
    Field("why", Text("理由", "why"), below=True),
    Field("superseded_by", Text("集計の対象外", "not in the sums"), below=True),
    Field("mistake", Text("誤り", "mistake"), below=True),
)
SUMS = (
    Field("tariff", Text("料金表", "tariff")),
    Field("institution", Text("機関", "institution")),
    Field("fiscal_year", Text("年度", "fiscal year")),
    Field("contracts", Text("動く契約", "contracts that move"), Kind.NUMBER, whole=True),
    Field("before", Text("現行（税込）", "today, with tax"), Kind.YEN),
    Field("after", Text("改定後（税込）", "changed, with tax"), Kind.YEN),
    Field("difference", Text("増減", "difference"), Kind.YEN),
)


class Move(NamedTuple):
    """One contract under the tariff of today and under the changed one, in yen with tax."""

    file: str
    title: str | None = None
    institution: str | None = None
    tariff: str | None = None
    company: str | None = None
    before: int | None = None
    after: int | None = None
    why: Text | None = None
    mistake: Problem | None = None
    superseded_by: str | None = None
    """The file of the run that stands in its place, which alone counts; see in_force."""
    sha256: str = ""
    """Of the contract file."""
    digest: str = ""
    """Of a frozen quote."""
    years: tuple[tuple[str, int, int], ...] = ()
    """By fiscal year: today, and changed."""

    @property
    def difference(self) -> int | None:
        """What the change moves; None where there is no price."""
        return None if self.before is None or self.after is None else self.after - self.before


@lru_cache(maxsize=8)
def changed_tariffs(names: tuple[str, ...]) -> Mapping[str, Tariff]:
    """The changed tariffs by their ids. Raises BadFile with every mistake of all of them."""
    found: dict[str, Tariff] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            tariff, _ = read_tariff_file(name)
            found[tariff.id] = tariff
        except BadFile as refusal:
            problems += refusal.problems
    if problems:
        raise BadFile(problems)
    return found


def moves_of(files: Iterable[Found], names: tuple[str, ...], asking: Asking, workers: int | None) -> Iterator[Move]:
    """The contracts of institutions whose tariff is changed, in the order of the files; raises BadFile as above."""
    changed_tariffs(names)
    made = spread(partial(_move, names=names, asking=asking), files, workers)
    return (one for one in made if one is not None)


def _move(file: Found, names: tuple[str, ...], asking: Asking) -> Move | None:
    changed = changed_tariffs(names)
    if file.problem is not None:
        return Move(file.path, mistake=file.problem)
    if file.path.endswith(".json"):
        return _frozen(file, changed)
    try:
        source = read(file.path)
        if not file.named and not is_contract(source.text):
            return None
        loaded = load_source(source, None, asking.scenario, tariff_of=tariffs())
        if loaded.tariff is None or loaded.tariff.id not in changed:
            return None
        before = price_loaded(loaded, asking.as_of, worded=False)
        anew = load_source(source, None, asking.scenario, tariff_of=_instead(changed))
        after = price_loaded(anew, asking.as_of, worded=False)
        return _moved(loaded, anew, before, after)
    except (BadFile, UnknownScenario) as refusal:
        return Move(file.path, mistake=refused_problems(file.path, refusal)[0])
    except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
        return Move(file.path, mistake=fault_of(error, file.path))


def _instead(changed: Mapping[str, Tariff]) -> TariffOf:
    """Tariffs by their names, the changed one where its id is the same."""

    def tariff_of(name: str, folder: Path | None) -> Tariff:
        today = tariffs()(name, folder)
        return changed.get(today.id, today)

    return tariff_of


def _frozen(file: Found, changed: Mapping[str, Tariff]) -> Move | None:
    """A frozen quote of one of the institutions: what is frozen never moves. Other JSON is no contract."""
    try:
        found = load_whole(file.path)
    except BadFile as refusal:
        problems = refused_problems(file.path, refusal)
        told = file.named or any(one.code == "frozen-altered" for one in problems)
        return Move(file.path, mistake=problems[0]) if told else None
    quote = found.quote
    if quote.tariff is None or quote.tariff.id not in changed:
        return None
    return _row(file.path, quote, quote, FROZEN)._replace(digest=found.digest)


def _moved(loaded: Loaded, anew: Loaded, before: Quote, after: Quote) -> Move:
    why = MOVES if before.totals.total != after.totals.total else _why_not(loaded, anew)
    return _row(loaded.source.name, before, after, why)


def _row(file: str, before: Quote, after: Quote, why: Text) -> Move:
    then, now = dict(sums_by_year(before)), dict(sums_by_year(after))
    return Move(
        file=file,
        title=before.contract.title,
        institution=before.contract.university,
        tariff=Named.of(before.tariff.id, before.tariff.name) if before.tariff else None,
        company=before.contract.company,
        before=before.totals.total,
        after=after.totals.total,
        why=why,
        sha256=before.spec_sha256,
        years=tuple((year, then.get(year, 0), now.get(year, 0)) for year in sorted({**then, **now})),
    )


def _why_not(loaded: Loaded, anew: Loaded) -> Text:
    """Why nothing moves: the dates, the contract's own number, or rules that it does not meet."""
    terms = loaded.contract.terms
    owned = {one.id for one in loaded.contract.of("overhead") if any(getattr(one.entry, key) for key in PRICE_KEYS)}
    reasons: list[Text] = []
    for table, rule in _changed_rules(loaded.tariff, anew.tariff):
        day = deciding_day(rule, terms)
        if rule.types is not None and terms.type not in rule.types:
            continue
        if day is not None and rule.since is not None and day < rule.since:
            reasons.append(EARLY.filled(key=DATES[rule.decided_by], since=Calendar().day(rule.since)))
        elif day is not None and rule.until is not None and day > rule.until:
            reasons.append(LATE.filled(key=DATES[rule.decided_by], until=Calendar().day(rule.until)))
        elif table == "overhead" and rule.id in owned:
            return OWN
    return reasons[0] if reasons else UNTOUCHED


def _changed_rules(today: Tariff | None, changed: Tariff | None) -> Iterator[tuple[str, Rule]]:
    """The rules of the changed tariff that the tariff of today does not have, letter by letter."""
    for table, rules in changed.rules.items() if changed else ():
        known = today.rules.get(table, ()) if today else ()
        yield from ((table, rule) for rule in rules if rule not in known)


# -- records -----------------------------------------------------------------------------------------------------------


def move_records(moves: Iterable[Move], lang: Lang) -> Records:
    """A record a contract, one by one."""
    return Records("impact", TITLE, FIELDS, (tuple(_values(one, lang)) for one in moves))


def _values(one: Move, lang: Lang) -> Iterator[Value]:
    for field in FIELDS:
        match field.name:
            case "why":
                yield None if one.why is None else say(one.why, lang)
            case "mistake":
                yield mistake_words(one.mistake, lang)
            case name:
                yield getattr(one, name)


def sum_records(moves: Iterable[Move]) -> Records:
    """The change by institution and fiscal year, of what is not there in another file that stands for it."""
    sums: dict[tuple[str, str], list[int]] = {}
    names: dict[str, str | None] = {}
    for one in moves:
        for year, before, after in one.years if one.superseded_by is None else ():
            names[one.tariff or ""] = one.institution
            kept = sums.setdefault((one.tariff or "", year), [0, 0, 0])
            kept[0] += before != after
            kept[1] += before
            kept[2] += after
    rows = (
        (tariff, names[tariff], year, count, before, after, after - before)
        for (tariff, year), (count, before, after) in sorted(sums.items())
    )
    return Records("impact-sum", SUMMED, SUMS, tuple(rows))
