"""What may be said of a file that was handed in through the chat, as a value; pure."""

import re
from dataclasses import dataclass

from bot.words.incomplete import Incomplete
from bot.words.spellings import CONFIRM_IMPORT

CODE = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True)
class ConfirmImport:
    """确认导入 1a2b3c4d: write exactly what was shown under that fingerprint."""

    code: str


ImportCommand = ConfirmImport


def read_import(words: str) -> ImportCommand | Incomplete:
    code = words.strip().lower()
    if CODE.fullmatch(code):
        return ConfirmImport(code)
    why = "要写指纹的前八位，核对结果里有；请点核对结果下面的按钮。"
    return Incomplete(CONFIRM_IMPORT, why, f"{CONFIRM_IMPORT} 1a2b3c4d")
