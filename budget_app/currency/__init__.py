"""A local currency: issued over households, put together for ideas, backed by the pot."""
