"""督办: what the city urges a district to do, and what becomes of it (R09)."""
