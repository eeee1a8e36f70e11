"""就业跟踪 at the desk: the queue, one person, what was answered (R14, R56)."""
