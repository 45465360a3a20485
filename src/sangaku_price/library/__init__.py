"""The tariff library and its care: search, what is doubtful in a tariff file, which rules no case exercises, new files.

May use: writers, loading, and every room below them; never negotiation or assurance.
Not here: the tariffs themselves (data/tariffs), how a rule is read (loading), what a rule means on a day (rules).
"""
