"""TOML as contract officers write it: reading, the types of values, every mistake at once, where each key stands.

May use: language, money, months.
Not here: any table of the contract or tariff file by name, or what its keys mean.
"""
