"""Comparison with pabutools, which runs in an environment of its own (`make oracle`)."""
