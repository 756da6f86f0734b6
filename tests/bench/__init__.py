"""Measure the platform beside a bare page and a bare durable insert: `python -m tests.bench`."""
