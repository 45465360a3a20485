"""Every message that the package declares, by module and by code."""

import importlib
import pkgutil

import sangaku_price

NAMES = sorted(
    module.name
    for module in pkgutil.walk_packages(sangaku_price.__path__, "sangaku_price.")
    if not module.name.endswith("__main__")
)
BY_MODULE = {name: module.MESSAGES for name in NAMES if hasattr(module := importlib.import_module(name), "MESSAGES")}
MESSAGES = {code: words for said in BY_MODULE.values() for code, words in said.items()}
