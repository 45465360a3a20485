"""Frozen quotes: the same for good, found when altered, and told by what they would move."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.assurance import verifying
from sangaku_price.assurance.verdict_pages import verdict_document
from sangaku_price.assurance.verifying import ALTERED, MOVED, SAME, verify_frozen
from sangaku_price.interchange.json import from_json
from sangaku_price.language.enums import Audience, Lang
from sangaku_price.loading.canonical import canonical, digested, pieces
from sangaku_price.loading.files import load_ground, load_source
from sangaku_price.loading.freezing import Altered, freeze, load_frozen, read_frozen
from sangaku_price.loading.law_file import law_text
from sangaku_price.loading.provenance import ground_of
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.tariffs import SHIPPED
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source
from sangaku_price.version import VERSION
from strategies import contracts

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
BATTERY = str(ROOT / "examples" / "kyoto-battery.toml")
GOLDEN = ROOT / "tests" / "golden" / "frozen" / "version-0.1.0.json"
SPEC = """format = 1
tariff = "./mine.toml"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
amount = 1_000_001
"""
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


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a contract, its tariff, and both frozen."""
    monkeypatch.chdir(tmp_path)
    Path("spec.toml").write_text(SPEC)
    Path("mine.toml").write_text(TARIFF)
    Path("q.json").write_bytes(sangaku_price.freeze("spec.toml"))
    return tmp_path


def frozen_of(spec):
    raw = load_source(Source("x.toml", spec, sha256(spec.encode()).hexdigest(), None))
    return raw, freeze(price_loaded(raw), ground_of(raw))


# -- freezing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("audience", Audience)
def test_every_example_frozen_is_the_same(path, audience):
    data = sangaku_price.freeze(str(path), audience=audience)
    assert data == sangaku_price.freeze(str(path), audience=audience)
    verdict = verify_frozen(read_frozen(data))
    assert (verdict.state, verdict.status) == (SAME, 0)
    assert verdict.untested == (() if audience is Audience.OFFICE else ("spec",))
    quote = from_json(data)  # it is a JSON quote, too
    assert quote.totals.total == sangaku_price.quote(str(path)).totals.total


def test_what_this_version_froze_stays_the_same_for_good(request, monkeypatch):
    monkeypatch.setattr(verifying, "VERSION", "9.9.9")  # of later versions, which may give their reasons otherwise
    if request.config.getoption("--update-golden") and not GOLDEN.exists():
        GOLDEN.write_bytes(sangaku_price.freeze(BATTERY, set={"involvement.kitayama.hourly-rate": 19_000}))
    verdict = verify_frozen(read_frozen(GOLDEN.read_bytes()))
    assert verdict.state != ALTERED
    assert "engine" not in [change.cause for move in verdict.moved for change in move.changes]
    assert from_json(GOLDEN.read_bytes()).totals.total == 25_075_098


def test_what_an_earlier_state_of_this_version_froze_is_the_same_to_the_letter(request):
    """Its notes and facts too: what a quote holds changes with the version, and never without it."""
    for earlier in GOLDEN.parent.glob("version-*-notes.json"):
        assert verify_frozen(read_frozen(earlier.read_bytes())).state == SAME, earlier.name
    first = read_frozen(GOLDEN.with_name("version-0.1.0-notes.json").read_bytes())
    path = GOLDEN.with_name(f"version-{VERSION}-notes.json")
    if request.config.getoption("--update-golden") and not path.exists():
        path.write_bytes(freeze(price_loaded(load_ground(first.ground)), first.ground))
    frozen = path.read_bytes()
    quote = from_json(frozen)
    assert quote.contract.facts == {"ex-officio": True}
    assert "exempt" in {one.code for one in quote.notes}
    assert verify_frozen(read_frozen(frozen)).state == SAME


def test_values_scenario_and_day_are_frozen_with_their_types():
    values = {"contract.title": "true", "contract.end": date(2029, 5, 14), "involvement.kitayama.employed": True}
    data = sangaku_price.freeze(BATTERY, set=values, scenario="lean", as_of=date(2030, 1, 1))
    found = read_frozen(data)
    assert (dict(found.ground.values), found.ground.scenario) == (values, "lean")
    assert found.ground.as_of == date(2030, 1, 1)
    assert verify_frozen(found).state == SAME


