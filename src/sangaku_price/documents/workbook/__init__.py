"""A quote as a workbook that can be played with: inputs are cells of their own, amounts are formulas.

What is made here are sheets of typed cells; bytes are made of them by a writer.
May use: what documents may use.
Not here: any figure that the quote does not hold: each formula says again what its derivation says.
"""
