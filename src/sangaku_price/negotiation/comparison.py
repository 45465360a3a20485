"""The same contract priced several ways, side by side: by scenario, or by institution.

Amounts are whole yen in the contract's tax basis. A difference is a column's amount less the first column's, a line
that a column does not have counting 0. The walk leads from cost to price and always sums: direct, overheads,
researcher, results, management, agreed, waivers, tax.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents.audience import for_company
from sangaku_price.language.labels import APPROACHES, SECTIONS
from sangaku_price.language.phrases import colon
from sangaku_price.language.text import Text, own
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.repricing import price_undivided
from sangaku_price.loading.tariffs import shipped_ids, tariff_named
from sangaku_price.loading.trials import Trials
from sangaku_price.negotiation.measures import present_value
from sangaku_price.negotiation.scenarios import COST, title_of, usual
from sangaku_price.negotiation.true_cost import TrueCost, true_cost
from sangaku_price.quotation.values import OUTDATED, Line, Note, Parties, Quote
from sangaku_price.tariff.practice import PracticeRule
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import parse

ALL = "all"
"""In the place of a tariff: every shipped one."""
WALK = ("direct", "indirect", "researcher", "results", "management", "agreed", "waivers", "tax")
"""The steps from cost to price; a waiver stands apart from the section of its line."""
UNCERTAIN = frozenset({"conditional", "running"})
FIXED, PLANNED, CONTINGENT, IN_KIND = "fixed", "planned", "contingent", "in-kind"
Lints = Callable[[Loaded, Quote], tuple[Note, ...]]
"""What is probably not meant in a contract, said beside its price."""


def unlinted(_loaded: Loaded, _quote: Quote) -> tuple[Note, ...]:
    """No lints."""
    return ()


class Column(NamedTuple):
    """One way in which the contract is priced."""

    name: str
    title: Text
    scenario: str
    tariff: str | None
    quote: Quote
    walk: Mapping[str, int]
    present_value: Fraction | None

    @property
    def certain(self) -> int:
        """What is certainly paid, in the contract's tax basis."""
        totals = self.quote.totals
        return totals.total if self.quote.contract.tax_basis == "inclusive" else totals.subtotal

    @property
    def is_outdated(self) -> bool:
        """Whether it rests on a rule that is feared to be superseded."""
        return any(note.code == OUTDATED for note in self.quote.notes)


class Row(NamedTuple):
    """One section or one entry in every column."""

    certainty: str
    """fixed, planned, contingent, or in-kind."""
    section: str
    id: str
    """Empty for the sum of the section."""
    label: Text
    amounts: tuple[int | None, ...]
    """None where a column does not have the line."""
    formulas: tuple[Text | None, ...] = ()

    def difference(self, i: int) -> int:
        """A column's amount less the first's."""
        return (self.amounts[i] or 0) - (self.amounts[0] or 0)


class Refused(NamedTuple):
    """A tariff under which the contract cannot be priced, and why."""

    tariff: str
    problems: tuple[Problem, ...]


