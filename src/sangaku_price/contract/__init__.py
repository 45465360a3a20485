"""The contract file's own tables: terms, facts, tax, what documents print, scenarios; and what it asks to be priced.

May use: toml (the types of values), quotation, language, money, months.
Not here: the tables of priced entries (each in its module of items), what must hold between tables (loading).
"""
