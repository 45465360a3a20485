"""`agreement fill` and `agreement check`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import price_loaded

if TYPE_CHECKING:
    from sangaku_price.agreements.holding import Agreed


def agreement_fill(
    template: FileName,
    spec: FileName,
    *,
    output: FileName | None = None,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
) -> bytes:
    """A template of an agreement (.docx, .md, .txt) filled with the figures of a contract file.

    `output` is the file for which it is meant, whose suffix must be the template's. In the shell: `sangaku-price
    agreement fill TEMPLATE SPEC -o OUT`. Raises BadFile with every mistake of the template and the contract file.
    """
    from sangaku_price.agreements.filling import fill
    from sangaku_price.agreements.reading import check_order

    check_order("fill", fspath(template), fspath(spec))
    return fill(
        fspath(template),
        price_loaded(load(fspath(spec), set, scenario), as_of),
        None if output is None else fspath(output),
    )


def agreement_check(
    document: FileName, spec: FileName, *, scenario: str = "value-based", as_of: date | None = None
) -> "Agreed":
    """The figures of an agreement (.docx, .txt, .md, .pdf) held against the quote of a contract file.

    In the shell: `sangaku-price agreement check DOCUMENT SPEC`. Raises BadFile for a file that cannot be read.
    """
    from sangaku_price.agreements.holding import hold
    from sangaku_price.agreements.reading import check_order

    check_order("check", fspath(document), fspath(spec))
    loaded = load(fspath(spec), None, scenario)
    return hold(fspath(document), loaded, price_loaded(loaded, as_of))
