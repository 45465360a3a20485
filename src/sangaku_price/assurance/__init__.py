"""What a repository of contracts is guarded by: check with lints, gates, policies and examples, diff, verify, schemas.

Its configuration, what a change against a revision touches, and what mends a file.

Each act stands beside the pages and reports that show it.
May use: writers, loading, and every room below them; never negotiation or library.
Not here: how a number comes about (pricing, items), whether a file is readable, what a frozen quote holds (loading), an
exit status (cli).
"""
