"""What becomes of a class and of its people: the verdict, and the list of the qualified (R16, R42, R46)."""
