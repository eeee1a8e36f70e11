"""证书: numbers, the paper, what becomes of it until it is in hand (R08, R17, R29)."""
