"""THE FORMATS: every output format, one line each, and its writer, one module each.

A format is added by its module and its line here; the choices of `--format`, suffixes, readers, help and errors come
from the list. A writer has `render(quote, lang)` for quotes, `write(document)` for documents, `write_records(records,
lang)` for records: bytes, whole or in pieces. Data, an object or rows, are made where the command is.
May use: documents and every room below it; never another writer.
Not here: what stands on a page and in which order (documents), any figure that the quote does not hold.
"""

from enum import StrEnum
from typing import NamedTuple

from sangaku_price.language.enums import Audience


class Result(StrEnum):
    """What a command may have to be written."""

    QUOTE = "quote"
    PAGE = "page"
    """A document with pictures, whose figures open to what is behind them."""
    DOCUMENT = "document"
    DATA = "data"
    """An object, every figure of it exact."""
    ROWS = "rows"
    """Records for a spreadsheet."""
    RECORDS = "records"
    """Records of any number, written one by one."""
    REPORT = "report"
    """What `check` found, for people or for what runs it."""
    STARTER = "starter"
    """A file to begin from."""
    FORM = "form"
    """Cells to be filled in."""
    WORD = "word"
    """One figure, or one line for `--set`."""


class Format(NamedTuple):
    """An output format."""

    name: str
    suffixes: tuple[str, ...]
    """What the name of its files ends with, the usual first."""
    writes: tuple[Result, ...]
    module: str = ""
    """The module of its writer; none where the command itself makes what is written."""
    extra: str | None = None
    """The extra of the package that installs what the writer needs."""
    reader: Audience = Audience.OFFICE
    """Who reads it by default: what is handed over leaves private figures out."""
    has_mark: bool = False
    """Whether `--bom` begins it with a byte-order mark."""
    has_scenarios: bool = False
    """Whether its file of a quote shows the contract's other scenarios beside it."""
    draws_chances: bool = False
    """Whether its file of a quote shows the office in a picture what contingent money may come to."""
    also: tuple[str, ...] = ()
    """Suffixes of another format that its files may have where it is asked for by its name."""
    is_binary: bool = False
    """Whether a terminal would show nothing of it that anybody can read."""
    has_sheets: bool = False
    """Whether records that stand below others have sheets of their own."""
    takes_font: bool = False
    """Whether its writer takes the file of a font."""
    font: str | None = None
    """The file of a font that was told for what is written now."""


FORMATS: tuple[Format, ...] = (
    Format(
        "table", (".txt",), (Result.QUOTE, Result.DOCUMENT, Result.RECORDS, Result.WORD), "sangaku_price.writers.table"
    ),
    Format(
        "markdown",
        (".md",),
        (Result.QUOTE, Result.DOCUMENT, Result.RECORDS),
        "sangaku_price.writers.markdown",
        reader=Audience.COMPANY,
    ),
    Format("toml", (".toml",), (Result.STARTER,)),
    Format("text", (".txt",), (Result.REPORT,)),
    Format("json", (".json",), (Result.QUOTE, Result.DATA, Result.REPORT), "sangaku_price.writers.json"),
    Format(
        "csv",
        (".csv",),
        (Result.QUOTE, Result.ROWS, Result.RECORDS),
        "sangaku_price.writers.csv",
        reader=Audience.COMPANY,
        has_mark=True,
    ),
    Format("jsonl", (".jsonl",), (Result.RECORDS,), "sangaku_price.writers.jsonl"),
    Format(
        "parquet", (".parquet",), (Result.RECORDS,), "sangaku_price.writers.parquet", extra="parquet", is_binary=True
    ),
    Format(
        "html",
        (".html",),
        (Result.QUOTE, Result.PAGE, Result.DOCUMENT, Result.RECORDS),
        "sangaku_price.writers.html",
        reader=Audience.COMPANY,
        draws_chances=True,
    ),
    Format(
        "pdf",
        (".pdf",),
        (Result.QUOTE, Result.DOCUMENT),
        "sangaku_price.writers.pdf",
        extra="pdf",
        reader=Audience.COMPANY,
        is_binary=True,
        takes_font=True,
    ),
    Format(
        "xlsx",
        (".xlsx",),
        (Result.QUOTE, Result.DOCUMENT, Result.FORM, Result.RECORDS),
        "sangaku_price.writers.xlsx",
        extra="xlsx",
        reader=Audience.COMPANY,
        has_scenarios=True,
        is_binary=True,
        has_sheets=True,
    ),
    Format("github", (), (Result.REPORT,)),
    Format("sarif", (".sarif",), (Result.REPORT,), also=(".json",)),
    Format("junit", (".xml",), (Result.REPORT,)),
    Format("gitlab", (), (Result.REPORT,), also=(".json",)),
)
"""Every format, in the order in which they are offered; of those that a command offers, the first is the default."""


def formats_for(*results: Result) -> tuple[Format, ...]:
    """The formats that can write one of these results."""
    return tuple(one for one in FORMATS if set(one.writes) & set(results))


def names_for(*results: Result) -> str:
    """The formats that can write one of these results, as `--help` lists them."""
    return "|".join(one.name for one in formats_for(*results))


def names_read_by(reader: Audience) -> str:
    """The formats of a quote that somebody reads by default, as `--help` lists them."""
    return ", ".join(one.name for one in formats_for(Result.QUOTE) if one.reader is reader)
