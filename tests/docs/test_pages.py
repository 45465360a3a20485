"""Every page under test: its commands print what it shows, its files load, its links lead somewhere.

What a console block shows is refreshed with --update-golden; where lines are left out, the nearest ones are taken.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import command
from pages import TRIMMED, all_blocks, blocks, contract_of, files, is_contract, laid_out, pages, text_of
from places import ROOT
from sangaku_price import api
from sangaku_price.assurance.configuration import load_configuration
from sangaku_price.assurance.policy import load_policy
from sangaku_price.library.cases import figure_of, read_cases
from sangaku_price.loading.overlay import read_value
from sangaku_price.loading.tariffs import load_tariff

NOT_RUN = {
    ("sh", "pip install . && sangaku-price quote examples/kyoto-battery.toml"): "installs; .ci/run does it",
    ("sh", 'pip install -e ".[dev]" && pytest'): "would run these tests in themselves; .ci/run does it",
    ("sh", "pip install sangaku-price"): "installs from the index; what follows it is run in other blocks",
    ("yaml", "name: contracts"): "GitHub runs it; test_workflows.py runs its commands",
    ("yaml", "include:"): "GitLab runs it; test_workflows.py runs its commands",
}
"""Blocks that no test here runs, by language and first line, and why."""
SIMPLE = re.compile(r"sangaku-price [^$*?~<>;&()`\\]*")
"""Commands that need no shell: they run in the test's own process, which is ten times as fast."""
PRICED = re.compile(r"^# → (?:(?P<values>(?:with )?[^:\n]* = [^:\n]*?)(?: のとき)?: )?(?P<figures>.*)$", re.MULTILINE)
PAIR = re.compile(r"([\w./@-]+) = (\"[^\"]*\"|\[[^\]]*\]|[^,\s]+)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def params(found) -> list:
    return [pytest.param(block, id=f"{block.page}-{block.number}") for block in found]


# -- console blocks ----------------------------------------------------------------------------------------------------


def printed(line: str, folder: Path) -> list[str]:
    """What a command prints, standard error last."""
    if SIMPLE.fullmatch(line):
        data, complaints = b"", b""
        for part in line.split("|"):
            ran = command.run(shlex.split(part)[1:], data)
            data, complaints = ran.out, complaints + ran.err
        said = (data + complaints).decode()
    else:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, "PATH": path}
        ran = subprocess.run(line, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False)
        said = ran.stdout + ran.stderr
    return [kept.rstrip() for kept in said.split("\n")[:-1]]


