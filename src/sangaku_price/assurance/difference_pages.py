"""A difference and a verdict as documents and as JSON."""

import json
from collections.abc import Iterator

from sangaku_price.assurance.attribution import CAUSES, Change, LineMove, line_moves, planned_total
from sangaku_price.assurance.difference import PRIVATE, Difference, Part
from sangaku_price.assurance.verifying import ALTERED, SAME, Verdict
from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    Style,
    Table,
    heading,
    row,
    text,
    yen_cell,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.labels import BASES, CERTAINTIES
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import after, noted
from sangaku_price.language.text import Text, by_language, say, words_in
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import shortened
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

SCHEMA_VERSION = 1
LONGEST_VALUE = 80


def difference_document(found: Difference, lang: Lang) -> Document:
    """The totals first, then the causes, then the lines."""
    title = say(headings.DIFFERENCE, lang)
    sections = [Section(say(headings.ANSWER, lang), (_totals(found.old, found.new, lang),))]
    if found.parts:
        sections.append(Section(say(headings.CAUSES, lang), (causes_table(found, lang),)))
    if found.lines:
        sections.append(Section(say(headings.MOVED_LINES, lang), (lines_table(found.lines, lang),)))
    if found.is_empty:
        sections.append(Section(say(headings.CAUSES, lang), (_words(headings.NO_DIFFERENCE, lang),)))
    sections.append(Section(say(headings.MADE_WITH, lang), (_made_with(found, lang),)))
    return Document(f"{title}: {found.old_name} → {found.new_name}", tuple(sections))


def _totals(old: Quote, new: Quote, lang: Lang) -> Table:
    basis = BASES[new.contract.tax_basis]
    figures = [
        (headings.TOTAL, "total", Style.TOTAL),
        (headings.OF_WHICH_TAX, "tax", Style.BODY),
        (headings.SUBTOTAL, "subtotal", Style.BODY),
        *([(headings.PLANNED_TOTAL, "planned", Style.BODY)] if _plans(old, new) else []),
        (noted(headings.CONTINGENT, basis), "contingent", Style.BODY),
    ]
    rows = []
    for name, key, style in figures:
        before, after = _figure(old, key), _figure(new, key)
        cells = (text(say(name, lang)), yen_cell(before), yen_cell(after), signed(after - before))
        rows.append(row(cells, style=style))
    heads = (headings.OLD, headings.NEW, headings.DIFFERENCE)
    return Table((Column(wraps=True), *(amount_column(head, lang) for head in heads)), tuple(rows))


def _plans(old: Quote, new: Quote) -> bool:
    """Whether either has planned years."""
    return old.totals.planned is not None or new.totals.planned is not None


def _figure(quote: Quote, key: str) -> int:
    if key == "planned":
        return planned_total(quote)
    return quote.totals.contingent.maximum if key == "contingent" else int(getattr(quote.totals, key))


def amount_column(head: Text, lang: Lang) -> Column:
    """A column of yen."""
    return Column(heading(head, lang), Kind.YEN, named=True)


def signed(difference: int) -> Cell:
    """A difference, with its sign."""
    return Cell(Kind.NUMBER, f"+{difference:,}" if difference > 0 else f"{difference:,}")


def causes_table(found: Difference, lang: Lang) -> Table:
    """Every cause with its yen; they sum to the difference of the totals."""
    rows = []
    for part in found.parts:
        names = (say(headings.CAUSE_WORDS[cause], lang) for cause in part.causes)
        told = tuple(told_of(change, lang) for change in part.changes)
        planned = [] if found.planned is None else [signed(part.planned)]
        words = text(*names), text(*told, *_why_together(part, lang))
        rows.append(row((*words, signed(part.total), *planned, signed(part.contingent))))
    contingent = sum(part.contingent for part in found.parts)
    planned = [] if found.planned is None else [signed(found.planned)]
    sums = (signed(found.total), *planned, signed(contingent))
    rows.append(row((text(say(headings.SUM, lang)), text(""), *sums), style=Style.TOTAL))
    plans = [] if found.planned is None else [headings.PLANNED_TOTAL]
    heads = (headings.MOVES_TOTAL, *plans, headings.MOVES_CONTINGENT)
    columns = (Column(heading(headings.CAUSE, lang)), Column(heading(headings.CHANGE, lang), wraps=True))
    return Table((*columns, *(amount_column(head, lang) for head in heads)), tuple(rows))


def _why_together(part: Part, lang: Lang) -> Iterator[str]:
    """Why several changes have one figure."""
    if len(part.changes) > 1 and part.causes != ("engine",):
        many = any(change.price is None for change in part.changes)
        yield say(headings.TOGETHER if many else headings.MERGED, lang)


def told_of(change: Change, lang: Lang) -> str:
    """A change in words: its key, and the values before and after."""
    if change.path == PRIVATE:
        return say(headings.PRIVATE, lang)
    values = [shortened(value, LONGEST_VALUE) for value in (change.before, change.after)]
    moved = " → ".join(value or "–" for value in values) if any(values) else ""
    return ": ".join(filter(None, (change.path, moved)))


