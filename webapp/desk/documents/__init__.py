"""材料 on the desk: checklists, what is handed in, what is missing and what expires."""
