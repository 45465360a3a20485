"""A page in one language has no word of the other, apart from names of the contract, of sources, and ids in brackets."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli
import tomli_w

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.loading.law_file import DATA
from sangaku_price.loading.tariffs import SHIPPED

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
COMMANDS = (
    ("quote",),
    ("quote", "--brief"),
    ("quote", "--document", "annex"),
    ("quote", "--document", "invoices"),
    ("quote", "--document", "comparison"),
    ("compare",),
    ("risk",),
    ("explain", "total"),
    ("explain", "tax"),
)
OURS = frozenset({"sangaku-price", "SHA", "URA", "URL"})
"""The program, and what an office writes in Latin letters."""
LATIN = re.compile(r"[A-Za-z][A-Za-z-]+[A-Za-z]")
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]+")
LEFT_OUT = re.compile(
    r"<!--.*?-->|<[^>]*>|\]\([^)]*\)|https?://\S+|\([a-z0-9./-]+\)|（[a-z0-9./-]+）|\b[0-9a-f]{64}\b|&[a-z]+;|\\"
)
"""What is no word of a page: marks, addresses, ids in brackets, digests."""


def strings(value: object) -> Iterator[str]:
    """All strings of a file."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


TITLES = [
    words
    for one in (DATA / "law.toml", DATA / "schemes.toml", DATA / "market.toml")
    for words in strings(tomli.loads(one.read_text(encoding="utf-8")))
    if re.search(JAPANESE, words)
]
"""Of statutes and notices."""


def names(path: Path) -> str:
    """What a page repeats as it is written: words of the contract and of its tariff, and the titles of sources."""
    raw = tomli.loads(path.read_text(encoding="utf-8"))
    files = [raw, *(tomli.loads(one.read_text(encoding="utf-8")) for one in SHIPPED.glob(f"{raw.get('tariff')}.toml"))]
    quote = sangaku_price.quote(str(path))
    cited = [words for line in quote.lines for one in line.sources for words in (one.title, one.article or "")]
    written = [words for words in strings(files) if not re.fullmatch(r"[a-z0-9-]+", words)]
    before = [line.label.ja for line in quote.change.lines] if quote.change else []
    return "\n".join((*written, *cited, *before, *TITLES))


def shown(arguments: tuple[str, ...], path: Path, lang: str) -> str:
    """A page without what is no word."""
    command, *rest = arguments
    form = () if "--brief" in rest else ("-f", "markdown")
    figure = rest if command == "explain" else ()
    options = () if command == "explain" else rest
    ran = run(["--lang", lang, command, str(path), *figure, *options, *form])
    assert ran.status == 0, ran.complaint
    return LEFT_OUT.sub(" ", ran.text)


# -- commands that ask for more than a contract ------------------------------------------------------------------------

POLICY = "policies/office.toml"
ASKED = {
    "diff": ("diff", "{spec}", "{changed}"),
    "diff as Markdown": ("diff", "{spec}", "{changed}", "-f", "markdown"),
    "diff of another contract": ("diff", "{spec}", "{next}"),
    "diff of a frozen quote": ("diff", "{frozen}", "{changed}", "-f", "markdown"),
    "check": ("check", "{spec}"),
    "check by a policy": ("check", "{spec}", "--policy", POLICY),
    "check by a policy as Markdown": ("check", "{changed}", "--policy", POLICY),
    "verify": ("verify", "{frozen}"),
    "verify a contract that has moved": ("verify", "{frozen}", "--spec", "{changed}"),
    "solve": ("solve", "{spec}", "--vary", "{path}", "--target", "10000000"),
    "solve for a share": ("solve", "{spec}", "--vary", "{path}", "--target", "99.9%", "--measure", "value-share"),
    "sweep": (
        "sweep",
        "{spec}",
        "--vary",
        "{path}=0:6000000:1000000",
        "--measure",
        "total",
        "--measure",
        "value-share",
    ),
    "sweep as Markdown": ("sweep", "{spec}", "--vary", "{path}=0:6000000:1000000", "-f", "markdown"),
    "portfolio": ("portfolio", "{spec}", "{changed}"),
    "portfolio as Markdown": ("portfolio", "{spec}", "{changed}", "-f", "markdown"),
    "portfolio by type": ("portfolio", "{spec}", "{changed}", "--group-by", "type"),
    "portfolio by tariff": ("portfolio", "{spec}", "{changed}", "--group-by", "tariff"),
    "effort": ("portfolio", "{spec}", "{changed}", "--effort"),
}
FINE = {0, 4, 6}
"""Exit statuses: also that a gate denies, and that a frozen quote would move."""
FOR_MACHINES = re.compile(
    r'\S+\.(?:toml|json)(?::\d+:)?|sha256:|\[[a-z./-]+\]|(?<=\] )[a-z0-9./-]+: |（[a-z0-9."/ =|-]+）'
    r"|^(?:設定|setting): \S+$|sangaku-price [a-z]+:",
    re.MULTILINE,
)
"""Files with their lines, digests, codes and keys of findings, what is put into a file or typed, the command's name."""


