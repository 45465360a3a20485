"""`quote` and `explain`."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.loading.files import load
from sangaku_price.loading.priced import is_frozen, priced
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile

if TYPE_CHECKING:
    from sangaku_price.documents.cells import Document
    from sangaku_price.negotiation.distribution import Distribution


def quote(
    spec: FileName,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    from_total: int | None = None,
    payer: str | None = None,
    era: bool = False,
) -> Quote:
    """Price a contract file (`-` is standard input); a frozen quote is given as it was made.

    With `from_total`, yen received with tax, the first direct entry is what the tariff leaves of it. With `payer`, the
    id or the name of one of several who pay, the quote is as that one may see it; LookupError where there is no such.
    `era` writes Japanese days in years of the era.
    In the shell: `sangaku-price quote SPEC [--from-total YEN] [--payer ID]`.
    """
    spec = fspath(spec)
    if payer is not None:
        from sangaku_price.documents.payer_view import for_payer

        whole = quote(spec, scenario=scenario, set=set, as_of=as_of, from_total=from_total, era=era)
        return for_payer(whole, payer)
    if from_total is not None:
        from sangaku_price.loading.trials import Trials
        from sangaku_price.negotiation.from_total import quote_from_total

        return quote_from_total(Trials.of(spec, set, as_of)._replace(era=era), from_total, scenario)
    return priced(spec, set, scenario, as_of, era=era).quote


def quote_beside(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    only: Collection[str] | None = None,
    era: bool = False,
) -> tuple[Quote, tuple[tuple[Text, Quote], ...]]:
    """A quote, and by their titles it and the contract's other scenarios, for a document that shows them together.

    Of the others `only` those that are named, where names are told.
    """
    from sangaku_price.loading.trials import Trials
    from sangaku_price.negotiation.alternatives import with_alternatives

    if is_frozen(spec):  # as it was made: nothing is priced beside it
        return priced(spec, set, scenario, as_of, era=era).quote, ()
    return with_alternatives(Trials.of(spec, set, as_of)._replace(era=era), scenario, only)


def quote_with_chances(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    era: bool = False,
) -> "tuple[Quote, Distribution | None]":
    """A quote, and what its contingent money may come to: None where there is none, or where that is not known."""
    loaded = load(spec, set, scenario)
    loaded = loaded.in_era() if era else loaded
    found = price_loaded(loaded, as_of)
    contingent = found.totals.contingent
    if not contingent.maximum or contingent.missing:
        return found, None
    from sangaku_price.negotiation.distribution import distribution

    try:
        return found, distribution(loaded, found)
    except BadFile:  # too many payoffs, or too fine: `risk` says so
        return found, None


def explain(
    spec: FileName,
    line: str | None = None,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    lang: Lang | None = None,
    usual_lang: Lang = Lang.BOTH,
) -> "Document":
    """Why each line of a contract file, or of a frozen quote, costs what it costs; or one line, or one figure of it.

    `line` is an id, a label, `tax`, `total`, `subtotal`, an invoice or fiscal year (`FY2027`), or a section.

    In the language told, else in the one that the file tells in [quote] lang, else in the usual one.

    In the shell: `sangaku-price explain SPEC [LINE]`. Raises LookupError for a line that the quote does not have.
    """
    spec = fspath(spec)
    from sangaku_price.documents.explanation_document import explain_document

    found = priced(spec, set, scenario, as_of)
    shown = lang or found.quote.contract.lang or usual_lang
    return explain_document(found.quote, line, shown, law_checked=found.law_checked, place_of=found.place_of)


def explain_data(
    spec: FileName,
    line: str | None = None,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> bytes:
    """The same as JSON: the lines as the JSON quote has them, or a figure with its summands.

    In the shell: `sangaku-price explain SPEC [LINE] --format json`.
    """
    spec = fspath(spec)
    from sangaku_price.documents.figure_explanation import Explained, asked_for, figure_data
    from sangaku_price.interchange.json import json_values
    from sangaku_price.writers.records import as_json

    found = priced(spec, set, scenario, as_of).quote
    chosen = None if line is None else asked_for(found, line)
    if isinstance(chosen, Explained):
        return as_json(figure_data(chosen))
    kept = tuple(one for one in found.lines if chosen is None or one.id in chosen)
    borne = tuple(one for one in found.borne if chosen is None or one.id in chosen)
    values = json_values(found._replace(lines=kept, borne=borne))
    told = {key: value for key in ("lines", "borne") if isinstance(value := values.get(key), Iterable)}
    return as_json({key: list(value) for key, value in told.items()})
