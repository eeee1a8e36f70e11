"""The documents by which a trainee may be enrolled, and how the number of each is checked."""

import re
from datetime import datetime

from training.errors import NotRight
from training.notice.identity import ID_NUMBER_LENGTH, compact, read_id_number
from training.notice.terms import Document

OTHER_WORDS = {
    "": Document.RESIDENT,
    "身份证": Document.RESIDENT,
    "二代身份证": Document.RESIDENT,
    "居住证": Document.RESIDENCE,
    "港澳居民居住证": Document.RESIDENCE,
    "台湾居民居住证": Document.RESIDENCE,
    "永居证": Document.PERMANENT,
    "永久居留证": Document.PERMANENT,
    "外国人永久居留证": Document.PERMANENT,
    "回乡证": Document.HONG_KONG,
    "港澳通行证": Document.HONG_KONG,
    "来往内地通行证": Document.HONG_KONG,
    "台胞证": Document.TAIWAN,
    "台湾通行证": Document.TAIWAN,
    "来往大陆通行证": Document.TAIWAN,
    "外国护照": Document.PASSPORT,
    "外国人护照": Document.PASSPORT,
}
RESIDENCE = re.compile(r"8[123]0000")
# Three letters of the country, four digits of the place, the day of birth, a serial and a check digit.
OLD_PERMANENT = re.compile(r"[A-Z]{3}\d{4}(\d{6})\d{2}")
NEW_PERMANENT = re.compile(r"9\d{16}[\dX]")
HONG_KONG = re.compile(r"[HM]\d{8}(\d{2})?")
TAIWAN = re.compile(r"\d{8}(\d{2})?")
# The shape differs from country to country; the machine-readable zone holds nine, older ones have more.
PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,15}")


class BadDocument(NotRight):
    """The text is no number of such a document, or no document that is known."""


def read_kind(text: str) -> Document:
    """证件类型 as people write it; blank is the resident ID. Raises BadDocument with the words that do."""
    word = compact(text)
    try:
        return OTHER_WORDS[word] if word in OTHER_WORDS else Document(word)
    except ValueError as error:
        raise BadDocument(f"证件类型应为：{'、'.join(Document)}。") from error


def read_document(text: str, kind: Document) -> str:
    """The number of such a document, letters made large; raises BadIdNumber or BadDocument, saying why."""
    number = compact(text).upper()
    if kind is Document.RESIDENT:
        return read_id_number(number)
    if kind is Document.RESIDENCE:
        return _begins(read_id_number(number), RESIDENCE, "居住证号以 810000、820000 或 830000 开头。")
    if kind is Document.PERMANENT and len(number) == ID_NUMBER_LENGTH:
        return _begins(read_id_number(number), NEW_PERMANENT, "18 位的永久居留身份证号以 9 开头。")
    shape, words = {
        Document.PERMANENT: (OLD_PERMANENT, "应为 3 个字母加 12 位数字，或 18 位的新版号码。"),
        Document.HONG_KONG: (HONG_KONG, "应为 H 或 M 加 8 位数字（换证次数的 2 位可不写）。"),
        Document.TAIWAN: (TAIWAN, "应为 8 位数字（换证次数的 2 位可不写）。"),
        Document.PASSPORT: (PASSPORT, "护照号应为 5 至 15 位字母和数字。"),
    }[kind]
    found = shape.fullmatch(number)
    if found is None or (kind is Document.PERMANENT and not _is_day(found.group(1))):
        raise BadDocument(words)
    return number


def tells_birth_and_sex(number: str) -> bool:
    """Whether the number holds them, as all of 18 digits do (GB 11643)."""
    return len(number) == ID_NUMBER_LENGTH


def _begins(number: str, shape: re.Pattern[str], words: str) -> str:
    if shape.match(number) is None:
        raise BadDocument(words)
    return number


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%y%m%d")  # noqa: DTZ007  (a day of birth has no zone)
    except ValueError:
        return False
    return True
