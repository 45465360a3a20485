"""What must hold between the tables beside the price, the entries and the tariff."""

from collections.abc import Collection, Iterable, Iterator

from sangaku_price.contract.optional_tables import BESIDE, COMPANY_TAX
from sangaku_price.items import base_kinds, kinds
from sangaku_price.loading.contract_checks import Entries
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.name_lists import listed
from sangaku_price.toml.problems import Problem
from sangaku_price.toml.validation import Raw, unknown_name


def check_beside(raw: Raw, asked: Entries, tariff: Tariff | None) -> Iterator[Problem]:
    """What is allocated are kinds, entries or overheads; what counts for a grant or the tax credit are kinds."""
    if not raw.keys() & {*BESIDE, COMPANY_TAX}:
        return
    own = [ident for table, ident, _, _ in asked if table != "waiver"]
    overheads = [rule.id for rule in tariff.overheads] if tariff else []
    named = list(dict.fromkeys((*base_kinds(), *own, *overheads)))
    for array, key, allowed in (("allocation", "of", named), ("grant", "eligible", base_kinds())):
        tables = raw.get(array)
        for number, one in enumerate(tables if isinstance(tables, list) else (), 1):
            names = one.get(key) if isinstance(one, dict) else None
            yield from _unknown(f"{array}.{number}.{key}", listed(names), allowed)
    told = raw.get("company-tax")
    settled = told.get("eligible") if isinstance(told, dict) else None
    every = tuple(kind for kind in kinds() if kind != "waiver")
    yield from _unknown("company-tax.eligible", settled if isinstance(settled, dict) else (), every)


def _unknown(path: str, names: Iterable[object], allowed: Collection[str]) -> Iterator[Problem]:
    """Names that are none of those allowed."""
    for name in names:
        if isinstance(name, str) and name not in allowed:
            yield unknown_name(path, name, list(allowed))
