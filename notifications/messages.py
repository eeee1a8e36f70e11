"""Occasion -> text, in Chinese and short: an SMS is paid by the segment."""

from collections.abc import Callable, Mapping

from training.rules.login_codes import CODE_LASTS

MINUTES = int(CODE_LASTS.total_seconds() // 60)
# Every Chinese text is sent as UCS-2, of which a segment holds 70 units, or 67 where there are several.
SINGLE_SEGMENT, JOINED_SEGMENT = 70, 67


def login_code_text(code: str, signature: str) -> str:
    """The code comes first: phones show the beginning, and fill it in from there."""
    return f"【{signature}】验证码 {code}，{MINUTES} 分钟内有效。查班工作人员不会向您索要，请勿告诉他人。"


def text_of(template: str, parameters: Mapping[str, str], signature: str) -> str:
    """The words of a template of the catalogue with these parameters."""
    return TEMPLATES[template](signature=signature, **parameters)


TEMPLATES: dict[str, Callable[..., str]] = {"login_code": login_code_text}


def segments(text: str) -> int:
    """How many SMS a Chinese text is billed as."""
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= SINGLE_SEGMENT else -(-units // JOINED_SEGMENT)
