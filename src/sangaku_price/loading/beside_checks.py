"""What must hold between the tables beside the price, the entries and the tariff."""

from collections.abc import Iterator

from sangaku_price.items import base_kinds
from sangaku_price.loading.contract_checks import entries
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import Problem
from sangaku_price.toml.validation import Raw, unknown_name


def check_beside(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """What is allocated are kinds, entries or overheads."""
    tables = raw.get("allocation")
    if not isinstance(tables, list):
        return
    own = [ident for table, ident, _, _ in entries(raw) if table != "waiver"]
    overheads = [rule.id for rule in tariff.overheads] if tariff else []
    allowed = list(dict.fromkeys((*base_kinds(), *own, *overheads)))
    for number, one in enumerate(tables, 1):
        names = one.get("of") if isinstance(one, dict) else None
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name not in allowed:
                yield unknown_name(f"allocation.{number}.of", name, allowed)
