"""A form in Excel for a contract file: a sheet for the contract, one for each kind of entry, drop-downs, hints."""

import re
from collections.abc import Mapping
from datetime import date

from sangaku_price.documents.cells import Kind
from sangaku_price.documents.workbook.sheets import Place, Role, Sheet, SheetCell, Span, Workbook
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say
from sangaku_price.library.form_columns import (
    CONTRACT_SHEET,
    Asked,
    Holds,
    asked_of,
    sheet_of,
    singles,
    tables,
    tops,
)
from sangaku_price.library.form_offers import Offers
from sangaku_price.library.form_refusals import example_of
from sangaku_price.loading.tariffs import load_tariff

LISTS = "選択肢"
"""The sheet of what may be chosen."""
HEADS = 3
"""The row of the keys; the entries stand below it."""
ROWS = 60
"""Rows of entries that have drop-downs; more may be filled in."""
TITLE = Text("共同研究契約 入力用紙（{tariff}）", "")
HOW = (
    "色の付いたセルに記入してください。空欄は料金表または既定の値になります。"
    "書き終えたら sangaku-price convert で契約ファイルにします。"
)
EACH = "一行に一件を記入してください。セルを選ぶと説明が表示されます。"
CHOSEN = "一覧から選ぶ"
NAME = re.compile(r"(?:[^。（]|（[^）]*）)*")
BRACKETS = re.compile(r"（[^）]*）")
"""What a hint adds, and the head of a column has no room for."""
WIDE = frozenset({"item", "who", "trigger", "note", "reason", "set", "expect", "code", "text"})
"""The keys of whole sentences or several pairs."""
KINDS = {Holds.DAY: Kind.DAY, Holds.RATE: Kind.RATE, Holds.NUMBER: Kind.NUMBER}


def form(tariff: str, findings: Mapping[str, Text]) -> Workbook:
    """An empty form for a tariff; `findings` are what `check` may find. Raises BadFile for a bad tariff."""
    rules = load_tariff(tariff)
    offers = Offers(rules, findings)
    lists = _Lists()
    contract = Sheet(CONTRACT_SHEET, (44, 30, 60, 34), frozen=HEADS)
    heading = TITLE.filled(tariff=rules.name)
    contract.words(0, 0, say(heading, Lang.JA), Role.TITLE)
    contract.words(1, 0, HOW, Role.LEAD)
    contract.heads(HEADS - 1, "項目", "記入欄", "説明", "キー")
    lines = [*((one.key, one) for one in tops()), *((f"{table}.{one.key}", one) for table, one in singles(offers))]
    for row, (path, one) in enumerate(lines, HEADS):
        _line(contract, row, path, one, lists)
    contract.put(HEADS, 1, SheetCell(Kind.TEXT, tariff, Role.INPUT))
    sheets = [contract]
    for table, model in tables().items():
        sheet = Sheet(sheet_of(table), frozen=HEADS + 1, wide=True)
        sheet.words(0, 0, sheet.name, Role.TITLE)
        sheet.words(1, 0, EACH, Role.LEAD)
        columns = asked_of(table, model, offers)
        for column, one in enumerate(columns):
            _column(sheet, column, one, lists)
        sheet.widths = tuple(24 if one.key in WIDE else 15 for one in columns)
        sheets.append(sheet)
    title = contract.cells[0, 0].value
    return Workbook(str(title), (*sheets, lists.sheet), {}, date(2000, 1, 1))


class _Lists:
    """What may be chosen, each list once, in a column of a sheet of its own."""

    def __init__(self) -> None:
        self.sheet = Sheet(LISTS, (30,))
        self.sheet.words(0, 0, LISTS, Role.TITLE)
        self._known: dict[tuple[str, ...], Span] = {}

    def of(self, choices: tuple[str, ...]) -> Span | None:
        """The cells of a list; None where nothing is to be chosen from."""
        if choices and choices not in self._known:
            column = len(self._known)
            for row, one in enumerate(choices, 1):
                self.sheet.words(row, column, one)
            self._known[choices] = Span(Place(LISTS, 1, column), Place(LISTS, len(choices), column))
        return self._known.get(choices)


def _line(sheet: Sheet, row: int, path: str, one: Asked, lists: _Lists) -> None:
    """What is asked once: a line."""
    need = "（必須）" if one.is_needed or path == "tariff" else ""
    sheet.words(row, 0, _name(one) + need)
    sheet.put(row, 1, SheetCell(KINDS.get(one.holds, Kind.TEXT), None, Role.INPUT))
    sheet.words(row, 2, _more(one), Role.NOTE)
    sheet.words(row, 3, path, Role.NOTE)
    sheet.ask(row, row, 1, lists.of(one.choices), one.hint, is_open=one.is_open)


def _column(sheet: Sheet, column: int, one: Asked, lists: _Lists) -> None:
    """A key of entries: a column."""
    head = BRACKETS.sub("", one.hint).partition("。")[0] + ("（必須）" if one.is_needed else "")
    sheet.put(HEADS - 1, column, SheetCell(Kind.TEXT, head, Role.HEAD))
    sheet.put(HEADS, column, SheetCell(Kind.TEXT, one.key, Role.HEAD))
    for row in range(HEADS + 1, HEADS + 1 + ROWS):
        sheet.put(row, column, SheetCell(KINDS.get(one.holds, Kind.TEXT), None, Role.INPUT))
    sheet.ask(HEADS + 1, HEADS + ROWS, column, lists.of(one.choices), _how(one), is_open=one.is_open)


def _name(one: Asked) -> str:
    """The first sentence of what is meant; one in brackets does not end it."""
    found = NAME.match(one.hint)
    return found[0] if found else ""


def _how(one: Asked) -> str:
    """What is meant, and how it is written."""
    return " ".join(filter(None, (one.hint, _written(one))))


def _more(one: Asked) -> str:
    """What the words before the cell do not say: the rest of what is meant, how it is written, that there is a list."""
    chosen = CHOSEN if one.choices and not _written(one) else ""
    rest = one.hint.removeprefix(_name(one)).removeprefix("。").strip()
    return " ".join(filter(None, (rest, _written(one), chosen)))


def _written(one: Asked) -> str:
    ways = {
        Holds.RATE: "例 30%",
        Holds.DAY: "例 2026/10/1",
        Holds.LIST: "いくつかは、読点で区切る",
        Holds.PAIRS: f"例 {example_of(one.key)}",
    }
    return ways.get(one.holds, "")
