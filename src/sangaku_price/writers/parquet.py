"""The Parquet writer (pyarrow): columns with types, for analysis. Written in groups of rows, so that few are held.

Yen and counts are 64-bit integers, days are dates, rates and hours decimals of twelve places (half up); what is not
known is null.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from io import RawIOBase
from itertools import islice
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from sangaku_price.documents.cells import Kind, Value
from sangaku_price.documents.records import Records
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import one_line
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.version import VERSION

GROUP = 4096
"""Rows that are written together."""
PLACES = 12
"""Decimal places of a rate."""
TYPES = {
    Kind.YEN: pa.int64(),
    Kind.DAY: pa.date32(),
    Kind.RATE: pa.decimal128(38, PLACES),
    Kind.NUMBER: pa.decimal128(38, PLACES),
    Kind.TEXT: pa.string(),
    Kind.LINK: pa.string(),
}


def write_records(records: Records, _lang: Lang) -> Iterator[bytes]:
    """The records as a Parquet file, piece by piece."""
    told = {"engine": f"sangaku-price {VERSION}", "record": records.name}
    types = [(one.name, pa.int64() if one.whole else TYPES[one.kind]) for one in records.fields]
    schema = pa.schema(types, metadata=told)
    rows, pieces = iter(records.rows), _Pieces()
    with parquet.ParquetWriter(pieces, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            columns = (list(map(_value, column)) for column in zip(*group, strict=True))
            made = [pa.array(column, type=kind.type) for column, kind in zip(columns, schema, strict=True)]
            writer.write_table(pa.table(made, schema=schema))
            yield pieces.taken()
    yield pieces.taken()


class _Pieces(RawIOBase):
    """A file that is given away while it is written, and knows how much of it there was."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, piece: Any) -> int:  # noqa: ANN401 - what pyarrow gives is a buffer
        self.kept.append(bytes(piece))
        self.size += len(self.kept[-1])
        return len(self.kept[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        written = b"".join(self.kept)
        self.kept.clear()
        return written


def _value(value: Value) -> object:
    """A number at twelve places, words without what no writer may show; everything else as it is."""
    if isinstance(value, str):
        return one_line(value)
    if not isinstance(value, Fraction):
        return value
    return Decimal(to_yen(value * 10**PLACES, NEAREST)).scaleb(-PLACES)
