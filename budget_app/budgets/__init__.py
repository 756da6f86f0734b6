"""Models of budgets, and the configuration of a round."""
