"""The engine: where an idea stands, what is allowed now, what opens and closes."""
