"""Readers of pictures that know no subject."""
