"""What takes minutes: run by `make hold` alone."""
