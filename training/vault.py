"""What must not be read from a stolen disk: sealed values, and blind indexes for look-ups (PIPL).

A sealed value says by which key it was sealed: one byte of version, four of the key's fingerprint, then the
nonce and what the cipher made. Values of before that have no such head and are still opened.
"""

import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import local

from cryptography.exceptions import InvalidTag

from training.ciphers import Crypto, Sealer, digest_of, is_supported, sealer_of

VERSION = b"\x01"
KEY_ID_BYTES = 4
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES
NONCE_BYTES = 12
INDEX_BYTES = 16
FINGERPRINT_LETTERS = 16
FINGERPRINT_LABEL = b"chaban key fingerprint"


@dataclass(frozen=True)
class KeysBefore:
    """Keys that are on their way out: what they sealed and indexed is still read."""

    data: tuple[bytes, ...] = ()
    index: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Fingerprints:
    """One data key and one index key, by 16 hexadecimal digits each that give nothing of the keys away."""

    data: str
    index: str


class Vault:
    """Seals and opens texts with one key and makes blind indexes with another.

    `purpose` names the column, so that a sealed phone cannot be passed off as a sealed ID number. It opens
    what any of its keys sealed, by either family of algorithms; it seals and indexes by those that the
    database says are in use (`using`, `settle`), and by the first ones where no database has said anything.
    """

    def __init__(
        self, data_key: bytes, index_key: bytes, crypto: Crypto = Crypto.AES, before: KeysBefore | None = None
    ):
        before = before or KeysBefore()
        data, index = (data_key, *before.data), (index_key, *before.index)
        families = [crypto, *(each for each in Crypto if each is not crypto and is_supported(each))]
        self._sealers = {fingerprint_of(c, key): sealer_of(c, key) for c in families for key in data}
        self._families = {fingerprint_of(c, key): c for c in families for key in data + index}
        self._ciphers = {head_of(each): sealer for each, sealer in self._sealers.items()}
        aes = [fingerprint_of(Crypto.AES, key) for key in data]
        self._headless = {each: self._sealers[each] for each in aes}
        self._indexes = {fingerprint_of(c, key): (c, key) for c in families for key in index}
        self.wanted = Fingerprints(fingerprint_of(crypto, data_key), fingerprint_of(crypto, index_key))
        self._settled = self.wanted
        self._local = local()

    def fingerprints(self) -> dict[str, str]:
        """Of the keys in use, {"data": …, "index": …}: the first 16 hexadecimal digits of an HMAC each."""
        return {"data": self._in_use.data, "index": self._in_use.index}

    def has(self, keys: Fingerprints) -> bool:
        return self.has_data(keys.data) and self.has_index(keys.index)

    def has_data(self, fingerprint: str) -> bool:
        return fingerprint in self._sealers

    def has_index(self, fingerprint: str) -> bool:
        return fingerprint in self._indexes

    @property
    def is_between_keys(self) -> bool:
        """Whether the data key in use may be changed while this vault lives: it has, or uses, another one."""
        return len(self._headless) > 1 or self._settled.data != self.wanted.data

    def crypto_of(self, fingerprint: str) -> Crypto:
        """Raises KeyError for a key that is not of this vault."""
        return self._families[fingerprint]

    def settle(self, keys: Fingerprints) -> None:
        """From here on these are in use, wherever nothing else is said; raises KeyError for unknown ones."""
        self._refuse_unknown(keys)
        self._settled = keys

    @contextmanager
    def using(self, keys: Fingerprints) -> Iterator[None]:
        """In this thread these are in use, until the block ends; raises KeyError for unknown ones."""
        self._refuse_unknown(keys)
        before = getattr(self._local, "keys", None)
        self._local.keys = keys
        try:
            yield
        finally:
            self._local.keys = before

    def seal(self, purpose: str, text: str) -> bytes:
        return self.seal_bytes(purpose, text.encode())

    def open(self, purpose: str, sealed: bytes) -> str:
        """Raises cryptography.exceptions.InvalidTag when the key, the purpose or the bytes are wrong."""
        return self.open_bytes(purpose, sealed).decode()

    def seal_bytes(self, purpose: str, plain: bytes) -> bytes:
        fingerprint, nonce = self._in_use.data, os.urandom(NONCE_BYTES)
        return (
            head_of(fingerprint) + nonce + self._sealers[fingerprint].encrypt(nonce, plain, purpose.encode())
        )

    def open_bytes(self, purpose: str, sealed: bytes) -> bytes:
        """Raises InvalidTag as `open` does, and ValueError for what is too short to be sealed."""
        own = self._ciphers.get(sealed[:HEAD_BYTES])
        if own is not None:
            try:
                return _opened(own, purpose, sealed[HEAD_BYTES:])
            except (InvalidTag, ValueError):
                # By chance, one in 2^40, the nonce of a value without a head begins like a head.
                pass
        return self._open_headless(purpose, sealed)

    def reseal(self, purpose: str, sealed: bytes) -> bytes:
        """The same by the key that is wanted; raises as `open_bytes` does."""
        with self.using(Fingerprints(self.wanted.data, self._in_use.index)):
            return self.seal_bytes(purpose, self.open_bytes(purpose, sealed))

    def is_of_wanted(self, sealed: bytes) -> bool:
        """Whether it says that the wanted key sealed it."""
        return sealed.startswith(head_of(self.wanted.data))

    def opener_of(self, purpose: str, sealed: bytes) -> str | None:
        """The fingerprint of the key that opens it; None where none of this vault does."""
        for fingerprint, sealer in self._sealers.items():
            headless = sealed.removeprefix(head_of(fingerprint))
            for each in {headless, sealed} if fingerprint in self._headless else {headless}:
                with suppress(InvalidTag, ValueError):
                    _opened(sealer, purpose, each)
                    return fingerprint
        return None

    def blind(self, purpose: str, text: str) -> bytes:
        """The same text gives the same 16 bytes; without the key nobody can try texts out."""
        return self.blind_by(self._in_use.index, purpose, text.encode())

    def find_index(self, purpose: str, text: str, index: bytes) -> str | None:
        """The fingerprint of the index key that made this of the text; None where none of this vault did."""
        made = (each for each in self._indexes if self.blind_by(each, purpose, text.encode()) == index)
        return next(made, None)

    def blind_by(self, fingerprint: str, purpose: str, text: bytes) -> bytes:
        """As `blind`, by the index key of this fingerprint; raises KeyError where there is none."""
        crypto, key = self._indexes[fingerprint]
        return digest_of(crypto, _key_of_purpose(crypto, key, purpose), text)[:INDEX_BYTES]

    @property
    def _in_use(self) -> Fingerprints:
        return getattr(self._local, "keys", None) or self._settled

    def _refuse_unknown(self, keys: Fingerprints) -> None:
        if not self.has(keys):
            raise KeyError(f"{keys} are not among the keys of this vault")

    def _open_headless(self, purpose: str, sealed: bytes) -> bytes:
        for each in self._headless.values():
            try:
                return _opened(each, purpose, sealed)
            except InvalidTag:
                continue
        raise InvalidTag


def fingerprint_of(crypto: Crypto, key: bytes) -> str:
    """16 hexadecimal digits; another family of algorithms makes another key of the same bytes."""
    digest = hmac.digest(key, FINGERPRINT_LABEL + crypto.value.encode(), "sha256")
    return digest.hex()[:FINGERPRINT_LETTERS]


@lru_cache(maxsize=256)
def head_of(fingerprint: str) -> bytes:
    """What stands in front of everything that the data key of this fingerprint seals: 5 bytes."""
    return VERSION + bytes.fromhex(fingerprint)[:KEY_ID_BYTES]


def _opened(sealer: Sealer, purpose: str, sealed: bytes) -> bytes:
    return sealer.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())


@lru_cache(maxsize=256)
def _key_of_purpose(crypto: Crypto, key: bytes, purpose: str) -> bytes:
    return digest_of(crypto, key, purpose.encode())