def test_a_companys_copy_has_no_private_figure_and_still_verifies(tmp_path):
    copy = sangaku_price.freeze(BATTERY, audience=Audience.COMPANY, set={"success.target.probability": "17%"})
    text = copy.decode()
    for private in ("17%", "0.17", "discount-rate", "annual-hours = ", "[[involvement]]"):
        assert private not in text, private
    path = tmp_path / "copy.json"
    path.write_bytes(copy)
    assert sangaku_price.verify(str(path)).state == SAME
    withheld = sangaku_price.verify(str(path), spec=BATTERY)
    assert (withheld.state, withheld.untested) == (SAME, ("spec",))
    path.write_bytes(sangaku_price.freeze(BATTERY, audience=Audience.COMPANY))
    assert sangaku_price.verify(str(path), spec=BATTERY) == verifying.Verdict(SAME, load_frozen(str(path)).digest)
    other = tmp_path / "other.toml"
    other.write_text(Path(BATTERY).read_text().replace("947_000", "947_001"))
    moved = sangaku_price.verify(str(path), spec=str(other))
    assert [change.cause for change in moved.moved[0].changes] == ["spec"]


def test_a_companys_copy_whose_figures_do_not_add_up_is_altered_whatever_its_digest():
    found = json.loads(sangaku_price.freeze(str(EXAMPLES[0]), audience=Audience.COMPANY))
    found["lines"][0]["amount"] += 1
    found["digest"] = digested(pieces(found))
    verdict = verify_frozen(read_frozen(canonical(found)))
    assert (verdict.state, verdict.why, verdict.status) == (ALTERED, "figures", 6)
    found["lines"][0]["amount"] -= 1
    found["lines"][0]["steps"][0] = {
        "op": "div",
        "value": "1",
        "args": [{"op": "value", "value": "1"}, {"op": "value", "value": "0"}],
    }
    found["digest"] = digested(pieces(found))
    assert verify_frozen(read_frozen(canonical(found))).why == "figures"


@pytest.mark.usefixtures("folder")
def test_a_new_quote_names_the_digest_of_the_one_it_supersedes():
    data = sangaku_price.freeze("spec.toml", supersedes="q.json")
    assert read_frozen(data).supersedes == load_frozen("q.json").digest
    Path("q.json").write_bytes(Path("q.json").read_bytes() + b" ")
    with pytest.raises(BadFile) as refusal:
        sangaku_price.freeze("spec.toml", supersedes="q.json")
    assert [one.code for one in refusal.value.problems] == ["frozen-altered"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contracts())
def test_whatever_is_frozen_is_priced_the_same_again(raw):
    text = tomli_w.dumps(raw)
    try:
        loaded, data = frozen_of(text)
    except BadFile:
        assume(condition=False)
    found = read_frozen(data)
    assert found.quote == from_json(data)
    assert verify_frozen(found) == verifying.Verdict(SAME, found.digest)
    assert price_loaded(loaded).totals == found.quote.totals


@pytest.mark.usefixtures("folder")
def test_a_byte_order_mark_and_carriage_returns_are_frozen():
    Path("spec.toml").write_bytes(b"\xef\xbb\xbf" + SPEC.replace("\n", "\r\n").encode())
    found = read_frozen(sangaku_price.freeze("spec.toml"))
    assert found.ground.spec.sha256 == sha256(Path("spec.toml").read_bytes()).hexdigest()
    assert verify_frozen(found).state == SAME
    assert verify_frozen(found, spec="spec.toml").state == SAME


# -- altered -----------------------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_of_one_character_is_found(data):
    text = GOLDEN.read_text()
    place = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(
        st.one_of(st.just(""), st.characters(exclude_categories=("Cs",)), st.sampled_from('0123456789" {},\n'))
    )
    changed = text[:place] + sign + text[place + data.draw(st.booleans()) :]
    assume(changed != text)
    with suppress(BadFile):
        assert isinstance(read_frozen(changed.encode()), Altered)


@pytest.mark.usefixtures("folder")
def test_the_kinds_of_alteration_are_told_apart():
    data = Path("q.json").read_bytes()
    assert read_frozen(data + b"\n") == Altered("form")
    assert read_frozen(data.replace(b'"amount": 1000001', b'"amount": 1000002')) == Altered("digest")
    for bad, code in ((b"{}", "frozen-not"), (b"[", "quote-no-json"), (b"[1]", "frozen-not")):
        with pytest.raises(BadFile) as refusal:
            read_frozen(bad)
        assert [one.code for one in refusal.value.problems] == [code]
    later = json.loads(data)
    later["frozen"]["format"] = 2
    later["digest"] = digested(pieces(later))
    with pytest.raises(BadFile) as refusal:
        read_frozen(canonical(later))
    assert [one.path for one in refusal.value.problems] == ["frozen.format"]


def forged(data, change):
    """A frozen quote in which something is another, under a digest of its own."""
    found = json.loads(data)
    change(found)
    found["digest"] = digested(pieces(found))
    return canonical(found)


