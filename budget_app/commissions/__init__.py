"""Residents as client: ask for offers, compare them, order, and accept what was delivered."""
