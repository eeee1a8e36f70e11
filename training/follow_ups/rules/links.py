"""The SMS of a follow-up: its template, the key by which it is written once a step, and its link's digest."""

from hashlib import pbkdf2_hmac
from uuid import UUID

TEMPLATE = "follow_up_asked"
SALT, ROUNDS, DIGEST_BYTES = b"follow_up", 20_000, 16
LONGEST_TOKEN = 64
"""Whatever is longer is nobody's, and is not worth the work."""


def token_digest(token: str) -> str:
    """What is kept of a link's token.

    It has 64 bits, for one SMS holds no more, and thousands are good at once: so a digest costs some
    milliseconds, and whoever reads the database does not come by a token by trying.
    """
    return pbkdf2_hmac("sha256", token.encode("utf-8", "surrogatepass"), SALT, ROUNDS, DIGEST_BYTES).hex()


def dedupe_key(public_id: UUID) -> str:
    return f"{TEMPLATE}:{public_id}"


def step_of(key: str) -> UUID | None:
    """Whose message it is; None for a key of something else."""
    kind, _, said = key.partition(":")
    try:
        return UUID(said) if kind == TEMPLATE else None
    except ValueError:
        return None
