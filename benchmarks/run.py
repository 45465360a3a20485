"""Times `sangaku-price quote` to a pipe against the plain script, in turn, and prints the median ratio.

    python benchmarks/run.py [RUNS] [SPEC]

Exit status 1 where the median of the ratios exceeds 4.0.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).parent
MOST = 4.0


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


def main() -> int:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    spec = sys.argv[2] if len(sys.argv) > 2 else str(HERE.parent / "examples" / "kyoto-battery.toml")  # noqa: PLR2004
    program = shutil.which("sangaku-price", path=str(Path(sys.executable).parent)) or "sangaku-price"
    ours = [program, "quote", spec]
    plain = [sys.executable, str(HERE / "plain.py"), spec]
    for command in (ours, plain):
        seconds(command)
    pairs = [(seconds(ours), seconds(plain)) for _ in range(runs)]
    ratio = median(a / b for a, b in pairs)
    quote, script = median(a for a, _ in pairs), median(b for _, b in pairs)
    print(f"quote {quote:.3f} s, plain script {script:.3f} s, ratio {ratio:.2f}")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
