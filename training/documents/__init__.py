"""材料: documents of a class, a school, a person: what must be there, is there, and expires (R27, R62, R68)."""
