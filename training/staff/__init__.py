"""监管人员: people of the office, how they come in, their tokens and sessions (R09, R69)."""
