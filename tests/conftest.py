"""What every test may use: goldens, which are whole outputs compared letter by letter; folders tested in parallel."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

GOLDEN = Path(__file__).parent / "golden"
LONGEST_NAME = 80
settings.register_profile("unhurried", deadline=None)  # how long an example takes is no law
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; read them before you commit"
    )


def pytest_configure() -> None:
    """What whoever runs the tests has told the program for their own work is not told to the tests."""
    os.environ.pop("SANGAKU_PRICE_LANG", None)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads its options
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Test folders with all processors; not single files, where that costs more than it saves, nor when looking on."""
    told = config.option
    folders = all(Path(name).is_dir() for name in config.args)
    looking_on = told.usepdb or told.capture == "no" or told.update_golden
    is_worker = hasattr(config, "workerinput")  # one of the processes that were started by this
    is_open = config.pluginmanager.hasplugin("xdist") and told.numprocesses is None
    if is_open and folders and not looking_on and not is_worker:
        told.numprocesses, told.dist = "auto", "worksteal"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at documents with other programs comes first: later, two processes would each make what it needs."""
    items.sort(key=lambda item: item.get_closest_marker("tools") is None)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Long values are named by their beginning: a test's whole name stands in the environment of its processes."""
    return f"{val[:LONGEST_NAME]!r}…" if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with a golden file; its name is a path below tests/golden."""

    def compare(name: str, found: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found)
        assert path.exists(), f"no golden file {path.name}; write it with: pytest --update-golden"
        assert found.decode() == path.read_bytes().decode(), (
            f"differs from {path}; if it should: pytest --update-golden"
        )

    return compare
