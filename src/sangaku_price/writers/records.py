"""What commands have beside quotes, for machines: an object as JSON, records as CSV; both are known as ours again.

Amounts are whole numbers. A text that a spreadsheet would take for a formula stands behind an apostrophe.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from sangaku_price.language.escaping import json_safe
from sangaku_price.version import VERSION
from sangaku_price.writers.csv import words

SCHEMA_VERSION = 1
KIND_OF_ROW = "sangaku-price"
"""The head of the first column of a CSV, which says what a row is; by it the program knows its own files."""


def as_json(value: Mapping[str, object]) -> bytes:
    """An object as JSON; control and direction characters stand as escapes."""
    engine = {"name": "sangaku-price", "version": VERSION}
    told = {"schema_version": SCHEMA_VERSION, "engine": engine, "currency": "JPY", **value}
    written = json.dumps(told, ensure_ascii=False, indent=2)
    return (json_safe(written) + "\n").encode("utf-8", "backslashreplace")


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV; None is an empty cell."""
    page = StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerows([words(one) if isinstance(one, str) else one for one in row] for row in rows)
    return page.getvalue().encode("utf-8", "backslashreplace")
