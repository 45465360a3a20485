"""What a published rule says on a day: which version is in force, conditions, bases, bounds, percents, hourly rates.

Here is also what a price item is given to work with (`terms`).
May use: contract, tariff and the rooms below them.
Not here: the keys of a rule (tariff), a line's price (items), the order in which rules are applied (pricing).
"""
