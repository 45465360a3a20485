"""An explanation as it was asked for: of one line, of the lines of one entry, of one figure, or of all lines."""

from collections.abc import Callable
from datetime import date

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Document
from sangaku_price.documents.explanation import Explanations
from sangaku_price.documents.figure_explanation import Explained, asked_for, figure_section
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.quotation.values import Line, Quote


def explain_document(
    quote: Quote,
    line_id: str | None = None,
    lang: Lang = Lang.BOTH,
    *,
    law_checked: date | None = None,
    place_of: Callable[[str], str | None] = lambda _: None,
) -> Document:
    """The explanation of one line, of the lines of one entry, of one figure, or of all lines.

    `place_of` tells file and line of a key of the contract file; `law_checked` is the day on which the national
    numbers were last compared with the statutes.
    Raises UnknownLine (a LookupError) for what the quote does not have.
    """
    groups: dict[str, list[Line]] = {}
    for line in (*quote.lines, *quote.borne):
        groups.setdefault(line.id, []).append(line)
    pages = Explanations(quote, lang, place_of)
    chosen = list(groups) if line_id is None else asked_for(quote, line_id)
    if isinstance(chosen, Explained):
        sections = [figure_section(quote, chosen, lang)]
    else:
        sections = [pages.section(groups[ident]) for ident in chosen]
    sections.append(pages.checked(law_checked))
    return Document(say(headings.EXPLANATION, lang), tuple(sections))
