"""Counting for participatory budgets: exact, explained, and dependent on nothing but numpy.

Start with `voting.pabulib.read(path)` and `voting.methods.METHODS[name].run(election, profile)`.
"""

VERSION = "1.0.0"
