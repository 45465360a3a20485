"""Institutions that publish no usable number, names that resemble one, and the way out."""

import json

import pytest

from command import run
from sangaku_price import api
from sangaku_price.loading.institutions import near_institutions, shipped_names, unpublished
from sangaku_price.loading.tariffs import SHIPPED, load_tariff, shipped_ids
from sangaku_price.toml.problems import BadFile

SPEC = 'format = 1\ntariff = "{name}"\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n[[direct]]\namount = 1_000\n'


def refused(name: str, folder) -> tuple[str, str]:
    (folder / "spec.toml").write_text(SPEC.format(name=name))
    with pytest.raises(BadFile) as refusal:
        api.quote(str(folder / "spec.toml"))
    return refusal.value.problems[0].code, refusal.value.problems[0].text.en


def test_an_institution_without_a_published_number_is_cited():
    assert len(unpublished()) >= 15
    for one in unpublished().values():
        assert one.href.startswith(("https://", "http://"))
        assert all(one.says)
        assert one.name.ja != one.name.en


@pytest.mark.parametrize("name", ["u-tokyo", "東京大学", "The University of Tokyo"])
def test_a_contract_under_it_is_told_why_and_how_to_go_on(name, tmp_path, monkeypatch):
    code, said = refused(name, tmp_path)
    assert code == "unpublished-tariff"
    assert "tariff new --from u-tokyo -o u-tokyo.toml" in said
    monkeypatch.chdir(tmp_path)
    assert run(["tariff", "new", "--from", "u-tokyo", "-o", "u-tokyo.toml"]).status == 0
    tariff = load_tariff("./u-tokyo.toml", tmp_path)
    assert (tariff.id, tariff.name.ja, tariff.region) == ("u-tokyo", "東京大学", "東京都")
    assert refused("./u-tokyo.toml", tmp_path)[0] == "overhead-negotiated"
    text = (tmp_path / "u-tokyo.toml").read_text().replace("negotiated = true ", 'rate = "20%" ')
    (tmp_path / "u-tokyo.toml").write_text(text)
    assert api.quote(str(tmp_path / "spec.toml")).totals.subtotal == 1_200


def test_a_tariff_begins_with_a_shipped_one_s_names_and_types_and_with_no_rate():
    written = api.tariff_new(begin_with="suac")
    assert 'types = ["joint-research", "commissioned-research"]' in written
    assert "\nrate" not in written
    assert 'id = "mine"' in api.tariff_new("mine", begin_with="suac")
    with pytest.raises(BadFile):
        api.tariff_new(begin_with="nobody")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("kyotto", ["kyoto"]),
        ("kyoto-u", ["kyoto"]),
        ("hokaido", ["hokkaido"]),
        ("京都大学", ["kyoto"]),
        ("Kobe University", ["kobe"]),
        ("todai", []),
        ("xyz", []),
        ("o", []),
        ("大", []),
        ("長岡", ["nagaoka-ut"]),
    ],
)
def test_a_word_leads_to_the_institution_that_it_resembles(word, wanted):
    assert list(near_institutions(word, shipped_names(SHIPPED))) == wanted


def test_tokyo_is_not_kyoto(tmp_path):
    assert "kyoto" not in near_institutions("tokyo", shipped_names(SHIPPED))
    said = refused("tokyo", tmp_path)[1]
    assert "Kyoto" not in said
    assert "u-tokyo (The University of Tokyo)" in said


def test_the_names_that_mistakes_tell_are_those_of_the_tariffs():
    assert shipped_names(SHIPPED) == {ident: load_tariff(ident).name for ident in shipped_ids()}


def test_the_list_has_the_institutions_without_a_number_below_the_others():
    text = run(["tariff", "list", "東京大学", "--lang", "ja"]).text
    assert "使える率や額を公表していない機関" in text
    assert next(one.id for one in api.tariff_unpublished("university of tokyo", region="東京")) == "u-tokyo"
    rows = json.loads(run(["tariff", "list", "東京", "--format", "json"]).text)
    assert {one["id"] for one in rows if one.get("unpublished")} >= {"u-tokyo", "waseda"}
    assert all("unpublished" not in one for one in rows if one["overheads"])
    typed = json.loads(run(["tariff", "list", "--type", "joint-research", "--format", "json"]).text)
    assert not any(one.get("unpublished") for one in typed)


def test_where_nothing_is_found_the_way_out_is_said():
    ran = run(["tariff", "list", "kyotto", "--lang", "en"])
    assert ran.status == 0
    assert 'No institution matches "kyotto".' in ran.text
    assert "kyoto（Kyoto University）" in ran.text
    assert "tariff new" in ran.text
    assert "near names" not in run(["tariff", "list", "xyz", "--lang", "en"]).text


def test_the_book_has_an_index_by_prefecture_from_north_to_south():
    text = run(["tariff", "list", "--full", "--format", "markdown", "--lang", "en"]).text
    assert text.index("| 北海道 Hokkaido |") < text.index("| 東京都 Tokyo |") < text.index("| 沖縄県 Okinawa |")
