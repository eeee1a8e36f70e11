"""What is found wrong, how bad it is and what to do; from numbers that others measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from training.health.terms import Part, State
from training.notice.clock import SHANGHAI, is_ahead

GB, MB = 10**9, 10**6
LITTLE_BYTES, LITTLE_PERCENT = GB, 5
"""Less of either, and somebody should make room."""
TOO_LITTLE_BYTES = 100 * MB
"""Less, and what is acknowledged next may have no room."""
MESSAGES_LATE = timedelta(minutes=10)
SILENT = timedelta(minutes=5)
"""Without a heartbeat, of which there is one a minute."""
BACKUP_OLD = timedelta(hours=26)
"""One a night, with two hours for a large one."""
AHEAD = "的时间比服务器时钟还晚，不能算数"
"""Of what a clock that ran ahead has written; words follow it."""
PARTS = {
    Part.WORKER: ("后台", "后台 {gone}，短信和定时工作都停着：请启动 chaban worker。"),
    Part.STORE: (
        "材料库",
        "材料库 {gone}，照片和材料可能存不进去：请看磁盘、权限或对象存储，再看 chaban worker 的日志。",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at (检查项)."""

    about: str
    state: State
    says: str
    """One Chinese sentence: how it is and, where it is not well, what to do. No person and no path in it."""


@dataclass(frozen=True)
class Room:
    """What is left on a disk, in bytes."""

    free: int
    total: int

    @property
    def is_little(self) -> bool:
        return self.free < LITTLE_BYTES or 100 * self.free < LITTLE_PERCENT * self.total


def worst(findings: Iterable[Finding]) -> State:
    """Of all; OK of none."""
    return max((each.state for each in findings), key=list(State).index, default=State.OK)


def of_disk(about: str, room: Room) -> Finding:
    left = f"{about}所在的磁盘还剩 {room.free / GB:.1f} GB（{100 * room.free // max(room.total, 1)}%）"
    if room.free < TOO_LITTLE_BYTES:
        return Finding(f"{about}磁盘", State.FAILING, f"{left}，随时会写不进去：请马上清理或扩容。")
    if room.is_little:
        return Finding(f"{about}磁盘", State.DEGRADED, f"{left}：请清理或扩容。")
    return Finding(f"{about}磁盘", State.OK, f"{left}。")


def of_messages(oldest_waits: timedelta) -> Finding:
    """How long the SMS waits that should have gone first."""
    minutes = oldest_waits // timedelta(minutes=1)
    if oldest_waits > MESSAGES_LATE:
        told = f"最早的短信已等了 {minutes} 分钟：请看后台是否运行、短信通道是否暂停（chaban sms list）。"
        return Finding("短信", State.DEGRADED, told)
    return Finding("短信", State.OK, "没有积压的短信。")


def of_part(part: Part, last: datetime | None, now: datetime) -> Finding:
    about, words = PARTS[part]
    if last is None:
        return Finding(about, State.DEGRADED, words.format(gone="还没有运行过"))
    if is_ahead(last, now):
        return Finding(about, State.DEGRADED, words.format(gone=AHEAD))
    if now - last > SILENT:
        minutes = (now - last) // timedelta(minutes=1)
        return Finding(about, State.DEGRADED, words.format(gone=f"已有 {minutes} 分钟没有动静"))
    return Finding(about, State.OK, f"{about}在正常工作。")


def of_clock(written_at: datetime | None) -> Finding:
    """`written_at`: the furthest moment of a row that has not come yet; None where none stands there."""
    if written_at is None:
        return Finding("时钟", State.OK, "时钟没有跳变。")
    told = f"数据库里有 {written_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 写的记录，服务器时钟还没到那时"
    return Finding("时钟", State.DEGRADED, f"{told}：请核对服务器的时间同步（NTP）。")


def of_backups(last: datetime | None, now: datetime, *, is_wanted: bool) -> Finding:
    """`is_wanted`: whether the settings name a folder for them."""
    if not is_wanted:
        told = "没有设置备份：请把 CHABAN_BACKUP_FOLDER 设成另一块磁盘上的文件夹。"
        return Finding("备份", State.DEGRADED, told)
    if last is None:
        return Finding("备份", State.DEGRADED, "还没有备份：请运行 chaban backup，并看后台是否运行。")
    if is_ahead(last, now):
        told = f"最近的备份{AHEAD}：请核对服务器的时间同步（NTP），再运行 chaban backup。"
        return Finding("备份", State.DEGRADED, told)
    hours = max(now - last, timedelta()) // timedelta(hours=1)
    if now - last > BACKUP_OLD:
        told = f"最近的备份是 {hours} 小时以前的：请运行 chaban backup，看它说什么。"
        return Finding("备份", State.DEGRADED, told)
    return Finding("备份", State.OK, f"最近的备份是 {hours} 小时以前的。")
