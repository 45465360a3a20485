"""Every command that compares, in every format, for every reader, whatever stands on its two sides.

Each cell of the table is run: none may end with a fault of the program, and what a company reads may tell nothing that
is the office's own.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import sangaku_price
from command import run
from sangaku_price.language.enums import Audience
from sangaku_price.loading.canonical import canonical, digested, pieces
from sangaku_price.writers import Result, formats_for

SPEC = """format = 1
tariff = "./mine.toml"
[contract]
company = "みやこ電池"
start = 2026-10-01
end = 2028-03-31
discount-rate = "7.77%"
[[direct]]
id = "travel"
amount = 1_000_001
note = "社外秘"
[[involvement]]
id = "yamada"
effort = "10%"
annual-cost = 7_654_321
[[success]]
id = "pilot"
trigger = "採用"
amount = 500_000
probability = "37%"
"""
OTHER_SPEC = SPEC.replace("1_000_001", "2_000_001").replace('"37%"', '"38%"').replace("7.77%", "7.78%")
TARIFF = """format = 1
id = "mine"
name = "架空大学"
checked = 2026-01-01
[source.a]
title = "規程"
[[overhead]]
id = "indirect"
source = "a"
rate = "30%"
base = ["direct"]
"""
SECRETS = ("37%", "38%", "7.77", "7.78", "7654321", "7,654,321", "7_654_321", "社外秘")


def refrozen(name: str, change: Callable[[dict], object]) -> None:
    """A frozen quote in which something is another, under a digest of its own."""
    found = json.loads(Path(name).read_bytes())
    change(found)
    found["digest"] = digested(pieces(found))
    Path(name).write_bytes(canonical(found))


def dearer_law(found: dict) -> None:
    found["frozen"]["law"] = found["frozen"]["law"].replace('rate = "10%"', 'rate = "12%"')


def older_engine(found: dict) -> None:
    found["engine"]["version"] = "0.0.9"
    found["totals"]["total"] -= 7


CHANGES: Mapping[str, Callable[[dict], object]] = {
    "same": lambda _: None,
    "other law": dearer_law,
    "other engine": older_engine,
    "other schema version": lambda found: found.update(schema_version=2),
    "other format of what is frozen": lambda found: found["frozen"].update(format=2),
    "a law that is none": lambda found: found["frozen"].update(law="checked = 1"),
    "a scenario that is none": lambda found: found.update(scenario="nothing"),
    "without its contract file": lambda found: found["frozen"].update(spec=None),
}
"""What is another in the frozen quote."""
STATES = (
    *CHANGES,
    "changed",
    "other scenario",
    "other tariff",
    "no tariff",
    "an order",
    "an own overhead",
    "altered",
    "a company's copy",
    "the frozen quote missing",
    "the contract file missing",
    "the tariff missing",
    "a contract file that is none",
)


@pytest.fixture
def sides(request, tmp_path, monkeypatch):
    """A folder in the state of the parameter, with an old.json and a new.toml in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("new.toml").write_text(SPEC)
    Path("mine.toml").write_text(TARIFF)
    options = {"audience": Audience.COMPANY} if request.param == "a company's copy" else {}
    Path("old.json").write_bytes(sangaku_price.freeze("new.toml", **options))
    refrozen("old.json", CHANGES.get(request.param, CHANGES["same"]))
    match request.param:
        case "changed":
            Path("new.toml").write_text(OTHER_SPEC)
        case "other scenario":
            Path("old.json").write_bytes(sangaku_price.freeze("new.toml", scenario="cost-accumulation"))
        case "other tariff":
            Path("mine.toml").write_text(TARIFF.replace("30%", "31%"))
        case "no tariff":
            Path("new.toml").write_text(SPEC.replace('tariff = "./mine.toml"', "") + "[[overhead]]\nid='x'\namount=1\n")
        case "an order":
            both = SPEC + '[[direct]]\nid = "other"\namount = 1\n'
            Path("new.toml").write_text(both)
            Path("old.json").write_bytes(sangaku_price.freeze("new.toml"))
            Path("new.toml").write_text(SPEC.replace("[[direct]]", '[[direct]]\nid = "other"\namount = 1\n[[direct]]'))
        case "an own overhead":
            Path("new.toml").write_text(SPEC + '[[overhead]]\nid = "own"\nrate = "1%"\nbase = ["direct"]\n')
        case "altered":
            Path("old.json").write_bytes(Path("old.json").read_bytes() + b" ")
        case "the frozen quote missing":
            Path("old.json").unlink()
        case "the contract file missing":
            Path("new.toml").unlink()
        case "the tariff missing":
            Path("mine.toml").unlink()
        case "a contract file that is none":
            Path("new.toml").write_text("x = 1\n")
    return request.param


def formats(*results):
    """The names of the formats of these results."""
    return [one.name for one in formats_for(*results)]


READERS: tuple[list[str], ...] = ([], *(["--for", one.value] for one in Audience))
LANGUAGE = ["--lang", "en"]
COMMANDS = [
    *(["diff", *pair, "-f", fmt, *reader, *LANGUAGE]
      for pair in (("old.json", "new.toml"), ("new.toml", "old.json"))
      for fmt in formats(Result.DOCUMENT, Result.DATA)
      for reader in READERS),
    *(["diff", same, same, *LANGUAGE] for same in ("old.json", "new.toml")),
    *(["verify", "old.json", "-f", fmt, *LANGUAGE] for fmt in formats(Result.DOCUMENT, Result.DATA)),
    *(["verify", "old.json", *given, *LANGUAGE]
      for given in (["--spec", "new.toml"], ["--tariff", "./mine.toml"], ["--spec", "new.toml", "--tariff", "kyoto"])),
    *(["check", "new.toml", "--baseline", "old.json", "-f", fmt, *LANGUAGE] for fmt in formats(Result.REPORT)),
    *(["check", "new.toml", *given, *LANGUAGE] for given in ([], ["--policy", "old.json"], ["--baseline", "."])),
    *(["quote", "new.toml", *given, *LANGUAGE]
      for given in (*(["-f", fmt] for fmt in formats(Result.QUOTE)), ["--freeze"], ["--freeze", "--supersedes", "old.json"])),
]  # fmt: skip


@pytest.mark.parametrize("sides", STATES, indirect=True)
def test_whatever_stands_on_the_two_sides_every_command_has_an_answer(sides):
    for command in COMMANDS:
        ran = run(command)
        named = sides == "a scenario that is none" and "unknown scenario" in ran.complaint
        assert ran.status in ({2} if named else {0, 3, 5, 6}), (command, ran.complaint)
        assert ran.out or ran.complaint, command
        if "company" in command or (command[0] == "diff" and "markdown" in command and "--for" not in command):
            told = ran.out.decode(errors="replace") + ran.complaint
            assert not [secret for secret in SECRETS if secret in told], (command, sides)


@pytest.mark.parametrize("sides", ["changed", "other law", "other tariff", "other engine"], indirect=True)
def test_the_recipes_of_a_review_comment_say_what_moved_it(sides):
    markdown = run(["diff", "old.json", "new.toml", "-f", "markdown", *LANGUAGE])
    assert markdown.status == 0
    cause = {"changed": "input", "other law": "law", "other tariff": "tariff", "other engine": "engine"}[sides]
    assert f"| {cause} |" in markdown.text
    assert run(["diff", "old.json", "new.toml", "--for", "company", "--exit-code"]).status == 5
