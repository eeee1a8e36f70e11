"""Interactive cards that update in place."""
