"""Values to pages: typed cells in an order that a reader follows; the writers know nothing else.

Here are the pages of a quote, an explanation and a tariff, and the toolbox that the pages of other acts are made with.
May use: items and every room below it; never pricing, which stands beside it.
Not here: columns, escapes and colours (writers), any arithmetic on money (pricing), the pages of a comparison or a
difference (they stand with their acts, in negotiation and assurance).
"""
