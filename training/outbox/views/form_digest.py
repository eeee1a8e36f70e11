from hashlib import sha256

from training.records.staff.staff import Staff


def form_digest(staff: Staff, key: str, *content: str) -> str:
    """What is the same when the same person sends the same form again, in 64 letters."""
    return sha256("\0".join((str(staff.public_id), key, *content)).encode("utf-8")).hexdigest()
