"""Names, ID numbers and phones as people write them, and what is wrong with them (GB 11643)."""

import re
import unicodedata
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from training.errors import NotRight
from training.notice.terms import Sex

MOBILE = re.compile(r"1[3-9]\d{9}")
ID_NUMBER_LENGTH = 18
OLD_ID_NUMBER_LENGTH = 15
# Zero-width and byte-order marks come along when text is copied from chats and web pages.
INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
# The dot in 古丽·艾山 is typed in many ways, and two spellings would be two people.
MIDDLE_DOTS = re.compile(r"\s*[·•‧∙⋅・･᛫●．․]\s*|(?<=[\u2e80-\u9fff])\.(?=[\u2e80-\u9fff])")
TAIL = 4
FIRST_CHINESE = "\u2e80"
OTHER_DOCUMENTS = re.compile(r"[HM]\d{8,10}|[A-Z]{1,2}\d{7,8}|[A-Z]{3}\d{12}|\d{8}")
SHORTEST_CARD, LONGEST_CARD = 16, 19


class BadIdNumber(NotRight):
    """The text is no valid resident ID number."""


class BadPhone(NotRight):
    """The text is no mobile number of mainland China."""


def plain(text: str) -> str:
    """Full-width letters and digits made half-width, invisible marks dropped, outer spaces trimmed."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).strip()


def compact(text: str) -> str:
    """`plain` without any space inside."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(plain(text).split())


def read_name(text: str) -> str:
    """A name (姓名) in one spelling: one kind of middle dot, no invisible marks.

    Spaces between the letters of a two-letter name go; those of a Mongolian or Latin name stay single.
    """
    name = MIDDLE_DOTS.sub("·", " ".join(plain(MIDDLE_DOTS.sub("·", text)).split()))
    is_chinese = not any(letter.isalpha() and letter < FIRST_CHINESE for letter in name)
    return name.replace(" ", "") if is_chinese else name


def is_bank_card(digits: str) -> bool:
    """Whether a number can be a bank card's: 16 to 19 digits with their check digit (Luhn, ISO/IEC 7812)."""
    is_long_enough = digits.isascii() and digits.isdecimal() and SHORTEST_CARD <= len(digits) <= LONGEST_CARD
    return is_long_enough and luhn.is_valid(digits)


def read_id_number(text: str) -> str:
    """The 18 characters of a valid ID number, x made X; raises BadIdNumber saying what is wrong."""
    number = compact(text).upper()
    if len(number) == OLD_ID_NUMBER_LENGTH and number.isdecimal():
        raise BadIdNumber("是 15 位旧号码，请填写现在的 18 位身份证号。")
    if OTHER_DOCUMENTS.fullmatch(number):
        raise BadIdNumber("像是护照、通行证或永久居留证号：请加一列“证件类型”写明是哪一种。")
    if len(number) != ID_NUMBER_LENGTH:
        raise BadIdNumber(f"应为 18 位，现在是 {len(number)} 位。")
    if not (number[:17].isascii() and number[:17].isdecimal() and number[17] in "0123456789X"):
        raise BadIdNumber("只能有数字，最后一位可以是 X。")
    try:
        birth_date(number)
    except ValueError as error:
        raise BadIdNumber(f"第 7 到 14 位（{number[6:14]}）不是真实的出生日期。") from error
    if ric.calc_check_digit(number) != number[17]:
        raise BadIdNumber("校验位不对，可能有一位数字抄错，请对照身份证核对。")
    return number


def birth_date(id_number: str) -> date:
    """Of a valid ID number."""
    return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


def sex_of(id_number: str) -> Sex:
    """Of a valid ID number: the seventeenth digit is odd for men."""
    return Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE


def age_on(born: date, day: date) -> int:
    """Completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def read_phone(text: str) -> str:
    """The 11 digits of a mobile number, however it is spaced or prefixed; raises BadPhone."""
    number = compact(text).replace("-", "").replace("—", "").replace("–", "")
    if len(number) > len("13800000000"):
        for prefix in ("+86", "0086", "86"):
            number = number.removeprefix(prefix)
    if not (number.isascii() and MOBILE.fullmatch(number)):
        raise BadPhone("应为 11 位手机号，以 13 至 19 开头。")
    return number


def tail_of(number: str) -> str:
    """尾号: the last four of an ID number or a phone, by which people are looked up."""
    return number[-TAIL:]


def mask_phone(phone: str) -> str:
    """138****0001."""
    return f"{phone[:3]}****{phone[-4:]}"


def mask_id_number(id_number: str) -> str:
    """1502**********0011; of a shorter number, such as that of a passport, E*******1."""
    seen = 4 if len(id_number) >= OLD_ID_NUMBER_LENGTH else 1
    return f"{id_number[:seen]}{'*' * (len(id_number) - 2 * seen)}{id_number[-seen:]}"


def mask_name(name: str) -> str:
    """张*三, 张*: the first letter and, of three or more, the last."""
    if len(name) <= 2:
        return f"{name[:1]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


ATTENDANCE_NUMBER = re.compile(r"[0-9A-Za-z]{1,24}")
