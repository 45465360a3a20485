"""Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.

The public names are loaded on first use, so that importing the package costs nothing.
"""

TYPE_CHECKING = False  # as in typing, which takes longer to load than `--version` may
if TYPE_CHECKING:
    from sangaku_price.api import (
        check,
        compare,
        diff,
        explain,
        freeze,
        new,
        quote,
        risk,
        schema,
        solve,
        sweep,
        tariff_check,
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
    "check",
    "compare",
    "diff",
    "explain",
    "freeze",
    "new",
    "quote",
    "risk",
    "schema",
    "solve",
    "sweep",
    "tariff_check",
    "tariff_list",
    "tariff_new",
    "tariff_show",
    "tariff_unpublished",
    "verify",
]

_HOMES = {
    "BadFile": "sangaku_price.toml.problems",
    "Quote": "sangaku_price.quotation.values",
    "check": "sangaku_price.api",
    "compare": "sangaku_price.api",
    "diff": "sangaku_price.api",
    "explain": "sangaku_price.api",
    "freeze": "sangaku_price.api",
    "new": "sangaku_price.api",
    "quote": "sangaku_price.api",
    "risk": "sangaku_price.api",
    "schema": "sangaku_price.api",
    "solve": "sangaku_price.api",
    "sweep": "sangaku_price.api",
    "tariff_check": "sangaku_price.api",
    "tariff_list": "sangaku_price.api",
    "tariff_new": "sangaku_price.api",
    "tariff_show": "sangaku_price.api",
    "tariff_unpublished": "sangaku_price.api",
    "verify": "sangaku_price.api",
}


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
