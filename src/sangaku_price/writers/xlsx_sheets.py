"""A document as a sheet of typed cells: facts, tables one below the other, paragraphs; how wide its columns are."""

from sangaku_price.documents.cells import Block, Cell, Document, Paragraph, Style, Table
from sangaku_price.documents.table_shapes import is_facts
from sangaku_price.documents.workbook.sheets import Role, Sheet, SheetCell

MAKER = "sangaku-price"
STYLES = {
    Style.TITLE: Role.TITLE,
    Style.HEADING: Role.SECTION,
    Style.HEAD: Role.SECTION,
    Style.TOTAL: Role.SUM,
    Style.DETAIL: Role.NOTE,
}
WIDEST = 60
"""Characters of the widest column of a document."""
LONGEST_NAME = 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""Characters that no sheet's name may have."""


def sheet_of(document: Document) -> Sheet:
    """All of a document, one below the other."""
    sheet = Sheet(sheet_name(document.title))
    sheet.words(0, 0, document.title, Role.TITLE)
    row, widths = 2, {0: 10}
    for section in document.sections:
        sheet.words(row, 0, section.heading, Role.SECTION)
        row += 1
        for block in section.blocks:
            row = _block(sheet, row, block, widths) + 1
    sheet.widths = tuple(widths.get(column, 10) for column in range(max(widths) + 1))
    return sheet


def sheet_name(title: str) -> str:
    """What a sheet with a title is called."""
    return title.translate(NOT_IN_NAMES).strip()[:LONGEST_NAME] or MAKER


def _block(sheet: Sheet, row: int, block: Block, widths: dict[int, int]) -> int:
    """A table or a paragraph from a row on; the row after it. A picture is told in its words."""
    if not isinstance(block, Table):
        role = STYLES.get(block.style, Role.LEAD) if isinstance(block, Paragraph) else Role.LEAD
        sheet.words(row, 0, block.words, role)
        return row + 1
    if any(column.head for column in block.columns):
        sheet.heads(row, *(column.head for column in block.columns))
        row += 1
    facts = is_facts(block)
    for each in block.rows:
        for column, cell in enumerate(each.cells):
            if facts and column and isinstance(cell.value, str) and "\n" not in cell.value:
                sheet.words(row, column, cell.value, Role.LEAD, cell.kind)  # on over the columns of the amounts below
                continue
            _cell(sheet, row, column, cell)
            longest = max((2 * len(part) for part in str(cell.value or "").split("\n")), default=0)
            widths[column] = min(WIDEST, max(widths.get(column, 10), longest + 2))
        row += 1
    return row


def _cell(sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    role = STYLES.get(cell.style, Role.BODY)
    if isinstance(cell.value, str):
        sheet.words(row, column, cell.value, role, cell.kind)
    elif cell.value is not None:
        sheet.put(row, column, SheetCell(cell.kind, cell.value, role, in_words=bool(cell.words)))
