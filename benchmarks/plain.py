"""What a plain script would do: argparse, tomllib and Decimal, no errors, no sources, no derivation.

The yardstick of `quote`'s speed: it reads the same contract file and prints a total of the same order.
"""

import argparse
import tomllib
from decimal import Decimal
from pathlib import Path


def main() -> None:
    """Add up direct cost, hours and overhead, and print the total with tax."""
    parser = argparse.ArgumentParser()
    parser.add_argument("spec")
    spec = tomllib.loads(Path(parser.parse_args().spec).read_text(), parse_float=Decimal)
    direct = sum(
        Decimal(entry.get("amount", 0)) or Decimal(entry["quantity"]) * Decimal(entry["unit-price"])
        for entry in spec.get("direct", [])
    )
    hours = sum(
        Decimal(entry.get("hours", 0)) * Decimal(entry.get("hourly-rate", 0)) for entry in spec.get("involvement", [])
    )
    overhead = int(direct * Decimal("0.30"))
    subtotal = int(direct + hours) + overhead
    tax = int(subtotal * Decimal("0.10"))
    print(f"{'direct':20}{direct:>16,}\n{'hours':20}{hours:>16,}\n{'overhead':20}{overhead:>16,}")
    print(f"{'total with tax':20}{subtotal + tax:>16,}")


if __name__ == "__main__":
    main()
