"""Whatever a file may hold, made from the models themselves: each type, at each key, in each kind of file.

An example is made of its kind and its number alone, so that a failure is made again by `make(kind, number)`.
"""

import json
import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli
import tomli_w

import sangaku_price
from sangaku_price.assurance.policy import PolicyFile
from sangaku_price.loading.canonical import canonical, digested, pieces
from sangaku_price.loading.contract_file import contract_file
from sangaku_price.loading.law_file import law_text
from sangaku_price.loading.tariff_file import tariff_file
from sangaku_price.tariff.credit import CreditFile
from sangaku_price.tariff.law import LawFile
from sangaku_price.toml.table import Table, fields_of, table_in

Made = dict[str, Any]
Random = random.Random

CONTRACT = """
format = 1
tariff = "./mine.toml"
contract = { start = 2026-10-01, end = 2028-03-31, billing = "fiscal-year", discount-rate = "8%" }
facts = { own = "yes" }
tax = { category = "export-exempt", reason = "x" }
quote = { number = "1", valid-until = 2026-12-31 }
direct = [{ id = "a", amount = 1_000_001 }, { quantity = 2.5, unit = "h", unit-price = 80_001 }]
resident = [{ who = "x" }]
involvement = [{ id = "y", rank = "professor", hours = 20 }]
contribution = [{ item = "x", percent = "10%", of = ["a"] }]
management = [{ percent = "1%", of = ["direct"] }]
backfill = [{ amount = 1 }]
overhead = [{ id = "own", rate = "10%", base = ["a"] }]
use = [{ id = "lic", royalty = { rate = "3%", sales = { 2029 = 100_000 } } }]
success = [{ id = "s", trigger = "x", amount = 1_000, probability = "50%" }]
waiver = [{ line = "a", percent = "50%", reason = "x" }]
scenario = { lean = { set = { "direct.a.amount" = 2 } } }
lint = { ignore = [{ code = "x", reason = "y" }] }
"""
SMALL = """
format = 1
tariff = "./mine.toml"
contract = { start = 2026-10-01, end = 2027-03-31, company = "x" }
direct = [{ id = "a", amount = 1_000_001 }]
success = [{ id = "s", trigger = "x", amount = 1_000, probability = "50%" }]
waiver = [{ line = "a", percent = "50%", reason = "x" }]
scenario = { lean = { set = { "direct.a.amount" = 2 } } }
"""
"""What is frozen: a frozen quote is written and read many times."""
TARIFF = """
format = 1
id = "mine"
name = "架空大学"
checked = 2026-01-01
source = { a = { title = "規程" } }
types = { special = "特別" }
facts = { own = { meaning = "x", values = ["yes", "no"] } }
kind = [{ id = "contribution", name = "x", source = "a" }]
resident = [{ steps = { 12 = { direct = 400_000, indirect = 100_000 } }, every = 12, source = "a" }]
rates = [{ hourly = { professor = 20_000, any = 10_000 }, bound = "at-least", source = "a" }]
notice = [{ id = "said", level = "warning", text = "x", source = "a", when = { own = "no" } }]
[[overhead]]
id = "indirect"
source = "a"
rate = "30%"
base = ["direct"]
floor = 1_000
rounding = { unit = 10, mode = "down" }
case = [{ when = { base = { below = 300_000, per = "year" } }, rate = "10%" }]
"""
POLICY = """
format = 1
gate = [
  { name = "x", measure = "total", at-most = 1_000_000, when = { own = "yes" } },
  { name = "y", measure = "change-share", below = "5%", level = "warn", reason = "z" },
]
"""
CASES = """
name = "x"
[[case]]
name = "y"
set = { "direct.a.amount" = 5 }
expect = { "totals.total" = 1 }
notes = ["x"]
scenario = "lean"
error = "z"
"""


class WholeLaw(LawFile, CreditFile):
    """The whole file of national numbers."""


MODELS: Mapping[str, Callable[[], type[Table]]] = {
    "contract": cache(contract_file),
    "tariff": cache(tariff_file),
    "policy": lambda: PolicyFile,
    "law": lambda: WholeLaw,
}
TEXTS = {"contract": CONTRACT, "tariff": TARIFF, "policy": POLICY, "cases": CASES, "law": law_text()}


