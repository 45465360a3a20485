"""The version of the package and where it is at home, in one place, read without importing anything else."""

VERSION = "0.3.0"
HOME = "https://github.com/sangaku-price/sangaku-price"
"""The repository: where the pages are to which reports lead."""
