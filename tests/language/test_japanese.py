"""How Japanese messages are written: values stand in a sentence as an office writes them, without blanks around them."""

import ast
import re

import pytest

from places import ROOT

PACKAGE = ROOT / "src" / "sangaku_price"
VALUE = r"\{[a-z_]+\}"
UNITS = "円年月日件行人個枚回点部頁字桁倍％%"
KANA = "ぁ-ゖ"
BLANKS = re.compile(
    rf"{VALUE}[{UNITS}]? (?=[{KANA}、。）」])"  # 50% です
    rf"|[{KANA}、。（「] (?={VALUE})"  # 合計が 50%
    rf"|[ぁ-ゖァ-ヺ一-鿿」）] (?=[{KANA}])"  # words from words
    rf"|[ぁ-ゖァ-ヺ一-鿿] [0-9]+ ?(?=[{KANA}一-鿿])"  # 0 以上
)
"""A blank beside a value, but between a label and what it is of: 総額 1,000円, 受託者 甲."""
CALLED = ("Text", "said")


def template(node: ast.expr) -> str | None:
    """The words that stand in the source, each value as {value}."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "{value}" for part in parts)
        case _:
            return None


def japanese() -> list[tuple[str, str]]:
    """Where they stand, and the words, of every text in several languages: the Japanese ones come first."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLED and node.args:
                words = template(node.args[0])
                if words is not None:
                    found.append((f"{path.relative_to(PACKAGE)}:{node.lineno}", words))
    return found


def test_every_template_is_read():
    assert len(japanese()) >= 2000
    assert ("toml/value_messages.py", "整数で書いてください。") in {
        (where.split(":")[0], words) for where, words in japanese()
    }


@pytest.mark.parametrize(
    "words",
    [
        "合計が {whole}です。",
        "合計が{whole} です。",
        "{limit}円 を超えます。",
        "（ {day}）",
        "料金表 は{name}",
        "金額は 0 以上",
    ],
)
def test_a_blank_beside_a_value_is_seen(words):
    assert BLANKS.search(words)


def test_values_stand_in_japanese_sentences_without_blanks():
    assert [(where, words) for where, words in japanese() if BLANKS.search(words)] == []
