"""Contract, tariff and law to a quote: the order of lines, periods, the ledger, totals, tax, chances.

Pure: no file, no clock, no console, no wording.
May use: items and every room below it; never documents, which stands beside it.
Not here: what one kind of entry costs (its module of items), what a rule says on a day (rules).
"""
