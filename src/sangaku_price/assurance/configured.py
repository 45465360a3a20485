"""The settings of a check from what the command line says and, where it says nothing, a configuration."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sangaku_price.assurance.checking import Baselines, Settings
from sangaku_price.assurance.configuration import Configuration
from sangaku_price.assurance.policy import Policy, load_policy
from sangaku_price.loading.contract_files import find
from sangaku_price.toml.problems import BadFile

NO_GATES = Policy(())


class Asked(NamedTuple):
    """What the command line says; None or nothing where it says nothing."""

    policy: str | None = None
    baseline: str | None = None
    scenario: str | None = None
    as_of: date | None = None
    select: Collection[str] = ()
    ignore: Collection[str] = ()
    strict: bool | None = None


def settings_of(asked: Asked, config: Configuration) -> Settings:
    """The settings of every file, and of one by its path. Raises BadFile for mistakes in a policy that is named."""
    told = config.told
    policy_of = cache(lambda name, key: _policy(config, name, key))
    if asked.policy is not None:
        policy = load_policy(asked.policy)
    else:
        policy = policy_of(told.policy, "policy") if told.policy else NO_GATES
    for number, one in enumerate(told.path, 1):
        if one.policy and asked.policy is None:
            policy_of(one.policy, f"path.{number}.policy")
    baseline = asked.baseline or (config.path_of(told.baseline) if told.baseline else None)

    def by_path(settings: Settings, name: str) -> Settings:
        for number, one in config.settings_of(name):
            if one.policy and asked.policy is None:
                settings = settings._replace(policy=policy_of(one.policy, f"path.{number}.policy"))
            if one.select is not None and not asked.select:
                settings = settings._replace(select=one.select)
            if one.ignore is not None and not asked.ignore:
                settings = settings._replace(ignore=one.ignore)
            if one.strict is not None and asked.strict is None:
                settings = settings._replace(strict=one.strict)
        return settings

    return Settings(
        policy,
        Baselines(baseline),
        asked.scenario,
        asked.as_of,
        asked.select or told.select or (),
        asked.ignore or told.ignore or (),
        told.strict if asked.strict is None else asked.strict,
        by_path,
    )


def files_of(specs: Sequence[str], changed: str | None, policy: str | None, config: Configuration) -> tuple[str, ...]:
    """The contract files that a check looks at. Raises NoRevision, and BadFile for a path that leads nowhere."""
    if changed is None:
        return find(specs or config.paths, config.search).files
    from sangaku_price.assurance.affected import changed_contracts

    return changed_contracts(changed, specs, policy, config)


def _policy(config: Configuration, name: str, key: str) -> Policy:
    """A policy that the configuration names; one that is not there is a mistake of the configuration."""
    path = config.path_of(name)
    try:
        return load_policy(path)
    except BadFile as refusal:
        raise config.placed(refusal, path, key) from None
