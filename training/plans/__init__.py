"""季度计划: what a district means to train in a quarter, and what became of it (R01 to R03, R67)."""
