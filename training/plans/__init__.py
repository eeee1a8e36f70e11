"""季度培训计划: what a district means to train in a quarter, reviewed by the city, and what became of it (R01 to R03, R67)."""
