"""One function for each command: what the command line does, spelt in Python.

Each reads files, and raises `BadFile` with every mistake in them; `UnknownScenario` (a LookupError) for a scenario that
is neither an approach nor in the file.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.choices import Lang
from sangaku_price.files.loading import Loaded, load, load_tariff, shipped_ids
from sangaku_price.pricing.engine import price
from sangaku_price.problems import BadFile
from sangaku_price.quotation import Quote
from sangaku_price.tariff import Tariff
from sangaku_price.version import VERSION

if TYPE_CHECKING:
    from sangaku_price.pages.cells import Document


def quote(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> Quote:
    """Price a contract file (`-` is standard input).

    In the shell: `sangaku-price quote SPEC`.
    """
    return price_loaded(load(spec, set, scenario), as_of)


def price_loaded(loaded: Loaded, as_of: date | None = None) -> Quote:
    """Price what was loaded; problems are placed at their lines."""
    try:
        return price(
            loaded.contract,
            loaded.tariff,
            loaded.law,
            loaded.scenario,
            approach=loaded.approach,
            agreed=loaded.agreed,
            as_of=as_of,
            engine=VERSION,
        )
    except BadFile as refusal:
        raise loaded.placed(refusal) from None


def tariff_list(search: str | None = None) -> tuple[Tariff, ...]:
    """The shipped tariffs; with `search`, those of which the id, the names or the region contain the words.

    In the shell: `sangaku-price tariff list [WORDS]`.
    """
    found = (load_tariff(ident) for ident in shipped_ids())
    words = (search or "").casefold()
    return tuple(one for one in found if words in " ".join((one.id, *one.name, one.region or "")).casefold())


def tariff_show(name: str) -> Tariff:
    """A shipped tariff by its id, or a file by its path.

    In the shell: `sangaku-price tariff show NAME`.
    """
    return load_tariff(name)


def explain(
    spec: str,
    line: str | None = None,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    lang: Lang = Lang.BOTH,
) -> "Document":
    """Why each line of a contract file costs what it costs, or one line of it.

    In the shell: `sangaku-price explain SPEC [LINE]`. Raises LookupError for a line that the quote does not have.
    """
    from sangaku_price.pages.explanation import explain_document

    loaded = load(spec, set, scenario)
    priced = price_loaded(loaded, as_of)
    return explain_document(priced, line, lang, law_checked=loaded.law.checked, place_of=loaded.place_of)
