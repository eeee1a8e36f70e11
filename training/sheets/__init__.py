"""Readers of tables that know no subject."""
