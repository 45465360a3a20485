"""Explanations: every step, every rounding, what won over what, every ground and doubt."""

from datetime import date
from fractions import Fraction

import pytest

from quotes import a_line, a_quote, flat, replace, rich_quote
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import Document, Kind, Table, shown
from sangaku_price.documents.explanation_document import explain_document
from sangaku_price.documents.figure_explanation import UnknownLine
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own
from sangaku_price.money import DOWN, Mode, Rounding
from sangaku_price.quotation.derivation import Step, constant, line_sum, product, rounded, total
from sangaku_price.quotation.values import Beaten, RuleUsed
from sangaku_price.writers import markdown, table


def plain(document: Document, width: int = 100) -> str:
    return table.write(document, width).decode()


def tables(document: Document) -> list[Table]:
    return [block for block in document.sections[0].blocks if isinstance(block, Table)]


def rows(document: Document, number: int) -> list[list[str]]:
    """The rows of a table of the first section, indentation in front."""
    return [
        ["  " * row.indent + shown(row.cells[0]), *map(shown, row.cells[1:])] for row in tables(document)[number].rows
    ]


def headed(document: Document, head: str) -> Table:
    return next(one for one in tables(document) if any(head in column.head for column in one.columns))


def test_the_explanation_of_everything_has_a_golden_file(golden):
    golden("rich/explain.txt", table.write(explain_document(rich_quote())))


def test_the_explanation_of_one_line_has_a_golden_file_in_markdown(golden):
    golden("rich/explain.indirect.md", markdown.write(explain_document(rich_quote(), "indirect")))


def test_every_line_is_explained_once_by_its_id_and_label():
    document = explain_document(rich_quote(), lang=Lang.JA)
    ids = list(dict.fromkeys(line.id for line in rich_quote().lines))
    assert [one.heading.split("（")[-1].rstrip("）") for one in document.sections[:-1]] == ids
    assert document.sections[2].heading == "産学連携推進経費（indirect）"


def test_one_line_is_explained_alone():
    document = explain_document(rich_quote(), "indirect")
    assert [one.heading for one in document.sections] == [
        "indirect  産学連携推進経費 / collaboration promotion cost",
        "確認日 / checked",
    ]


def test_an_entry_of_several_lines_is_explained_by_all_of_them():
    document = explain_document(rich_quote(), "licence", Lang.JA)
    assert [one.heading.split("（")[-1].rstrip("）") for one in document.sections[:-1]] == [
        "licence/upfront",
        "licence/royalty",
    ]


def test_an_unknown_line_is_answered_with_the_nearest():
    with pytest.raises(LookupError, match=r'indirekt: unknown name; did you mean "[a-z ]+ \(indirect\)"') as refusal:
        explain_document(rich_quote(), "indirekt")
    assert isinstance(refusal.value, UnknownLine)
    assert (refusal.value.line_id, refusal.value.nearest) == ("indirekt", "indirect")
    assert "（indirect）」ではありませんか" in refusal.value.text.ja


def test_a_line_like_no_other_is_answered_with_all_of_them():
    with pytest.raises(
        UnknownLine, match=r"allowed: [^,]+ \(direct\.1\), [^,]+ \(resident\.1\), [^,]+ \(indirect\)"
    ) as refusal:
        explain_document(rich_quote(), "zzz")
    assert refusal.value.nearest is None


# -- facts -------------------------------------------------------------------------------------------------------------


def test_the_amount_over_the_contract_stands_first_with_its_basis():
    facts = rows(explain_document(rich_quote(), "direct.1"), 0)
    assert facts[0] == ["金額（税抜） / amount (without tax)", "1,440,018円 / 1,440,018 yen"]
    assert facts[1] == ["区分 / section", "直接経費 / direct cost"]
    assert facts[2] == ["算定 / basis", "80,001円 × 18月"]


def test_a_waiver_names_the_line_that_it_makes_smaller():
    facts = dict(rows(explain_document(rich_quote(), "waiver.1", Lang.JA), 0))
    assert facts["減額する行"] == "関与時間に対する報酬（山田 教授）"
    assert facts["金額（税抜）"] == "-479,520円"


def test_an_unusual_treatment_is_named():
    facts = dict(rows(explain_document(rich_quote(), "strategic", Lang.JA), 0))
    assert facts["扱い"] == "戦略的産学連携経費として\n消費税の対象外"


def test_the_rule_that_won_is_named_with_its_date_and_what_decided():
    facts = dict(rows(explain_document(rich_quote(), "indirect"), 0))
    assert facts["適用した規則 / rule applied"] == (
        "indirect（2023-04-01から、研究開始日で判定） / indirect (from 2023-04-01, decided by the research start)"
    )


def test_a_rule_without_a_date_and_one_decided_by_something_else_are_named():
    quote = rich_quote()
    assert quote.tariff is not None
    rule = RuleUsed("indirect", None, "moon")
    facts = dict(rows(explain_document(quote._replace(tariff=quote.tariff._replace(rules=(rule,))), "indirect"), 0))
    assert facts["適用した規則 / rule applied"] == "indirect（moonで判定） / indirect (decided by the moon)"


