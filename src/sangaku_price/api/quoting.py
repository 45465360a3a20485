"""`quote` and `explain`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.language.enums import Lang
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import Trials, price_loaded
from sangaku_price.quotation.values import Quote

if TYPE_CHECKING:
    from sangaku_price.documents.cells import Document


def quote(
    spec: str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    from_total: int | None = None,
    payer: str | None = None,
) -> Quote:
    """Price a contract file (`-` is standard input).

    With `from_total`, yen received with tax, the first direct entry is what the tariff leaves of it. With `payer`, the
    id or the name of one of several who pay, the quote is as that one may see it; LookupError where there is no such.
    In the shell: `sangaku-price quote SPEC [--from-total YEN] [--payer ID]`.
    """
    if payer is not None:
        from sangaku_price.documents.payer_view import for_payer

        return for_payer(quote(spec, scenario=scenario, set=set, as_of=as_of, from_total=from_total), payer)
    if from_total is not None:
        from sangaku_price.negotiation.from_total import quote_from_total

        return quote_from_total(Trials.of(spec, set, as_of), from_total, scenario)
    return price_loaded(load(spec, set, scenario), as_of)


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
