"""材料: documents of a class, a school, a person: what must be there, what is, what expires (R27, R62)."""
