"""The JSON Lines writer: a record a line, for pipelines.

Yen are whole numbers; rates and hours are exact decimals or fractions, as text; what is not known is null.
"""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sangaku_price.documents.cells import Value
from sangaku_price.documents.records import Records
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.numbers import plain


def write_records(records: Records, _lang: Lang) -> Iterator[bytes]:
    """Records, one by one; the first key says whose they are and what one is."""
    names = [field.name for field in records.fields]
    for row in records.rows:
        told = {"sangaku-price": records.name, **dict(zip(names, map(_value, row), strict=True))}
        yield (json_safe(json.dumps(told, ensure_ascii=False)) + "\n").encode("utf-8", "backslashreplace")


def _value(value: Value) -> str | int | None:
    match value:
        case Fraction():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return value
