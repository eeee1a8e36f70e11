"""考勤: punches, machines, watching, hours, leave, corrections, reminders (R43 to R46)."""