class Example(NamedTuple):
    """Files by their names, and the words of the commands that read them."""

    files: Mapping[str, bytes]
    commands: tuple[list[str], ...]


# -- values ------------------------------------------------------------------------------------------------------------

SIGNS = ("", " ", "x", "0", "-1", "30%", "1/3", "1/0", "nan", "２０", "\n", "\x1b[31m", "\u202e", "\u200b", "\U000e0041",
         "\ud800", "\udcff", "a.b", "../..", "./mine.toml", "direct", "total", "2029", "長い" * 200, "{x}", "%s", "\\",
         "[/]", "\x00", "2026-10-01", "id", "any", "lean")  # fmt: skip
NUMBERS = (0, -1, 1, 7, 13, 2026, 10**9, 10**13, 10**14, 10**40, -(10**40), Decimal("0.5"), Decimal("1e-400"),
           Decimal("1e400"), Decimal("-0.0"), Decimal("0.1234567890123456789012345678901"), float("nan"), float("inf"),
           float("-inf"), 1e308)  # fmt: skip
DAYS = (
    date(2026, 10, 1),
    date(1, 1, 1),
    date(9999, 12, 31),
    datetime(2026, 10, 1, 12, 0, 0, 123456),  # noqa: DTZ001 - TOML has days without a zone
    datetime(2026, 10, 1, tzinfo=UTC),
    time(23, 59, 59),
)
KEYS = ("", " ", "id", "x", "a.b", '"', "長い" * 40, "\u202e", "2029", "0", "-1", "ja", "en", "set", "\ud800", "of")


def anything(rnd: Random, depth: int = 0) -> Any:
    """A value of any type that TOML or JSON has."""
    kind = rnd.randrange(10 if depth < 3 else 7)
    if kind < 3:
        return rnd.choice(SIGNS)
    if kind < 5:
        return rnd.choice(NUMBERS)
    if kind == 5:
        return rnd.choice(DAYS)
    if kind == 6:
        return rnd.random() < 0.5
    if kind < 9:
        return [anything(rnd, depth + 1) for _ in range(rnd.choice((0, 1, 2, 5)))]
    if rnd.random() < 0.02:
        return nested(40)
    return {rnd.choice(KEYS): anything(rnd, depth + 1) for _ in range(rnd.choice((0, 1, 2)))}


def nested(levels: int) -> Any:
    """Tables in tables, or arrays in arrays."""
    value: Any = 1
    for level in range(levels):
        value = {"a": value} if level % 2 else [value]
    return value


# -- places ------------------------------------------------------------------------------------------------------------


def mistaken(rnd: Random, tables: Made, model: type[Table] | None) -> None:
    """Put anything at some key of some table: one that the model knows, one that stands there, or one of no model."""
    for _ in range(rnd.choice((1, 1, 1, 2, 4))):
        target, described = _somewhere(rnd, tables, model)
        known = [*target, *(fields_of(described) if described else ())]
        key = rnd.choice(KEYS) if not known or rnd.random() < 0.15 else rnd.choice(known)
        match rnd.randrange(12):
            case 0:
                target.pop(key, None)
            case 1:
                target[key] = [target.get(key), anything(rnd)]
            case 2:
                target[key] = [{**one, rnd.choice(KEYS): anything(rnd)} for one in (_any_table(target, key),)]
            case _:
                target[key] = anything(rnd)


def _any_table(target: Made, key: str) -> Made:
    return target[key] if isinstance(target.get(key), dict) else {}


def _somewhere(rnd: Random, tables: Made, model: type[Table] | None) -> tuple[Made, type[Table] | None]:
    """A table of the file, as deep as there is one, and its model."""
    here = tables
    while True:
        below = [(key, one) for key, value in here.items() for one in _tables_of(value)]
        if not below or rnd.random() < 0.2:
            return here, model
        key, here = rnd.choice(below)
        field = fields_of(model).get(key) if model else None
        model = table_in(field) if field else None


def _tables_of(value: Any) -> list[Made]:
    each = value if isinstance(value, list) else [value]
    return [one for one in each if isinstance(one, dict)]


# -- files -------------------------------------------------------------------------------------------------------------


def as_toml(tables: Made) -> bytes:
    """Tables as TOML; what has no form in it is left out."""
    return tomli_w.dumps(_speakable(tables)).encode("utf-8", "surrogatepass")


