"""Sealed values say which key sealed them, old ones are still opened, and no other key opens them."""

import hmac

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from training.ciphers import Crypto
from training.vault import Fingerprints, KeysBefore, Vault

DATA, INDEX, NEXT = b"d" * 32, b"i" * 32, b"n" * 32
PHONE = "13800000001"


def as_before(key: bytes, purpose: str, text: str, nonce: bytes = b"n" * 12) -> bytes:
    """As every value was sealed before values told their key."""
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())


@given(text=st.text(), purpose=st.text(max_size=40), crypto=st.sampled_from(Crypto))
def test_whatever_was_sealed_is_opened_again(text, purpose, crypto):
    vault = Vault(DATA, INDEX, crypto)

    assert vault.open(purpose, vault.seal(purpose, text)) == text


@given(text=st.text(), purpose=st.text(max_size=40), nonce=st.binary(min_size=12, max_size=12))
def test_what_was_sealed_before_values_told_their_key_is_still_opened(text, purpose, nonce):
    vault = Vault(NEXT, INDEX, Crypto.SM, KeysBefore(data=(b"x" * 32, DATA)))

    assert vault.open(purpose, as_before(DATA, purpose, text, nonce)) == text


def test_an_old_value_whose_chance_looks_like_the_head_of_a_key_is_still_opened():
    vault = Vault(DATA, INDEX)
    head = vault.seal("phone", "")[:5]

    old = as_before(DATA, "phone", PHONE, head + b"n" * 7)

    assert vault.open("phone", old) == PHONE
    assert vault.opener_of("phone", old) == vault.wanted.data


def test_a_value_tells_its_version_and_the_first_bytes_of_its_keys_fingerprint():
    vault = Vault(DATA, INDEX)

    sealed = vault.seal("phone", PHONE)

    assert sealed[:5] == b"\x01" + bytes.fromhex(vault.fingerprints()["data"])[:4]
    assert len(sealed) == 5 + 12 + len(PHONE) + 16


def test_a_fingerprint_is_sixteen_digits_of_the_key_and_its_algorithm():
    expected = {
        "data": hmac.digest(DATA, b"chaban key fingerprint" + b"aes", "sha256").hex()[:16],
        "index": hmac.digest(INDEX, b"chaban key fingerprint" + b"aes", "sha256").hex()[:16],
    }

    assert Vault(DATA, INDEX).fingerprints() == expected
    assert not set(Vault(DATA, INDEX, Crypto.SM).fingerprints().values()) & set(expected.values())


@pytest.mark.parametrize(("first", "second"), [(Crypto.AES, Crypto.SM), (Crypto.SM, Crypto.AES)])
def test_another_family_of_the_same_keys_is_read_both_ways(first, second):
    before, after = Vault(DATA, INDEX, first), Vault(DATA, INDEX, second)

    sealed = before.seal("phone", PHONE)

    assert after.open("phone", sealed) == PHONE
    assert after.reseal("phone", sealed)[:5] == after.seal("phone", PHONE)[:5] != sealed[:5]


@pytest.mark.parametrize("crypto", Crypto)
def test_neither_another_key_nor_another_purpose_opens_it(crypto):
    sealed = Vault(DATA, INDEX, crypto).seal("phone", PHONE)

    for vault, purpose in ((Vault(NEXT, INDEX, crypto), "phone"), (Vault(DATA, INDEX, crypto), "bank_card")):
        with pytest.raises(InvalidTag):
            vault.open(purpose, sealed)
        assert vault.opener_of(purpose, sealed) is None


@pytest.mark.parametrize("crypto", Crypto)
def test_an_index_is_the_same_for_the_same_text_and_another_for_each_purpose_and_key(crypto):
    vault = Vault(DATA, INDEX, crypto)

    found = {
        vault.blind("phone", PHONE),
        vault.blind("phone", "13800000002"),
        vault.blind("id_number", PHONE),
        Vault(DATA, NEXT, crypto).blind("phone", PHONE),
    }

    assert vault.blind("phone", PHONE) == Vault(NEXT, INDEX, crypto).blind("phone", PHONE)
    assert {len(each) for each in found} == {16}
    assert len(found) == 4


def test_an_index_of_aes_is_what_it_always_was():
    key = hmac.digest(INDEX, b"phone", "sha256")

    assert Vault(DATA, INDEX).blind("phone", PHONE) == hmac.digest(key, PHONE.encode(), "sha256")[:16]


def test_it_seals_by_what_the_database_says_is_in_use_and_not_by_the_newest_key():
    vault = Vault(NEXT, NEXT, before=KeysBefore((DATA,), (INDEX,)))
    old = Vault(DATA, INDEX)
    in_use = Fingerprints(**old.fingerprints())

    with vault.using(in_use):
        sealed, index = vault.seal("phone", PHONE), vault.blind("phone", PHONE)

    assert old.open("phone", sealed) == PHONE
    assert index == old.blind("phone", PHONE) != vault.blind("phone", PHONE)
    assert vault.seal("phone", PHONE)[:5] != sealed[:5]


def test_a_key_that_it_has_not_cannot_come_into_use():
    with pytest.raises(KeyError, match="not among the keys"):
        Vault(DATA, INDEX).settle(Fingerprints("0" * 16, "1" * 16))
