"""Ideas, their makers, versions and photos."""