FORGERIES = {
    "the company": lambda found: found["contract"].update(company="別の会社"),
    "a label": lambda found: found["lines"][0]["label"].update(ja="無料", en="free"),
    "a source": lambda found: found["lines"][0]["sources"][0].update(title="別の規程"),
    "a formula": lambda found: found["lines"][0].update(formula="1 × 1"),
    "a note less": lambda found: found["notes"].clear(),
    "the hash of the contract": lambda found: found.update(spec_sha256="0" * 64),
    "the hash of the tariff": lambda found: found["tariff"].update(sha256="0" * 64),
    "both hashes of the contract": lambda found: (
        found.update(spec_sha256="0" * 64),
        found["frozen"]["spec"].update(sha256="0" * 64),
    ),
    "the law, which is none": lambda found: found["frozen"].update(law="x = 1"),
    "the scenario": lambda found: found.update(scenario="nothing"),
    "the values": lambda found: found["frozen"].update(set='"direct.travel.amount" = 1'),
    "the contract file left out": lambda found: found["frozen"].update(spec=None),
    "the values called withheld": lambda found: found["frozen"].update(withheld=True),
}
OF_ANOTHER_ENGINE = ("the company", "a label", "the hash of the contract", "the hash of the tariff", "the values")


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_with_a_digest_of_its_own_does_not_follow_from_what_is_frozen_in_it(change):
    verdict = verify_frozen(read_frozen(forged(sangaku_price.freeze(BATTERY), change)))
    assert (verdict.state, verdict.why, verdict.status) == (ALTERED, "contents", 6)


@pytest.mark.parametrize("name", OF_ANOTHER_ENGINE)
def test_a_forgery_that_claims_another_engine_is_not_the_same(name):
    def change(found):
        found["engine"]["version"] = "0.0.9"
        FORGERIES[name](found)

    verdict = verify_frozen(read_frozen(forged(sangaku_price.freeze(BATTERY), change)))
    assert verdict.state == MOVED
    assert causes(verdict) == [["engine"]]


def test_a_copy_with_another_company_is_not_what_the_contract_file_gives(tmp_path):
    path = tmp_path / "copy.json"
    copy = sangaku_price.freeze(BATTERY, audience=Audience.COMPANY)
    path.write_bytes(forged(copy, FORGERIES["the company"]))
    assert sangaku_price.verify(str(path), spec=BATTERY).why == "contents"
    path.write_bytes(forged(path.read_bytes(), FORGERIES["the hash of the contract"]))
    assert causes(sangaku_price.verify(str(path), spec=BATTERY)) == [["spec"]]
    commented = tmp_path / "spec.toml"
    commented.write_text(Path(BATTERY).read_text() + "# a comment\n")
    path.write_bytes(copy)
    assert sangaku_price.verify(str(path), spec=str(commented)).state == SAME


def test_words_that_another_engine_has_for_its_reasons_move_nothing():
    def reworded(found):
        found["engine"]["version"] = "0.0.9"
        found["lines"][0].update(formula="as it was said once")
        found["notes"].clear()

    assert verify_frozen(read_frozen(forged(sangaku_price.freeze(BATTERY), reworded))).state == SAME


# -- moved -------------------------------------------------------------------------------------------------------------


def causes(verdict):
    return [[change.cause for change in move.changes] for move in verdict.moved]


@pytest.mark.usefixtures("folder")
def test_a_given_spec_or_tariff_that_prices_otherwise_has_moved_it():
    assert sangaku_price.verify("q.json").untested == ("tariff",)
    assert sangaku_price.verify("q.json", tariff="./mine.toml").untested == ()
    Path("mine.toml").write_text(TARIFF.replace("30%", "31%"))
    by_tariff = sangaku_price.verify("q.json", tariff="./mine.toml")
    assert (by_tariff.state, causes(by_tariff), by_tariff.moved[0].total) == (MOVED, [["tariff"]], 11_000)
    Path("spec.toml").write_text(SPEC.replace("1_000_001", "2_000_001"))
    both = sangaku_price.verify("q.json", spec="spec.toml")
    assert causes(both) == [["tariff"], ["spec"]]
    Path("mine.toml").write_text(TARIFF + "# a comment\n")
    assert sangaku_price.verify("q.json", tariff="./mine.toml").state == SAME


@pytest.mark.usefixtures("folder")
def test_a_shipped_tariff_is_compared_with_the_one_installed(monkeypatch):
    Path("spec.toml").write_text(SPEC.replace("./mine.toml", "hokkaido"))
    data = sangaku_price.freeze("spec.toml")
    dearer = Path("hokkaido.toml")
    dearer.write_text((SHIPPED / "hokkaido.toml").read_text().replace('rate = "30%"', 'rate = "35%"'))
    monkeypatch.setattr(
        verifying, "tariff_texts", lambda _name: (Source("hokkaido.toml", dearer.read_text(), "", None),)
    )
    assert causes(verify_frozen(read_frozen(data))) == [["tariff"]]


