"""How much of a file is read: beyond these a file is refused before it can take long."""

MOST_BYTES = 1_048_576
"""Bytes of the largest file that is read."""
MOST_QUOTE_BYTES = 256 * MOST_BYTES
"""Bytes of the largest JSON quote that is read, and so of the largest that is frozen: 1,000 entries over 50 fiscal
years take 104 to 193 million."""
MOST_DEEP = 32
"""Levels of tables and arrays in one another."""
MOST_PARTS = 16
"""Parts of the longest dotted key; the parser's time grows with their square."""
