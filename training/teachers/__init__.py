"""Teachers: their certificates, whether they match a class, and who takes over from whom (R63, R64)."""
