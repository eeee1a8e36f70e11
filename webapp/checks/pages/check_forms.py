"""What is typed into the forms of a spot check, read and refused in words (pure)."""

from collections.abc import Mapping
from uuid import UUID

from training.checks.terms import FallbackReason
from training.errors import NotRight, Refusal
from training.notice.identity import compact

MOST_DIGITS = 4


class HeadsNotANumber(NotRight):
    """Nobody counts such heads."""

    def __init__(self) -> None:
        super().__init__("到课人数请填数字，如 26。")


class FacesNotANumber(NotRight):
    """Nobody counts such faces."""

    def __init__(self) -> None:
        super().__init__("人脸数请填数字，如 25；教师、工作人员和重复的画面不计。")


class MissingFile(NotRight):
    """The form came without the export."""

    def __init__(self) -> None:
        super().__init__("还没有选文件；请选当天这场直播的导出文件（.xlsx、.xls 或 .csv），再上传。")


class UnknownReason(NotRight):
    """The form names no reason of the list."""

    def __init__(self) -> None:
        super().__init__("请选一个视频会议没能进行的原因，再写明情况。")


class MissingPicture(NotRight):
    """The form came without a picture."""

    def __init__(self) -> None:
        super().__init__("还没有选照片；请拍照或从相册选一张，再上传。")


class MissingEvidence(NotRight):
    """A mismatch is explained by a picture of the check."""

    def __init__(self) -> None:
        super().__init__("请选一张证据照片；还没有照片，请先在检查页上传，如身份证、报名表的照片。")


def read_heads(text: str) -> int:
    """Raises HeadsNotANumber."""
    return _whole_number(text, HeadsNotANumber())


def read_faces(text: str) -> int:
    """Raises FacesNotANumber."""
    return _whole_number(text, FacesNotANumber())


def read_failure(form: Mapping[str, str]) -> tuple[FallbackReason, str]:
    """Why no meeting decides, in a word and in the inspector's own; raises UnknownReason."""
    chosen = form.get("why", "")
    if chosen not in set(FallbackReason):
        raise UnknownReason
    return FallbackReason(chosen), form.get("explanation", "")


def read_evidence_id(text: str) -> UUID:
    """Raises MissingEvidence."""
    try:
        return UUID(text)
    except ValueError as error:
        raise MissingEvidence from error


def _whole_number(text: str, refusal: Refusal) -> int:
    digits = compact(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        raise refusal
    return int(digits)
