"""Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.

The public names are loaded on first use, so that importing the package costs nothing.
"""

TYPE_CHECKING = False  # as in typing, which takes longer to load than `--version` may
if TYPE_CHECKING:
    from sangaku_price.api import (
        agreement_check,
        agreement_fill,
        amend,
        check,
        compare,
        convert,
        diff,
        diff_base,
        document,
        efforts,
        explain,
        explain_data,
        freeze,
        impact,
        new,
        portfolio,
        quote,
        risk,
        schema,
        solve,
        sweep,
        tariff_check,
        tariff_history,
        tariff_list,
        tariff_new,
        tariff_show,
        tariff_unpublished,
        verify,
    )
    from sangaku_price.quotation.values import Quote
    from sangaku_price.toml.problems import BadFile

__all__ = [
    "BadFile",
    "Quote",
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
    "freeze",
    "impact",
    "new",
    "portfolio",
    "quote",
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

_HOMES = {"BadFile": "sangaku_price.toml.problems", "Quote": "sangaku_price.quotation.values"}
"""Where the public names are that are no command."""


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "sangaku_price.api")), name)


def __dir__() -> list[str]:
    """What is public, and what every module has."""
    return sorted((*__all__, *(name for name in globals() if name.startswith("__"))))
