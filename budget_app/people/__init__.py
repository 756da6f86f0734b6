"""Accounts, roles, passes and signing in."""