def _speakable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _speakable(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_speakable(one) for one in value if one is not None]
    return value


def as_json(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def damaged(rnd: Random, data: bytes) -> bytes:
    """Bytes of which, now and then, some are others."""
    if rnd.random() < 0.9 or not data:
        return data
    found = bytearray(data)
    for _ in range(rnd.choice((1, 3, 20))):
        found[rnd.randrange(len(found))] = rnd.choice(b"\x00\xff\"'=[]{},.#\n 09az-")
    return bytes(found[: rnd.choice((None, len(found) // 2))])


def of_tables(rnd: Random, kind: str) -> bytes:
    """A file of a kind with something in it that does not belong there."""
    tables = tomli.loads(TEXTS[kind], parse_float=Decimal)
    model = MODELS[kind]() if kind in MODELS else None
    mistaken(rnd, tables, model)
    return damaged(rnd, as_toml(tables))


_FROZEN: dict[str, bytes] = {}


def frozen(folder: Path) -> Made:
    """A frozen quote as it should be."""
    if not _FROZEN:
        (folder / "small.toml").write_text(SMALL)
        _FROZEN["x"] = sangaku_price.freeze(str(folder / "small.toml"))
    found: Made = json.loads(_FROZEN["x"])
    return found


def of_json(rnd: Random, folder: Path, *, inside: bool) -> bytes:
    """A JSON quote, or what is frozen in it, with something that does not belong there, under a digest of its own."""
    found = frozen(folder)
    if inside and rnd.random() < 0.5:
        held = found["frozen"]
        part = rnd.choice(("spec", "tariffs", "law", "set"))
        written = of_tables(rnd, {"spec": "contract", "tariffs": "tariff"}.get(part, "law")).decode(errors="replace")
        if part == "spec":
            held["spec"]["text"] = written
        elif part == "tariffs":
            held["tariffs"] = [{"name": "mine.toml", "text": written, "sha256": ""}] * rnd.choice((1, 1, 2))
        else:
            held[part] = written
    else:
        mistaken(rnd, found["frozen"] if inside and rnd.random() < 0.7 else found, None)
    found = as_json(found)
    try:
        if rnd.random() < 0.9:
            found["digest"] = digested(pieces(found))
        return damaged(rnd, canonical(found))
    except UnicodeEncodeError:
        return json.dumps(found).encode()


# -- examples ----------------------------------------------------------------------------------------------------------

WHOLE = {"spec.toml": CONTRACT.encode(), "mine.toml": TARIFF.encode()}
READERS = (["quote", "-f", "json"], ["quote", "--for", "company"], ["explain"], ["quote", "-s", "lean"],
           ["check"], ["quote", "-f", "csv"], ["quote", "-f", "markdown"], ["quote", "--freeze"])  # fmt: skip


def _contract(rnd: Random, _: Path) -> Example:
    verb, *options = rnd.choice(READERS)
    return Example({"spec.toml": of_tables(rnd, "contract")}, ([verb, "spec.toml", *options],))


def _tariff(rnd: Random, _: Path) -> Example:
    command = rnd.choice((["quote", "spec.toml"], ["tariff", "show", "mine.toml"], ["tariff", "check", "mine.toml"]))
    return Example({"mine.toml": of_tables(rnd, "tariff")}, (command,))


def _policy(rnd: Random, _: Path) -> Example:
    return Example({"policy.toml": of_tables(rnd, "policy")}, (["check", "spec.toml", "--policy", "policy.toml"],))


def _cases(rnd: Random, _: Path) -> Example:
    tables = tomli.loads(CASES, parse_float=Decimal)
    tables["spec"] = of_tables(rnd, "contract").decode(errors="replace") if rnd.random() < 0.3 else CONTRACT
    mistaken(rnd, tables, None)
    return Example(
        {"cases/x.toml": damaged(rnd, as_toml(tables))}, (["tariff", "check", "mine.toml", "--cases", "cases"],)
    )


def _law(rnd: Random, folder: Path) -> Example:
    found = frozen(folder)
    found["frozen"]["law"] = of_tables(rnd, "law").decode(errors="replace")
    found["digest"] = digested(pieces(found))
    return Example({"old.json": canonical(found)}, (rnd.choice(FROZEN_READERS),))


FROZEN_READERS = (["verify", "old.json"], ["verify", "old.json", "--spec", "spec.toml"], ["diff", "old.json", "spec.toml"],
                  ["diff", "spec.toml", "old.json", "-f", "markdown"], ["verify", "old.json", "-f", "json"],
                  ["quote", "spec.toml", "--freeze", "--supersedes", "old.json"])  # fmt: skip


def _frozen(rnd: Random, folder: Path) -> Example:
    return Example({"old.json": of_json(rnd, folder, inside=True)}, (rnd.choice(FROZEN_READERS),))


def _baseline(rnd: Random, folder: Path) -> Example:
    command = ["check", "spec.toml", "--policy", "policy.toml", "--baseline", "old.json"]
    return Example({"policy.toml": POLICY.encode(), "old.json": of_json(rnd, folder, inside=False)}, (command,))


def _replaced(rnd: Random, folder: Path) -> Example:
    name = rnd.choice(("out.json", "out.csv", "out.md", "out.txt"))
    begin = rnd.choice((b"PK\x03\x04", b"%PDF-", b"{", b"", b"id,kind,section,charged_as\n", b"\xef\xbb\xbf"))
    held = rnd.choice((b"", rnd.randbytes(rnd.choice((1, 100, 5000))), of_json(rnd, folder, inside=False)))
    return Example({name: begin + held}, (["quote", "spec.toml", "-o", name],))


WORDS = (["quote", "spec.toml"], ["quote", "-f"], ["explain", "spec.toml"], ["check", "spec.toml"], ["diff", "spec.toml"],
         ["verify"], ["schema"], ["new", "--tariff", "mine.toml", "--direct"], ["tariff", "list"], ["tariff", "show"],
         ["tariff", "check", "mine.toml"], ["tariff", "new"], ["compare", "spec.toml"], ["risk", "spec.toml"],
         ["sweep", "spec.toml", "--vary"], ["solve", "spec.toml", "--vary", "direct.a.amount"])  # fmt: skip
OPTIONS = ("--set", "--scenario", "-s", "--as-of", "--for", "-f", "--lang", "-o", "--from-total", "--freeze", "--tariff",
           "--select", "--ignore", "--policy", "--baseline", "--target", "--measure", "--step", "--vary", "--type",
           "--region", "--months", "--hours", "--start", "--title", "--bom", "--full", "--cases", "--exit-code",
           "--spec", "--supersedes", "--skip-others", "--strict", "--help", "-", "--")  # fmt: skip
PATHS = ("direct.a.amount", "direct.1.id", "contract.start", "contract.title", "use.lic.royalty.rate", "facts.own",
         "tariff", "scenario", "lint.ignore", "tax.category", "contract", "", ".", "direct..", "direct.0.amount")  # fmt: skip


def _word(rnd: Random) -> str:
    value = anything(rnd)
    word = value if isinstance(value, str) else str(value)
    if rnd.random() < 0.5:
        word = f"{rnd.choice(PATHS)}={word}"
    return word.replace("\x00", "")


def _command(rnd: Random, _: Path) -> Example:
    command = list(rnd.choice(WORDS))
    for _number in range(rnd.choice((1, 1, 2, 3))):
        command.append(rnd.choice(OPTIONS) if rnd.random() < 0.5 else _word(rnd))
        if command[-1] == "-o":
            command.append("out.json")
        elif command[-1].startswith("--") and rnd.random() < 0.8:
            command.append(_word(rnd))
    return Example({}, (command,))


KINDS: Mapping[str, tuple[int, Callable[[Random, Path], Example]]] = {
    "contract": (33, _contract),
    "tariff": (23, _tariff),
    "policy": (9, _policy),
    "cases": (7, _cases),
    "law": (3, _law),
    "frozen": (12, _frozen),
    "baseline": (5, _baseline),
    "replaced": (3, _replaced),
    "command": (5, _command),
}
"""Of a hundred examples, how many are of each kind, and what makes one."""


def make(kind: str, number: int, folder: Path) -> Example:
    """An example by its kind and its number; `folder` holds the contract and the tariff as they should be."""
    return KINDS[kind][1](random.Random(f"{kind} {number}"), folder)  # noqa: S311 - not for secrets
