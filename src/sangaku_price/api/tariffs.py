"""`tariff …`, and `new`: a contract file begun from a tariff."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath, path_of
from sangaku_price.language.enums import Lang
from sangaku_price.loading.tariffs import load_tariff, shipped_ids
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem

if TYPE_CHECKING:
    from sangaku_price.documents.cells import Document
    from sangaku_price.library.findings import Finding
    from sangaku_price.loading.institutions import Unpublished


def tariff_list(
    search: str | None = None,
    *,
    type: str | None = None,  # noqa: A002 - the option's own name
    region: str | None = None,
    has: Sequence[str] = (),
    rate_at_least: Fraction | None = None,
    as_of: date | None = None,
) -> tuple[Tariff, ...]:
    """The shipped tariffs.

    With `search`, those of which the id, the names or the region contain all its words; with `type`, those that have a
    rule for contracts of this type; with `region`, those of a prefecture, in Japanese or English; with `has`, those
    that have all of these tables of rules or say something of these value items; with `rate_at_least`, those with an
    overhead of at least this rate on `as_of` (default: today). With `as_of` each has only the rules of that day.
    In the shell: `sangaku-price tariff list [WORDS]`. Raises LookupError for a type that no tariff knows, or a name
    that nothing has.
    """
    from sangaku_price.library import holding
    from sangaku_price.library.search import matches

    every = [load_tariff(ident) for ident in shipped_ids()]
    if as_of is not None:
        every = [holding.on_day(one, as_of) for one in every]
    found = matches(every, search or "", type, region or "")
    for name in has:
        found = tuple(one for one in found if holding.has(one, name))
    if rate_at_least is None:
        return found
    day = as_of or date.today()  # noqa: DTZ011 - the user's own day
    return tuple(one for one in found if holding.reaches(holding.on_day(one, day), rate_at_least, type))


def tariff_unpublished(search: str | None = None, *, region: str | None = None) -> "tuple[Unpublished, ...]":
    """The institutions that are known to publish no usable rate or amount, with what their pages say.

    In the shell they stand below the list: `sangaku-price tariff list [WORDS]`.
    """
    from sangaku_price.library.search import unpublished_matches

    return unpublished_matches(search or "", region or "")


def tariff_show(name: FileName) -> Tariff:
    """A shipped tariff by its id, or a file by its path.

    In the shell: `sangaku-price tariff show NAME`.
    """
    return load_tariff(fspath(name))


def tariff_history(name: FileName, *, lang: Lang = Lang.BOTH) -> "Document":
    """The versions of a tariff's rules, from the oldest on, as a table and a small picture.

    In the shell: `sangaku-price tariff history NAME`.
    """
    from sangaku_price.library.history import history_document

    return history_document(load_tariff(fspath(name)), lang)


def tariff_check(*names: FileName, as_of: date | None = None, cases: FileName | None = None) -> "tuple[Finding, ...]":
    """What is probably not meant in tariff files: gaps, cases that never apply, rates that are per cent.

    Each name is a path, the id of a shipped tariff, or `-`. `as_of` (default: today) is compared with their dates;
    `cases` is a folder of case files, which are priced to find the rules that none of them exercises.
    In the shell: `sangaku-price tariff check FILE…`. Raises BadFile with every mistake of the files that do not load.
    """
    from sangaku_price.library.cases import read_cases, run_case
    from sangaku_price.library.findings import check_tariff

    outcomes = None if cases is None else [run_case(case) for case in read_cases(fspath(cases))]
    found: list[Finding] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found += check_tariff(fspath(name), as_of or date.today(), outcomes)  # noqa: DTZ011 - the user's own day
        except BadFile as refusal:
            problems += refusal.problems
    if problems:
        raise BadFile(problems)
    return tuple(found)


def tariff_new(
    ident: str | None = None,
    name: str | None = None,
    *,
    english: str | None = None,
    region: str | None = None,
    checked: date | None = None,
    begin_with: str | None = None,
) -> str:
    """A commented tariff file to begin from, in Japanese and English; `checked` is today where it is not given.

    `region` is a prefecture, 岩手県 or Iwate. `begin_with` is the id of a known institution, of which the file has the
    name, the region and what is known.
    In the shell: `sangaku-price tariff new`. Raises BadFile where no tariff can have this id or name, and NoAnswer (a
    LookupError) for a region that is no prefecture.
    """
    from sangaku_price.library.skeleton import skeleton

    day = checked or date.today()  # noqa: DTZ011 - the user's own day
    return skeleton(ident, name, day, begin_with, english=english, region=region)


def new(  # noqa: PLR0913 - an argument is an option of the command
    tariff: FileName,
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
    facts: Mapping[str, str | bool] | None = None,
) -> bytes:
    """A commented contract file, in Japanese and English, that prices at once.

    `direct` is the direct cost in yen; without a `type` it is one that the tariff has rules for, joint
    research first; `facts` answers what the tariff asks, and where it does not, the file asks it. In the shell:
    `sangaku-price new --tariff NAME --direct YEN`. Raises BadFile where the tariff cannot be read, or has no rule for
    such a contract.
    """
    from sangaku_price.library.starting import Wanted, starter

    wanted = Wanted(
        fspath(tariff), direct, start, months, title, company, principal, type, hours, hourly_rate, facts or {}
    )
    return starter(wanted).encode()


def amend(frozen: FileName, output: FileName | None = None, *, signed: date | None = None) -> bytes:
    """A contract file that changes a frozen quote: its contract as it stands, with [amends], to be rewritten.

    The path to the frozen quote leads from where `output` stands; `signed` is the day of the change, by default today.
    In the shell: `sangaku-price new --amends QUOTE -o FILE`. Raises BadFile where it is no frozen quote, was altered,
    or has no contract file in it.
    """
    from sangaku_price.library.amending import change_file

    return change_file(fspath(frozen), path_of(output), signed or date.today()).encode()  # noqa: DTZ011 - the user's own day
