"""放假安排 at the desk: a year as everybody counts by it, and a new version of it."""
