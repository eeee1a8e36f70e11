"""授课教师: who teaches what, and when."""
