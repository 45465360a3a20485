"""What either side negotiates with: scenarios side by side, goal-seek, sweeps, distributions of what is uncertain.

Each act stands beside its pages and its exports.
May use: writers, loading, and every room below them; never assurance or library.
Not here: how one quote is priced (pricing); how a path is laid over a file (loading).
"""
