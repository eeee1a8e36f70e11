"""职业培训券: issued, used for one class, written off, or expired by themselves (R10)."""
