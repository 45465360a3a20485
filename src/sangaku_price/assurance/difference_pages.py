"""A difference as a document and as JSON."""

import json
from collections.abc import Iterator, Mapping

from sangaku_price.assurance.attribution import CAUSES, FROZEN, INPUT, TARIFF, Change, LineMove, planned_total
from sangaku_price.assurance.difference import PRIVATE, Difference, Part, tariff_of
from sangaku_price.contract.optional_tables import BESIDE, INVOICING
from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Cell,
    Column,
    Document,
    Kind,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.key_words import path_words, value_words
from sangaku_price.items import entry_tables
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.labels import BASES, CERTAINTIES
from sangaku_price.language.phrases import after, colon, noted
from sangaku_price.language.text import Text, by_language, in_words_alone, own, say
from sangaku_price.quotation.answers import questions_at
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import shortened
from sangaku_price.version import VERSION

SCHEMA_VERSION = 1
LONGEST_VALUE = 80


def difference_document(found: Difference, lang: Lang, *, paths: bool = False) -> Document:
    """Which quotes they are, the totals, then the causes, then the lines; with `paths` also the keys that changed."""
    title = say(headings.DIFFERENCE, lang)
    sections = [
        Section(say(headings.COMPARED, lang), (_compared(found, lang),)),
        Section(say(headings.ANSWER, lang), (totals_table(found.old, found.new, lang),)),
    ]
    if found.parts:
        sections.append(Section(say(headings.CAUSES, lang), (causes_table(found, lang, paths=paths),)))
    if found.lines:
        sections.append(Section(say(headings.MOVED_LINES, lang), (lines_table(found.lines, lang),)))
    if found.copies:
        sections.append(Section(say(headings.CAUSES, lang), (paragraph(headings.COPIES_ONLY, lang),)))
    elif found.is_empty:
        sections.append(Section(say(headings.CAUSES, lang), (paragraph(headings.NO_DIFFERENCE, lang),)))
    sections.append(Section(say(headings.MADE_WITH, lang), (_made_with(found, lang),)))
    about = found.new.contract.title or found.old.contract.title
    name = colon(headings.DIFFERENCE, own(about)) if about else headings.DIFFERENCE
    return Document(say(name, lang) if in_words_alone(lang) or not about else f"{title}: {about}", tuple(sections))


def _compared(found: Difference, lang: Lang) -> Table:
    """Title, number, date and file of both sides."""
    sides = (found.old, found.new)
    told: list[tuple[Text, list[str]]] = [(headings.TITLE, [one.contract.title or "" for one in sides])]
    for key in ("number", "issued"):
        said = [one.contract.document.get(key, "") for one in sides]
        days = [as_day(words) for words in said]
        calendar = found.new.contract.calendar
        shown = [
            words if day is None else calendar.shown(calendar.day(day), lang)
            for words, day in zip(said, days, strict=True)
        ]
        told.append((headings.DOCUMENT[key], shown))
    told.append((headings.FILE, [found.old_name, found.new_name]))
    rows = tuple(row((text(say(name, lang)), *map(text, said))) for name, said in told if any(said))
    columns = (Column(heading(head, lang), wraps=True, named=True) for head in (headings.OLD, headings.NEW))
    return Table((Column(), *columns), rows)


def totals_table(old: Quote, new: Quote, lang: Lang) -> Table:
    """The totals of both, and what they differ by."""
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
        if key == "contingent" and not before and not after:
            continue
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


def causes_table(found: Difference, lang: Lang, *, paths: bool = False) -> Table:
    """Every cause with its yen; they sum to the difference of the totals."""
    rows = []
    chances = any(one.totals.contingent.maximum for one in (found.old, found.new))
    names = names_of(found)
    for part in found.parts:
        causes = (say(headings.CAUSE_WORDS[cause], lang) for cause in part.causes)
        told = tuple(words for change in part.changes for words in _told(change, lang, names, paths=paths))
        planned = [] if found.planned is None else [signed(part.planned)]
        contingent = [signed(part.contingent)] if chances else []
        words = text(*causes), text(*told, *_why_together(part, lang))
        rows.append(row((*words, signed(part.total), *planned, *contingent)))
    planned = [] if found.planned is None else [signed(found.planned)]
    contingent = [signed(sum(part.contingent for part in found.parts))] if chances else []
    sums = (signed(found.total), *planned, *contingent)
    rows.append(row((text(say(headings.SUM, lang)), text(""), *sums), style=Style.TOTAL))
    plans = [] if found.planned is None else [headings.PLANNED_TOTAL]
    heads = (headings.MOVES_TOTAL, *plans, *((headings.MOVES_CONTINGENT,) if chances else ()))
    columns = (Column(heading(headings.CAUSE, lang)), Column(heading(headings.CHANGE, lang), wraps=True))
    return Table((*columns, *(amount_column(head, lang) for head in heads)), tuple(rows))


