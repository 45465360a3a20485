"""The quote as plain frozen values: lines, notes, totals, and the derivation of each number.

May use: language, money, months.
Not here: how a value is reached (pricing, items), or shown, in JSON neither (documents, writers). Whoever reads a
quote reads this alone.
"""
