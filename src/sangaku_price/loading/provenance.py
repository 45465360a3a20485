"""All that a quote is made from, as texts: what is frozen with it, and what a difference changes one at a time."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.files import Loaded, UnknownScenario, load_source, tariff_of_texts, tariff_texts
from sangaku_price.loading.law_file import law_of, law_text
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import Source
from sangaku_price.toml.validation import unknown_name

MESSAGES = messages(
    {
        "frozen-without-tariff": Text(
            "凍結した見積にこの料金表が含まれていません。", "the frozen quote does not hold this tariff"
        ),
    }
)


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


def load_ground(ground: Ground) -> Loaded:
    """A contract from its texts. Raises BadFile where they do not go together, or the scenario is in none of them."""
    tariff, law = tariff_of_texts(ground.tariffs), law_of(ground.law)

    def tariff_of(name: str, _folder: Path | None) -> Tariff:
        if tariff is None:
            raise BadFile([problem("frozen-without-tariff", "tariff", name)])
        return tariff

    try:
        held = dict(ground.amended) if ground.amended is not None else None
        return load_source(ground.spec, ground.values, ground.scenario, tariff_of=tariff_of, law=law, held=held)
    except UnknownScenario as refusal:
        raise BadFile([unknown_name("scenario", refusal.name, refusal.allowed).at(ground.spec.name, None)]) from None


def price_ground(ground: Ground) -> Quote:
    """The quote that follows from the texts, by this version. Raises BadFile."""
    return price_loaded(load_ground(ground), ground.as_of)
