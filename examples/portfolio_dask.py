"""Prices a folder of contracts on a Dask cluster: rows as `sangaku-price portfolio FOLDER --format jsonl` writes them.

    pip install "sangaku-price[dask]"
    python examples/portfolio_dask.py FOLDER [ADDRESS]

ADDRESS is that of a scheduler, tcp://host:8786; without it a cluster of two workers is begun on this machine. The
folder must be where the workers are. One contract is one pure call, so any engine spreads it in the same way.
"""

import sys
from collections.abc import Iterator
from itertools import islice

from dask.distributed import Client

from sangaku_price.language.enums import Lang
from sangaku_price.loading.contract_files import Found, found_in
from sangaku_price.portfolios.columns import records_of
from sangaku_price.portfolios.in_force import in_force, marked
from sangaku_price.portfolios.row import Row
from sangaku_price.portfolios.spreading import row_at
from sangaku_price.writers.jsonl import write_records

PART = 256
"""Files that a worker is given at once."""


def price(part: tuple[Found, ...]) -> list[Row]:
    """The rows of some files, where the worker is."""
    return [row for row in map(row_at, part) if row is not None]


def rows_of(client: Client, folder: str) -> Iterator[Row]:
    """The rows of a folder, in the order of its files; what another file changes is told, as the sums leave it out."""
    files = found_in([folder])
    parts = iter(lambda: tuple(islice(files, PART)), ())
    made = (row for part in client.map(price, list(parts)) for row in part.result())
    yield from marked(made, lambda: in_force(found_in([folder])))


def main() -> None:
    """Price a folder and print a row a line."""
    folder, *address = sys.argv[1:]
    with Client(*address) if address else Client(n_workers=2, threads_per_worker=1) as client:
        for line in write_records(records_of(rows_of(client, folder), Lang.BOTH), Lang.BOTH):
            sys.stdout.buffer.write(line)


if __name__ == "__main__":
    main()
