"""What proves a printed record: the digest of all it says, and how often anybody may ask (R33, R39)."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from training.errors import TooOften

ADDRESS_SPAN = timedelta(hours=1)
# A whole office of auditors scans through one address, one sheet after the other.
MOST_OF_ADDRESS = 120
IPV6, LINE_BITS = 6, 64
DIGEST = re.compile(r"[0-9a-f]{64}")
NOT_OF_THE_RECORD = "exported_at"


class TooManyVerifications(TooOften):
    """Too many records were looked up from one network."""

    def __init__(self) -> None:
        super().__init__("这个网络核验得过于频繁，请一小时后再扫码。")
        self.retry_after = ADDRESS_SPAN


def line_of(address: str) -> str:
    """By whom looks are counted: the address, of IPv6 the 64 bits that one customer is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, LINE_BITS), strict=False)) if found.version == IPV6 else address


def digest_of(exported: Mapping[str, Any]) -> str:
    """校验码: SHA-256 of the export as JSON with sorted keys and no spaces, without the moment of export."""
    said = {name: value for name, value in exported.items() if name != NOT_OF_THE_RECORD}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A file that somebody made may hold what is no text; it has some digest, but never that of a record.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_digest(said: str) -> bool:
    return DIGEST.fullmatch(said) is not None


def check_verifications(of_address: int) -> None:
    """Raise TooManyVerifications where this address has had its share of the last hour."""
    if of_address >= MOST_OF_ADDRESS:
        raise TooManyVerifications
