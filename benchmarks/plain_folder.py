"""What a plain script would do with a folder: the yardstick's sums for every file, a line each; no errors, no sources.

python benchmarks/plain_folder.py FOLDER
"""

import csv
import sys
import tomllib
from decimal import Decimal
from pathlib import Path


def main() -> None:
    """Add up direct cost, hours and overhead of each contract, and print a line of CSV with its total."""
    writer = csv.writer(sys.stdout)
    for path in sorted(Path(sys.argv[1]).glob("*.toml")):
        spec = tomllib.loads(path.read_text(), parse_float=Decimal)
        head = spec["contract"]
        direct = sum(Decimal(entry.get("amount", 0)) for entry in spec.get("direct", []))
        hours = sum(
            Decimal(entry.get("hours", 0)) * Decimal(entry.get("hourly-rate", 0))
            for entry in spec.get("involvement", [])
        )
        overhead = int(direct * Decimal("0.30"))
        subtotal = int(direct + hours) + overhead
        writer.writerow((path, head["title"], head["start"], head["end"], subtotal + int(subtotal * Decimal("0.10"))))


if __name__ == "__main__":
    main()
