"""The `chaban` command, one file a subject. Composition: these may use everything, nothing uses them."""
