"""The XLSX writer: workbooks with live formulas, their results and names; any document as a sheet of typed cells.

No text of a user becomes a formula: texts are written as texts, and one that begins like a formula is marked as a
text for those who edit it. The same quote gives the same bytes.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook as Book

from sangaku_price.documents.beside_price import beside_price
from sangaku_price.documents.cells import NUMBERS, Document, Kind
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.workbook.quote_workbook import Beside, quote_workbook
from sangaku_price.documents.workbook.sheets import LONGEST_TEXT, Question, Role, Sheet, SheetCell, Workbook
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import one_line
from sangaku_price.language.text import Text, in_words_alone, say
from sangaku_price.language.wrapping import columns, wrapped
from sangaku_price.quotation.values import Quote
from sangaku_price.writers.refusals import CannotWrite
from sangaku_price.writers.xlsx_sheets import MAKER, sheet_name, sheet_of

if TYPE_CHECKING:
    from sangaku_price.documents.records import Records

FONT = "游ゴシック"
A4 = 9
MARGINS = {side: Decimal(wide) for side, wide in {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.6"}.items()}
"""Inches: a sheet is made as wide as the paper, and so is printed the larger the more of it there is."""
WIDE = 120
"""Characters of all columns of a sheet that is printed across, so that it can be read."""
LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
FORMATS = {Kind.YEN: "#,##0;[Red]-#,##0", Kind.RATE: "0.0###%", Kind.NUMBER: "#,##0.######", Kind.DAY: "yyyy-mm-dd"}
DAY_IN_WORDS = 'yyyy"年"m"月"d"日"'
ANSWER = '#,##0"円"'
"""Of the amount that is looked for first."""
LOOKS: dict[Role, dict[str, object]] = {
    Role.TITLE: {"bold": True, "font_size": 14},
    Role.LEAD: {},
    Role.SECTION: {"bold": True},
    Role.HEAD: {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "align": "center"},
    Role.BODY: {},
    Role.NOTE: {"font_color": "#595959", "font_size": 9},
    Role.INPUT: {"bg_color": "#FFF2CC", "font_color": "#1F3864", "border": 1},
    Role.SUM: {"bold": True, "top": 1},
    Role.ANSWER: {"bold": True, "font_size": 12, "align": "left"},
}
UNWRAPPED = frozenset({Role.TITLE, Role.LEAD, Role.ANSWER, Role.SECTION})
"""Roles of texts that run on over the next columns."""
LINE = 16
"""Points of a line."""
BESIDE_PRICE = Text("分担と公的資金", "bearers and public money")
LIST_WIDTHS = {Kind.TEXT: 24, Kind.LINK: 24, Kind.DAY: 15, Kind.YEN: 16, Kind.RATE: 10, Kind.NUMBER: 10}
"""Characters of the columns of a list: its rows are not looked at before they are written."""
OF_A_FILTER = 2
"""Characters of a head that the button of its filter covers."""
MOST_ROWS = 1_048_570
"""Records of a sheet; a workbook takes a few rows more."""
TOO_MANY = Text(
    "Excel のシートに書けるのは{most}行までです。csv か parquet で出力してください。",
    "a sheet of Excel takes {most} rows; write csv or parquet",
)
LONGEST_HINT = 250
"""Characters of a hint, of which a workbook takes a few more."""


def render(quote: Quote, lang: Lang, beside: Beside = ()) -> bytes:
    """A quote as a workbook, beside it the contract's other scenarios; what stands beside its price on a sheet."""
    made = quote_workbook(quote, lang, beside)
    sections = tuple(beside_price(quote, lang, Footnotes.of(quote)))
    if sections:
        made = made._replace(sheets=(*made.sheets, sheet_of(Document(say(BESIDE_PRICE, lang.once), sections))))
    return _bytes(made)


def write(document: Document) -> bytes:
    """A document as a sheet."""
    return _bytes(Workbook(document.title, (sheet_of(document),), {}, date(2000, 1, 1)))


def write_records(records: "Records", lang: Lang, below: "Iterable[Records]" = ()) -> bytes:
    """Records as sheets that can be filtered, one for each list; a row is written when it is made, and not kept.

    What stands below is asked for when the first list has been written: it may be its sums.
    """
    page = BytesIO()
    with _book(page, say(records.title, lang.once), {"constant_memory": True}) as book:
        looks = _Looks(book)
        for one in chain((records,), below):
            _list(book, one, lang, looks)
    return page.getvalue()


def write_form(form: Workbook) -> bytes:
    """A form: sheets with cells that are filled in."""
    return _bytes(form)


# -- bytes -------------------------------------------------------------------------------------------------------------


def _bytes(made: Workbook) -> bytes:
    page = BytesIO()
    book = _book(page, made.title, {"in_memory": True}, made.day)
    book.set_calc_mode("auto")
    looks = _Looks(book)
    for sheet in made.sheets:
        _sheet(book, sheet, looks)
    for name, place in made.names.items():
        book.define_name(name, f"='{place.sheet}'!{place.name()}")
    book.close()
    return page.getvalue()


