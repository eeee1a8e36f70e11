"""What must not be read from a stolen disk: AES-GCM at rest, HMAC blind indexes for look-ups (PIPL)."""

import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
INDEX_BYTES = 16
FINGERPRINT = b"chaban key fingerprint"


class Vault:
    """Seals and opens texts with one key and makes blind indexes with another.

    `purpose` names the column, so that a sealed phone cannot be passed off as a sealed ID number.
    """

    def __init__(self, data_key: bytes, index_key: bytes):
        self._cipher = AESGCM(data_key)
        self._data_key = data_key
        self._index_key = index_key

    def seal(self, purpose: str, text: str) -> bytes:
        return self.seal_bytes(purpose, text.encode())

    def open(self, purpose: str, sealed: bytes) -> str:
        """Raises cryptography.exceptions.InvalidTag when the key, the purpose or the bytes are wrong."""
        return self.open_bytes(purpose, sealed).decode()

    def seal_bytes(self, purpose: str, plain: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, purpose.encode())

    def open_bytes(self, purpose: str, sealed: bytes) -> bytes:
        return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())

    def fingerprints(self) -> dict[str, str]:
        """Of "data" and "index": 16 hexadecimal digits that tell a key from others and give nothing away."""
        keys = {"data": self._data_key, "index": self._index_key}
        return {name: hmac.digest(key, FINGERPRINT, "sha256").hex()[:16] for name, key in keys.items()}

    def blind(self, purpose: str, text: str) -> bytes:
        """The same text gives the same 16 bytes; without the key nobody can try texts out."""
        return hmac.digest(_index_key(self._index_key, purpose), text.encode(), "sha256")[:INDEX_BYTES]


@lru_cache(maxsize=64)
def _index_key(index_key: bytes, purpose: str) -> bytes:
    return hmac.digest(index_key, purpose.encode(), "sha256")
