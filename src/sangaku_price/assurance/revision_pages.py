"""The difference to a revision as documents and as JSON: the sums, the table of contracts, then each contract's lines.

GitHub takes no comment above 65,536 characters: where Markdown would be longer, the largest changes stand whole, the
rest as rows, and the number that is left out is said.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256

from sangaku_price.assurance.difference import PRIVATE
from sangaku_price.assurance.difference_pages import (
    SCHEMA_VERSION,
    amount_column,
    causes_table,
    difference_values,
    lines_table,
    names_of,
    signed,
    told_of,
    written,
)
from sangaku_price.assurance.revision_rows import GateMove, RevisionDifference, Row
from sangaku_price.documents import cells, headings
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
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text, by_language, say
from sangaku_price.version import VERSION

MESSAGES = messages(
    {
        "gate-now-denied": Text("ゲート「{code}」を満たさなくなりました。", "{code} denies now"),
        "gate-now-met": Text("ゲート「{code}」を満たすようになりました。", "{code} is met now"),
        "row-mistake": Text("計算できません（誤り{count}件）。", "cannot be priced (mistakes: {count})"),
        "row-same": Text("金額は同じです。", "the same figures"),
    }
)

MOST_CHARACTERS = 65_000
"""Characters of the longest Markdown: GitHub takes 65,536, and whoever posts it may have a line to add."""
MOST_DIGITS = 100
"""Characters by which the numbers of what is left out may be longer than they were when the room was measured."""
Writer = Callable[[Document], bytes]


def revision_document(found: RevisionDifference, lang: Lang, writer: Writer | None = None) -> Document:
    """The report; within the room that there is where a writer of it is given."""
    pages = _Pages(found, lang)
    rows = list(found.rows)
    details = [one for one in rows if pages.has_details(one)]
    whole = pages.document(rows, details, 0)
    if writer is None or _length(writer, whole) <= MOST_CHARACTERS:
        return whole
    shown, kept = _fitting(pages, writer, rows, details)
    return pages.document(shown, kept, len(details) - len(kept))


def _fitting(pages: "_Pages", writer: Writer, rows: list[Row], details: list[Row]) -> tuple[list[Row], list[Row]]:
    """As many rows, then as many contracts whole, as there is room for."""
    head = _table_length(pages, writer, [])
    room = MOST_CHARACTERS - _length(writer, pages.document([], [], len(details))) - head - MOST_DIGITS
    shown: list[Row] = []
    for one in rows:
        room -= _table_length(pages, writer, [one]) - head
        if room < 0:
            break
        shown.append(one)
    kept: list[Row] = []
    for one in details:
        room -= _length(writer, Document("", (pages.details(one),)))
        if room < 0:
            break
        kept.append(one)
    return shown, kept


def _table_length(pages: "_Pages", writer: Writer, rows: list[Row]) -> int:
    """Characters of the table of contracts with these rows."""
    return _length(writer, Document("", (Section(say(headings.CONTRACTS, pages.lang), (pages.table(rows),)),)))


def _length(writer: Writer, document: Document) -> int:
    return len(writer(document).decode())


class _Pages:
    """The parts of the report, in a language."""

    def __init__(self, found: RevisionDifference, lang: Lang) -> None:
        self.found, self.lang = found, lang
        self.has_contingent = any(found.sums[2:])

    def document(self, rows: Sequence[Row], details: Sequence[Row], left_out: int) -> Document:
        """The report with these rows, and these contracts whole."""
        answer = self._answer(len(self.found.rows) - len(rows), left_out)
        sections = [Section(self._say(headings.ANSWER), tuple(answer))]
        if rows:
            sections.append(Section(self._say(headings.CONTRACTS), (self.table(rows),)))
        sections += [self.details(one) for one in details]
        sections.append(Section(self._say(headings.MADE_WITH), (self._made_with(),)))
        return Document(self._say(headings.SINCE.filled(revision=self.found.revision)), tuple(sections))

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    def _answer(self, rows: int, details: int) -> list[Block]:
        """The sums of what was compared, and what is in none of them."""
        before, after, old, new = self.found.sums
        blocks: list[Block] = []
        if self.found.rows:
            planned = self.found.planned
            sums = [(headings.TOTAL, before, after, Style.TOTAL), (headings.CONTINGENT, old, new, Style.BODY)]
            if planned is not None:
                sums.insert(1, (headings.PLANNED_TOTAL, *planned, Style.BODY))
            figures = [
                row((text(self._say(name)), yen_cell(one), yen_cell(other), signed(other - one)), style=style)
                for name, one, other, style in sums
            ]
            heads = (headings.BEFORE, headings.AFTER, headings.DIFFERENCE)
            columns = (Column(wraps=True), *(amount_column(one, self.lang) for one in heads))
            blocks.append(Table(columns, tuple(figures)))
        else:
            blocks.append(self._words(headings.NOTHING_TOUCHED))
        wrong = sum(bool(one.problems) for one in self.found.rows)
        if wrong:
            blocks.append(self._words(headings.NOT_COMPARED.filled(count=wrong), Style.GATE))
        if rows or details:
            blocks.append(self._words(headings.LEFT_OUT.filled(details=details, rows=rows)))
        return [*blocks, *map(self._words, self.found.remarks)]

    def _words(self, words: Text, style: Style = Style.BODY) -> Paragraph:
        return paragraph(words, self.lang, style)

    def table(self, rows: Sequence[Row]) -> Table:
        """The contracts: before, after, difference, first cause."""
        heads = [headings.BEFORE, headings.AFTER, headings.DIFFERENCE]
        if self.has_contingent:
            heads.append(headings.CONTINGENT_DIFFERENCE)
        columns = (
            Column(heading(headings.CONTRACT_FILE, self.lang)),
            Column(heading(headings.WHAT, self.lang)),
            *(amount_column(one, self.lang) for one in heads),
            Column(heading(headings.FIRST_CAUSE, self.lang), wraps=True),
        )
        return Table(columns, tuple(self._row(one) for one in rows))

    def _row(self, one: Row) -> cells.Row:
        known = not one.problems
        figures = (one.total, one.contingent) if self.has_contingent else (one.total,)
        return row(
            (
                text(one.name, *([f"← {one.old_name}"] if one.old_name else [])),
                text(self._say(headings.WHAT_BECAME[one.what])),
                yen_cell(one.before.totals.total if one.before else None),
                yen_cell(one.after.totals.total if one.after else None),
                *(signed(figure) if known else Cell(Kind.NUMBER, "–") for figure in figures),
                text(*self.first_cause(one)),
            ),
            style=Style.BODY if known else Style.GATE,
        )

    def first_cause(self, one: Row) -> tuple[str, ...]:
        """Why it is a row: a mistake, what first moved a figure, a gate, or that nothing did."""
        if one.problems:
            return (self._say(message("row-mistake", count=len(one.problems))),)
        parts = one.difference.parts if one.difference else ()
        part = next((part for part in parts if part.total or part.contingent or part.planned), None)
        if part is not None:
            names = (self._say(headings.CAUSE_WORDS[cause]) for cause in part.causes)
            return (*names, told_of(part.changes[0], self.lang, names_of(one.difference)))
        if one.gates:
            return (self._gate(one.gates[0]),)
        if one.difference is None:
            return ()
        told = [change for part in parts for change in part.changes if change.path != PRIVATE]
        return (
            self._say(message("row-same")),
            *(told_of(change, self.lang, names_of(one.difference)) for change in told[:1]),
        )

    def has_details(self, one: Row) -> bool:
        """Whether there is more to be said of a contract than its row."""
        alone = one.difference is None and not one.problems
        return bool(alone or one.problems or one.gates or (one.difference and not one.difference.is_empty))

    def details(self, one: Row) -> Section:
        """A contract whole: its mistakes, its causes, its lines, its gates."""
        blocks: list[Block] = []
        if one.problems:
            blocks += [Paragraph(found.written(self.lang)) for found in one.problems]
        if one.difference is not None and one.difference.parts:
            blocks.append(causes_table(one.difference, self.lang))
        lines = one.lines
        if lines:
            blocks.append(lines_table(lines, self.lang))
        blocks += [Paragraph(self._gate(gate)) for gate in one.gates]
        return Section(one.name, tuple(blocks))

    def _gate(self, gate: GateMove) -> str:
        return self._say(message("gate-now-denied" if gate.is_new else "gate-now-met", code=gate.code))

    def _made_with(self) -> Table:
        facts = (
            (headings.ENGINE, f"sangaku-price {VERSION}"),
            (headings.BASE, f"{self.found.revision} = {self.found.commit}"),
            (headings.SPEC_HASH, _digest(self.found)),
        )
        rows = tuple(row((text(self._say(name)), text(told))) for name, told in facts)
        return Table((Column(), Column(wraps=True)), rows)


def _digest(found: RevisionDifference) -> str:
    """The SHA-256 of the names of all contracts of the report, and of their files on both sides."""
    sides = ((one.name, one.before, one.after) for one in found.rows)
    told = sorted([name, *(quote.spec_sha256 if quote else "" for quote in pair)] for name, *pair in sides)
    return sha256(json.dumps(told).encode()).hexdigest()


def revision_data(found: RevisionDifference) -> bytes:
    """The difference to a revision as JSON, with everything."""
    before, after, old, new = found.sums
    return written(
        {
            "schema_version": SCHEMA_VERSION,
            "engine": {"name": "sangaku-price", "version": VERSION},
            "base": {"revision": found.revision, "commit": found.commit},
            "totals": {
                "total": {"old": before, "new": after},
                **({} if found.planned is None else {"planned": dict(zip(("old", "new"), found.planned, strict=True))}),
                "contingent": {"old": old, "new": new},
            },
            "difference": after - before,
            "not_compared": sum(bool(one.problems) for one in found.rows),
            "remarks": [by_language(one) for one in found.remarks],
            "contracts": [_row_data(one) for one in found.rows],
        }
    )


def _row_data(one: Row) -> dict[str, object]:
    return {
        "file": one.name,
        "old_file": one.old_name,
        "what": one.what,
        "old": one.before.totals.total if one.before else None,
        "new": one.after.totals.total if one.after else None,
        "difference": None if one.problems else one.total,
        **({} if one.problems or not one.planned else {"planned": one.planned}),
        "contingent": None if one.problems else one.contingent,
        "moved": difference_values(one.difference) if one.difference else None,
        "lines": [
            {"id": line.id, "label": by_language(line.label), "old": line.before, "new": line.after}
            for line in one.lines
        ],
        "gates": [{"code": gate.code, "level": gate.level, "denies": gate.is_new} for gate in one.gates],
        "problems": [
            {"file": found.file, "line": found.line, "code": found.code, "text": by_language(found.text)}
            for found in one.problems
        ],
    }