def _why_together(part: Part, lang: Lang) -> Iterator[str]:
    """Why several changes have one figure."""
    if len(part.changes) > 1 and part.causes != ("engine",):
        many = any(change.price is None for change in part.changes)
        yield say(headings.TOGETHER if many else headings.MERGED, lang)


def _told(change: Change, lang: Lang, names: Mapping[str, Text], *, paths: bool) -> Iterator[str]:
    """A change of the input in words, and by its key where keys are asked for; of another cause as it is told."""
    if change.path == PRIVATE:
        yield say(headings.PRIVATE, lang)
        return
    values = [shortened(value, LONGEST_VALUE) for value in (change.before, change.after)]
    moved = " → ".join(value or "–" for value in values) if any(values) else ""
    by_key = ": ".join(filter(None, (change.path, moved)))
    if change.cause != INPUT:
        institutions = [names.get(value, own(value)) for value in (change.before, change.after)]
        is_another = change.cause == TARIFF and all(institutions) and institutions[0] != institutions[1]
        yield say(own(" → ").join(institutions), lang) if is_another and not paths else by_key
        return
    yield say(_in_words(change, names), lang)
    if paths:
        yield by_key


def names_of(found: Difference | None) -> Mapping[str, Text]:
    """What the lines, the institutions and the questions of both sides are called."""
    if found is None:
        return {}
    sides = (found.old, found.new)
    institutions = {tariff_of(quote): quote.tariff.name for quote in sides if quote.tariff is not None}
    asked = {key: words for quote in sides for key, words in questions_at(quote.contract.facts).items()}
    payers = {f"payer.{ident.removeprefix('payer.')}": own(name) for quote in sides for ident, name in _paid_by(quote)}
    return {**labels_of(found.old), **labels_of(found.new), **institutions, **asked, **payers}


def _paid_by(quote: Quote) -> Iterator[tuple[str, str]]:
    """Who pays, by id and name."""
    return ((one.id, one.name) for one in quote.contract.payers)


def told_of(change: Change, lang: Lang, names: Mapping[str, Text]) -> str:
    """A change in one line."""
    return next(_told(change, lang, names, paths=False))


_MOVED = Text("{label} {values}", "{label}: {values}")


def _in_words(change: Change, names: Mapping[str, Text]) -> Text:
    """電解質原料の単価 81,350円 → 90,000円; an entry that has come or gone by its name."""
    label = path_words(change.path, names)
    if change.path.count(".") == 1 and change.path.partition(".")[0] in {*entry_tables(), *INVOICING, *BESIDE}:
        if not change.before and not change.after:  # for a company, whose changes have no values
            return label
        whole = headings.ENTRY_REMOVED if change.before else headings.ENTRY_ADDED
        return whole.filled(label=label)
    values = (
        value_words(change.path, one, names) if one else own("–")
        for one in (shortened(change.before, LONGEST_VALUE), shortened(change.after, LONGEST_VALUE))
    )
    return _MOVED.filled(label=label, values=own(" → ").join(values)) if change.before or change.after else label


def lines_table(lines: tuple[LineMove, ...], lang: Lang) -> Table:
    """Lines with what they were and are."""
    planned = (say(CERTAINTIES["planned"], lang),)
    rows = [
        row(
            (
                *(() if in_words_alone(lang) else (text(one.id),)),
                text(say(one.label, lang), *(planned if one.certainty == "planned" else ()), say(_what(one), lang)),
                yen_cell(one.before),
                yen_cell(one.after),
                signed(one.difference),
            )
        )
        for one in lines
    ]
    heads = (headings.OLD, headings.NEW, headings.DIFFERENCE)
    ids = () if in_words_alone(lang) else (Column(heading(headings.ID, lang)),)
    columns = (*ids, Column(heading(headings.ITEM, lang), wraps=True))
    return Table((*columns, *(amount_column(head, lang) for head in heads)), tuple(rows))


def _what(one: LineMove) -> Text:
    if one.before is None:
        return headings.ADDED
    return headings.REMOVED if one.after is None else headings.CHANGED


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
        "causes": {
            cause: sum(part.total for part in found.parts if part.causes == (cause,))
            for cause in CAUSES
            if cause != FROZEN or any(FROZEN in part.causes for part in found.parts)
        },
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


def written(data: object) -> bytes:
    """JSON as a file has it."""
    return json_safe(json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
