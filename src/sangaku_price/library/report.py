"""The findings of a check as a document and as JSON."""

import json
from collections.abc import Sequence

from sangaku_price.documents.cells import Column, Document, Paragraph, Section, Style, Table, row, text
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.text import Text, by_language, say, words_in
from sangaku_price.library.findings import Finding

TITLE = Text("料金表の検査", "tariff check")
PLACE = Text("位置", "place")
CODE = Text("種類", "finding")
SAID = Text("内容", "what")
NOTHING = Text("指摘はありません。", "nothing to report")
AGES = {
    "outdated": Text("改定済みのおそれ", "feared to be superseded"),
    "old": Text("5年以上前", "over five years old"),
}
LEVELS = {"warning": Text("警告", "warning"), "note": Text("参考", "note")}


def check_document(found: Sequence[Finding], lang: Lang) -> Document:
    """A row a finding."""
    columns = tuple(Column(say(one, lang), wraps=True) for one in (PLACE, CODE, SAID))
    rows = tuple(
        row(
            (
                text(one.file + (f":{one.line}" if one.line else ""), one.note.path or ""),
                text(say(LEVELS[one.note.level], lang), one.code, style=STYLES[one.note.level]),
                text(*words_in(one.note.message, lang.once)),
            )
        )
        for one in found
    )
    counted = ((say(LEVELS[level], lang), sum(one.note.level == level for one in found)) for level in LEVELS)
    aged = ((say(words, lang), sum(one.code == code for one in found)) for code, words in AGES.items())
    summary = "、".join(f"{name} {count}" for name, count in (*counted, *(one for one in aged if one[1])))
    block = Table(columns, rows) if rows else Paragraph(say(NOTHING, lang))
    return Document(say(TITLE, lang), (Section(say(TITLE, lang), (Paragraph(summary), block)),))


STYLES = {"warning": Style.WARNING, "note": Style.DETAIL}


def check_data(found: Sequence[Finding]) -> bytes:
    """The findings as JSON."""
    rows = [
        {
            "file": one.file,
            "line": one.line,
            "code": one.code,
            "level": one.note.level,
            "path": one.note.path,
            "message": by_language(one.note.message),
        }
        for one in found
    ]
    return (json_safe(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n").encode()
