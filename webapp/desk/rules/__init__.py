"""Rules at the desk: which hold where, and new versions of them."""
