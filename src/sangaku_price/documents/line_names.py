"""Lines by what is typed of them: an id, the id of an entry, a label in any language, the number on a Japanese page."""

from collections.abc import Sequence

from sangaku_price.documents.footnotes import as_shown
from sangaku_price.language.naming import named
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Quote


def lines_named(quote: Quote, words: str) -> Sequence[str]:
    """The ids of the lines that words name; none where they name none."""
    labels = labels_of(quote)
    if words in labels:
        return (words,)
    of_entry = tuple(ident for ident in labels if ident.startswith(f"{words}/"))
    if of_entry:
        return of_entry
    if words.isascii() and words.isdigit():
        numbered = list(dict.fromkeys(line.id for line in as_shown(quote)))
        number = int(words[:9])
        return (numbered[number - 1],) if 0 < number <= len(numbered) else ()
    return named(words, labels)
