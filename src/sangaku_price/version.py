"""The version of the package, in one place, read without importing anything else."""

VERSION = "0.1.0"
