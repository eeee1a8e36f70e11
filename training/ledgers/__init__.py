"""收支台账: what came and went of each fund, in entries that nobody changes (R66)."""
