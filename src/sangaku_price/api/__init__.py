"""One function for each command: what the command line does, spelt in Python; one module a group, as in cli.

Each reads files, and raises `BadFile` with every mistake in them; `UnknownScenario` (a LookupError) for a scenario that
is neither an approach nor in the file.
May use: every room below it; never cli.
Not here: options, exit statuses, anything that prints (cli); what a command does (the rooms below).
"""

from sangaku_price.api.agreements import agreement_check, agreement_fill
from sangaku_price.api.assurance import check, diff, diff_base, freeze, schema, verify
from sangaku_price.api.documents import document
from sangaku_price.api.forms import convert, form
from sangaku_price.api.negotiating import compare, risk, solve, sweep
from sangaku_price.api.portfolio import efforts, impact, portfolio
from sangaku_price.api.quoting import explain, explain_data, quote, quote_beside, quote_with_chances
from sangaku_price.api.tariffs import (
    amend,
    new,
    tariff_check,
    tariff_history,
    tariff_list,
    tariff_new,
    tariff_show,
    tariff_unpublished,
)

__all__ = [
    "agreement_check",
    "agreement_fill",
    "amend",
    "check",
    "compare",
    "convert",
    "diff",
    "diff_base",
    "document",
    "efforts",
    "explain",
    "explain_data",
    "form",
    "freeze",
    "impact",
    "new",
    "portfolio",
    "quote",
    "quote_beside",
    "quote_with_chances",
    "risk",
    "schema",
    "solve",
    "sweep",
    "tariff_check",
    "tariff_history",
    "tariff_list",
    "tariff_new",
    "tariff_show",
    "tariff_unpublished",
    "verify",
]
