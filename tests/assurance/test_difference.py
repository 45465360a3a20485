"""`diff`: every yen of a difference has its cause, and the causes sum to it exactly."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance.attribution import Change, line_moves, moved, moves
from sangaku_price.assurance.input_changes import Run, input_changes
from sangaku_price.language.enums import Audience
from sangaku_price.loading.canonical import canonical, digested, pieces
from sangaku_price.loading.law_file import law_of, law_text, load_law
from sangaku_price.loading.priced import is_frozen
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.toml.problems import BadFile, problem
from strategies import contracts, yen
from tariff_strategies import tariffs

BATTERY = ROOT / "examples" / "kyoto-battery.toml"
SPEC = """format = 1
tariff = "hokkaido"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
id = "a"
item = "A"
amount = 1_000_000
[[direct]]
item = "B"
amount = 10_000
[[direct]]
item = "C"
amount = 20_000
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(**texts):
        for name, words in texts.items():
            Path(f"{name}.toml").write_text(words)

    return write


def told(found):
    return [(part.causes, [change.path for change in part.changes], part.total) for part in found.parts]


# -- the law: attributions sum -----------------------------------------------------------------------------------------


@st.composite
def pairs(draw):
    """Two contracts, the second of which may be the first with some tables of another."""
    tariff = draw(st.one_of(st.none(), tariffs()))
    first, second = draw(contracts(tariff)), draw(contracts(tariff))
    kept = draw(st.lists(st.sampled_from(sorted({*first, *second})), unique=True))
    mixed = {**second, **{key: first[key] for key in kept if key in first}}
    return tariff, first, draw(st.sampled_from([second, mixed, first]))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs(), st.one_of(st.none(), yen))
def test_the_causes_sum_to_the_difference_whatever_changed(pair, agreed):
    raw_tariff, old, new = pair
    tariff = None if raw_tariff is None else read_tariff(raw_tariff, "sha", None)[0]
    law = load_law()
    before = Run(tariff, law, "value-based", "value-based", None, None)
    after = before if agreed is None else before._replace(scenario="x", approach="lump-sum", agreed=agreed)
    try:
        start, end = before.price(old), after.price(new)
    except BadFile:
        assume(condition=False)
    found, stuck = moves(start, input_changes(old, new, before, after))
    assert stuck is None
    assert sum(move.total for move in found) == end.totals.total - start.totals.total
    assert sum(move.contingent for move in found) == end.totals.contingent.maximum - start.totals.contingent.maximum
    assert all(one.before.totals == two.after.totals for two, one in itertools.pairwise(found))
    assert not found or found[-1].after.lines == end.lines
    assert (old != new or agreed is not None) or not found
    sums = [sum(getattr(one, side) or 0 for one in line_moves(start, end)) for side in ("before", "after")]
    assert sums == [sum(line.amount for line in quote.lines) for quote in (start, end)]


# -- inputs ------------------------------------------------------------------------------------------------------------


def test_several_inputs_are_priced_one_after_the_other_in_file_order_and_named_by_their_paths(files):
    new = (
        SPEC.replace("1_000_000", "1_200_000")
        .replace("2027-03-31", "2027-09-30")
        .replace('"C"\namount', '"C"\nquantity = 2\nunit-price')
    )
    files(old=SPEC, new=new + "[tax]\nrounding = 'up'\n")
    found = sangaku_price.diff("old.toml", "new.toml")
    assert told(found) == [
        (("input",), ["contract.end"], 0),
        (("input",), ["direct.a.amount"], 286_000),
        (("input",), ["direct.3.quantity", "direct.3.unit-price", "direct.3.amount"], 28_600),
        (("input",), ["tax.rounding"], 0),
    ]
    assert found.total == sum(part.total for part in found.parts) == 314_600
    assert "個別には計算できないため一括" in run(["diff", "old.toml", "new.toml"]).text


