"""收支台账 on the desk: what came and went of each fund, and how much of the plans is used."""
