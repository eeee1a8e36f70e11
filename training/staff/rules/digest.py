from hashlib import sha256


def digest(token: str) -> bytes:
    """A token is 256 random bits, so a plain digest cannot be tried out."""
    return sha256(token.encode()).digest()
