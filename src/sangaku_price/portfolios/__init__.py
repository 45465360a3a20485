"""A whole office at once: many contract files priced, a row each; what a new tariff would move; who is promised twice.

One contract is one pure call (`row.row_of`) whose result can be sent between processes: engines that spread work over
machines need nothing else. Rows come in the order of the files and are never kept together.
May use: writers, loading and every room below them; never negotiation, assurance or library, which stand beside it.
Not here: how one contract is priced (pricing), options and exit statuses (cli).
"""
