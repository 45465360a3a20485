"""`new --format xlsx` and `convert`: a form in Excel, and the contract file that it becomes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath

if TYPE_CHECKING:
    from sangaku_price.documents.workbook.sheets import Workbook
    from sangaku_price.language.text import Text


def form(tariff: FileName) -> "Workbook":
    """An empty form for a tariff, as sheets. Raises BadFile where the tariff cannot be read."""
    from sangaku_price.library.form import form as made

    return made(fspath(tariff), _findings())


def convert(form: FileName) -> bytes:
    """A contract file from a form that was filled in.

    In the shell: `sangaku-price convert FORM -o SPEC`. Raises BadFile with every mistake, each at its sheet and cell.
    """
    from sangaku_price.library.form_reading import convert as read

    return read(fspath(form), _findings())


def _findings() -> "Mapping[str, Text]":
    """What `check` may find in a contract, by code; what it is told to pass over is chosen from this."""
    from sangaku_price.assurance.finding_rules import RULES

    return {code: rule.why for code, rule in RULES.items()}
