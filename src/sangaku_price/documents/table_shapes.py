"""What a table is, where a page sets it otherwise than as rows and columns: names and what is told of them, bars."""

from sangaku_price.documents.cells import NUMBERS, Style, Table, shown

_NAME_AND_WORDS = 2


def is_facts(table: Table) -> bool:
    """Whether a table is names and what is told of them: two columns without heads, and without numbers."""
    columns = table.columns
    return len(columns) == _NAME_AND_WORDS and not any(one.head or one.kind in NUMBERS for one in columns)


def is_drawn(table: Table, i: int) -> bool:
    """Whether a column is bars made of characters."""
    cells = [row.cells[i] for row in table.rows]
    bars = (cell for cell in cells if cell.style is Style.RULE and shown(cell))
    return any(bars) and all(cell.style is Style.RULE or not shown(cell) for cell in cells)
