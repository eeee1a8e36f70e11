"""Two families of algorithms: AES-256-GCM with HMAC-SHA256, and the national SM4-GCM with HMAC-SM3 (密评)."""

import hmac
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

TAG_BYTES = 16
SM4_KEY_BYTES = 16
SM4_KEY_LABEL = b"chaban sm4 key"


class Crypto(StrEnum):
    """By which family an installation seals and makes its blind indexes."""

    AES = "aes"
    SM = "sm"


class Sealer(Protocol):
    """Authenticated encryption with one key; the tag of 16 bytes stands at the end of what it gives."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Raises InvalidTag for another key, other bytes or purpose, ValueError for too short a nonce."""
        ...


class Sm4Gcm:
    """SM4 (GB/T 32907) in GCM, with a key of 16 bytes; the shape of the library's own AESGCM."""

    def __init__(self, key: bytes):
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        encryptor = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        text, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        if len(tag) < TAG_BYTES:
            raise InvalidTag
        decryptor = Cipher(self._algorithm, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(text) + decryptor.finalize()


def sealer_of(crypto: Crypto, key: bytes) -> Sealer:
    """With a key of 32 bytes; SM4, which takes 16, is given what HMAC-SM3 makes of them and of its label."""
    if crypto is Crypto.AES:
        return AESGCM(key)
    return Sm4Gcm(digest_of(crypto, key, SM4_KEY_LABEL)[:SM4_KEY_BYTES])


def digest_of(crypto: Crypto, key: bytes, text: bytes) -> bytes:
    """32 bytes: HMAC-SHA256, or HMAC-SM3 (GB/T 32905)."""
    if crypto is Crypto.AES:
        return hmac.digest(key, text, "sha256")
    made = HMAC(key, hashes.SM3())
    made.update(text)
    return made.finalize()


@lru_cache
def is_supported(crypto: Crypto) -> bool:
    """Whether this machine's OpenSSL has all of it; some are built without SM4-GCM or SM3."""
    try:
        sealer_of(crypto, bytes(32)).encrypt(bytes(12), b"", b"")
    except UnsupportedAlgorithm:
        return False
    return True
