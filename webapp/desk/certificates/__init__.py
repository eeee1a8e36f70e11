"""证书: numbers, papers and who got them, on the desk."""
