"""Rows of what goes to other systems and comes from them: the region's own, and the talent platform."""