def test_entries_without_an_id_are_matched_by_what_they_say(files):
    files(old=SPEC, new=SPEC.replace('[[direct]]\nitem = "B"\namount = 10_000\n', ""))
    found = sangaku_price.diff("old.toml", "new.toml")
    assert told(found) == [(("input",), ["direct.2"], -14_300)]
    moved = {one.label.ja: (one.before, one.after) for one in found.lines}
    assert moved["B"] == (10_000, None)
    assert "C" not in moved


def test_what_is_added_removed_and_changed_is_told_apart(files):
    files(old=SPEC, new=SPEC.replace('"a"', '"b"').replace('"A"', '"新"').replace("20_000", "20_001"))
    lines = {one.id: one for one in sangaku_price.diff("old.toml", "new.toml").lines}
    assert (lines["b"].before, lines["b"].after) == (None, 1_000_000)
    assert (lines["a"].before, lines["a"].after) == (1_000_000, None)
    assert lines["direct.3"].difference == 1
    text = run(["diff", "old.toml", "new.toml", "--lang", "en"]).text
    for word in ("added", "removed", "changed"):
        assert word in text


def test_another_order_of_entries_is_a_change_that_moves_nothing(files):
    head, a, b, c = SPEC.split("[[direct]]")
    files(old=SPEC, new=f"{head}[[direct]]{a}[[direct]]{c}[[direct]]{b}")
    assert told(sangaku_price.diff("old.toml", "new.toml")) == [(("input",), ["order"], 0)]


def test_inline_tables_are_compared_key_by_key(files):
    spec = BATTERY.read_text()
    files(old=spec, new=spec.replace("2031 = 260_000_000", "2031 = 300_000_000"))
    found = sangaku_price.diff("old.toml", "new.toml")
    assert [part.changes[0].path for part in found.parts] == ["use.licence.royalty.sales.2031"]
    assert (found.parts[0].total, found.parts[0].contingent) == (0, 360_000)


def test_the_same_file_has_no_difference(files):
    files(old=SPEC, new=SPEC + "# a comment\n")
    found = sangaku_price.diff("old.toml", "new.toml")
    assert found.is_empty
    assert "There is no difference." in run(["diff", "old.toml", "new.toml", "--lang", "en"]).text


# -- engine, law, tariff -----------------------------------------------------------------------------------------------

TARIFF = (
    'format = 1\nid = "mine"\nname = "架空大学"\nchecked = 2026-01-01\n[source.a]\ntitle = "規程"\n'
    '[[overhead]]\nid = "indirect"\nsource = "a"\nrate = "30%"\nbase = ["direct"]\n'
)


def refrozen(path, **changes):
    """A frozen quote in which something is another, under a digest of its own."""
    found = json.loads(Path(path).read_bytes())
    for key, value in changes.items():
        found[key] = value(found[key])
    found["digest"] = digested(pieces(found))
    Path(path).write_bytes(canonical(found))


def test_engine_law_tariff_and_input_are_told_apart_in_this_order(files, monkeypatch):
    files(spec=SPEC.replace("hokkaido", "./mine.toml"), mine=TARIFF)
    Path("old.json").write_bytes(sangaku_price.freeze("spec.toml"))
    refrozen("old.json", totals=lambda found: {**found, "total": found["total"] - 7})
    files(mine=TARIFF.replace("30%", "31%"), spec=SPEC.replace("hokkaido", "./mine.toml").replace("20_000", "30_000"))
    dearer = law_text().replace('"10%"', '"12%"')
    monkeypatch.setattr("sangaku_price.loading.provenance.law_text", lambda: dearer)
    monkeypatch.setattr("sangaku_price.loading.files.load_law", lambda: law_of(dearer))
    found = sangaku_price.diff("old.json", "spec.toml")
    assert told(found) == [
        (("engine",), [""], 7),
        (("law",), [""], 26_780),
        (("tariff",), [""], 11_536),
        (("input",), ["direct.3.amount"], 14_672),
    ]
    assert sum(part.total for part in found.parts) == found.total


