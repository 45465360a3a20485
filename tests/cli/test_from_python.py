"""The package as a user of a library takes it: paths, mistakes that say what is wrong, types."""

import subprocess
import sys
from inspect import isfunction, signature
from pathlib import Path

import pytest

import sangaku_price
from places import ROOT
from sangaku_price.writers import Result

MINIMAL = ROOT / "examples" / "minimal.toml"
PROGRAM = """
from pathlib import Path

import sangaku_price

spec = Path("contract.toml")
quote: sangaku_price.Quote = sangaku_price.quote(spec, set={"direct.1.amount": 2_000_000})
total: int = quote.totals.total
names: list[str] = [line.label.ja for line in quote.lines]
data: bytes = sangaku_price.freeze(spec)
status: int = sangaku_price.check(spec, "other.toml").status(strict=True)
moved: int = sangaku_price.diff(spec, Path("other.toml")).total
try:
    sangaku_price.explain(str(spec), "tax")
except (sangaku_price.BadFile, LookupError) as error:
    print(str(error))
"""


def test_files_are_named_by_text_or_by_a_path(tmp_path):
    assert sangaku_price.quote(MINIMAL) == sangaku_price.quote(str(MINIMAL))
    assert sangaku_price.explain(MINIMAL, "total") == sangaku_price.explain(str(MINIMAL), "total")
    assert sangaku_price.check(MINIMAL).status() == 0
    assert sangaku_price.diff(MINIMAL, MINIMAL).is_empty
    frozen = tmp_path / "q.json"
    frozen.write_bytes(sangaku_price.freeze(MINIMAL))
    assert sangaku_price.verify(frozen).status == 0
    assert sangaku_price.solve(MINIMAL, "direct.1.amount", 2_000_000).best is not None


NAMES_OF_FILES = {
    "baseline", "cases", "config", "form", "frozen", "output", "paths", "policy", "spec", "specs",
    "supersedes", "tariff", "tariffs", "template",
}  # fmt: skip


def test_every_parameter_that_names_a_file_takes_a_path():
    for name in sangaku_price.__all__:
        function = getattr(sangaku_price, name)
        for parameter in signature(function).parameters.values() if isfunction(function) else ():
            if parameter.name in NAMES_OF_FILES:
                words = str(parameter.annotation)
                assert "PathLike" in words or "FileName" in words, f"{name}: {parameter}"


def test_other_functions_take_paths_too(tmp_path):
    made = sangaku_price.document(ROOT / "examples" / "kyoto-battery.toml", "annex")
    assert made[Result.DATA]()
    frozen = tmp_path / "q.json"
    frozen.write_bytes(sangaku_price.freeze(MINIMAL))
    assert sangaku_price.amend(frozen, tmp_path / "change.toml")
    assert sangaku_price.freeze(MINIMAL, supersedes=frozen)
    assert sangaku_price.verify(frozen, spec=MINIMAL).status == 0
    assert sangaku_price.check(MINIMAL, baseline=frozen).status() == 0
    mine = tmp_path / "mine.toml"
    mine.write_bytes((ROOT / "src" / "sangaku_price" / "data" / "tariffs" / "kyoto.toml").read_bytes())
    assert sangaku_price.compare(MINIMAL, tariffs=[mine])
    assert sangaku_price.new(mine, 1_000_000)


def test_a_mistake_says_what_is_wrong(tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(MINIMAL.read_text().replace("amount", "ammount"))
    with pytest.raises(sangaku_price.BadFile) as refusal:
        sangaku_price.quote(wrong)
    assert 'unknown key; did you mean "amount"?' in str(refusal.value)
    with pytest.raises(LookupError, match="subtotal"):
        sangaku_price.explain(MINIMAL, "nothing-like-it")


def test_what_is_not_public_is_not_listed():
    assert {name for name in dir(sangaku_price) if not name.startswith("__")} == set(sangaku_price.__all__)


def test_a_small_program_of_a_user_passes_a_strict_check_of_its_types(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    options = ["--strict", "--follow-imports=silent", "--disable-error-code=import-untyped", "--config-file", ""]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", str(tmp_path), "program.py"]
    environment = {"MYPYPATH": str(Path(sangaku_price.__file__).parents[1]), "PATH": ""}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