def commands(block: str) -> list[tuple[list[str], list[str]]]:
    """The lines of each command, and those that it is said to print."""
    found: list[tuple[list[str], list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(([line], []))
        elif line.startswith("> ") and found[-1][0][-1].endswith("\\"):
            found[-1][0].append(line)
        else:
            found[-1][1].append(line)
    return found


def segments(shown: list[str]) -> list[list[str]]:
    """The shown lines between those that are left out."""
    found: list[list[str]] = [[]]
    for line in shown:
        if line == TRIMMED:
            found.append([])
        else:
            found[-1].append(line)
    return found


def as_printed(shown: list[str], real: list[str]) -> list[str]:
    """The shown lines as they are now: each run of lines where it stands in the output, or the most alike one."""
    runs = segments(shown)
    if len(runs) == 1:
        return real
    result: list[str] = []
    at = 0
    for number, run in enumerate(runs):
        last = len(real) - len(run) if number else 0
        if number == len(runs) - 1 and run:
            at = max(at, last)
        starts = [one for one in range(at, last + 1) if real[one : one + len(run)] == run] or [
            max(range(at, max(at, last) + 1), key=lambda one: _likeness(run, real[one : one + len(run)]))
        ]
        if number:
            result.append(TRIMMED)
        result += real[starts[0] : starts[0] + len(run)]
        at = starts[0] + len(run)
    return result


def _likeness(run: list[str], other: list[str]) -> float:
    return difflib.SequenceMatcher(None, "\n".join(run), "\n".join(other)).ratio()


@pytest.mark.parametrize("block", params(all_blocks("console")))
def test_a_console_block_shows_what_its_commands_print(block, tmp_path, monkeypatch, request):
    monkeypatch.chdir(laid_out(block.page, tmp_path))
    found: list[str] = []
    for lines, shown in commands(block.text):
        line = lines[0][2:] if len(lines) == 1 else "\n".join(one[2:] for one in lines)
        found += [*lines, *as_printed(shown, printed(line, tmp_path))]
    text = "\n".join(found) + "\n"
    if request.config.getoption("--update-golden"):
        page = ROOT / block.page
        page.write_text(page.read_text().replace(f"```console\n{block.text}```", f"```console\n{text}```"))
        return
    assert text == block.text, "differs; if it should: pytest --update-golden"


def test_lines_that_are_left_out_are_found_again():
    real = ["a", "b", "c", "d", "e"]
    assert as_printed(["a", TRIMMED, "d", TRIMMED], real) == ["a", TRIMMED, "d", TRIMMED]
    assert as_printed(["b", TRIMMED], real) == ["a", TRIMMED]
    assert as_printed([TRIMMED, "d"], real) == [TRIMMED, "e"]
    assert as_printed(["a", TRIMMED, "dd", "e"], real) == ["a", TRIMMED, "d", "e"]
    assert as_printed(["a"], real) == real


# -- TOML blocks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", params(block for block in all_blocks("toml") if is_contract(block)))
def test_a_contract_costs_what_the_page_says(block, tmp_path):
    path = laid_out(block.page, tmp_path) / "contract-of-the-block.toml"
    path.write_text(contract_of(block))
    said = list(PRICED.finditer(block.text))
    api.quote(str(path))
    for one in said:
        values = {key: read_value(value.strip()) for key, value in PAIR.findall(one["values"] or "")}
        scenario = str(values.pop("scenario", "value-based"))
        quote = api.quote(str(path), set=values, scenario=scenario)
        wanted = {key: int(value.replace("_", "")) for key, value in PAIR.findall(one["figures"])}
        assert wanted, one[0]
        assert {key: int(figure_of(quote, key)) for key in wanted} == wanted, one[0]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        pytest.param(page, name, id=f"{page}-{name}")
        for page in pages()
        for name in files(page)
        if name.endswith(".toml") and "[amends]" not in files(page)[name]  # the commands of the page freeze and load it
    ],
)
def test_a_file_of_a_page_loads(page, name, tmp_path):
    folder = laid_out(page, tmp_path)
    text, path = files(page)[name], str(folder / name)
    if name.endswith("sangaku-price.toml"):
        assert load_configuration(path).told.paths
    elif name.startswith("templates/"):
        assert api.check(path).status() == 0
    elif name.startswith("cases/"):
        assert list(read_cases(str(folder / "cases")))
    elif "[[gate]]" in text:
        assert load_policy(path).gates
    elif "[contract]" in text:
        assert api.quote(path).lines
    else:
        assert load_tariff(path).rules


# -- what is left ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", params(all_blocks("python")))
def test_a_python_block_runs(block, tmp_path, monkeypatch):
    monkeypatch.chdir(laid_out(block.page, tmp_path))
    exec(block.text, {"__name__": "__main__"})  # noqa: S102


def test_every_block_is_run_or_listed_with_a_reason():
    unknown = [block for page in pages() for block in blocks(page) if not _is_known(block)]
    assert [(block.page, block.language, block.first) for block in unknown] == []
    listed = {(block.language, block.first) for page in pages() for block in blocks(page)}
    assert set(NOT_RUN) <= listed


def _is_known(block) -> bool:
    return block.language in {"console", "toml", "python", "text"} or (block.language, block.first) in NOT_RUN


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", one).lower()).replace(" ", "-")
        for one in headings
    }


@pytest.mark.parametrize("page", pages())
def test_every_relative_link_leads_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(str(path.resolve().relative_to(ROOT))), target
