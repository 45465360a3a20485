"""Files to values: what is read, checked and placed, with every mistake at once; and the same contract priced again.

May use: pricing, items and every room below them; never writers, which stands beside it.
Not here: TOML itself (toml), what one table may hold (contract, tariff, items), opinions about a file that is
well-formed (assurance, library).
"""
