"""The writer for a terminal: colour and rules, the same arrangement as in plain text."""

from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sangaku_price.documents.cells import Document, Style
from sangaku_price.documents.layout import Span, laid_out

LOOKS: Mapping[Style, str] = {
    Style.TITLE: "bold",
    Style.HEADING: "bold cyan",
    Style.HEAD: "bold",
    Style.BODY: "",
    Style.TOTAL: "bold",
    Style.DETAIL: "dim",
    Style.WARNING: "yellow",
    Style.GATE: "bold red",
    Style.RULE: "dim",
    Style.SMALL_PRINT: "dim",
}
"""How each style looks. The words say the same without it."""
RULES = str.maketrans({"=": "━", "-": "─"})


def write(document: Document, console: Console) -> None:
    """Print the document on a console, at its width; nothing in it is read as markup."""
    for line in laid_out(document, console.width, cell_len):
        console.print(Text.assemble(*(_dressed(span) for span in line)), soft_wrap=True, highlight=False)


def _dressed(span: Span) -> tuple[str, str]:
    words = span.text.translate(RULES) if span.style is Style.RULE else span.text
    return words, LOOKS[span.style]
