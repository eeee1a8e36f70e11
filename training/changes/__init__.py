"""变更: a filed class, and its timetable, change by request and approval (R07, R64)."""