def test_two_frozen_quotes_of_another_engine_are_compared_as_they_were_made(files):
    files(spec=SPEC)
    Path("old.json").write_bytes(sangaku_price.freeze("spec.toml", scenario="cost-accumulation"))
    Path("new.json").write_bytes(sangaku_price.freeze("spec.toml", scenario="cost-accumulation"))
    refrozen("new.json", totals=lambda found: {**found, "total": found["total"] + 3})
    assert told(sangaku_price.diff("old.json", "new.json")) == [(("engine",), [""], 3)]
    assert told(sangaku_price.diff("new.json", "new.json")) == []
    assert told(sangaku_price.diff("spec.toml", "old.json")) == []  # the scenario of the frozen quote is taken over
    assert told(sangaku_price.diff("spec.toml", "old.json", scenario="value-based")) == [(("input",), ["scenario"], 0)]


def test_a_tariff_that_needs_more_of_the_contract_is_merged_with_the_input_that_gives_it(files):
    files(old=SPEC.replace("hokkaido", "./mine.toml"), mine=TARIFF)
    negotiated = TARIFF.replace('rate = "30%"', "negotiated = true")
    files(
        open=negotiated, new=SPEC.replace("hokkaido", "./open.toml") + '[[overhead]]\nid = "indirect"\nrate = "20%"\n'
    )
    found = sangaku_price.diff("old.toml", "new.toml")
    assert told(found) == [(("tariff", "input"), ["", "overhead.indirect"], -113_300)]
    own = (
        SPEC.replace('tariff = "hokkaido"\n', "")
        + '[[overhead]]\nid = "own"\nrate = "30%"\nbase = ["direct"]\nmethod = "on-base"\n'
    )
    files(new=own)
    assert told(sangaku_price.diff("old.toml", "new.toml")) == [(("tariff", "input"), ["", "overhead.own"], 0)]


def test_an_altered_or_a_companys_quote_cannot_be_compared(files):
    files(spec=SPEC)
    Path("old.json").write_bytes(sangaku_price.freeze("spec.toml") + b" ")
    Path("copy.json").write_bytes(sangaku_price.freeze("spec.toml", audience=Audience.COMPANY))
    for name, code in (("old.json", "frozen-altered"), ("copy.json", "frozen-company")):
        with pytest.raises(BadFile) as refusal:
            sangaku_price.diff(name, "spec.toml")
        assert [one.code for one in refusal.value.problems] == [code]


def test_changes_that_never_can_be_priced_are_reported_as_such():
    def refuse():
        raise BadFile([problem("empty")])

    quote = sangaku_price.quote(str(BATTERY))
    found, stuck = moves(quote, [Change("law", "", "", "", refuse)])
    assert found == []
    assert stuck.changes[0].cause == "law"


def test_of_very_many_quotes_one_is_priced_at_a_time(files):
    quote, made = sangaku_price.quote(str(BATTERY)), []

    def changes():
        for number in range(5):
            made.append(number)
            yield Change("input", str(number), "", "", lambda: quote)

    each = moved(quote, changes())
    for number in range(5):
        assert next(each).changes[0].path == str(number)
        assert made == list(range(number + 1))


@pytest.mark.parametrize("quotes", [9, 5, 2, 1])
def test_where_very_many_lines_would_be_priced_several_changes_are_told_together(files, monkeypatch, quotes):
    head = SPEC.partition("[[direct]]")[0]
    old, new = (head + "".join(f"[[direct]]\namount = {i + more}\n" for i in range(1, 10)) for more in (0, 1000))
    files(old=old, new=new)
    lines = len(sangaku_price.quote("new.toml").lines)
    monkeypatch.setattr("sangaku_price.assurance.input_changes.MOST_LINES", quotes * lines)
    found = sangaku_price.diff("old.toml", "new.toml")
    assert len(found.parts) == quotes
    assert sum(part.total for part in found.parts) == found.total
    assert [change.path for part in found.parts for change in part.changes] == [
        f"direct.{i}.amount" for i in range(1, 10)
    ]
    text = run(["diff", "old.toml", "new.toml", "--lang", "en"]).text
    assert ("together: there are very many changes" in text) is (quotes < 9)
    assert "cannot be priced one by one" not in text