@pytest.mark.usefixtures("folder")
def test_the_law_and_the_engine_are_answerable_for_what_they_move(monkeypatch):
    found = load_frozen("q.json")
    monkeypatch.setattr(verifying, "law_text", lambda: law_text().replace('"10%"', '"12%"'))
    assert causes(verify_frozen(found)) == [["law"]]
    totals = found.quote.totals._replace(total=1)
    older = found._replace(quote=found.quote._replace(totals=totals, engine="0.0.9"))
    assert causes(verify_frozen(older)) == [["engine"], ["law"]]
    told = verdict_document({"q.json": verify_frozen(older)}, Lang.EN)
    assert [section.heading for section in told.sections] == ["result", "engine", "law", "how this was made"]
    assert [len(section.blocks) for section in told.sections] == [2, 1, 1, 1]  # no line has moved


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_priced_any_more_has_moved_and_is_said():
    Path("mine.toml").write_text(TARIFF.replace('rate = "30%"', "negotiated = true"))
    verdict = sangaku_price.verify("q.json", tariff="./mine.toml")
    assert (verdict.state, verdict.moved) == (MOVED, ())
    assert [change.cause for change in verdict.stuck.changes] == ["tariff"]
    ran = run(["verify", "q.json", "--tariff", "./mine.toml", "--lang", "en"])
    assert ran.status == 6
    assert "cannot be priced any more" in ran.text
    assert "negotiated" in ran.text
    found = json.loads(run(["verify", "q.json", "--tariff", "./mine.toml", "-f", "json"]).out)
    assert (found["refused"], found["refused_by"]) == (["overhead-negotiated"], ["tariff"])


@pytest.mark.usefixtures("folder")
def test_a_contract_without_a_tariff_is_verified():
    own = SPEC.replace('tariff = "./mine.toml"\n', "") + '[[overhead]]\nid = "own"\nrate = "10%"\nbase = ["direct"]\n'
    Path("spec.toml").write_text(own)
    assert verify_frozen(read_frozen(sangaku_price.freeze("spec.toml"))).untested == ()


# -- the commands ------------------------------------------------------------------------------------------------------


def process(*arguments):
    command = [sys.executable, "-m", "sangaku_price", *arguments]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.mark.usefixtures("folder")
def test_each_outcome_of_verify_has_its_exit_status():
    assert process("verify", "q.json", "--tariff", "./mine.toml").returncode == 0
    Path("spec.toml").write_text(SPEC.replace("1_000_001", "2_000_001"))
    assert process("verify", "q.json", "--spec", "spec.toml").returncode == 6
    Path("altered.json").write_bytes(Path("q.json").read_bytes().replace(b"1000001", b"1000002"))
    assert process("verify", "altered.json").returncode == 6
    assert process("verify", "spec.toml").returncode == 3
    assert process("verify", "nothing.json").returncode == 3
    assert process("verify", "-").returncode == 3
    assert process("verify").returncode == 2


@pytest.mark.usefixtures("folder")
def test_verdicts_are_told_in_every_format():
    Path("spec.toml").write_text(SPEC.replace("1_000_001", "2_000_001").replace("[[direct]]", "[[direct]]\nid = 'x'"))
    told = run(["verify", "q.json", "--spec", "spec.toml", "--lang", "en"]).text
    assert "moved" in told
    assert "+1,430,000" in told
    markdown = run(["verify", "q.json", "--spec", "spec.toml", "-f", "markdown"]).text
    assert markdown.startswith("# 検証 / verification: q.json")
    Path("a.json").write_bytes(Path("q.json").read_bytes() + b" ")
    assert "its bytes are not those" in run(["verify", "a.json", "--lang", "en"]).text
    assert json.loads(run(["verify", "a.json", "-f", "json"]).out)["why"] == "form"
    assert (
        json.loads(run(["verify", "q.json", "--spec", "spec.toml", "-f", "json"]).out)["moved"][0]["total"] == 1_430_000
    )


@pytest.mark.usefixtures("folder")
def test_freezing_by_the_command_line():
    assert run(["quote", "spec.toml", "--freeze"]).out == Path("q.json").read_bytes()
    assert run(["quote", "spec.toml", "--supersedes", "q.json", "-o", "q2.json"]).status == 0
    assert load_frozen("q2.json").supersedes == load_frozen("q.json").digest
    assert run(["verify", "-"], Path("q.json").read_bytes()).status == 0


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("sangaku_price.toml.reading.MOST_QUOTE_BYTES", 10)
    with pytest.raises(BadFile) as refusal:
        load_frozen("q.json")
    assert [one.code for one in refusal.value.problems] == ["file-too-large"]


def test_a_frozen_contract_without_the_tariff_that_it_names_is_refused():
    ground = read_frozen(sangaku_price.freeze(BATTERY)).ground
    with pytest.raises(BadFile) as refused:
        load_ground(ground._replace(tariffs=()))
    assert {one.code for one in refused.value.problems} == {"frozen-without-tariff"}
