"""The tables of speed in the docs: rendered from what the benchmarks measured and recorded, and by nobody's hand.

A benchmark that is given `--write docs/portfolio.md` records its figures in `figures.json` and puts its table between
the marks of the page. `python benchmarks/speed_tables.py` renders the page anew from what is recorded.
"""

import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sangaku_price.version import VERSION

HERE = Path(__file__).parent
RECORDED = HERE / "figures.json"
PAGE = HERE.parent / "docs" / "portfolio.md"
START = "<!-- figures of {name}: python benchmarks/{name}.py --write docs/portfolio.md -->"
END = "<!-- end of the figures of {name} -->"
PARTS = ("reading", "checking", "pricing", "the row")
"""What is done with one contract of a portfolio."""
Figures = dict[str, Any]


def made_with() -> Figures:
    """What the figures depend on."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    day = datetime.now(UTC).date().isoformat()
    return {"version": VERSION, "python": platform.python_version(), "processors": processors, "day": day}


# -- one table each ----------------------------------------------------------------------------------------------------


def portfolio(found: Figures) -> str:
    """Folders of contracts, by their size; what one contract takes."""
    head = "| files | plain script | one worker | ratio | files/s | MB | two workers | ratio | files/s |"
    rows = []
    for size in sorted(found["sizes"], key=int):
        plain, one, two = (found["sizes"][size][name] for name in ("plain", "1", "2"))
        cells = (
            f"{int(size):,}",
            f"{plain['seconds']:.2f} s",
            f"{one['seconds']:.2f} s",
            f"{one['seconds'] / plain['seconds']:.2f}",
            f"{int(size) / one['seconds']:,.0f}",
            f"{one['peak'] / 1e6:.0f}",
            f"{two['seconds']:.2f} s",
            f"{two['seconds'] / plain['seconds']:.2f}",
            f"{int(size) / two['seconds']:,.0f}",
        )
        rows.append(_row(cells))
    parts = found["parts"]
    told = ", ".join(f"{name} {parts[name]:.2f}" for name in PARTS)
    said = f"Of the {sum(parts[name] for name in PARTS):.2f} ms of the processor that a contract takes, {told}."
    made = [found["sizes"][size]["made_with"] for size in found["sizes"]] + [parts["made_with"]]
    return f"{_table(head, rows)}\n{_made_with(made)} {said}\n"


def run(found: Figures) -> str:
    """One command each."""
    head = "| command | seconds | times the plain script |"
    rows = (
        _row((_command(name), f"{one['seconds']:.3f}", f"{one['ratio']:.2f}"))
        for name, one in found["commands"].items()
    )
    return f"{_table(head, rows)}\n{_made_with([found['made_with']])}\n"


def whatifs(found: Figures) -> str:
    """What-ifs beside the bare engine."""
    head = f"| {found['calls']:,} what-ifs | seconds | times the engine |"
    rows = (_row((_ways(name), f"{one['seconds']:.2f}", f"{one['ratio']:.2f}")) for name, one in found["ways"].items())
    return f"{_table(head, rows)}\n{_made_with([found['made_with']])}\n"


TABLES: Mapping[str, Callable[[Figures], str]] = {"portfolio": portfolio, "run": run, "whatifs": whatifs}
"""By the benchmark that measures them."""


def _table(head: str, rows: Iterable[str]) -> str:
    columns = head.count("|") - 1
    words = 0 if head.startswith("| files") else 1
    line = "|".join(["---"] * words + ["--:"] * (columns - words))
    return "\n".join([head, f"|{line}|", *rows, ""])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _command(name: str) -> str:
    """A command and its format as code, what is said of it as words."""
    return re.sub(r"^(\S+(?: --\S+ \S+)?)", r"`\1`", name)


def _ways(name: str) -> str:
    return name if name == "the engine" else ", ".join(f"`{one}`" for one in name.split(", "))


def _made_with(made: Iterable[Figures]) -> str:
    """With what, where and when they were measured, each once."""
    kept = list(made)
    told = {key: " and ".join(dict.fromkeys(str(one[key]) for one in kept)) for key in kept[0]}
    return (
        f"Measured with version {told['version']}, {told['processors']} processors, Python {told['python']}, "
        f"{told['day'].replace(' and ', ', ')}."
    )


# -- recorded and written ----------------------------------------------------------------------------------------------


def recorded() -> Figures:
    """What the benchmarks measured last."""
    found: Figures = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def record(name: str, figures: Figures, page: Path) -> None:
    """Keep what a benchmark measured, and put its table on the page."""
    kept = {**recorded(), name: json.loads(json.dumps(figures), parse_float=lambda told: round(float(told), 4))}
    RECORDED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    page.write_text(written(page.read_text(encoding="utf-8"), kept), encoding="utf-8")


def written(text: str, kept: Figures) -> str:
    """A page with every table between its marks as it is rendered from what is recorded."""
    for name, table in TABLES.items():
        if name in kept:
            start, end = START.format(name=name), END.format(name=name)
            before, is_there, rest = text.partition(start)
            _, is_ended, after = rest.partition(end)
            if not (is_there and is_ended):
                raise SystemExit(f"the page has no marks for a table: {start} … {end}")
            text = f"{before}{start}\n\n{table(kept[name])}\n{end}{after}"
    return text


if __name__ == "__main__":
    told = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    told.write_text(written(told.read_text(encoding="utf-8"), recorded()), encoding="utf-8")
