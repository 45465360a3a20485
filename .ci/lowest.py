"""The lowest version of everything that pyproject.toml allows, as constraints for pip.

python .ci/lowest.py > lowest.txt
pip install -c lowest.txt -e ".[dev]"
"""

import re
import tomllib
from pathlib import Path
from typing import Any

BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)>=(?P<version>[0-9.]+)")


def lowest(requirements: list[str]) -> list[str]:
    """Each requirement held to its lower bound; one without a bound is an error, as nothing is known of it."""
    found = [(one, BOUND.fullmatch(one)) for one in requirements]
    unbound = [one for one, match in found if match is None]
    if unbound:
        raise SystemExit(f"pyproject.toml: not of the form NAME>=VERSION: {', '.join(unbound)}")
    return [f"{match['name']}=={match['version']}" for _, match in found if match]


def extras(project: dict[str, Any]) -> list[str]:
    """What the extras need; that one of them needs others of the project says nothing new."""
    named = [one for extra in project["optional-dependencies"].values() for one in extra]
    return [one for one in named if not one.startswith(f"{project['name']}[")]


def main() -> None:
    """Print one constraint a line."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    print("\n".join(lowest(project["dependencies"] + extras(project))))


if __name__ == "__main__":
    main()
