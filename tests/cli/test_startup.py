"""What a command loads: speed belongs to the structure."""

import subprocess
import sys

import pytest

from places import ROOT

EXAMPLE = str(ROOT / "examples" / "kyoto-battery.toml")
PROGRAM = """
import sys
from sangaku_price.cli import run
assert run({arguments!r}) == 0
heavy = ("typer", "pydantic", "pydantic_core", "rich", "sangaku_price.writers.csv", "sangaku_price.writers.markdown",
         "sangaku_price.interchange.json", "sangaku_price.documents.explanation", "sangaku_price.pricing.engine", "tomli_w",
         "sangaku_price.contract.invoicing", "sangaku_price.contract.public_money", "sangaku_price.contract.examples",
         "sangaku_price.writers.own_files")
print("\\nLOADED", *(name for name in heavy if name in sys.modules))
"""

TYPERS = {"pydantic", "pydantic_core"}
"""What Typer loads, from 0.29 on, to read the words of a command; and we to read a file."""


def loaded(*arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(arguments=arguments)], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.rpartition("\nLOADED")[2].split())


def test_the_version_is_answered_before_typer_is_loaded():
    assert loaded("--version") == set()


def test_help_loads_neither_pydantic_nor_rich():
    assert loaded("--help") == {"typer"}


@pytest.mark.parametrize("arguments", [["quote", "--help"], ["tariff", "list", "-h"]])
def test_help_of_a_command_loads_nothing_but_what_typer_needs_to_read_options(arguments):
    assert loaded(*arguments) - TYPERS == {"typer"}


def test_a_quote_to_a_pipe_loads_no_rich_and_no_other_format():
    assert loaded("quote", EXAMPLE) - TYPERS == {"typer", "sangaku_price.pricing.engine"}


@pytest.mark.parametrize(
    ("tables", "module"),
    [
        ('[[payer]]\nname = "甲"\nrest = true\n', "sangaku_price.contract.invoicing"),
        ('[[in-kind]]\nparty = "company"\nitem = "試料"\n', "sangaku_price.contract.public_money"),
        ('[[example]]\nname = "甲"\nexpect = { "totals.total" = 1 }\n', "sangaku_price.contract.examples"),
    ],
)
def test_models_that_few_files_need_are_loaded_for_these_alone(tmp_path, tables, module):
    spec = tmp_path / "spec.toml"
    spec.write_text((ROOT / "examples" / "kyoto-battery.toml").read_text("utf-8") + "\n" + tables, "utf-8")
    assert loaded("quote", str(spec)) - TYPERS == {"typer", "sangaku_price.pricing.engine", module}


def test_a_format_is_loaded_when_it_is_asked_for():
    assert loaded("quote", EXAMPLE, "-f", "csv") - TYPERS == {
        "typer",
        "sangaku_price.pricing.engine",
        "sangaku_price.writers.csv",
    }


def test_importing_the_package_loads_nothing():
    code = "import sys, sangaku_price; print(len([m for m in sys.modules if m.startswith('sangaku_price.')]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"
