"""The quote as JSON: one description of its fields, from which it is written, read back and described.

Frozen quotes, data for programs and the figures of `--get` are made of it.
May use: quotation, toml and every room below them.
Not here: which format is written (writers), what a frozen quote holds besides (loading).
"""
