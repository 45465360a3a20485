"""The quote as plain frozen values: lines, notes, totals, and the derivation of each number; and their shape in JSON.

May use: language, money, months.
Not here: how a value is reached (pricing, items) or shown (documents, writers). Whoever reads a quote reads this alone.
"""
