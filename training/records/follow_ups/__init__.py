"""Rows of 就业跟踪."""
