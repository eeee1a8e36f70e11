"""不刷脸: asked for, and decided."""
