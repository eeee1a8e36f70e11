"""公告: what the office lets trainees and its own people know (R12)."""
