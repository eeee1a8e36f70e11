"""查班: rounds, draw, calls, evidence, verdict (R31 to R41)."""