def test_a_users_own_key_is_no_rule_of_the_tariff():
    assert "適用した規則" not in plain(explain_document(rich_quote(), "direct.1"))


# -- derivation --------------------------------------------------------------------------------------------------------


def test_the_derivation_is_shown_step_by_step_with_sign_value_unit_and_key():
    assert rows(explain_document(rich_quote(), "direct.1", Lang.JA), 1) == [
        ["1円未満切捨て", "1,440,018円", ""],
        ["  積", "1,440,018円", ""],
        ["    単価", "80,001円", "direct.1.unit-price"],
        ["    × 数量", "18月", "direct.1.quantity"],
    ]


def test_a_whole_that_is_only_divided_is_derived_once():
    document = explain_document(rich_quote(), "direct.1", Lang.JA)
    assert [one.columns[0].head for one in tables(document)] == ["", "算定の手順", "期間", "出典"]


def test_each_period_has_its_derivation_where_they_differ():
    document = explain_document(rich_quote(), "indirect", Lang.JA)
    assert [one.columns[0].head for one in tables(document)] == [
        "",
        "2026年度",
        "算定の手順",
        "2027年度",
        "算定の手順",
        "期間",
        "適用しなかった規則",
        "出典",
        "種類",
    ]
    assert rows(document, 1)[2] == ["    直接経費（行の合計）", "480,006円", "消耗品"]
    assert rows(document, 1)[3] == ["    × 率", "30%", "overhead.indirect.rate"]
    assert rows(document, 2) == [["内訳（参考）", "144,001円", ""], ["  本部", "144,001円", ""]]


def test_the_split_of_a_fee_is_shown():
    words = plain(explain_document(rich_quote(), "resident.1"))
    assert "配分 / split" in words
    assert "直接経費分 / direct part" in words


def test_what_the_company_does_not_see_is_marked_for_the_office():
    cells = rows(explain_document(rich_quote(), "yamada"), 1)
    assert cells[2][2] == "involvement.yamada.annual-cost  企業には非開示 / not for the company"
    assert "9,600,001" not in plain(explain_document(for_company(rich_quote()), "yamada"))


def test_every_operation_has_words():
    words = plain(explain_document(rich_quote(), lang=Lang.JA))
    for said in ("いずれか大きい額", "いずれか小さい額", "端数を1に切上げ", "− 記載値", "÷ ", "+ "):
        assert said in words


def test_a_share_within_a_derivation_tells_its_part():
    whole = Step("share", Fraction(3), (flat(10),), unit="yen", weights=(3, 7), index=0)
    step = total(whole, constant(1, "yen"))
    found = rows(explain_document(a_quote([a_line("a", step)]), "a", Lang.JA), 1)
    assert found[:2] == [["和", "4円", ""], ["  按分 3/10", "3円", ""]]


def test_a_named_sum_says_what_it_does_and_an_unknown_step_its_name():
    step = replace(product(line_sum(5, ["x"], own("基礎")), constant(2)), name=own("二倍"))
    odd = step._replace(op="magic", args=())
    line = a_line("a", step, steps=(step, odd))
    found = explain_document(a_quote([line]), "a", Lang.EN)
    assert rows(found, 1)[0] == ["二倍 (product)", "10 yen", ""]
    assert rows(found, 2)[0][0] == "二倍 (magic)"


# -- rounding ----------------------------------------------------------------------------------------------------------


def test_the_exact_value_stands_before_and_the_whole_yen_after():
    document = explain_document(rich_quote(), "indirect", Lang.JA)
    rounding = headed(document, "端数処理前")
    assert [[shown(cell) for cell in row.cells] for row in rounding.rows] == [
        ["2026年度", "1円未満切捨て", "144,001.8", "144,001"],
        ["2027年度", "1円未満切捨て", "288,003.6", "288,003"],
    ]
    assert rounding.rows[0].cells[2].value == Fraction(720_009, 5)
    assert rounding.rows[0].cells[3].kind is Kind.YEN


def test_a_part_of_a_whole_is_said_to_be_by_largest_remainder():
    rounding = headed(explain_document(rich_quote(), "resident.1", Lang.JA), "端数処理前")
    assert [shown(cell) for cell in rounding.rows[0].cells] == [
        "2026年度",
        "按分 6/18（最大剰余法）",
        "400,000/3",
        "133,333",
    ]


def test_where_nothing_was_rounded_that_is_said():
    rounding = headed(explain_document(rich_quote(), "agreed", Lang.JA), "端数処理前")
    assert [shown(cell) for cell in rounding.rows[0].cells] == ["端数なし", "10,000", "10,000"]


def test_the_rounding_of_a_line_is_its_own_where_its_tree_does_not_say():
    step = line_sum(6, ["x"], own("基礎"))
    up = replace(a_line("up", step), exact=Fraction(11, 2), rounding=Rounding(1, Mode.UP))
    plain_line = replace(a_line("down", step), exact=Fraction(13, 2))
    bare = replace(a_line("bare", step), exact=Fraction(13, 2), steps=())
    quote = a_quote([up, plain_line, bare])
    said = [
        shown(headed(explain_document(quote, one, Lang.EN), "exact").rows[0].cells[0]) for one in ("up", "down", "bare")
    ]
    assert said == ["rounded up to 1 yen", "rounded down to 1 yen", "rounded down to 1 yen"]