class Comparison(NamedTuple):
    """Columns, rows, and what is said of them."""

    contract: Parties
    by: str
    """scenario or tariff: what the columns differ in."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    true_cost: TrueCost | None = None
    """What the work costs the university; for the office."""
    spec_sha256: str = ""
    office: bool = True
    """Whether it holds what only the office may see."""
    practice: tuple[tuple[str, Text, PracticeRule], ...] = ()
    """Between tariffs: what each institution publishes on the price of 「知」, by the id and the name of its tariff."""

    def uplift(self, i: int) -> Fraction | None:
        """By what share a column exceeds the first; None where the first is nothing."""
        first = self.columns[0].certain
        return Fraction(self.columns[i].certain - first, first) if first else None

    @property
    def unrecovered(self) -> int | None:
        """What cost accumulation leaves unrecovered of the true cost; None where either is not shown."""
        charged = next((one.certain for one in self.columns if one.scenario == COST), None)
        return None if charged is None or self.true_cost is None else self.true_cost.total - charged


def compare_scenarios(trials: Trials, names: Sequence[str] = (), lints: Lints = unlinted) -> Comparison:
    """The scenarios named, in that order; without names cost accumulation, value-based and those of the file.

    Raises BadFile where one of them cannot be priced, UnknownScenario where it does not exist.
    """
    first = trials.loaded()
    each = (trials.loaded(name) for name in (names or usual(first)))
    priced = list({loaded.scenario: loaded for loaded in each}.items())
    quotes = (price_undivided(loaded, trials.as_of) for _, loaded in priced)
    columns = tuple(
        _column(name, title_of(loaded, name), quote) for (name, loaded), quote in zip(priced, quotes, strict=True)
    )
    costs, notes = _true_cost(trials, first, columns)
    found = [note for (_, loaded), one in zip(priced, columns, strict=True) for note in lints(loaded, one.quote)]
    undivided = [note for one in columns for note in _undivided(one)]
    return _compared("scenario", columns, (), (*found, *notes, *undivided))._replace(true_cost=costs)


def _undivided(column: Column) -> Iterator[Note]:
    """That a column is not divided into the payments, because their amounts do not fit its price."""
    return (one._replace(path=column.name) for one in column.quote.notes if one.code == "payments-left-out")


def compare_tariffs(
    trials: Trials, tariffs: Sequence[str], scenarios: Sequence[str] = (), lints: Lints = unlinted
) -> Comparison:
    """The same contract under several institutions' rules; `all` is every shipped one, sorted by what is paid.

    A single one stands beside the contract's own. One that was named must price; of the others, those that cannot are
    listed with the reason.
    Raises BadFile where a tariff that was named, or every one, cannot price the contract.
    """
    names = list(dict.fromkeys(scenarios)) or ["value-based"]
    wanted = [one for one in dict.fromkeys(map(tariff_named, tariffs)) if one != ALL]
    others = [one for one in shipped_ids() if one not in wanted] if ALL in tariffs else []
    own_first = _own_tariff(trials, wanted) if not others else []
    columns: list[Column] = []
    refused: list[Refused] = []
    notes: list[Note] = []
    practice: dict[tuple[str, str], tuple[str, Text, PracticeRule]] = {}
    for tariff in (*own_first, *wanted, *others):
        try:
            each = [trials.loaded(name, {"tariff": tariff}) for name in names]
            quotes = [price_undivided(loaded, trials.as_of) for loaded in each]
        except BadFile as refusal:
            if tariff in wanted:
                raise
            refused.append(Refused(tariff, refusal.problems))
            continue
        for used in filter(None, (loaded.tariff for loaded in each)):
            for rule in used.rules.get("practice", ()):
                if isinstance(rule, PracticeRule):
                    practice[tariff, rule.id] = tariff, used.name, rule
        for loaded, quote in zip(each, quotes, strict=True):
            columns.append(_tariff_column(tariff, loaded.scenario, quote, several=len(names) > 1))
            notes += [*lints(loaded, quote), *_undivided(columns[-1])]
    if not columns:
        raise BadFile(one for found in refused for one in found.problems)
    if others:
        columns.sort(key=lambda one: (one.quote.totals.total, one.name))
    compared = _compared("tariff", tuple(columns), tuple(refused), notes)
    return compared._replace(practice=tuple(practice.values()))


def _own_tariff(trials: Trials, wanted: Sequence[str]) -> list[str]:
    """The contract's own tariff, where a single other one is to be compared: alone it would differ from nothing."""
    written = trials.memory.written if trials.memory else parse(trials.source)
    mine = trials.values.get("tariff", written.get("tariff"))
    return [mine] if len(wanted) == 1 and isinstance(mine, str) and tariff_named(mine) not in wanted else []


