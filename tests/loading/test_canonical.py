"""The one form of a frozen quote: that of the standard library, in pieces."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sangaku_price
from places import ROOT
from sangaku_price.assurance.verifying import SAME, verify_frozen
from sangaku_price.language.escaping import json_safe, json_safe_bytes, json_safe_of_controls, safe
from sangaku_price.loading import freezing
from sangaku_price.loading.canonical import NotCanonicalError, canonical, compared, digested, pieces
from sangaku_price.loading.freezing import Altered, read_frozen
from sangaku_price.toml.problems import BadFile

EXAMPLE = str(ROOT / "examples" / "minimal.toml")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("\x7f\udce9\u202e"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text(max_size=4) | st.sampled_from(["digest", "lines", "é"]), VALUES, min_size=1)


def dumped(found):
    """The form in one go."""
    written = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return json_safe(written).encode("utf-8", "backslashreplace")


@given(DOCUMENTS)
def test_the_pieces_are_the_form_that_the_standard_library_writes(found):
    assert canonical(found) == dumped(found)
    lazily = {key: iter(value) if isinstance(value, list) else value for key, value in found.items()}
    assert canonical(lazily) == dumped(found)
    assert [*compared(found, dumped(found))] == [*pieces(found)]


@given(DOCUMENTS)
def test_the_digest_is_over_all_but_itself(found):
    kept = {key: value for key, value in found.items() if key != "digest"}
    if kept and min(found) != "digest":  # a quote has a contract before it
        assert digested(pieces(found)) == digested(pieces(kept)) == f"sha256:{sha256(dumped(kept)).hexdigest()}"


@given(DOCUMENTS, st.data())
def test_any_other_bytes_are_not_the_form(found, data):
    written = dumped(found)
    place = data.draw(st.integers(0, len(written)))
    for changed in (written[:place], written[:place] + b" " + written[place:], written + b"\n"):
        if changed != written:
            with pytest.raises(NotCanonicalError):
                list(compared(found, changed))


def test_what_is_too_large_to_be_read_back_is_not_frozen(monkeypatch):
    data = sangaku_price.freeze(EXAMPLE)
    monkeypatch.setattr(freezing, "MOST_QUOTE_BYTES", len(data))
    assert sangaku_price.freeze(EXAMPLE) == data
    assert read_frozen(data).quote == sangaku_price.quote(EXAMPLE)
    monkeypatch.setattr(freezing, "MOST_QUOTE_BYTES", len(data) - 1)
    with pytest.raises(BadFile) as refusal:
        sangaku_price.freeze(EXAMPLE)
    (problem,) = refusal.value.problems
    assert problem.code == "frozen-too-large"
    assert f"{len(data) - 1:,}" in problem.text.ja
    assert 'billing = "once"' in problem.text.en


def test_a_quote_that_was_frozen_with_unseen_characters_raw_is_still_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / "minimal.toml").read_text()
    (tmp_path / "spec.toml").write_text(text.replace("[contract]", '[contract]\ncompany = "a\u200bb"', 1))
    found = json.loads(sangaku_price.freeze("spec.toml"))
    assert b"\\u200b" in canonical(found)
    found["digest"] = digested(pieces(found, json_safe_of_controls))
    before = canonical(found, json_safe_of_controls)
    assert "\u200b".encode() in before
    assert verify_frozen(read_frozen(before)).state == SAME
    found["digest"] = digested(pieces(found))
    assert read_frozen(canonical(found, json_safe_of_controls)) == Altered("digest")


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_of_json_in_bytes_the_same_characters_stand_as_escapes(words):
    document = json.dumps(words, ensure_ascii=False)
    assert json_safe_bytes(document.encode()) == json_safe(document).encode()
    assert json.loads(json_safe(document)) == words


def test_every_character_that_is_not_safe_is_seen_in_bytes_too():
    for code in (*range(0x7F, 0xD800), *range(0xE000, 0xF0000)):
        char = chr(code)
        if safe(char) != char:
            assert json_safe_bytes(char.encode()) == json_safe(char).encode() != char.encode(), hex(code)
