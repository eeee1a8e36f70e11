"""One picture of the wall, ready to show; pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.notice.clock import SHANGHAI
from training.notice.terms import Mode
from training.worklist.rules.board import Attendance, ClassNow
from webapp.cameras.shots import Shot
from webapp.desk.overview.pages.charts import rate_words

WAITING = "正在取画面"


@dataclass(frozen=True)
class Tile:
    """A class in its lesson: who it is, who came, and its still or why there is none."""

    class_id: UUID
    title: str
    place: str
    came: str
    badge: tuple[str, str]
    has_camera: bool
    mark: str
    """Of the still: changes with every new one; empty where there is none."""
    taken: str
    """10:22:04."""
    trouble: str
    """Chinese, with what to do; while it is being fetched as well."""
    is_waiting: bool


def tile(own: ClassNow, has_camera: bool, shot: Shot | None) -> Tile:
    """`shot` is None where the camera has not answered yet."""
    is_waiting = has_camera and shot is None
    return Tile(
        class_id=own.class_id,
        title=f"{own.number} {own.trade}",
        place=f"{own.district} · {own.institution}",
        came=_came(own),
        badge=_badge(own, has_camera, shot),
        has_camera=has_camera,
        mark=mark_of(shot),
        taken=clock_of(shot),
        trouble=why_none(own.mode, has_camera, shot),
        is_waiting=is_waiting,
    )


def mark_of(shot: Shot | None) -> str:
    return f"{int(shot.taken_at.timestamp() * 1000)}" if shot is not None and shot.large else ""


def clock_of(shot: Shot | None) -> str:
    return "" if shot is None else _clock(shot.taken_at)


def why_none(mode: Mode, has_camera: bool, shot: Shot | None) -> str:
    if mode is Mode.ONLINE:
        return "线上课，没有教室；请用视频查班。"
    if not has_camera:
        return "这个班没有指定摄像机。"
    return WAITING if shot is None else shot.trouble


def _came(own: ClassNow) -> str:
    return f"打卡 {own.present} / {own.seats}" if own.counts else f"在册 {own.seats}"


def _badge(own: ClassNow, has_camera: bool, shot: Shot | None) -> tuple[str, str]:
    if own.is_thin:
        return f"低于 {own.needed_percent}%", "bad"
    if own.is_silent:
        return "考勤机失联", "warn"
    if shot is not None and shot.trouble:
        return "无画面", "warn"
    if own.mode is Mode.ONLINE:
        return "线上课", ""
    if not has_camera:
        return "没有摄像机", ""
    return _standing(own)


def _standing(own: ClassNow) -> tuple[str, str]:
    """Nobody is missing while people sign in."""
    if not own.counts:
        return "没有在册", ""
    words = rate_words(Attendance((own,)))
    return (f"到课 {words}", "good") if own.is_judged else (words, "now" if own.is_coming else "")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%H:%M:%S}"
