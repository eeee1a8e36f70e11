"""Rows of 补贴拨付."""
