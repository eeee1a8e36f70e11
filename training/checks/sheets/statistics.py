"""The live statistics of a day as a file that is kept whole: the proof beside what is read from it (R35)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from training.attendance.sheets.watching import WatchRow, read_watching
from training.checks.terms import StatisticsSource
from training.errors import Next, UnreadableFile
from training.ports.meetings import LiveWatcher
from training.sheets.books import OLE, ZIP
from training.sheets.reading import Reading

MB = 2**20
MOST_LINES = 20_000
LONGEST_NAME = 60
"""Letters; file systems allow 255 bytes, and a letter may take four."""
NO_NAME = "直播统计.csv"
KINDS = {
    ZIP: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    OLE: ("xls", "application/vnd.ms-excel"),
}
TEXT = ("csv", "text/csv")
MOST_TOLD = 3


class BadStatistics(UnreadableFile):
    """Lines of the file cannot be read; a rate that left them out would be wrong."""

    leads_to = (Next.PROGRESS, Next.HELP)


@dataclass(frozen=True)
class StatisticsLine:
    """Somebody watched from when to when."""

    name: str
    phone: str
    """Empty where it is not told."""
    entered_at: datetime
    left_at: datetime
    class_number: str = ""
    account_id: str = ""
    """DingTalk's own number of the person, where DingTalk itself tells it."""


@dataclass(frozen=True)
class StatisticsFile:
    """The bytes as they came, and their lines."""

    source: StatisticsSource
    name: str
    content: bytes
    lines: tuple[StatisticsLine, ...]
    ending: str
    media_type: str
    unread: tuple[str, ...] = ()
    """What of the file was not used, a sentence for each kind of thing."""

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def key(self) -> str:
        """Where the store keeps it."""
        return f"statistics/{self.sha256[:2]}/{self.sha256}.{self.ending}"


def read_statistics(content: bytes, name: str, most_bytes: int) -> StatisticsFile:
    """An export of the live lesson, told by its content and not by its name.

    Raises UnreadableFile or BadStatistics, with what to do.
    """
    if len(content) > most_bytes:
        raise UnreadableFile(
            f"文件有 {len(content) / MB:.1f} MB，最多 {most_bytes // MB} MB；请只导出当天这一场。"
        )
    shown = _file_name(name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / shown
        path.write_bytes(content)
        reading = Reading()
        rows = list(islice(read_watching(path, reading), MOST_LINES + 1))
    if len(rows) > MOST_LINES:
        raise UnreadableFile(f"{shown} 超过 {MOST_LINES} 行，不像一场直播的统计；请只导出当天这一场。")
    if not rows:
        raise UnreadableFile(f"{shown} 里没有观看记录；请从钉钉直播后台导出当天这一场的观看数据。")
    _refuse_unread(rows)
    ending, media_type = KINDS.get(content[:4], TEXT)
    lines = tuple(map(_line, rows))
    unread = tuple(reading.unread.told())
    return StatisticsFile(StatisticsSource.EXPORT, shown, content, lines, ending, media_type, unread)


def statistics_of_watchers(live_id: str, watchers: Sequence[LiveWatcher]) -> StatisticsFile:
    """What DingTalk itself tells of one live lesson; what was only played back later does not count.

    Raises UnreadableFile where nobody watched it live.
    """
    name = live_id[:LONGEST_NAME]
    lines = tuple(line for each in watchers for line in _watched(each))
    if not lines:
        raise UnreadableFile(f"钉钉说直播 {name} 没有人观看；请核对直播编号，或发导出的文件。")
    told = [{field: str(value) for field, value in asdict(each).items()} for each in watchers]
    content = json.dumps({"liveId": live_id, "watchers": told}, ensure_ascii=False, indent=1).encode()
    return StatisticsFile(
        source=StatisticsSource.INTERFACE,
        name=name,
        content=content,
        lines=lines,
        ending="json",
        media_type="application/json",
    )


def _watched(told: LiveWatcher) -> Iterator[StatisticsLine]:
    """DingTalk keeps sums: from the first glance on, as if without a break."""
    begins = told.first_watched_at
    if begins is not None and told.watched_live:
        yield StatisticsLine(told.name, "", begins, begins + told.watched_live, account_id=told.account_id)


def _file_name(name: str) -> str:
    """Only for people to recognise it by: no folder, nothing invisible, not too long."""
    plain = "".join(each for each in name if each.isprintable()).replace("\\", "/").rpartition("/")[2]
    return plain.strip(" .")[-LONGEST_NAME:] or NO_NAME


def _refuse_unread(rows: list[WatchRow]) -> None:
    wrong = [row.findings[0] for row in rows if not row.is_good]
    if wrong:
        # Without the values: they may be somebody's phone.
        told = "；".join(f"第 {each.row} 行 {each.column}：{each.message}" for each in wrong[:MOST_TOLD])
        more = f"等 {len(wrong)} 行" if len(wrong) > MOST_TOLD else ""
        raise BadStatistics(f"文件没有采用：{told}{more}请改好后重新提供。")


def _line(row: WatchRow) -> StatisticsLine:
    return StatisticsLine(row.name, row.phone, row.entered_at, row.left_at, row.class_number)
