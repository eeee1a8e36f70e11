"""在线, screenshots and live statistics: what proves how many took part in a video check (R32 to R35)."""

from uuid import UUID

from bot.answers.asking import Asking
from bot.answers.check_lines import brief, look
from bot.answers.replies import Line, Reply
from bot.answers.video_checks import statistics_lines
from bot.words.commands import CountFaces
from bot.words.readers import read_command
from bot.words.spellings import FACES, FINISH, HEADS, PROGRESS
from training.checks.acts.cards_are_due import cards_are_due
from training.checks.acts.evidence.count_faces import NoScreenshot, count_faces
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.sheets.statistics import StatisticsFile
from training.checks.views.check_in_focus import check_in_focus
from training.checks.views.check_views import CheckView, PictureLine
from training.checks.views.find_check import WrongMethod
from training.errors import NotFound


def count(asking: Asking, command: CountFaces) -> Reply:
    """Faces on one's own latest screenshot, or on the one that is named; the best screenshot decides."""
    before = look(asking)
    if before.video is None:
        refusal = WrongMethod(before.number, before.method)
        return Reply("电话查班记的是到课人数", (str(refusal),), (f"{HEADS} {command.faces}", PROGRESS))
    picture = _screenshot(asking, before, command.place)
    return _count_faces(asking, before.check_id, picture, command.faces)


def keep(asking: Asking, view: CheckView, text: str) -> Reply:
    """One that comes together with its number of faces is counted at once."""
    said = read_command(text)
    kept = [each for each in view.pictures if each.sha256 in {own.sha256 for own in asking.pictures}]
    if isinstance(said, CountFaces) and len(kept) == 1:
        return _count_faces(asking, view.check_id, kept[0], said.faces)
    in_meeting = f"，会上有 {kept[-1].joined} 名学员" if kept[-1].joined is not None else ""
    lines = (
        f"本次检查共 {len(view.pictures)} 张{in_meeting}。",
        *doubts_about(asking, view),
        f"请数这张截图里学员的人脸，回“{FACES} 25”。",
    )
    return Reply(f"已留存 {len(asking.pictures)} 张截图", lines, (PROGRESS,))


def keep_statistics(asking: Asking, sent: StatisticsFile) -> Reply:
    """A file of live statistics, which takes the place of a meeting that could not be held."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = use_statistics(asking.session, asking.staff, check_id, sent, now=asking.now)
    cards_are_due(asking.session, check_id)
    kept = view.as_video.statistics
    told = statistics_lines(kept) if kept else []
    return Reply("已留存当天直播统计", (*told, brief(view)), _steps(view))


def _screenshot(asking: Asking, view: CheckView, place: int | None) -> PictureLine:
    """A colleague's may have come in between: a count belongs to the picture that one has sent oneself."""
    if place is not None and not 0 < place <= len(view.pictures):
        raise NotFound(f"第 {place} 张截图（本次检查有 {len(view.pictures)} 张）")
    if place is not None:
        return view.pictures[place - 1]
    if not view.pictures:
        raise NoScreenshot
    own = [each for each in view.pictures if each.received_by == asking.staff.name]
    return (own or view.pictures)[-1]


def _count_faces(asking: Asking, check_id: UUID, picture: PictureLine, faces: int) -> Reply:
    view = count_faces(
        asking.session, asking.staff, check_id, faces, evidence_id=picture.evidence_id, now=asking.now
    )
    cards_are_due(asking.session, check_id)
    place = [each.evidence_id for each in view.pictures].index(picture.evidence_id) + 1
    gap = (Line(view.as_video.gap, is_strong=True),) if view.as_video.gap else ()
    return Reply(f"已记第 {place} 张截图在线 {faces} 人", (brief(view), *gap), _steps(view), has_card=True)


def doubts_about(asking: Asking, view: CheckView) -> tuple[str, ...]:
    """Pictures that say of themselves that they were not taken now."""
    return tuple(each.doubt for each in view.pictures[-len(asking.pictures) :] if each.doubt)


def _steps(view: CheckView) -> tuple[str, ...]:
    return (FINISH, PROGRESS) if not view.missing else (PROGRESS,)
