"""总览: what needs one today, the city now, what was told; and the whole list of work."""
