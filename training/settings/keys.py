"""The keys by which personal data is sealed and found, and by which family of algorithms."""

from collections.abc import Mapping
from typing import Any

from training.ciphers import Crypto, is_supported
from training.settings.environ import SettingsError, choice, key
from training.vault import KeysBefore


def keys(environ: Mapping[str, str]) -> dict[str, Any]:
    """The fields of Settings that are keys; raises SettingsError."""
    crypto = Crypto(choice(environ, "CHABAN_CRYPTO", tuple(Crypto)))
    if not is_supported(crypto):
        raise SettingsError(
            "CHABAN_CRYPTO=sm：本机的 OpenSSL 没有国密算法 SM4-GCM 或 SM3，"
            "请换带国密算法的 OpenSSL，或用 CHABAN_CRYPTO=aes"
        )
    return {
        "data_key": key(environ, "CHABAN_DATA_KEY"),
        "index_key": key(environ, "CHABAN_INDEX_KEY"),
        "crypto": crypto,
        "keys_before": KeysBefore(
            data=_several(environ, "CHABAN_DATA_KEYS_BEFORE"),
            index=_several(environ, "CHABAN_INDEX_KEYS_BEFORE"),
        ),
    }


def _several(environ: Mapping[str, str], name: str) -> tuple[bytes, ...]:
    given = (environ.get(name) or "").split(",")
    return tuple(key({name: each.strip()}, name) for each in given if each.strip())
