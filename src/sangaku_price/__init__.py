"""Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.

The public names are loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sangaku_price.api import explain, quote, tariff_list, tariff_show
    from sangaku_price.problems import BadFile
    from sangaku_price.quotation import Quote

__all__ = ["BadFile", "Quote", "explain", "quote", "tariff_list", "tariff_show"]

_HOMES = {
    "BadFile": "sangaku_price.problems",
    "Quote": "sangaku_price.quotation",
    "explain": "sangaku_price.api",
    "quote": "sangaku_price.api",
    "tariff_list": "sangaku_price.api",
    "tariff_show": "sangaku_price.api",
}


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
