"""The tariff file's tables, and the national numbers: what a rule may say, dated, cited, with its doubts.

May use: toml (the types of values), quotation, language, money, months.
Not here: which rule is in force (rules), what must hold between rules (loading), the numbers themselves (data).
"""
