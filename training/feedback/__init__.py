"""反馈: what the city tells a district after a class (R07, R28)."""
