"""What one may type: Japanese names wherever ids do, and amounts in every form."""

import json

import pytest

from command import run
from places import ROOT

BATTERY, MINIMAL = str(ROOT / "examples" / "kyoto-battery.toml"), str(ROOT / "examples" / "minimal.toml")


def printed(*words: str) -> str:
    """What a command prints."""
    ran = run([*words])
    assert ran.status == 0, ran.err.decode()
    return ran.out.decode()


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("成果連動", "outcome-linked"),
        ("成果連動方式", "outcome-linked"),
        ("コスト積み上げ", "cost-accumulation"),
        ("知の価値付け", "value-based"),
        ("総額2,500万円で合意する案", "agreed"),
    ],
)
def test_a_scenario_is_named_by_the_words_of_a_page(words, ident):
    assert printed("quote", BATTERY, "--scenario", words, "-f", "json") == printed(
        "quote", BATTERY, "--scenario", ident, "-f", "json"
    )
    assert printed("compare", BATTERY, "-s", words, "-f", "csv") == printed(
        "compare", BATTERY, "-s", ident, "-f", "csv"
    )


def test_an_institution_is_named_in_the_place_of_its_id():
    assert printed("tariff", "show", "東北大学") == printed("tariff", "show", "tohoku")
    assert printed("tariff", "show", "tohoku university") == printed("tariff", "show", "tohoku")
    named = printed("compare", MINIMAL, "--tariff", "京都大学", "--tariff", "all", "-f", "csv")
    assert named == printed("compare", MINIMAL, "--tariff", "kyoto", "--tariff", "all", "-f", "csv")
    assert 'tariff = "kyoto"' in printed("new", "--tariff", "京都大学", "--direct", "500万")
    assert printed("tariff", "new", "--from", "東京大学") == printed("tariff", "new", "--from", "u-tokyo")


def test_a_frozen_quote_of_a_tariff_by_name_holds_the_text_of_the_tariff(tmp_path):
    frozen = tmp_path / "q.json"
    assert run(["quote", MINIMAL, "--set", "tariff=京都大学", "--freeze", "-o", str(frozen)]).status == 0
    assert run(["verify", str(frozen)]).status == 0


@pytest.mark.parametrize("words", ["産官学連携推進経費", "5", "expenses-not", "option"])
def test_a_line_is_explained_by_its_label_its_number_and_its_entry(words):
    ran = run(["explain", BATTERY, words, "--lang", "ja"])
    assert ran.status == (2 if words == "expenses-not" else 0)
    if words in {"産官学連携推進経費", "5"}:
        assert ran.out == run(["explain", BATTERY, "indirect", "--lang", "ja"]).out


def test_a_line_that_is_not_there_is_answered_with_labels_and_their_ids_in_brackets():
    japanese, english = (run(["explain", BATTERY, "xyzzy", "--lang", lang]).complaint for lang in ("ja", "en"))
    listed = japanese.partition("使える名前: ")[2].rstrip()
    assert listed.startswith("グローブボックス改造（glovebox）、電解質原料・セル部材（consumables）、")
    assert listed.endswith("、合計（total）、小計（subtotal）、消費税（tax）")
    assert "researcher fee (resident), " in english
    assert english.rstrip().endswith(", total, subtotal, tax")
    near = run(["explain", BATTERY, "産官学連携経費", "--lang", "ja"])
    assert near.status == 2
    assert "「産官学連携推進経費（indirect）」ではありませんか" in near.complaint


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("合計", "totals.total"),
        ("消費税", "totals.tax"),
        ("小計", "totals.subtotal"),
        ("totals.value-share", "totals.value_share"),
        ("by-section.間接経費", "totals.by_section.indirect"),
        ("lines.産官学連携推進経費.amount", "lines.indirect.amount"),
    ],
)
def test_a_figure_is_asked_for_in_words(words, path):
    assert printed("quote", BATTERY, "--get", words) == printed("quote", BATTERY, "--get", path)


