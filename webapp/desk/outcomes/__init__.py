"""就业创业分析 and 复核回访: the qualified in numbers, and what the city asks again (R11, R56)."""
