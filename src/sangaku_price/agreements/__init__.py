"""Agreements: a template filled with the figures of a quote, and a document held against them.

May use: loading and every room below it. What reads and writes Office files and PDFs is loaded by the module that needs
it.
Not here: any text of an agreement (a template is the user's), any figure that the quote does not hold.
"""