def _book(page: BytesIO, title: str, options: dict[str, bool], day: date = date(2000, 1, 1)) -> Any:  # noqa: ANN401
    """A book that begins no formula by itself, and is said to be of a day: the same file every time."""
    book = Book(page, {**options, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - no zone
    book.set_properties({"title": title, "comments": MAKER, "created": made})
    return book


def _list(book: Any, records: "Records", lang: Lang, looks: "_Looks") -> None:  # noqa: ANN401
    """A sheet of records: a head that stays in sight, filters, columns of lesser use folded, a last line of sums."""
    from sangaku_price.documents.records import in_words

    title = say(records.title, lang.once)
    page = book.add_worksheet(sheet_name(title))
    lines = 1
    for column, field in enumerate(records.fields):
        folded = {} if field.listed else {"level": 1, "hidden": True}
        page.set_column(column, column, LIST_WIDTHS[field.kind], None, folded)
        head = SheetCell(Kind.TEXT, say(field.head, lang, "\n"), Role.HEAD)
        lines = max(lines, _lines(head, LIST_WIDTHS[field.kind] - OF_A_FILTER))
        _write(page, 0, column, head, looks)
    page.set_row(0, LINE * lines + 2)
    row = 0
    for row, values in enumerate(records.rows, 1):
        if row > MOST_ROWS:
            raise CannotWrite(TOO_MANY.filled(most=f"{MOST_ROWS:,}"))
        for column, (field, found) in enumerate(zip(records.fields, values, strict=True)):
            value = in_words(field, found, lang)
            told = one_line(value)[:LONGEST_TEXT] if isinstance(value, str) else value
            _write(page, row, column, SheetCell(field.kind, told, Role.LEAD, in_words=in_words_alone(lang)), looks)
    last = len(records.fields) - 1
    page.autofilter(0, 0, row, last)
    if records.summary is not None:
        page.write_string(row + 2, 0, say(records.summary(), lang), looks.of(Kind.TEXT, Role.LEAD))
    _print(page, (row + (0 if records.summary is None else 2), last), wide=True, frozen=1)


class _Looks:
    """The formats of a book, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self.book = book
        self.of = cache(self._made)

    def _made(self, kind: Kind, role: Role, *, is_quoted: bool = False, in_words: bool = False) -> Any:  # noqa: ANN401
        look: dict[str, object] = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **LOOKS[role]}
        if kind in FORMATS:
            look["num_format"] = FORMATS[kind] if role is not Role.ANSWER else ANSWER
        if in_words and kind is Kind.DAY:
            look["num_format"] = DAY_IN_WORDS
        if kind not in NUMBERS and kind is not Kind.DAY and role not in UNWRAPPED:
            look["text_wrap"] = True
        if is_quoted:
            look["quote_prefix"] = True
        return self.book.add_format(look)


def _sheet(book: Any, sheet: Sheet, looks: _Looks) -> None:  # noqa: ANN401
    page = book.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    heights: dict[int, int] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        _write(page, row, column, cell, looks)
        heights[row] = max(
            heights.get(row, 1), _lines(cell, sheet.widths[column] if column < len(sheet.widths) else 10)
        )
    for row, lines in heights.items():
        page.set_row(row, LINE * lines + 2)
    for one in sheet.questions:
        _ask(page, one)
    _print(page, sheet.end, wide=sheet.wide or sum(sheet.widths) > WIDE, frozen=sheet.frozen)


def _print(page: Any, end: tuple[int, int], *, wide: bool, frozen: int) -> None:  # noqa: ANN401
    """How a sheet is printed, up to its last row and column; rows at its top that stay in sight."""
    page.set_paper(A4)
    page.set_margins(**MARGINS)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")
    if wide:
        page.set_landscape()
    if frozen:
        page.freeze_panes(frozen, 0)
        page.repeat_rows(frozen - 1)
    page.print_area(0, 0, *end)


def _ask(page: Any, one: Question) -> None:  # noqa: ANN401
    """A drop-down, or a hint alone."""
    told: dict[str, object] = {"validate": "any", "input_message": one.hint[:LONGEST_HINT], "ignore_blank": True}
    if one.choices is not None:
        told |= {"validate": "list", "source": f"={one.choices.seen_from('')}"}
        told["error_type"] = "information" if one.is_open else "stop"
    page.data_validation(one.first.row, one.first.column, one.last.row, one.last.column, told)


def _lines(cell: SheetCell, width: int) -> int:
    """Lines that a cell takes: the heights of rows are told, as not every viewer works them out."""
    if not isinstance(cell.value, str) or cell.formula is not None:
        return 1
    if cell.role in UNWRAPPED:
        return 2 if cell.role is Role.TITLE else 1
    return _height(cell.value, width)


@cache
def _height(words: str, width: int) -> int:
    """Lines of words in a column: the same words stand in many rows."""
    return len(wrapped(words, width, columns))


def _write(page: Any, row: int, column: int, cell: SheetCell, looks: _Looks) -> None:  # noqa: ANN401
    look = looks.of(cell.kind, cell.role, in_words=cell.in_words)
    value = cell.value
    if cell.formula is not None:
        page.write_formula(row, column, cell.formula, look, _number(value))
    elif isinstance(value, str):
        is_quoted = value.lstrip(" ").startswith(LIKE_FORMULAS)
        page.write_string(row, column, value, looks.of(cell.kind, cell.role, is_quoted=True) if is_quoted else look)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 - no zone
    elif isinstance(value, Fraction) and _decimal(value) is None:
        page.write_formula(row, column, f"={value.numerator}/{value.denominator}", look, _number(value))
    elif value is not None:
        page.write_number(row, column, _number(value), look)
    else:
        page.write_blank(row, column, None, look)


def _number(value: object) -> int | Decimal:
    """A number as the file has it."""
    if isinstance(value, Fraction):
        return _decimal(value) or Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, int) else 0


def _decimal(value: Fraction) -> Decimal | None:
    """The decimal that a fraction is; None where it does not end."""
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return found if Fraction(found) == value else None
