"""What became of a frozen quote, as a document and as JSON."""

from collections.abc import Iterator, Mapping

from sangaku_price.assurance.attribution import line_moves
from sangaku_price.assurance.difference_pages import SCHEMA_VERSION, lines_table, totals_table, written
from sangaku_price.assurance.verifying import ALTERED, SAME, Link, Verdict
from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
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
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import after, yen_words
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.invoice_names import NTH_CHANGE
from sangaku_price.version import VERSION

MESSAGES = messages(
    {
        "verify-same": Text("同じです。", "same"),
        "verify-moved": Text("動きました。", "moved"),
        "verify-altered": Text("書き換えられています。", "altered:"),
        "verify-altered-form": Text(
            "書いたときのバイト列と異なります。", "its bytes are not those in which it was written"
        ),
        "verify-altered-lines": Text(
            "改行がCRLFに変わっています（ほかは元のままです）。git のチェックアウトによることが多く、"
            ".gitattributes に「*.json -text」と書くと防げます。",
            "its line ends became CRLF, and nothing else; most likely a checkout of git did it, "
            "which `*.json -text` in .gitattributes prevents",
        ),
        "verify-altered-digest": Text("内容がダイジェストと合いません。", "its contents do not match its digest"),
        "verify-altered-figures": Text("金額が内訳と合いません。", "its figures do not add up"),
        "verify-altered-contents": Text(
            "内容が、凍結された契約ファイル・料金表から計算したものと異なります。",
            "what it says does not follow from the contract file and the tariff that are frozen in it",
        ),
        "verify-altered-chain": Text(
            "含まれている変更前の凍結見積が書き換えられています。", "an earlier frozen quote that it holds was altered"
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


Checked = Mapping[str, Verdict]
"""What became of each frozen quote, by the name of its file."""


def verdict_document(checked: Checked, lang: Lang) -> Document:
    """What became of frozen quotes: of several their list first, then what there is to say of each."""
    title = say(headings.VERIFICATION, lang)
    if len(checked) == 1:
        ((name, found),) = checked.items()
        return Document(f"{title}: {name}", tuple(_verdict(found, checked, lang)))
    sections = [Section(say(headings.FROZEN_QUOTES, lang), (_list(checked, lang),))]
    for name, found in checked.items():
        if found.state != SAME:
            sections += _of_several(name, found, lang)
    sections.append(_made_with({name: found.digest for name, found in checked.items()}, lang))
    return Document(title, tuple(sections))


def _of_several(name: str, found: Verdict, lang: Lang) -> Iterator[Section]:
    """What is to be said of one of several that is not the same."""
    yield Section(name, (_said(found, lang),))
    yield from (Section(f"{name}  {one.heading}", one.blocks) for one in _what_moved(found, lang))


def _list(checked: Checked, lang: Lang) -> Table:
    """A row a quote: what it is, and which of the others it takes the place of."""
    rows = []
    for name, found in checked.items():
        number, title, total, issued, links = _told(found, checked, lang)
        state = text(
            say(message(f"verify-{found.state}"), lang), style=Style.BODY if found.state == SAME else Style.GATE
        )
        rows.append(row((text(name), state, text(number), text(title), text(issued), yen_cell(total), text(*links))))
    heads = (headings.FILE, headings.RESULT, headings.DOCUMENT["number"], headings.TITLE, headings.DOCUMENT["issued"])
    columns = (Column(heading(head, lang), wraps=True, named=True) for head in heads)
    amounts = Column(heading(headings.TOTAL, lang), Kind.YEN, named=True)
    return Table((*columns, amounts, Column("", below=True)), tuple(rows))


def _told(found: Verdict, checked: Checked, lang: Lang) -> tuple[str, str, int | None, str, tuple[str, ...]]:
    """Number, title, total, date, and what the quote supersedes and is superseded by."""
    links = []
    if found.supersedes is not None:
        links.append(f"{say(headings.SUPERSEDES, lang)}: {_name_of(found.supersedes, checked)}")
    later = [name for name, one in checked.items() if found.digest and one.supersedes == found.digest]
    if later:
        links.append(f"{say(headings.SUPERSEDED_BY, lang)}: {', '.join(later)}")
    if found.quote is None:
        return "", "", None, "", tuple(links)
    told = found.quote.contract
    issued = told.document.get("issued", "")
    day = as_day(issued)
    shown = issued if day is None else told.calendar.shown(told.calendar.day(day), lang)
    return told.document.get("number", ""), told.title or "", found.quote.totals.total, shown, tuple(links)


def _name_of(digest: str, checked: Checked) -> str:
    """The file of a digest, or the digest where the file is not among them."""
    return next((name for name, one in checked.items() if one.digest == digest), digest)


def _facts(found: Verdict, checked: Checked, lang: Lang) -> Iterator[Table]:
    """What the only quote is."""
    if found.quote is None:
        return
    number, title, total, issued, links = _told(found, checked, lang)
    told = (
        (headings.DOCUMENT["number"], number),
        (headings.TITLE, title),
        (headings.DOCUMENT["issued"], issued),
        (headings.TOTAL, say(yen_words(total or 0), lang)),
    )
    rows = [row((text(say(name, lang)), text(words))) for name, words in told if words]
    yield Table((Column(), Column(wraps=True)), tuple(rows))
    yield from (Table((Column(wraps=True),), (row((text(link),)),)) for link in links)


def _verdict(found: Verdict, checked: Checked, lang: Lang) -> Iterator[Section]:
    said: list[Block] = [_said(found, lang)]
    said += [paragraph(message(f"verify-untested-{what}"), lang) for what in found.untested]
    yield Section(say(headings.RESULT, lang), (*said, *_chain(found, lang), *_facts(found, checked, lang)))
    yield from _what_moved(found, lang)
    yield _made_with({"": found.digest}, lang)


def _chain(found: Verdict, lang: Lang) -> Iterator[Table]:
    """What became of each frozen quote that one of a changed contract holds."""
    if not found.chain:
        return
    columns = (Column(say(headings.HELD, lang), wraps=True), Column(say(headings.RESULT, lang)))
    rows = []
    for one in found.chain:
        name = NTH_CHANGE.filled(number=one.number) if one.number else headings.FIRST_CONTRACT
        state = one.verdict.state
        style = Style.BODY if state == SAME else Style.GATE
        rows.append(row((text(say(name, lang)), text(say(message(f"verify-{state}"), lang), style=style))))
    yield Table(columns, tuple(rows))


def _made_with(digests: Mapping[str, str], lang: Lang) -> Section:
    """The program, and the digests of what was checked."""
    rows = [(headings.ENGINE, f"sangaku-price {VERSION}")]
    rows += [(after(headings.DIGEST, own(name)) if name else headings.DIGEST, one) for name, one in digests.items()]
    told = tuple(row((text(say(name, lang)), text(words))) for name, words in rows)
    return Section(say(headings.MADE_WITH, lang), (Table((Column(), Column(wraps=True)), told),))


def _said(found: Verdict, lang: Lang) -> Paragraph:
    """The verdict in words."""
    words = message(f"verify-{found.state}")
    if found.state == ALTERED:
        words = Text("{words}{why}", "{words} {why}").filled(words=words, why=message(f"verify-altered-{found.why}"))
    style = Style.BODY if found.state == SAME else Style.GATE
    return paragraph(words, lang, style)


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


def verdict_data(checked: Checked) -> bytes:
    """The verdict as JSON; of several a list."""
    head = {"schema_version": SCHEMA_VERSION, "engine": {"name": "sangaku-price", "version": VERSION}}
    if len(checked) == 1:
        ((_, found),) = checked.items()
        return written({**head, **_values(found)})
    return written({**head, "quotes": [{"file": name, **_values(found)} for name, found in checked.items()]})


def _values(found: Verdict) -> dict[str, object]:
    stuck, quote = found.stuck, found.quote
    return {
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
        "number": quote.contract.document.get("number") if quote else None,
        "title": quote.contract.title if quote else None,
        "issued": quote.contract.document.get("issued") if quote else None,
        "total": quote.totals.total if quote else None,
        "supersedes": found.supersedes,
        **({"chain": [_link(one) for one in found.chain]} if found.chain else {}),
    }


def _link(one: Link) -> dict[str, object]:
    return {"number": one.number, "state": one.verdict.state, "digest": one.verdict.digest, "why": one.verdict.why}
