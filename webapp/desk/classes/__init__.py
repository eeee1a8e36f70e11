"""Classes at the desk: their list, and everything about one of them."""
