"""公告: written, published and withdrawn on the desk (R12)."""
