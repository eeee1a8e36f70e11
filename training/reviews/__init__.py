"""Filings reviewed by the city: passed, or queried and answered by the district (备案复核, R04)."""
