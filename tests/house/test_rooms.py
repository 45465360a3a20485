"""Each folder says in its first lines what lives here, what it may use and what does not belong."""

import ast
import re
import tomllib

import pytest

from places import ROOT

PACKAGE = ROOT / "src" / "sangaku_price"
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def layers() -> list[set[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(one for one in contracts if one["id"] == "layers")["layers"]
    return [set(layer.split(" | ")) for layer in found]


def opening(room) -> str:
    return ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_lives_here_what_it_may_use_and_what_does_not_belong(room):
    words = opening(room)
    assert 3 <= len(words.splitlines()) <= 8
    assert "May use: " in words
    assert "Not here: " in words


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_what_a_room_says_that_it_may_use_stands_below_it(room):
    (said,) = re.findall(r"May use: (.*?)[;.]", opening(room).replace("\n", " "))
    order = layers()
    height = next(number for number, layer in enumerate(order) if room.name in layer)
    below = {name for layer in order[height + 1 :] for name in layer}
    named = {name for layer in order for name in layer if re.search(rf"\b{name}\b", said)}
    assert named <= below
    assert named or "room" in said or "nothing" in said
