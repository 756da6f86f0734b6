"""Whole budgets put together from ideas, and the game in which anyone divides the same money."""
