"""就业跟踪: what became of the qualified, asked, answered, asked again (R11, R14, R56)."""
