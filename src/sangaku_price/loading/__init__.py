"""Files to values: what is read, checked and placed, with every mistake at once; and the same contract priced again.

Frozen quotes are made and read here, as an amendment stands on one; and the files of a git revision, from which all
that a contract names may come. Which files a name or a folder means is found here for all who look at many.
May use: interchange (frozen quotes are JSON), pricing, items and every room below them.
Not here: TOML itself (toml), what one table may hold (contract, tariff, items), opinions about a file that is
well-formed (assurance, library).
"""
