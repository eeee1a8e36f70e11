"""A large file comes part by part: how much of it, for how long, and what comes next (tus 1.0)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from training.errors import NotNow, NotRight, Over, TooOften

MB = 1024 * 1024
LASTS = timedelta(days=1)
"""So long a file may take; what has not come whole by then goes."""
MOST_OF_A_PART = 8 * MB
MOST_PARTS = 1_000
"""Of one file: each is a file of the store and a row, however small."""
MOST_OF_ONE = 20
"""Files that one person has under way."""
MOST_BYTES_OF_ONE = 256 * MB
MOST_BYTES_IN_ALL = 4096 * MB


class PartTooLarge(NotRight):
    """More than fits into a part, or than the file was said to have."""

    def __init__(self) -> None:
        super().__init__("这一段超过了文件本身的大小或一段的上限，没有接收；请刷新页面后重新选择文件。")


class TooManyParts(NotRight):
    """Parts so small that they would fill the store with files of a few bytes."""

    def __init__(self) -> None:
        super().__init__(f"这个文件分成了 {MOST_PARTS:,} 段以上，没有接收；请刷新页面后重新选择文件。")


class FileTooLarge(NotRight):
    """The file will not be taken in by any form."""

    def __init__(self, most_bytes: int):
        super().__init__(f"文件超过 {most_bytes // MB} MB，不能接收；请分成几个文件再上传。")


class NoSize(NotRight):
    """A file of nothing, or of nobody knows how much."""

    def __init__(self) -> None:
        super().__init__("文件是空的，或没有说明大小，不能接收；请重新选择文件。")


class TooManyUnderWay(TooOften):
    """One person has begun more than can be kept."""

    def __init__(self) -> None:
        super().__init__("您没有传完的文件太多，请先传完或取消几个，再传新的。")


class NoRoomForFiles(TooOften):
    """All together have begun more than can be kept."""

    def __init__(self) -> None:
        super().__init__("现在正在传的文件太多，请过一会儿再传；小文件可以直接上传。")


class OtherOffset(NotNow):
    """The part is not the one that comes next."""

    def __init__(self, offset: int):
        super().__init__(f"服务器已收到 {offset} 字节，请从那里接着传。")
        self.offset = offset


class FileEnded(Over):
    """It was taken in, given up, or took longer than a day."""

    def __init__(self) -> None:
        super().__init__("这个文件的上传已经结束或过期，请重新选择文件上传。")


class NotWholeYet(NotNow):
    """A form names it before all of it is there."""

    def __init__(self) -> None:
        super().__init__("文件还没有传完，请等传完再提交。")


@dataclass(frozen=True)
class UnderWay:
    """What has been begun and not ended, by one person and by all: how many files, and bytes that they
    will have."""

    files: int
    bytes: int
    bytes_of_all: int


def refuse_new(size: int, most_bytes: int, under_way: UnderWay) -> None:
    """Raises NoSize, FileTooLarge, TooManyUnderWay or NoRoomForFiles; sizes are bytes."""
    if size < 1:
        raise NoSize
    if size > most_bytes:
        raise FileTooLarge(most_bytes)
    if under_way.files >= MOST_OF_ONE or under_way.bytes + size > MOST_BYTES_OF_ONE:
        raise TooManyUnderWay
    if under_way.bytes_of_all + size > MOST_BYTES_IN_ALL:
        raise NoRoomForFiles


@dataclass(frozen=True)
class Arrived:
    """What lies in the store for certain, without a gap from the first byte on."""

    bytes: int
    parts: int


def refuse_part(start: int, length: int, arrived: Arrived, size: int) -> None:
    """Raises OtherOffset, PartTooLarge or TooManyParts; sizes are bytes."""
    if start != arrived.bytes:
        raise OtherOffset(arrived.bytes)
    if length > MOST_OF_A_PART or start + length > size:
        raise PartTooLarge
    if length and arrived.parts >= MOST_PARTS:
        raise TooManyParts


def expires_at(begun_at: datetime) -> datetime:
    return begun_at + LASTS


def is_expired(begun_at: datetime, now: datetime) -> bool:
    """The last moment of the day still counts."""
    return now > expires_at(begun_at)
