"""Verdicts of classes and lists of the qualified on the desk (R16, R42, R46)."""
