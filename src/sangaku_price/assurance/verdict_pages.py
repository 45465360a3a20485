"""What became of a frozen quote, as a document and as JSON."""

from collections.abc import Iterator

from sangaku_price.assurance.attribution import line_moves
from sangaku_price.assurance.difference_pages import SCHEMA_VERSION, lines_table, paragraph, totals_table, written
from sangaku_price.assurance.verifying import ALTERED, SAME, Verdict
from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Column,
    Document,
    Paragraph,
    Section,
    Style,
    Table,
    row,
    text,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.version import VERSION

MESSAGES = messages(
    {
        "verify-same": Text("同じです。", "same"),
        "verify-moved": Text("動きました。", "moved"),
        "verify-altered": Text("書き換えられています。", "altered:"),
        "verify-altered-form": Text(
            "書いたときのバイト列と異なります。", "its bytes are not those in which it was written"
        ),
        "verify-altered-digest": Text("内容がダイジェストと合いません。", "its contents do not match its digest"),
        "verify-altered-figures": Text("金額が内訳と合いません。", "its figures do not add up"),
        "verify-altered-contents": Text(
            "内容が、凍結された契約ファイル・料金表から計算したものと異なります。",
            "what it says does not follow from the contract file and the tariff that are frozen in it",
        ),
        "verify-untested-spec": Text(
            "契約ファイルを含まない写しのため、改変の有無と計算の整合だけを確かめました。--spec で再計算できます。",
            "a copy without the contract file: it is unaltered and adds up; --spec prices it again",
        ),
        "verify-untested-tariff": Text(
            "料金表がインストールされていないため、凍結されたものだけで確かめました。--tariff で比べられます。",
            "its tariff is not installed and was not compared; give it with --tariff",
        ),
        "verify-stuck": Text(
            "この変更により、価格を計算できなくなりました。", "with this change it cannot be priced any more:"
        ),
    }
)


def verdict_document(found: Verdict, name: str, lang: Lang) -> Document:
    """What became of a frozen quote."""
    return Document(f"{say(headings.VERIFICATION, lang)}: {name}", tuple(_verdict(found, lang)))


def _verdict(found: Verdict, lang: Lang) -> Iterator[Section]:
    words = message(f"verify-{found.state}")
    if found.state == ALTERED:
        words = Text("{words}{why}", "{words} {why}").filled(words=words, why=message(f"verify-altered-{found.why}"))
    style = Style.BODY if found.state == SAME else Style.GATE
    said: list[Block] = [Paragraph("\n".join(words_in(words, lang)), style)]
    said += [paragraph(message(f"verify-untested-{what}"), lang) for what in found.untested]
    yield Section(say(headings.RESULT, lang), tuple(said))
    yield from _what_moved(found, lang)
    rows = ((headings.ENGINE, f"sangaku-price {VERSION}"), (headings.DIGEST, found.digest))
    told = tuple(row((text(say(name, lang)), text(words))) for name, words in rows)
    yield Section(say(headings.MADE_WITH, lang), (Table((Column(), Column(wraps=True)), told),))


def _what_moved(found: Verdict, lang: Lang) -> Iterator[Section]:
    for move in found.moved:
        names = (say(headings.CAUSE_WORDS[change.cause], lang) for change in move.changes)
        blocks: list[Block] = [totals_table(move.before, move.after, lang)]
        lines = tuple(one for one in line_moves(move.before, move.after) if one.before != one.after)
        if lines:
            blocks.append(lines_table(lines, lang))
        yield Section(" + ".join(names), tuple(blocks))
    if found.stuck is not None:
        names = (say(headings.CAUSE_WORDS[change.cause], lang) for change in found.stuck.changes)
        problems = (one.written(lang) for one in found.stuck.refusal.problems)
        blocks = [paragraph(message("verify-stuck"), lang), *(Paragraph(problem) for problem in problems)]
        yield Section(" + ".join(names), tuple(blocks))


def verdict_data(found: Verdict) -> bytes:
    """The verdict as JSON."""
    stuck = found.stuck
    data = {
        "schema_version": SCHEMA_VERSION,
        "engine": {"name": "sangaku-price", "version": VERSION},
        "state": found.state,
        "digest": found.digest,
        "why": found.why,
        "untested": list(found.untested),
        "moved": [
            {
                "causes": [change.cause for change in move.changes],
                "total": move.total,
                "contingent": move.contingent,
                **({"planned": move.planned} if move.planned else {}),
            }
            for move in found.moved
        ],
        "refused": [] if stuck is None else [problem.code for problem in stuck.refusal.problems],
        "refused_by": [] if stuck is None else [change.cause for change in stuck.changes],
    }
    return written(data)
