"""All that a quote is made from, as texts: what is frozen with it, and what a difference changes one at a time."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sangaku_price.loading.law_file import law_text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.tariffs import tariff_texts
from sangaku_price.toml.reading import Source


class Ground(NamedTuple):
    """The texts and options from which a quote follows."""

    spec: Source
    tariffs: tuple[Source, ...]
    """The tariff's file and those that it extends; none where the contract names no tariff."""
    law: str
    """The file of national numbers."""
    values: Mapping[str, object]
    """What --set laid over the contract."""
    scenario: str
    as_of: date | None
    amended: Mapping[str, object] | None = None
    """The frozen quote that the contract changes, with all that it holds."""


def ground_of(loaded: Loaded, values: Mapping[str, object] | None = None, as_of: date | None = None) -> Ground:
    """The texts behind a contract that was loaded with the installed tariff and law."""
    named = loaded.raw.get("tariff")
    tariffs = tariff_texts(named, loaded.source.folder) if isinstance(named, str) else ()
    return Ground(loaded.source, tariffs, law_text(), dict(values or {}), loaded.scenario, as_of, loaded.held)
