"""How long personal data is kept, and removing what is past its term."""
