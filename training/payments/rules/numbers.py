"""会议号, 申请文号, 凭证号: what a paper is known by."""

from training.notice.identity import compact
from training.notice.notes import read_note
from training.payments.rules.refusals import NumberMissing

LONGEST_NUMBER = 64


def read_number(text: str, what: str) -> str:
    """On one line as it is written; raises NumberMissing or TextTooLong."""
    number = read_note(text)
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise NumberMissing(what, LONGEST_NUMBER)
    return number


def read_voucher(text: str) -> str:
    """凭证号 in one spelling, so that a space or a wide letter makes no second one; raises NumberMissing."""
    return read_number(compact(read_note(text)).upper(), "凭证号")


def read_phone(text: str) -> str:
    """监督电话, which everybody reads; raises NumberMissing."""
    phone = read_number(text, "监督电话（如 0472-5618000）")
    if sum(letter.isdecimal() for letter in phone) < 3:
        raise NumberMissing("监督电话（如 0472-5618000）", LONGEST_NUMBER)
    return phone