def lines_table(lines: tuple[LineMove, ...], lang: Lang) -> Table:
    """Lines that moved, with what became of them."""
    planned = (say(CERTAINTIES["planned"], lang),)
    rows = [
        row(
            (
                text(one.id),
                text(say(one.label, lang), *(planned if one.certainty == "planned" else ()), say(_what(one), lang)),
                yen_cell(one.before),
                yen_cell(one.after),
                signed(one.difference),
            )
        )
        for one in lines
    ]
    heads = (headings.OLD, headings.NEW, headings.DIFFERENCE)
    columns = (Column(heading(headings.ID, lang)), Column(heading(headings.ITEM, lang), wraps=True))
    return Table((*columns, *(amount_column(head, lang) for head in heads)), tuple(rows))


def _what(one: LineMove) -> Text:
    if one.before is None:
        return headings.ADDED
    return headings.REMOVED if one.after is None else headings.CHANGED


def _words(words: Text, lang: Lang) -> Paragraph:
    return Paragraph("\n".join(words_in(words, lang)))


def _made_with(found: Difference, lang: Lang) -> Table:
    """What reproduces it."""
    facts: list[tuple[Text, str]] = [(headings.ENGINE, f"sangaku-price {VERSION}")]
    for name, quote in ((headings.OLD, found.old), (headings.NEW, found.new)):
        facts.append((after(name, headings.SPEC_HASH), quote.spec_sha256))
    rows = tuple(row((text(say(name, lang)), text(told))) for name, told in facts)
    return Table((Column(), Column(wraps=True)), rows)


def difference_data(found: Difference) -> bytes:
    """The difference as JSON."""
    engine = {"name": "sangaku-price", "version": VERSION}
    return written({"schema_version": SCHEMA_VERSION, "engine": engine, **difference_values(found)})


def difference_values(found: Difference) -> dict[str, object]:
    """What moved and why, as JSON has it."""
    return {
        "totals": {
            key: {"old": _figure(found.old, key), "new": _figure(found.new, key)}
            for key in ("total", "tax", "subtotal", *([] if found.planned is None else ["planned"]), "contingent")
        },
        "difference": found.total,
        "causes": {cause: sum(part.total for part in found.parts if part.causes == (cause,)) for cause in CAUSES},
        "merged": sum(part.total for part in found.parts if len(part.causes) > 1),
        "parts": [_part_data(part) for part in found.parts],
        "lines": [
            {
                "id": one.id,
                "kind": one.kind,
                "certainty": one.certainty,
                "label": by_language(one.label),
                "what": say(_what(one), Lang.EN),
                "old": one.before,
                "new": one.after,
                "difference": one.difference,
            }
            for one in found.lines
        ],
    }


def _part_data(part: Part) -> dict[str, object]:
    return {
        "causes": list(part.causes),
        "changes": [
            {"cause": change.cause, "path": change.path, "old": change.before, "new": change.after}
            for change in part.changes
        ],
        "total": part.total,
        "contingent": part.contingent,
        **({"planned": part.planned} if part.planned else {}),
    }


# -- verdicts ----------------------------------------------------------------------------------------------------------


def verdict_document(found: Verdict, name: str, lang: Lang) -> Document:
    """What became of a frozen quote."""
    return Document(f"{say(headings.VERIFICATION, lang)}: {name}", tuple(_verdict(found, lang)))


def _verdict(found: Verdict, lang: Lang) -> Iterator[Section]:
    words = message(f"verify-{found.state}")
    if found.state == ALTERED:
        words = Text("{words}{why}", "{words} {why}").filled(words=words, why=message(f"verify-altered-{found.why}"))
    style = Style.BODY if found.state == SAME else Style.GATE
    said: list[Block] = [Paragraph("\n".join(words_in(words, lang)), style)]
    said += [_words(message(f"verify-untested-{what}"), lang) for what in found.untested]
    yield Section(say(headings.RESULT, lang), tuple(said))
    yield from _what_moved(found, lang)
    rows = ((headings.ENGINE, f"sangaku-price {VERSION}"), (headings.DIGEST, found.digest))
    told = tuple(row((text(say(name, lang)), text(words))) for name, words in rows)
    yield Section(say(headings.MADE_WITH, lang), (Table((Column(), Column(wraps=True)), told),))


def _what_moved(found: Verdict, lang: Lang) -> Iterator[Section]:
    for move in found.moved:
        names = (say(headings.CAUSE_WORDS[change.cause], lang) for change in move.changes)
        blocks: list[Block] = [_totals(move.before, move.after, lang)]
        lines = tuple(one for one in line_moves(move.before, move.after) if one.before != one.after)
        if lines:
            blocks.append(lines_table(lines, lang))
        yield Section(" + ".join(names), tuple(blocks))
    if found.stuck is not None:
        names = (say(headings.CAUSE_WORDS[change.cause], lang) for change in found.stuck.changes)
        problems = (one.written(lang) for one in found.stuck.refusal.problems)
        blocks = [_words(message("verify-stuck"), lang), *(Paragraph(problem) for problem in problems)]
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


def written(data: object) -> bytes:
    """Data as JSON in UTF-8 that hides nothing and steers no terminal."""
    return json_safe(json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
