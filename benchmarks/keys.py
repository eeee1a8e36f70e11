"""What it costs to seal, to open and to index one phone: aes ÷ the bare cipher, and sm ÷ aes."""

import hmac
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from timeit import repeat

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.results import Result
from training.ciphers import Crypto
from training.vault import Vault

DATA, INDEX = b"d" * 32, b"i" * 32
TIMES, ROUNDS = 5000, 5
PHONE = "13800000001"
BARE = AESGCM(DATA)


def run(folder: Path, today: date) -> list[Result]:
    aes, sm = (_works(Vault(DATA, INDEX, each)) for each in (Crypto.AES, Crypto.SM))
    return [
        *(_result(f"{name} a phone by aes ÷ bare cipher", aes[name], work) for name, work in _bare().items()),
        *(_result(f"{name} a phone by sm ÷ by aes", sm[name], aes[name]) for name in aes),
    ]


def _works(vault: Vault) -> dict[str, Callable[[], object]]:
    sealed = vault.seal("phone", PHONE)
    return {
        "seal": lambda: vault.seal("phone", PHONE),
        "open": lambda: vault.open("phone", sealed),
        "index": lambda: vault.blind("phone", PHONE),
    }


def _bare() -> dict[str, Callable[[], object]]:
    """As it was before values named their key."""
    nonce, purpose = os.urandom(12), b"phone"
    sealed = BARE.encrypt(nonce, PHONE.encode(), purpose)
    return {
        "seal": lambda: BARE.encrypt(os.urandom(12), PHONE.encode(), purpose),
        "open": lambda: BARE.decrypt(nonce, sealed, purpose).decode(),
        "index": lambda: hmac.digest(INDEX, PHONE.encode(), "sha256")[:16],
    }


def _result(what: str, ours: Callable[[], object], bare: Callable[[], object]) -> Result:
    our_time, bare_time = (min(repeat(each, number=TIMES, repeat=ROUNDS)) / TIMES for each in (ours, bare))
    return Result(
        what, f"{our_time * 1e6:.1f} µs", f"{bare_time * 1e6:.1f} µs", f"{our_time / bare_time:.1f}"
    )
