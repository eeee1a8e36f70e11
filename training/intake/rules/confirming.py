"""What was shown of a file is what may be confirmed, for a while: a fingerprint and a time (R43)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from training.errors import NotNow, NotRight, Over
from training.intake.terms import UploadState

SHOWN_FOR = timedelta(minutes=30)
"""So long a confirmation counts for what was shown."""
READ_AT_ONCE = 256 * 1024
"""Bytes: a larger file is read, and written, by the worker."""
KEPT_FOR = timedelta(days=1)
"""So long the bytes of an upload stay, for the marked copy and for another try."""
FOUND_FOR = timedelta(days=30)
"""So long what was found stays with the upload."""


class ShownTooLongAgo(Over):
    """More than half an hour has passed since the file was read."""

    def __init__(self) -> None:
        super().__init__("核对的结果已超过 30 分钟，没有写入。请重新看一遍核对结果再确认。")


class ShownChanged(NotNow):
    """What the file would do now is not what was shown."""

    def __init__(self) -> None:
        super().__init__("从您看到以后系统里的数据或文件有变化，没有写入。请重新看一遍核对结果再确认。")


class UploadEnded(NotNow):
    """Somebody was faster: the file is written, or was let go."""

    def __init__(self, state: UploadState):
        super().__init__(f"这个文件{state}，不用再办；要重新导入，请再上传一次。")


class NotReadYet(NotNow):
    """It waits for its turn."""

    def __init__(self) -> None:
        super().__init__("这个文件还没有读完，请等核对结果出来再确认。")


class NothingToStore(NotRight):
    """There is nothing in it that could be written."""

    def __init__(self) -> None:
        super().__init__("这个文件没有可以写入的内容，请按发现的问题修改后重新上传。")


class FileIsGone(Over):
    """Its bytes were kept for a day."""

    def __init__(self) -> None:
        super().__init__("上传的原件只保留一天，已经删除；请重新上传。")


@dataclass(frozen=True)
class Choices:
    """What somebody said beside the file; empty where the file itself says it."""

    kind: str = ""
    class_number: str = ""
    institution: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Letters of a column by its title."""

    def told(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "class_number": self.class_number,
            "institution": self.institution,
            "sheet": self.sheet,
            "columns": dict(self.columns),
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        return cls(**told)


def digest_of(content_sha256: str, choices: Choices, shown: Mapping[str, Any]) -> str:
    """The fingerprint of a file, the choices that it was read by, and what was found; hex."""
    whole = [content_sha256, choices.told(), shown]
    return sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def refuse_confirmation(state: UploadState, read_at: datetime | None, now: datetime) -> None:
    """Raises UploadEnded, NotReadYet or ShownTooLongAgo; the last moment of the half hour still counts."""
    if not state.is_open:
        raise UploadEnded(state)
    if state is UploadState.WAITS or read_at is None:
        raise NotReadYet
    if state is UploadState.SHOWN and now - read_at > SHOWN_FOR:
        raise ShownTooLongAgo


def is_anything_to_store(counts: Mapping[str, int], *, is_in_already: bool) -> bool:
    """Whether any row of the file is good, and the file is not in already."""
    return not is_in_already and any(counts[name] for name in ("stored", "known", "quarantined"))
