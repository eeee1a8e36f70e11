"""Entering, and the first page of a member of staff."""
