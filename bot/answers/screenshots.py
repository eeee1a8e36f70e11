"""在线, screenshots and live statistics: what proves how many took part in a video check (R32 to R35)."""

from bot.answers.asking import Asking
from bot.answers.check_lines import brief, which
from bot.answers.replies import Button, Line, Reply, about
from bot.answers.video_checks import statistics_lines
from bot.words.commands import Command, CountFaces
from bot.words.spellings import FACES, FINISH, HEADS, PROGRESS
from training.checks.acts.evidence.count_faces import FaceReport, count_faces
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.sheets.statistics import StatisticsFile
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import WrongMethod


def count(asking: Asking, command: CountFaces) -> Reply:
    """Faces on one's own latest screenshot, or on the one that is named; the best screenshot decides."""
    try:
        return _count_faces(asking, FaceReport(command.faces, place=command.place))
    except WrongMethod as refusal:
        buttons = about(asking.meant.number, f"{HEADS} {command.faces}", PROGRESS)
        return Reply("电话查班记的是到课人数", (str(refusal),), buttons)


def keep(asking: Asking, view: CheckView, said: Command) -> Reply:
    """One that comes together with its number of faces is counted at once."""
    kept = [each for each in view.pictures if each.sha256 in {own.sha256 for own in asking.pictures}]
    if isinstance(said, CountFaces) and len(kept) == 1:
        return _count_faces(asking, FaceReport(said.faces, kept[0].evidence_id))
    in_meeting = f"，会上有 {kept[-1].joined} 名学员" if kept[-1].joined is not None else ""
    lines = (
        which(view),
        f"本次检查共 {len(view.pictures)} 张{in_meeting}。",
        *doubts_about(asking, view),
        f"请数这张截图里学员的人脸，回“{FACES} 25”。",
    )
    return Reply(f"已留存 {len(asking.pictures)} 张截图", lines, about(view.number, PROGRESS))


def keep_statistics(asking: Asking, file: StatisticsFile) -> Reply:
    """A file of live statistics, which takes the place of a meeting that could not be held."""
    view = use_statistics(asking.session, asking.staff, asking.check_id, file, now=asking.now)
    kept = view.as_video.statistics
    told = statistics_lines(kept) if kept else ()
    return Reply("已留存当天直播统计", (which(view), *told, *file.unread, brief(view)), _steps(view))


def _count_faces(asking: Asking, report: FaceReport) -> Reply:
    counted = count_faces(asking.session, asking.staff, asking.check_id, report, now=asking.told_at)
    view, place, faces = counted.view, counted.place, report.faces
    words = view.as_video.gap
    gap = (Line(words, is_strong=True),) if words else ()
    lines = (which(view), brief(view), *gap)
    return Reply(f"已记第 {place} 张截图在线 {faces} 人", lines, _steps(view), has_card=True)


def doubts_about(asking: Asking, view: CheckView) -> tuple[str, ...]:
    """Pictures that say of themselves that they were not taken now."""
    return tuple(each.doubt for each in view.pictures[-len(asking.pictures) :] if each.doubt)


def _steps(view: CheckView) -> tuple[Button, ...]:
    return about(view.number, *((FINISH, PROGRESS) if not view.missing else (PROGRESS,)))
