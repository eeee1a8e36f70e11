"""What proves a check to whoever does not trust the page: export, draw, and the code on the paper."""
