"""How often pages ask the database: more rooms of the desk."""
