"""Juries and other bodies: seats, assessments, verdicts."""
