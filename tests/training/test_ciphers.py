"""The national algorithms by the examples of their standards; both families alike in what they promise."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from training.ciphers import Crypto, Sm4Gcm, digest_of, is_supported, sealer_of

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
NONCE = bytes(12)


def test_one_block_of_sm4_is_that_of_gb_t_32907():
    encryptor = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()  # noqa: S305  (the standard's own example)

    assert encryptor.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_in_gcm_is_that_of_rfc_8998():
    plain = bytes.fromhex("".join(letter * 16 for letter in "ABCDEFEA"))
    purpose = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    nonce = bytes.fromhex("00001234567800000000abcd")

    sealed = Sm4Gcm(KEY).encrypt(nonce, plain, purpose)

    assert sealed[:-16].hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert sealed[-16:].hex() == "83de3541e4c2b58177e065a9bf7b62ec"
    assert Sm4Gcm(KEY).decrypt(nonce, sealed, purpose) == plain


def test_sm3_is_that_of_gb_t_32905():
    assert _sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_keyed_digest_is_hmac_over_sm3_as_hmac_is_defined():
    key, block = b"k" * 32, b"k" * 32 + bytes(32)
    inner = _sm3(bytes(each ^ 0x36 for each in block) + "身份证号".encode())

    expected = _sm3(bytes(each ^ 0x5C for each in block) + inner)

    assert digest_of(Crypto.SM, key, "身份证号".encode()) == expected


@pytest.mark.parametrize("crypto", Crypto)
@pytest.mark.parametrize("spoilt", ["text", "tag", "purpose", "nonce", "key"])
def test_nothing_that_was_changed_is_opened(crypto, spoilt):
    sealed = bytearray(sealer_of(crypto, b"k" * 32).encrypt(NONCE, b"13800000001", b"phone"))
    if spoilt in ("text", "tag"):
        sealed[0 if spoilt == "text" else -1] ^= 1
    opener = sealer_of(crypto, b"o" * 32 if spoilt == "key" else b"k" * 32)
    nonce, purpose = (
        b"n" * 12 if spoilt == "nonce" else NONCE,
        b"bank_card" if spoilt == "purpose" else b"phone",
    )

    with pytest.raises(InvalidTag):
        opener.decrypt(nonce, bytes(sealed), purpose)


@pytest.mark.parametrize("crypto", Crypto)
@pytest.mark.parametrize("length", [0, 1, 15])
def test_what_is_shorter_than_its_tag_is_not_opened(crypto, length):
    with pytest.raises(InvalidTag):
        sealer_of(crypto, b"k" * 32).decrypt(NONCE, bytes(length), b"phone")


def test_this_machine_has_both_families():
    assert [each for each in Crypto if is_supported(each)] == list(Crypto)


def _sm3(text: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(text)
    return digest.finalize()