# -- formats and readers -----------------------------------------------------------------------------------------------


def test_a_review_comment_leaves_private_figures_out_unless_the_office_reads_it(files):
    spec = BATTERY.read_text()
    new = spec.replace('"40%"', '"17%"').replace("947_000", "947_001")
    files(
        old=spec, new=new + '[[involvement]]\nid = "secret"\neffort = "1%"\nannual-cost = 12_345_678\nnote = "社外秘"\n'
    )
    markdown = run(["diff", "old.toml", "new.toml", "-f", "markdown"]).text
    assert markdown.index("## 比べた見積") < markdown.index("## 金額（円）") < markdown.index("## 原因別の差")
    for private in ("17%", "40%", "12345678", "12,345,678", "社外秘"):
        assert private not in markdown
    assert "企業には非開示" in markdown
    office = run(["diff", "old.toml", "new.toml", "-f", "markdown", "--for", "office", "--paths"]).text
    assert "17%" in office
    assert "12345678" in office
    files(new=new)
    told_to_company = sangaku_price.diff("old.toml", "new.toml", audience=Audience.COMPANY)
    assert [part.changes[0].path for part in told_to_company.parts] == ["direct.travel.amount"]


def test_an_added_entry_shows_the_company_no_contents(files):
    files(old=SPEC, new=SPEC + '[[success]]\nid = "s"\ntrigger = "x"\namount = 5\nprobability = "33%"\n')
    assert "33%" not in run(["diff", "old.toml", "new.toml", "--for", "company"]).text
    assert "33%" in run(["diff", "old.toml", "new.toml", "--paths"]).text


def test_the_json_difference_sums(files):
    files(old=SPEC, new=SPEC.replace("20_000", "30_000"))
    found = json.loads(run(["diff", "old.toml", "new.toml", "-f", "json"]).out)
    assert sum(found["causes"].values()) + found["merged"] == found["difference"] == 14_300
    assert found["parts"][0]["changes"] == [
        {"cause": "input", "path": "direct.3.amount", "old": "20000", "new": "30000"}
    ]
    assert found["lines"][0]["what"] == "changed"


def test_each_outcome_of_a_difference_has_its_exit_status(files):
    files(old=SPEC, new=SPEC.replace("20_000", "30_000"), bad=SPEC + "x = 1\n")
    command = [sys.executable, "-m", "sangaku_price", "diff"]
    cases = {
        ("new.toml",): 0,
        ("new.toml", "--exit-code"): 5,
        ("old.toml", "--exit-code"): 0,
        ("bad.toml", "--exit-code"): 3,
    }
    for arguments, status in cases.items():
        assert subprocess.run([*command, "old.toml", *arguments], capture_output=True, check=False).returncode == status
    assert subprocess.run([*command, "old.toml"], capture_output=True, check=False).returncode == 2


def test_whether_a_file_is_json_is_seen_by_how_it_begins(tmp_path):
    assert not is_frozen(str(tmp_path / "nothing"))
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf \n{")
    assert is_frozen(str(tmp_path / "a"))


def test_what_stands_beside_the_price_is_an_input_too(tmp_path):
    text = (ROOT / "examples" / "young-researcher.toml").read_text()
    (tmp_path / "old.toml").write_text(text)
    (tmp_path / "new.toml").write_text(text.replace("ceiling = 30_000_000", "ceiling = 7_500_000"))
    ran = run(["diff", str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--lang", "en", "--exit-code"])
    assert ran.status == 5
    assert "maximum of the grant no. 1" in ran.text