@pytest.mark.parametrize(
    ("amount", "plain"),
    [
        *(
            (one, "6000000")
            for one in ("6000000", "6_000_000", "6,000,000", "６００万", "600万円", "６，０００，０００")
        ),
        *((one, "120000000") for one in ("1億2,000万", "１億２，０００万円", "1.2億", "120,000,000")),
    ],
)
def test_amounts_are_taken_the_same_everywhere(amount, plain):
    by_set = ("quote", MINIMAL, "-f", "json", "--set")
    assert printed(*by_set, f"direct.1.amount={amount}") == printed(*by_set, f"direct.1.amount={plain}")
    of_total = ("quote", MINIMAL, "-f", "json", "--from-total")
    assert printed(*of_total, amount) == printed(*of_total, plain)
    seek = ("solve", MINIMAL, "--vary", "direct.1.amount", "-f", "json", "--target")
    assert printed(*seek, amount) == printed(*seek, plain)
    over = ("sweep", MINIMAL, "-f", "csv", "--vary")
    assert printed(*over, f"direct.1.amount=0:{amount}:{amount}") == printed(
        *over, f"direct.1.amount=0:{plain}:{plain}"
    )
    within = (*seek, str(int(plain) * 2), "--min", "0", "--max")
    assert printed(*within, amount) == printed(*within, plain)
    above = (*seek, str(int(plain) * 3), "--max", str(int(plain) * 4), "--min")
    assert printed(*above, amount) == printed(*above, plain)
    stepped = (*seek, plain, "--step")
    assert printed(*stepped, amount) == printed(*stepped, plain)
    started = ("new", "--tariff", "hokkaido", "--direct")
    assert printed(*started, amount) == printed(*started, plain)


@pytest.mark.parametrize("amount", ["120010000", "120,010,000", "1億2,001万", "１億２，００１万円", "1.2001億"])
def test_a_filter_takes_amounts_as_people_write_them(amount, tmp_path):
    spec = (ROOT / "examples" / "minimal.toml").read_text(encoding="utf-8")
    for name, direct in (("a", 83_923_077), ("b", 83_923_078)):
        (tmp_path / f"{name}.toml").write_text(spec.replace("1_234_567", str(direct)), encoding="utf-8")
    found = printed("portfolio", str(tmp_path), "-f", "jsonl", "--where", f"total={amount}").splitlines()
    assert [json.loads(one)["total"] for one in found] == [120_010_000]


@pytest.mark.parametrize("spelled", ["value-share", "in-kind"])
def test_a_figure_that_is_measured_has_one_spelling_and_the_other_is_said_to_be_understood(spelled):
    vary = ("--vary", "contribution.know-how.percent=10%:12%:1%", "-f", "csv", "--lang", "ja")
    plain = run(["sweep", BATTERY, "--measure", spelled, *vary])
    other = run(["sweep", BATTERY, "--measure", spelled.replace("-", "_"), *vary])
    assert (plain.status, plain.complaint, plain.out) == (0, "", other.out)  # in Japanese both are told in words
    assert other.complaint == f"「{spelled.replace('-', '_')}」は「{spelled}」として測りました。\n"
    target = "0.3" if "share" in spelled else "9000000"
    seek = ("solve", BATTERY, "--vary", "contribution.know-how.percent", "--target", target, "-f", "json", "--measure")
    found, same = (json.loads(printed(*seek, one)) for one in (spelled, spelled.replace("-", "_")))
    assert found | {"measure": same["measure"]} == same


@pytest.mark.parametrize(
    ("path", "kept"),
    [("direct.1.item", "600万"), ("contract.title", "600万"), ("use.1.upfront", None), ("direct.1.unit-price", None)],
)
def test_a_text_is_no_amount(path, kept):
    ran = run(["quote", MINIMAL, "-f", "json", "--set", f"{path}=600万"])
    if kept is not None:
        assert json.loads(ran.out)["set"] == {path: kept}


def test_a_bound_of_an_inline_table_is_an_amount():
    printed_one = printed("quote", BATTERY, "-f", "json", "--set", "use.licence.royalty.minimum=200万")
    assert json.loads(printed_one)["set"] == {"use.licence.royalty.minimum": "2000000"}
