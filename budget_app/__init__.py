"""Bewonersbudget: participatory budgeting for Dutch resident budgets."""
