"""What was written ahead of its time has a key of its own, so that the key is free when its time comes."""

MARK = ":ahead:"
MOST_OF_KEY = 200


def is_withdrawn(dedupe_key: str) -> bool:
    """Whether a clock that ran ahead wrote it, and was set back since."""
    return MARK in dedupe_key
