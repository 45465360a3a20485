"""Where in a file a mistake stands: a key's path to its line."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from sangaku_price.loading.overlay import index_of
from sangaku_price.toml.problems import Problem
from sangaku_price.toml.reading import Source
from sangaku_price.toml.validation import Raw

if TYPE_CHECKING:
    from sangaku_price.toml.positions import Positions


@lru_cache(maxsize=2)
def positions(text: str) -> "Positions":
    """Where the keys of a text stand; the scan is made once."""
    from sangaku_price.toml.positions import Positions

    return Positions(text)


def named_by(problems: Iterable[Problem], source: Source, raw: Raw, overlay: Mapping[str, str]) -> list[Problem]:
    """Problems of a file that another names: those without a place stand where it is named."""
    found = list(problems)
    return [one for one in found if one.file] + placed([one for one in found if not one.file], source, raw, overlay)


def placed(problems: Iterable[Problem], source: Source, raw: Raw, overlay: Mapping[str, str]) -> list[Problem]:
    """Problems at their lines; those of a value that was laid over the file at the option instead."""
    found = []
    for one in problems:
        if one.path.startswith("--set "):
            found.append(one._replace(path=one.path.removeprefix("--set "), file="--set"))
            continue
        if any(one.path == path or one.path.startswith(f"{path}.") for path in overlay):
            found.append(one.at("--set", None))
            continue
        found.append(one.at(source.name, positions(source.text).line_of(where(one.path, raw))))
    return found


def where(path: str, raw: Raw) -> tuple[str | int, ...]:
    """A key path as tables, indices and keys: `involvement.yamada.hours` to ("involvement", 0, "hours")."""
    parts = ["" if part == '""' else part for part in path.split(".")] if path else []
    found: list[str | int] = []
    here: object = raw
    for part in parts:
        if isinstance(here, list):
            index = index_of(here, part)
            if index is None:
                break
            found.append(index)
            here = here[index]
        else:
            found.append(part)
            here = here.get(part) if isinstance(here, dict) else None
    return tuple(found)
