"""课时 as people write them."""


def hours(halves: int) -> str:
    """Half class hours as people write class hours: 7 -> 3.5, 8 -> 4."""
    return f"{halves / 2:g}"
