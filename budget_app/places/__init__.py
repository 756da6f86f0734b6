"""Gemeente, wijk and buurt, by their CBS codes."""
