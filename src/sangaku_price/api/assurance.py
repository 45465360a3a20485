"""What CI runs: `check`, `diff`, `quote --freeze`, `verify`, `schema`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath, path_of
from sangaku_price.language.enums import Audience
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import price_loaded

if TYPE_CHECKING:
    from sangaku_price.assurance.configuration import Configuration
    from sangaku_price.assurance.difference import Difference
    from sangaku_price.assurance.revision_rows import RevisionDifference
    from sangaku_price.assurance.verifying import Verdict
    from sangaku_price.loading.finding import Report


def freeze(
    spec: FileName,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    audience: Audience = Audience.OFFICE,
    supersedes: FileName | None = None,
) -> bytes:
    """A quote that never moves: canonical JSON with all that it is made from, under a digest.

    For a company, without the contract file and without private figures; `supersedes` is the frozen quote whose place
    it takes. In the shell: `sangaku-price quote SPEC --freeze`.
    """
    spec = fspath(spec)
    from sangaku_price.loading import freezing
    from sangaku_price.loading.provenance import ground_of

    loaded = load(spec, set, scenario)
    before = freezing.digest_of(fspath(supersedes)) if supersedes is not None else None
    return freezing.freeze(price_loaded(loaded, as_of), ground_of(loaded, set, as_of), audience, before)


def verify(frozen: FileName, *, spec: FileName | None = None, tariff: FileName | None = None) -> "Verdict":
    """Whether a frozen quote is as it was written, and would be priced the same with what is installed or given.

    In the shell: `sangaku-price verify QUOTE [--spec FILE] [--tariff NAME]`.
    """
    frozen = fspath(frozen)
    from sangaku_price.assurance.verifying import verify_frozen
    from sangaku_price.loading.freezing import load_frozen

    return verify_frozen(load_frozen(frozen), path_of(spec), path_of(tariff))


def check(
    *specs: FileName,
    policy: FileName | None = None,
    baseline: FileName | None = None,
    scenario: str | None = None,
    as_of: date | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    strict: bool | None = None,
    skip_others: bool = False,
    config: "FileName | Configuration | None" = None,
    changed: str | None = None,
) -> "Report":
    """Contract files validated, priced, linted and gated; mistakes in them are findings, not exceptions.

    Each of `specs` is a file, a folder, a pattern or `-`; `policy` is a file of gates; `baseline` a JSON quote, or a
    folder of them by the names of the specs; `config` a configuration, which says what is not said here. In the shell:
    `sangaku-price check SPEC…`, which finds the configuration by itself. With `changed`, a git revision, only the
    contracts that the change since then touches are checked, as `diff_base` finds them. Raises BadFile for mistakes in
    the policy or the configuration, LookupError where there is no such revision.
    """
    from sangaku_price.assurance.checking import check_files
    from sangaku_price.assurance.configuration import Configuration, load_configuration
    from sangaku_price.assurance.configured import Asked, files_of, settings_of

    names = [fspath(one) for one in specs]
    told = config if isinstance(config, Configuration) else load_configuration(path_of(config))
    gates = path_of(policy)
    asked = Asked(gates, path_of(baseline), scenario, as_of, select, ignore, strict)
    settings = settings_of(asked, told)
    if changed is None:
        return check_files(names or told.paths, settings, told.search, skip_others=skip_others)
    return check_files(files_of(names, changed, gates, told), settings)


def diff(
    old: FileName,
    new: FileName,
    *,
    scenario: str | None = None,
    as_of: date | None = None,
    audience: Audience = Audience.OFFICE,
) -> "Difference":
    """What moved between two contract files or frozen quotes, line by line, and every yen of it by its cause.

    In the shell: `sangaku-price diff OLD NEW`.
    """
    old = fspath(old)
    new = fspath(new)
    from sangaku_price.assurance.difference import difference

    return difference(old, new, scenario=scenario, as_of=as_of, audience=audience)


def diff_base(
    revision: str,
    *paths: FileName,
    policy: FileName | None = None,
    scenario: str | None = None,
    as_of: date | None = None,
    audience: Audience = Audience.OFFICE,
    config: "FileName | Configuration | None" = None,
) -> "RevisionDifference":
    """What the working tree changes against a git revision: every contract that it touches, each with its own tariff.

    `revision` may end with `...`: then it is where HEAD forked off. `paths` are files, folders and patterns, else what
    the configuration names, else the working folder. A contract that cannot be priced is a row with its mistakes. In
    the shell: `sangaku-price diff --base REV [PATH…]`. Raises a LookupError where there is no such revision.
    """
    from sangaku_price.assurance.configuration import Configuration, load_configuration
    from sangaku_price.assurance.revision_difference import Question, revision_difference

    told = config if isinstance(config, Configuration) else load_configuration(path_of(config))
    names = tuple(fspath(one) for one in paths)
    return revision_difference(Question(revision, names, path_of(policy), scenario, as_of, audience), told)


def schema(of: str) -> bytes:
    """The JSON Schema (2020-12) of a contract, tariff, policy or configuration file, or of a JSON quote.

    In the shell: `sangaku-price schema contract|tariff|policy|config|quote`.
    """
    from sangaku_price.assurance.schemas import write_schema
    from sangaku_price.language.enums import SchemaOf

    return write_schema(SchemaOf(of))