def comparison_for_company(comparison: Comparison) -> Comparison:
    """What the company may see: no chances, no true cost, no lints, no notes that the office wrote for itself."""
    columns = tuple(one._replace(quote=for_company(one.quote), present_value=None) for one in comparison.columns)
    hidden = {
        (line.id, line.certainty in UNCERTAIN) for one in columns for line in one.quote.lines if line.formula is None
    }
    rows = tuple(
        row._replace(formulas=()) if (row.id, row.certainty == CONTINGENT) in hidden else row for row in comparison.rows
    )
    return comparison._replace(columns=columns, rows=rows, notes=(), true_cost=None, office=False)


def _true_cost(trials: Trials, loaded: Loaded, columns: Sequence[Column]) -> tuple[TrueCost | None, tuple[Note, ...]]:
    """The true cost beside cost accumulation, which is priced for it where it is no column."""
    rate = loaded.contract.terms.true_indirect_rate
    if rate is None:
        return None, ()
    priced = next((one.quote for one in columns if one.scenario == COST), None)
    return true_cost(loaded, rate, priced or trials.quote(COST))


def _tariff_column(tariff: str, scenario: str, quote: Quote, *, several: bool) -> Column:
    title = quote.tariff.name if quote.tariff else own(tariff)
    if not several:
        return _column(tariff, title, quote)
    said = APPROACHES.get(scenario, own(scenario))
    return _column(f"{tariff}:{scenario}", colon(title, said), quote)


def _column(name: str, title: Text, quote: Quote) -> Column:
    tariff = quote.tariff.id if quote.tariff else None
    return Column(name, title, quote.scenario, tariff, quote, walk(quote), present_value(quote))


def walk(quote: Quote) -> Mapping[str, int]:
    """The steps from cost to price, which sum to the total with tax; on the inclusive basis tax adds nothing."""
    steps = dict.fromkeys(WALK, 0)
    for line in quote.lines:
        if line.certainty == FIXED:
            steps["waivers" if line.kind == "waiver" else line.section] += line.amount
    if quote.contract.tax_basis == "exclusive":
        steps["tax"] = quote.totals.tax
    return steps


def _compared(by: str, columns: tuple[Column, ...], refused: tuple[Refused, ...], notes: Sequence[Note]) -> Comparison:
    first = columns[0].quote
    rows = tuple(_rows([one.quote for one in columns]))
    return Comparison(first.contract, by, columns, rows, refused, tuple(dict.fromkeys(notes)), None, first.spec_sha256)


def _rows(quotes: Sequence[Quote]) -> Iterator[Row]:
    """A row a section and a row an entry, certain money first."""
    groups = ((FIXED, {FIXED}), (PLANNED, {PLANNED}), (CONTINGENT, UNCERTAIN), (IN_KIND, {IN_KIND}))
    for certainty, kinds in groups:
        by_quote = [[line for line in quote.lines if line.certainty in kinds] for quote in quotes]
        for section, label in SECTIONS.items():
            entries = list(_entries(certainty, section, by_quote))
            if not entries:
                continue
            sums = tuple(sum(row.amounts[i] or 0 for row in entries) for i in range(len(quotes)))
            yield Row(certainty, section, "", label, sums)
            yield from entries


def _entries(certainty: str, section: str, by_quote: Sequence[Sequence[Line]]) -> Iterator[Row]:
    """A row a line of a section, over its periods; what comes later in the order of a quote comes later here."""
    found: dict[str, Line] = {}
    for lines in by_quote:
        for line in lines:
            if line.section == section:
                found.setdefault(line.id, line)
    for ident, line in found.items():
        each = [[one for one in lines if one.id == ident and one.section == section] for lines in by_quote]
        amounts = tuple(sum(one.amount for one in lines) if lines else None for lines in each)
        formulas = tuple(lines[0].formula if lines else None for lines in each)
        yield Row(certainty, section, ident, line.label, amounts, formulas)
