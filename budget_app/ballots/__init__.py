"""Ballots, participation, the count and its result."""
