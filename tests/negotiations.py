"""Contracts as text, for tests of what negotiates with them."""

from sangaku_price.loading.trials import Trials
from sangaku_price.toml.reading import Source

HEAD = """format = 1
[contract]
start = 2026-04-01
end = 2027-03-31
"""
THIRTY = """[[overhead]]
id = "indirect"
rate = "30%"
base = ["direct"]
method = "on-base"
"""
KNOWLEDGE = f"""{HEAD}[[direct]]
amount = 5_000_000
[[involvement]]
id = "professor"
who = "山田 教授"
hours = 200
hourly-rate = 20_000
[[involvement]]
id = "student"
rank = "student"
employed = true
hours = 600
hourly-rate = 1_500
charged-as = "direct"
{THIRTY}"""
FEES = f"""{HEAD}discount-rate = "10%"
[[direct]]
amount = 1_000_000
{THIRTY}[[success]]
id = "a"
amount = 10_000_000
probability = "50%"
due = 2027-06-30
[[success]]
id = "b"
amount = 20_000_000
probability = "40%"
after = "a"
due = 2027-06-30
[[success]]
id = "c"
amount = 5_000_000
probability = "30%"
due = 2027-06-30
"""
"""The design's worked gate."""


def trials_of(text: str, **values: object) -> Trials:
    """A contract that stands in no file; `direct__1__amount` is the path direct.1.amount."""
    laid = {path.replace("__", ".").replace("_", "-"): value for path, value in values.items()}
    return Trials(Source("spec.toml", text, "0" * 64, None), laid)
