"""Pages: one folder per audience."""
