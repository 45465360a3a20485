"""One function for each command: what the command line does, spelt in Python.

Each reads files, and raises `BadFile` with every mistake in them; `UnknownScenario` (a LookupError) for a scenario that
is neither an approach nor in the file.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.language.enums import Audience, Lang
from sangaku_price.loading.files import load, load_tariff, shipped_ids
from sangaku_price.loading.repricing import Trials, price_loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem

if TYPE_CHECKING:
    from sangaku_price.assurance.checking import Report
    from sangaku_price.assurance.difference import Difference
    from sangaku_price.assurance.verifying import Verdict
    from sangaku_price.documents.cells import Document
    from sangaku_price.library.findings import Finding
    from sangaku_price.negotiation.comparison import Comparison
    from sangaku_price.negotiation.distribution import Distribution
    from sangaku_price.negotiation.solving import Solution
    from sangaku_price.negotiation.sweeping import Sweep


def quote(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    from_total: int | None = None,
) -> Quote:
    """Price a contract file (`-` is standard input).

    With `from_total`, yen received with tax, the first direct entry is what the tariff leaves of it.
    In the shell: `sangaku-price quote SPEC [--from-total YEN]`.
    """
    if from_total is not None:
        from sangaku_price.negotiation.from_total import quote_from_total

        return quote_from_total(Trials.of(spec, set, as_of), from_total, scenario)
    return price_loaded(load(spec, set, scenario), as_of)


def tariff_list(
    search: str | None = None,
    *,
    type: str | None = None,  # noqa: A002 - the option's own name
    region: str | None = None,
) -> tuple[Tariff, ...]:
    """The shipped tariffs.

    With `search`, those of which the id, the names or the region contain all its words; with `type`, those that have a
    rule for contracts of this type; with `region`, those of a prefecture, in Japanese or English.
    In the shell: `sangaku-price tariff list [WORDS]`. Raises LookupError for a type that no tariff knows.
    """
    from sangaku_price.library.search import matches

    return matches([load_tariff(ident) for ident in shipped_ids()], search or "", type, region or "")


def tariff_show(name: str) -> Tariff:
    """A shipped tariff by its id, or a file by its path.

    In the shell: `sangaku-price tariff show NAME`.
    """
    return load_tariff(name)


def tariff_check(*names: str, as_of: date | None = None, cases: str | None = None) -> "tuple[Finding, ...]":
    """What is probably not meant in tariff files: gaps, cases that never apply, rates that are per cent.

    Each name is a path, the id of a shipped tariff, or `-`. `as_of` (default: today) is compared with their dates;
    `cases` is a folder of case files, which are priced to find the rules that none of them exercises.
    In the shell: `sangaku-price tariff check FILE…`. Raises BadFile with every mistake of the files that do not load.
    """
    from sangaku_price.library.cases import read_cases, run_case
    from sangaku_price.library.findings import check_tariff

    outcomes = None if cases is None else [run_case(case) for case in read_cases(cases)]
    found: list[Finding] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found += check_tariff(name, as_of or date.today(), outcomes)  # noqa: DTZ011 - the user's own day
        except BadFile as refusal:
            problems += refusal.problems
    if problems:
        raise BadFile(problems)
    return tuple(found)


def tariff_new(ident: str = "my-institution", name: str = "架空大学", *, checked: date | None = None) -> str:
    """A commented tariff file to begin from, in Japanese and English; `checked` is today where it is not given.

    In the shell: `sangaku-price tariff new`. Raises BadFile where no tariff can have this id or name.
    """
    from sangaku_price.library.skeleton import skeleton

    return skeleton(ident, name, checked or date.today())  # noqa: DTZ011 - the user's own day


def explain(
    spec: str,
    line: str | None = None,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    lang: Lang | None = None,
    usual_lang: Lang = Lang.BOTH,
) -> "Document":
    """Why each line of a contract file costs what it costs, or one line of it.

    In the language told, else in the one that the file tells in [quote] lang, else in the usual one.

    In the shell: `sangaku-price explain SPEC [LINE]`. Raises LookupError for a line that the quote does not have.
    """
    from sangaku_price.documents.explanation import explain_document

    loaded = load(spec, set, scenario)
    priced = price_loaded(loaded, as_of)
    shown = lang or loaded.lang or usual_lang
    return explain_document(priced, line, shown, law_checked=loaded.law.checked, place_of=loaded.place_of)


# -- for CI ------------------------------------------------------------------------------------------------------------


def freeze(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    audience: Audience = Audience.OFFICE,
    supersedes: str | None = None,
) -> bytes:
    """A quote that never moves: canonical JSON with all that it is made from, under a digest.

    For a company, without the contract file and without private figures; `supersedes` is the frozen quote whose place
    it takes. In the shell: `sangaku-price quote SPEC --freeze`.
    """
    from sangaku_price.assurance import freezing
    from sangaku_price.assurance.provenance import ground_of

    loaded = load(spec, set, scenario)
    before = freezing.digest_of(supersedes) if supersedes is not None else None
    return freezing.freeze(price_loaded(loaded, as_of), ground_of(loaded, set, as_of), audience, before)


def verify(frozen: str, *, spec: str | None = None, tariff: str | None = None) -> "Verdict":
    """Whether a frozen quote is as it was written, and would be priced the same with what is installed or given.

    In the shell: `sangaku-price verify QUOTE [--spec FILE] [--tariff NAME]`.
    """
    from sangaku_price.assurance.freezing import load_frozen
    from sangaku_price.assurance.verifying import verify_frozen

    return verify_frozen(load_frozen(frozen), spec, tariff)


def check(
    *specs: str,
    policy: str | None = None,
    baseline: str | None = None,
    scenario: str | None = None,
    as_of: date | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    skip_others: bool = False,
) -> "Report":
    """Contract files validated, priced, linted and gated; mistakes in them are findings, not exceptions.

    Each of `specs` is a file, a folder, a pattern or `-`; `policy` is a file of gates; `baseline` a JSON quote, or a
    folder of them by the names of the specs. In the shell: `sangaku-price check SPEC…`. Raises BadFile for mistakes in
    the policy or a baseline.
    """
    from sangaku_price.assurance.checking import Baselines, Settings, check_files
    from sangaku_price.assurance.policy import Policy, load_policy

    rules = load_policy(policy) if policy is not None else Policy(())
    settings = Settings(rules, Baselines(baseline), scenario, as_of, select, ignore)
    return check_files(specs, settings, skip_others=skip_others)


def diff(
    old: str,
    new: str,
    *,
    scenario: str | None = None,
    as_of: date | None = None,
    audience: Audience = Audience.OFFICE,
) -> "Difference":
    """What moved between two contract files or frozen quotes, line by line, and every yen of it by its cause.

    In the shell: `sangaku-price diff OLD NEW`.
    """
    from sangaku_price.assurance.difference import difference

    return difference(old, new, scenario=scenario, as_of=as_of, audience=audience)


def schema(of: str) -> bytes:
    """The JSON Schema (2020-12) of a contract, tariff or policy file, or of a JSON quote.

    In the shell: `sangaku-price schema contract|tariff|policy|quote`.
    """
    from sangaku_price.assurance.schemas import write_schema
    from sangaku_price.language.enums import SchemaOf

    return write_schema(SchemaOf(of))


def new(
    tariff: str,
    direct: int,
    *,
    start: date | None = None,
    months: int = 12,
    title: str | None = None,
    company: str | None = None,
    principal: str | None = None,
    type: str | None = None,  # noqa: A002 - the option's own name
    hours: int | None = None,
    hourly_rate: int | None = None,
) -> bytes:
    """A commented contract file, in Japanese and English, that prices at once.

    `direct` is the direct cost in yen; without a `type` it is one that the tariff has rules for, joint
    research first. In the shell: `sangaku-price new --tariff NAME --direct YEN`. Raises BadFile where the tariff
    cannot be read, or has no rule for such a contract.
    """
    from sangaku_price.library.starting import Wanted, starter

    wanted = Wanted(tariff, direct, start, months, title, company, principal, type, hours, hourly_rate)
    return starter(wanted).encode()


# -- negotiating -------------------------------------------------------------------------------------------------------


def compare(
    spec: str,
    *scenarios: str,
    tariffs: Sequence[str] = (),
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Comparison":
    """Scenarios side by side, or the same contract under several tariffs (`all`: every shipped one, sorted).

    In the shell: `sangaku-price compare SPEC [--scenario NAME]… [--tariff NAME]…`. Raises UnknownScenario for a
    scenario that is none.
    """
    from sangaku_price.assurance.lints import lints
    from sangaku_price.negotiation.comparison import compare_scenarios, compare_tariffs

    trials = Trials.of(spec, set, as_of)
    if tariffs:
        return compare_tariffs(trials, tariffs, scenarios, lints)
    return compare_scenarios(trials, scenarios, lints)


def solve(
    spec: str,
    vary: str,
    target: int | str,
    *,
    measure: str = "total",
    least: str | None = None,
    most: str | None = None,
    step: str | None = None,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Solution":
    """Which value of a path makes a figure what is wanted; exactly, or the neighbours that straddle it.

    `target` is yen, or for a share a rate as text. In the shell: `sangaku-price solve SPEC --vary PATH --target YEN`.
    Raises LookupError for a path that holds no number, and for a figure that no quote has.
    """
    from sangaku_price.negotiation.candidates import grid_of, target_in
    from sangaku_price.negotiation.solving import solve as seek

    grid = grid_of(vary, least, most, step)
    return seek(Trials.of(spec, set, as_of), grid, target_in(str(target)), measure, scenario)


def sweep(
    spec: str,
    vary: str,
    *measures: str,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "Sweep":
    """Figures over a range PATH=FROM:TO:STEP, and where another rule begins to decide.

    In the shell: `sangaku-price sweep SPEC --vary PATH=FROM:TO:STEP [--measure FIGURE]…`. Raises LookupError for a
    path that holds no number, a range that is none, and a figure that no quote has.
    """
    from sangaku_price.negotiation.sweeping import sweep as over
    from sangaku_price.negotiation.sweeping import sweep_of

    return over(Trials.of(spec, set, as_of), sweep_of(vary), measures or ("total",), scenario)


def risk(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> "tuple[Quote, Distribution]":
    """A quote, and the exact distribution of its contingent money.

    In the shell: `sangaku-price risk SPEC`. Raises BadFile with every entry that has no probability.
    """
    from sangaku_price.negotiation.distribution import distribution

    loaded = load(spec, set, scenario)
    priced = price_loaded(loaded, as_of)
    return priced, distribution(loaded, priced)