def test_the_tree_tells_its_own_rounding():
    step = rounded(product(constant(Fraction(15, 10)), constant(1)), Rounding(1, Mode.NEAREST))
    found = headed(explain_document(a_quote([a_line("a", step, rounding=DOWN)]), "a", Lang.EN), "exact")
    assert shown(found.rows[0].cells[0]) == "rounded to the nearest to 1 yen"


# -- grounds -----------------------------------------------------------------------------------------------------------


def test_what_did_not_decide_is_shown_with_its_reason():
    beaten = headed(explain_document(rich_quote(), "indirect"), "rules not applied")
    assert [[shown(cell) for cell in row.cells] for row in beaten.rows] == [
        ["indirect –2023-03-31 10%", "研究開始日 2026-10-01 に効力がない"]
    ]


def test_every_source_is_shown_with_its_key():
    sources = headed(explain_document(rich_quote(), "indirect"), "source")
    assert [[shown(cell) for cell in row.cells] for row in sources.rows] == [
        ["京都大学 経費のページ", "kyoto:overhead.indirect.rate", "https://iac.kyoto-u.ac.jp/info/cat-4/if04-05"],
        [
            "ガイドライン【追補版】\nA-1 3 必要となるコストの適切な分担",
            "",
            "https://www.mext.go.jp/a_menu/00778.html",
        ],
    ]


def test_doubts_and_notes_on_the_line_are_shown_and_no_others():
    notes = headed(explain_document(rich_quote(), "indirect"), "text")
    assert [[shown(cell) for cell in row.cells] for row in notes.rows] == [
        ["警告 / warning", "公表値と異なります。"],
        ["疑義 / doubt", "端数処理の記載なし"],
    ]
    assert not any(
        "内容" in column.head for one in tables(explain_document(rich_quote(), "agreed")) for column in one.columns
    )


def test_the_days_on_which_tariff_and_law_were_checked_are_told():
    words = plain(explain_document(rich_quote(), "agreed", law_checked=date(2026, 11, 1)))
    assert "料金表の確認日 / tariff last checked                京都大学 / Kyoto University (kyoto) 2026-11-24" in words
    assert "法令の数値の確認日 / national numbers last checked  2026-11-01" in words
    assert "法令" not in plain(explain_document(rich_quote(), "agreed"))


def test_without_a_tariff_there_is_no_day_and_no_rule():
    words = plain(explain_document(replace(rich_quote(), tariff=None), "indirect"))
    assert "tariff last checked  なし（契約で定めた率） / none" in words
    assert "rule applied" not in words


def test_a_company_sees_amount_sources_and_that_the_derivation_is_not_disclosed():
    document = explain_document(for_company(rich_quote()), "yamada", Lang.JA)
    assert dict(rows(document, 0))["算定"] == "算定の内訳は非公開"
    assert [one.columns[0].head for one in tables(document)] == ["", "出典"]


@pytest.mark.parametrize("width", [100, 60, 30])
def test_no_line_of_an_explanation_is_wider_than_the_page(width):
    hostile = replace(rich_quote().lines[0], label=own("\x1b[/]" * 20), sources=rich_quote().lines[0].sources)
    quote = replace(rich_quote(), lines=(hostile, *rich_quote().lines[1:]))
    words = plain(explain_document(quote), width)
    assert all(table.columns(line) <= width for line in words.splitlines())
    assert "\x1b" not in words


def test_words_in_one_language_have_none_of_the_other():
    en = plain(explain_document(rich_quote(), "indirect", Lang.EN))
    assert "rounded down to 1 yen" in en
    assert "端数処理前" not in en
    assert "円未満" not in en
    assert "exact" not in plain(explain_document(rich_quote(), "indirect", Lang.JA))


def test_a_rule_that_did_not_decide_is_told_in_words_where_its_engine_had_some():
    quote = rich_quote()
    told = Beaten("indirect –2023-03-31 10%", own("理由"), Text("間接経費（2023年3月31日まで） 10%", "indirect"))
    lines = tuple(line._replace(beaten=(told,)) if line.beaten else line for line in quote.lines)
    named = replace(quote, lines=lines)
    assert "間接経費（2023年3月31日まで） 10%" in plain(explain_document(named, "indirect", Lang.JA))
    for lang in (Lang.EN, Lang.BOTH):
        assert "indirect –2023-03-31 10%" in plain(explain_document(named, "indirect", lang))


def test_for_who_reads_japanese_alone_lines_are_named_and_the_id_stands_once():
    document = explain_document(rich_quote(), "indirect", Lang.JA)
    label = next(line.label.ja for line in rich_quote().lines if line.id == "indirect")
    assert document.sections[0].heading == f"{label}（indirect）"
    words = plain(document)
    assert "indirect –2023-03-31 10%" in words
    assert not {line.id for line in rich_quote().lines} & set(words.splitlines())
