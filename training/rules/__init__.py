"""Pure rules: values in, values out. No clock, database, chance or input and output."""
