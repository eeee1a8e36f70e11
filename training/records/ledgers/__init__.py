"""Rows of 收支台账."""
