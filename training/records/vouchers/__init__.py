"""Rows of 职业培训券."""
