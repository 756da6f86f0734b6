"""Reactions to ideas, and meetings."""
