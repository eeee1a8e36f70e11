"""Command -> use-case -> Reply, one file a subject."""
