"""Whoever calls without a browser: machines, SMS providers, monitors."""
