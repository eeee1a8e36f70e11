"""督办: what the city urges a district to do, on the desk."""