class Files(NamedTuple):
    """A contract, the same with other values and without some, another, and its quote, frozen."""

    folder: Path
    spec: str
    changed: str
    next: str
    frozen: str
    path: str
    """An amount of it."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("folder") / "examples"
    shutil.copytree(ROOT / "examples", found)
    return found


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def files(request, folder):
    name, stem = request.param.name, request.param.stem
    raw = tomli.loads(request.param.read_text(encoding="utf-8"))
    varied = {**raw, "direct": [*raw["direct"]], "facts": {**raw.get("facts", {}), "company-size": "large"}}
    entry = varied["direct"][0] = {**raw["direct"][0], "note": "再見積り"}
    key = next(one for one in ("amount", "unit-price", "hourly-rate") if one in entry)
    entry[key] = entry[key] // 2 + 1_111_001
    varied["direct"].append({"item": "追加の試料", "category": "consumables", "amount": 222_003})
    varied["quote"] = {**raw.get("quote", {}), "remarks": "変更後"}
    varied.pop("scenario", None)
    changed = folder / f"{stem}-changed.toml"
    changed.write_text(tomli_w.dumps(varied), encoding="utf-8")
    frozen = folder / f"{stem}.json"
    assert run(["quote", str(folder / name), "--freeze", "-o", str(frozen)]).status == 0
    following = EXAMPLES[(EXAMPLES.index(request.param) + 1) % len(EXAMPLES)].name
    path = f"direct.{entry.get('id', '1')}.{key}"
    return Files(folder, name, changed.name, following, frozen.name, path)


def known_in(files: Files) -> str:
    """What the pages of some files repeat as it is written."""
    policy = tomli.loads((files.folder / POLICY).read_text(encoding="utf-8"))
    gates = "\n".join(strings(policy))
    return "\n".join((*(names(files.folder / one) for one in (files.spec, files.changed, files.next)), gates))


def said(words: tuple[str, ...], files: Files, lang: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that a command says, without what is no word."""
    monkeypatch.chdir(files.folder)
    ran = run(["--lang", lang, *(word.format(**files._asdict()) for word in words)])
    assert ran.status in FINE, ran.complaint
    return LEFT_OUT.sub(" ", FOR_MACHINES.sub(" ", f"{ran.text}\n{ran.complaint}"))


@pytest.mark.parametrize("words", ASKED.values(), ids=ASKED)
def test_what_a_command_says_in_japanese_has_no_english_word(words, files, monkeypatch):
    known = known_in(files)
    found = set(LATIN.findall(said(words, files, "ja", monkeypatch))) - OURS
    assert {word for word in found if word not in known} == set()


@pytest.mark.parametrize("words", ASKED.values(), ids=ASKED)
def test_what_a_command_says_in_english_has_no_japanese_word(words, files, monkeypatch):
    known = known_in(files)
    found = set(JAPANESE.findall(said(words, files, "en", monkeypatch)))
    assert {word for word in found if word not in known} == set()


# -- pages of a contract -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_in_japanese_has_no_english_word(path, arguments):
    known = names(path)
    found = set(LATIN.findall(shown(arguments, path, "ja"))) - OURS
    assert {word for word in found if word not in known} == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_in_english_has_no_japanese_word(path, arguments):
    known = names(path)
    found = set(JAPANESE.findall(shown(arguments, path, "en")))
    assert {word for word in found if word not in known} == set()


# -- days, and what tariffs, policies and mistakes say ----------------------------------------------------------------

