"""The versions that the project promises: no upper bounds, lower ones that CI installs, Pythons that it runs."""

import runpy
import tomllib

import pytest

from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CI = (ROOT / ".ci" / "run").read_text()
LOWEST = runpy.run_path(str(ROOT / ".ci" / "lowest.py"))
lowest = LOWEST["lowest"]


def test_every_requirement_has_a_lower_bound_and_no_upper_one():
    named = [*PROJECT["dependencies"], *LOWEST["extras"](PROJECT)]
    assert [one.replace("==", ">=") for one in lowest(named)] == named


def test_who_develops_installs_what_every_extra_needs():
    extras = PROJECT["optional-dependencies"]
    (own,) = (one for one in extras["dev"] if one.startswith(PROJECT["name"]))
    assert own == f"{PROJECT['name']}[{','.join(sorted(extras.keys() - {'dev'}))}]"


@pytest.mark.parametrize("requirement", ["typer", "typer>=0.27,<0.29", "typer==0.27", "typer~=0.27"])
def test_a_requirement_that_is_bound_in_another_way_is_refused(requirement):
    with pytest.raises(SystemExit, match="NAME>=VERSION"):
        lowest([requirement])


def test_ci_runs_the_oldest_and_the_newest_python_that_the_project_names():
    named = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if "Python :: 3." in one]
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert f"python{named[-1]}" in CI
