"""R26: who has no resident ID is enrolled by another document, whose number has its own rules."""

import pytest
from stdnum.cn import ric

from tests.factories import an_id_number
from training.notice.documents import BadDocument, read_document, read_kind, tells_birth_and_sex
from training.notice.identity import BadIdNumber
from training.notice.terms import Document


def of_eighteen(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("", Document.RESIDENT), ("身份证", Document.RESIDENT), ("居民身份证", Document.RESIDENT),
     ("护 照", Document.PASSPORT), ("回乡证", Document.HONG_KONG), ("台胞证", Document.TAIWAN),
     ("永居证", Document.PERMANENT), ("居住证", Document.RESIDENCE)],
)  # fmt: skip
def test_a_kind_goes_by_the_words_that_people_use(word, kind):
    assert read_kind(word) is kind


def test_a_kind_that_is_unknown_is_refused_with_those_that_are_known():
    with pytest.raises(BadDocument, match="证件类型应为：居民身份证、港澳台居民居住证"):
        read_kind("军官证")


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Document.RESIDENT, an_id_number()),
        (Document.RESIDENCE, of_eighteen("81000019900517123")),
        (Document.RESIDENCE, of_eighteen("83000019900517123")),
        (Document.PERMANENT, of_eighteen("91184019900517123")),
        (Document.PERMANENT, "USA110075051712"),
        (Document.HONG_KONG, "H12345678"),
        (Document.HONG_KONG, "M1234567801"),
        (Document.TAIWAN, "12345678"),
        (Document.TAIWAN, "1234567801"),
        (Document.PASSPORT, "E12345678"),
        (Document.PASSPORT, "AB123"),
        (Document.PASSPORT, "A" * 14 + "1"),
    ],
)
def test_a_number_of_its_document_is_read(kind, number):
    assert read_document(f" {number.lower()} ", kind) == number


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Document.RESIDENT, "H12345678"),
        (Document.RESIDENCE, an_id_number()),
        (Document.RESIDENCE, "810000199005171230"),
        (Document.PERMANENT, an_id_number()),
        (Document.PERMANENT, "USA110075053212"),
        (Document.PERMANENT, "US1110075051712"),
        (Document.HONG_KONG, "A12345678"),
        (Document.HONG_KONG, "H1234567"),
        (Document.HONG_KONG, "H123456789"),
        (Document.TAIWAN, "1234567"),
        (Document.TAIWAN, "H12345678"),
        (Document.PASSPORT, "E123"),
        (Document.PASSPORT, "A" * 16),
        (Document.PASSPORT, "ABCDEF"),
        (Document.PASSPORT, "E1234 5678号"),
    ],
)
def test_a_number_of_another_document_is_refused(kind, number):
    with pytest.raises((BadDocument, BadIdNumber)):
        read_document(number, kind)


def test_only_eighteen_digits_tell_birth_and_sex():
    assert tells_birth_and_sex(an_id_number())
    assert not tells_birth_and_sex("H12345678")