ISO_DAY = re.compile(r"\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b|\bFY\d{4}\b")
NUMBERED = re.compile(r"SK-\d{4}-\d{4}")
"""The number of a quote is no day."""
TARIFFS = tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))
MISTAKES = {
    "kanazawa": "料金表の「間接経費」は別途協議です。",
    "osaka-prefecture": "後継機関の料金表によります: 大阪公立大学（omu）",
    "kaiyodai": "「間接経費」の規則は契約締結日で決まります。",
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_page_in_japanese_writes_days_as_an_office_does(path, arguments):
    known = names(path)
    before = re.findall(ISO_DAY, (ROOT / "examples" / "frozen" / "surface.json").read_text(encoding="utf-8"))
    found = set(ISO_DAY.findall(NUMBERED.sub("", shown(arguments, path, "ja"))))
    assert {day for day in found if day not in known and day not in before} == set()


@pytest.mark.parametrize("words", ASKED.values(), ids=ASKED)
def test_what_a_command_says_in_japanese_has_no_day_as_a_file_has_it(words, files, monkeypatch):
    known = known_in(files)
    found = set(ISO_DAY.findall(NUMBERED.sub("", said(words, files, "ja", monkeypatch))))
    assert {day for day in found if day not in known} == set()


def in_one_language(words: list[str], lang: str) -> str:
    """A page of a tariff, without addresses and keys that are typed."""
    ran = run(["--lang", lang, *words])
    assert ran.status == 0, ran.complaint
    return LEFT_OUT.sub(" ", re.sub(r"（[a-z0-9-]+）", " ", ran.text))


def told_by(tariff: str) -> str:
    """The words of a tariff's file, and of the institutions."""
    files = [SHIPPED / f"{tariff}.toml", DATA / "unpublished.toml"]
    return "\n".join(words for one in files for words in strings(tomli.loads(one.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("tariff", TARIFFS)
@pytest.mark.parametrize("page", ["show", "history"])
def test_a_tariff_in_japanese_has_no_id_of_a_fact_and_no_day_as_a_file_has_it(tariff, page):
    text, known = in_one_language(["tariff", page, tariff, "-f", "markdown"], "ja"), told_by(tariff)
    assert not ISO_DAY.findall(text)
    assert {word for word in set(LATIN.findall(text)) - OURS if word not in known} == set()


def test_the_list_of_tariffs_in_japanese_has_days_as_an_office_writes_them():
    assert not ISO_DAY.findall(re.sub(r"[（(]?\d+-\d+-\d+[）)]?", " ", in_one_language(["tariff", "list"], "ja")))


@pytest.mark.parametrize("tariff", MISTAKES)
def test_a_mistake_names_the_institution_and_its_rule_in_words(tariff, tmp_path):
    spec = tmp_path / "spec.toml"
    head = f'format = 1\ntariff = "{tariff}"\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n'
    spec.write_text(f"{head}[[direct]]\namount = 5\n", encoding="utf-8")
    ran = run(["--lang", "ja", "quote", str(spec)])
    assert ran.status == 3
    assert MISTAKES[tariff] in ran.complaint


def test_a_gate_says_what_is_missing_in_words_with_the_id_that_is_typed(tmp_path):
    (tmp_path / "policy.toml").write_text(
        'format = 1\n[[gate]]\nname = "期待値"\nmeasure = "contingent.expected"\nat-most = 5\n', encoding="utf-8"
    )
    spec = tmp_path / "spec.toml"
    head = 'format = 1\ntariff = "kitami"\n[contract]\nstart = 2026-10-01\nend = 2027-03-31\n'
    success = '[[success]]\nid = "s"\ntrigger = "量産"\namount = 1_000_000\n'
    spec.write_text(f"{head}[[direct]]\namount = 5\n{success}", encoding="utf-8")
    told = ["--lang", "{lang}", "check", str(spec), "--policy", str(tmp_path / "policy.toml")]
    japanese, english = (run([one.format(lang=lang) for one in told]).text for lang in ("ja", "en"))
    assert "期待値が分かりません。足りないもの: 研究成果への報酬（量産）（s）。" in japanese
    assert "is not known; missing: s" in english


def test_a_workbook_in_japanese_alone_has_numbers_in_the_place_of_ids(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    spec = ROOT / "examples" / "kyoto-battery.toml"
    for lang, first in (("ja", "1"), ("both", "glovebox"), ("en", "glovebox")):
        page = tmp_path / f"{lang}.xlsx"
        assert run(["--lang", lang, "quote", str(spec), "-o", str(page)]).status == 0
        book = openpyxl.load_workbook(page)
        cells = [[str(cell.value or "") for cell in row] for sheet in book for row in sheet.iter_rows()]
        column = [row[0] for row in cells]
        assert first in column
        assert ("glovebox" in "\n".join(map("\n".join, cells))) is (lang != "ja")


def test_a_source_on_an_english_page_has_english_brackets():
    for lang, words in (("en", " (a copy on another host)"), ("ja", "（別サイトの写し）")):
        pages = [run(["--lang", lang, "tariff", "show", one, "-f", "markdown"]).text for one in ("iwate", "saga")]
        assert any(words in page for page in pages)
