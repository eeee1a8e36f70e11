"""What is typed into the forms of a spot check, read and refused in words (pure)."""

from uuid import UUID

from training.errors import Refusal
from training.rules.identity import compact

MOST_DIGITS = 4


class HeadsNotANumber(Refusal):
    """Nobody counts such heads."""

    def __init__(self) -> None:
        super().__init__("到课人数请填数字，如 26。")


class MissingPicture(Refusal):
    """The form came without a picture."""

    def __init__(self) -> None:
        super().__init__("还没有选照片；请拍照或从相册选一张，再上传。")


class MissingEvidence(Refusal):
    """A mismatch is explained by a picture of the check."""

    def __init__(self) -> None:
        super().__init__("请选一张证据照片；还没有照片，请先在检查页上传，如身份证、报名表的照片。")


def read_heads(text: str) -> int:
    """Raises HeadsNotANumber."""
    digits = compact(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        raise HeadsNotANumber
    return int(digits)


def read_evidence_id(text: str) -> UUID:
    """Raises MissingEvidence."""
    try:
        return UUID(text)
    except ValueError as error:
        raise MissingEvidence from error
