"""A second engine: the price of a contract, worked out again from the two files alone.

It shares no line with the engine that it watches: it reads TOML itself, has its own arithmetic, months and division, and
knows the rules from the pages in docs/. Where the two disagree, one of them is wrong; which, the page decides.
It takes files without a mistake: what must be refused it does not look for.
"""
