"""The worked cases of tests/cases, read and priced."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copy

import tomli

from places import TESTS
from sangaku_price import api
from sangaku_price.library.cases import WorkedCase, load_case
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.reading import read

CASES = TESTS / "cases"
TARIFFS = TESTS / "tariffs"
"""Invented institutions; a spec names one as "./NAME.toml"."""


@cache
def case_files() -> dict[str, dict]:
    return {path.stem: tomli.loads(path.read_text(), parse_float=Decimal) for path in sorted(CASES.glob("*.toml"))}


def priced(case: dict, spec: str, folder: Path) -> Quote:
    path = folder / "spec.toml"
    path.write_text(spec)
    for tariff in TARIFFS.glob("*.toml") if 'tariff = "./' in spec else ():
        copy(tariff, folder)
    if "changes" in case:
        return price_loaded(load_case(WorkedCase("", case["name"], read(str(path)), case)))
    return api.quote(str(path), set=case.get("set"), scenario=case.get("scenario", "value-based"))
