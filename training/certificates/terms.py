"""The words of certificates as values; the Chinese value is what pages and rows hold (R08, R17, R29)."""

from enum import StrEnum


class CertificateState(StrEnum):
    """证书状态: whether a certificate is good."""

    VALID = "有效"
    ASKED = "待作废"
    """Somebody asks to void it, and it is good until another one agrees."""
    VOID = "已作废"


class PaperState(StrEnum):
    """领取状态: whether somebody has the paper in hand."""

    WAITS = "待领取"
    HANDED = "已领取"


class HandoverProof(StrEnum):
    """领取凭证: what shows that it was received."""

    SIGNATURE = "签字"
    PHOTO = "照片"


class NumberLetter(StrEnum):
    """证书类别: the letter that a number carries for the kind of its class."""

    ORDINARY = "P"
    PROJECT = "X"
    C1 = "C"
    STARTUP = "Y"
